package org.spatialalign.engine.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.core.CancelledException;
import org.spatialalign.engine.core.Json;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.prompt.DsrPrompt;
import org.spatialalign.engine.score.ScoreOutcome;
import org.spatialalign.engine.score.ScorePreset;
import org.spatialalign.engine.score.ScoreTerms;
import org.spatialalign.engine.store.ClipRecord;
import org.spatialalign.engine.store.Project;
import org.spatialalign.engine.workflow.ClipScore;
import org.spatialalign.engine.workflow.Scoring;
import org.spatialalign.engine.workflow.WorkSummary;
import org.spatialalign.engine.workflow.WorkflowJobs;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "score",
        header = "Compute the DSR-Score of every clip, with its four terms.",
        description = "With --boxes, boxes out of a file are scored instead; no project is needed then.%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  spatialalign score study",
            "  spatialalign score study --json | jq 'select(.dsr_score < 0.5)'",
            "  spatialalign score --boxes reference_scores.json --json",
            "",
            "A clip without a score has a named reason instead, for instance no_boxes,",
            "too_few_valid_frames or no_prompt; that is a result, not a failure."
        })
final class ScoreCommand extends Helpful implements Callable<Integer> {

    private final Console console;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "DIR", arity = "0..1", description = "The project's folder.")
    private @Nullable Path folder;

    @Option(
            names = "--boxes",
            paramLabel = "FILE",
            description =
                    "JSON of the form {animal, object, cases: [{video, type, frames: [{frame, labels, boxes}]}]}.")
    private @Nullable Path boxes;

    @Option(names = "--json", description = "Print one JSON object per clip, or per case of --boxes, and nothing else.")
    private boolean json;

    ScoreCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws WorkbenchException, CancelledException {
        Path file = boxes;
        Path dir = folder;
        if ((file == null) == (dir == null)) {
            throw new ParameterException(
                    spec.commandLine(), "give either a project's folder, or boxes to score with --boxes FILE");
        }
        if (file != null) {
            return new BoxScores(console, json).run(file);
        }
        try (Project project = Project.open(java.util.Objects.requireNonNull(dir), Project.Access.WRITE)) {
            JobRunner runner = new JobRunner(console);
            WorkSummary summary = WorkSummary.of(runner.run(project, WorkflowJobs.scoreSpec(ScorePreset.PAPER)));
            List<ClipScore> scores = ClipScore.all(project, new Scoring(project, ScorePreset.PAPER));
            if (json) {
                scores.forEach(score -> console.out().println(Json.write(ScoreJson.of(score, ScorePreset.PAPER.id()))));
            } else {
                table(scores);
            }
            return runner.report(summary);
        }
    }

    private void table(List<ClipScore> scores) {
        TextTable table = new TextTable(
                "clip", "model", "prompt", "type", ">seed", ">score", ">r_init", ">g_init", ">r_f", ">g_f", ">valid",
                "");
        List<Double> values = new ArrayList<>();
        for (ClipScore score : scores) {
            ClipRecord clip = score.listing().clip();
            DsrPrompt prompt = score.listing().prompt();
            String[] row = {
                clip.id(),
                clip.model(),
                clip.promptId() == null ? clip.fileName() : clip.promptId(),
                prompt == null ? "" : prompt.type().code(),
                clip.seed() == null ? "" : clip.seed().toString(),
                "",
                "",
                "",
                "",
                "",
                score.outcome().curve().size() + "/" + clip.video().frameCount(),
                ""
            };
            if (score.outcome() instanceof ScoreOutcome.Scored scored) {
                ScoreTerms terms = scored.terms();
                values.add(scored.dsrScore());
                row[5] = number(scored.dsrScore());
                row[6] = number(terms.initialMean());
                row[7] = number(terms.initialGap());
                row[8] = number(terms.finalMean());
                row[9] = number(terms.finalGap());
            } else if (score.outcome() instanceof ScoreOutcome.Unscorable unscorable) {
                row[11] = unscorable.detail();
            }
            table.row(row);
        }
        table.print(console.out());
        values.sort(null);
        int n = values.size();
        String median = n == 0 ? "" : ", median " + number((values.get((n - 1) / 2) + values.get(n / 2)) / 2);
        console.out().println();
        console.out()
                .println(n + " scored" + median + ", " + (scores.size() - n) + " unscorable; preset "
                        + ScorePreset.PAPER.id());
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }
}
