package org.spatialalign.engine.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.core.CancelledException;
import org.spatialalign.engine.core.Json;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.prefer.PairRules;
import org.spatialalign.engine.prefer.PairSet;
import org.spatialalign.engine.prefer.PairSetBuilder;
import org.spatialalign.engine.prefer.PairSummary;
import org.spatialalign.engine.score.ScorePreset;
import org.spatialalign.engine.store.Project;
import org.spatialalign.engine.workflow.PairData;
import org.spatialalign.engine.workflow.WorkSummary;
import org.spatialalign.engine.workflow.WorkflowJobs;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "build",
        header = "Make preference pairs out of scores and verdicts, and keep them as a set.",
        description = "Scores are brought up to date first. A set is never changed; training names one.%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  spatialalign pairs build study --name paper --by score",
            "  spatialalign pairs build study --margin 0.1 --per-prompt 4 --dry-run",
            "  spatialalign pairs build study --name round-2 --rules fair --type-threshold LT=0.5",
            "",
            "--by score with the default rules is exactly the paper's own pairing."
        })
final class PairsBuildCommand extends Helpful implements Callable<Integer> {

    private final Console console;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "DIR", description = "The project's folder.")
    private Path folder = Path.of("");

    @Option(names = "--name", paramLabel = "NAME", description = "The set's name.")
    private @Nullable String name;

    @Option(
            names = "--by",
            paramLabel = "WHOM",
            description = "score, verdict, or both (default): then people rule where they have decided.")
    private PairSet.Policy policy = PairSet.Policy.BOTH;

    @Mixin
    private PairRuleOptions options = new PairRuleOptions();

    @Option(names = "--model", paramLabel = "NAME", description = "Only clips of this source model.")
    private @Nullable String model;

    @Option(names = "--dry-run", description = "Only say what would be made.")
    private boolean dryRun;

    @Option(names = "--json", description = "Print one JSON object and nothing else.")
    private boolean json;

    PairsBuildCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws WorkbenchException, CancelledException {
        PairRules rules = options.rules();
        String as = name;
        if (as == null ? !dryRun : as.isBlank()) {
            throw new ParameterException(spec.commandLine(), "give the set a name with --name, or use --dry-run");
        }
        try (Project project = Project.open(folder, Project.Access.WRITE)) {
            JobRunner runner = new JobRunner(console);
            WorkSummary scored = WorkSummary.of(runner.run(project, WorkflowJobs.scoreSpec(ScorePreset.PAPER)));
            PairData data = PairData.of(project, ScorePreset.PAPER, model);
            PairSummary summary = data.index().summary(rules, data.log().rulings());
            PairSetBuilder.Result result = data.build(rules, policy);
            PairSet set = PairSet.of(
                    as == null ? "dry run" : as,
                    policy,
                    rules,
                    data.presetId(),
                    Clock.systemUTC().instant(),
                    result.pairs());
            if (!dryRun) {
                project.pairSets().add(set);
            }
            if (json) {
                console.out().println(Json.write(json(set, summary, result)));
            } else {
                PairRuleOptions.print(summary, console);
                print(set, result);
            }
            return runner.report(scored);
        }
    }

    private ObjectNode json(PairSet set, PairSummary summary, PairSetBuilder.Result result) {
        ObjectNode json = Json.object();
        json.put("set", dryRun ? null : set.name());
        json.put("hash", set.hash().hex());
        json.put("pairs", set.decided().size())
                .put("ties", set.pairs().size() - set.decided().size());
        json.put("flipped", result.flipped().size())
                .put("dropped", result.dropped().size());
        json.put("held_back", result.heldBack().size())
                .put("stale", result.stale().size());
        json.set("summary", Json.tree(summary));
        return json;
    }

    private void print(PairSet set, PairSetBuilder.Result result) {
        int ties = set.pairs().size() - set.decided().size();
        console.out()
                .println((dryRun ? "would keep " : "kept as '" + set.name() + "': ")
                        + set.decided().size() + " pairs and " + ties + " ties; hash "
                        + set.hash().brief());
        if (policy != PairSet.Policy.SCORE) {
            console.out()
                    .println("by people: " + result.flipped().size() + " flipped, "
                            + result.dropped().size() + " dropped, "
                            + result.heldBack().size()
                            + " held back, " + result.stale().size() + " from before a correction");
        }
    }
}
