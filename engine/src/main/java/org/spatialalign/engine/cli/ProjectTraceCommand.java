package org.spatialalign.engine.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.spatialalign.engine.core.Json;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.store.Project;
import org.spatialalign.engine.workflow.provenance.Node;
import org.spatialalign.engine.workflow.provenance.NodeId;
import org.spatialalign.engine.workflow.provenance.Provenance;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "trace",
        header = "Tell where a thing of a project comes from, what came of it, and what is stale.",
        description =
                "From a LoRA to its run, pairs, verdicts, boxes, clips, recipes and prompts, and back. WHAT is the"
                        + " file of a LoRA or a clip, the number of a training, the name of a set, the id of a clip or a prompt,"
                        + " or kind and key: prompt-set, prompt, recipe, clip, boxes, score, verdict, pair, pair-set, run, lora"
                        + " or evaluation, a colon, and the key.%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  spatialalign project trace study mine.safetensors",
            "  spatialalign project trace study boxes:3f9c0a77b1de --down",
            "  spatialalign project trace study run:12 --up --limit 100 --json"
        })
final class ProjectTraceCommand extends Helpful implements Callable<Integer> {

    private static final String FROM = "from";
    private static final String OF = "of";

    private final Console console;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "DIR", description = "The project's folder.")
    private Path folder = Path.of("");

    @Parameters(index = "1", paramLabel = "WHAT", description = "Where to begin.")
    private String what = "";

    @Option(names = "--up", description = "Only where it comes from.")
    private boolean up;

    @Option(names = "--down", description = "Only what came of it.")
    private boolean down;

    @Option(
            names = "--limit",
            paramLabel = "N",
            description =
                    "Follow so many things of a kind at each step, and count the others; default ${DEFAULT-VALUE}.")
    private int limit = 3;

    @Option(names = "--depth", paramLabel = "N", description = "Take so many steps; default ${DEFAULT-VALUE}.")
    private int depth = 20;

    @Option(
            names = "--json",
            description =
                    "Print one JSON object: {kind, key, title, facts, stale, from, of}, and so on in from and of.")
    private boolean json;

    ProjectTraceCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws WorkbenchException {
        if (limit < 1 || depth < 1) {
            throw new ParameterException(spec.commandLine(), "--limit and --depth are numbers from 1");
        }
        try (Project project = Project.open(folder, Project.Access.READ_ONLY)) {
            Provenance provenance = new Provenance(project);
            NodeId start = TraceTarget.find(project, provenance, what);
            List<TraceTree.Branch> walks = new ArrayList<>();
            for (boolean upwards : up == down ? List.of(true, false) : List.of(up)) {
                walks.add(new TraceTree(provenance, upwards, limit, depth).walk(start));
            }
            if (json) {
                printJson(walks);
            } else {
                print(walks);
            }
        }
        return Main.DONE;
    }

    private boolean upwards(int walk) {
        return up == down ? walk == 0 : up;
    }

    private void printJson(List<TraceTree.Branch> walks) {
        ObjectNode all = Json.object();
        for (int i = 0; i < walks.size(); i++) {
            all.setAll(TraceTree.json(walks.get(i), upwards(i) ? FROM : OF));
        }
        console.out().println(Json.write(all));
    }

    private void print(List<TraceTree.Branch> walks) {
        Node start = walks.get(0).node();
        console.out().println(start.id().kind().words() + " " + start.title());
        start.facts().forEach(fact -> console.out().println("  " + fact.name() + ": " + fact.value()));
        for (int i = 0; i < walks.size(); i++) {
            console.out().println();
            console.out().println(upwards(i) ? "Comes from" : "What came of it");
            TraceTree.print(walks.get(i), console.out());
        }
        console.out().println();
        var reasons = TraceTree.reasons(walks);
        if (reasons.isEmpty()) {
            console.out().println("Nothing of this is stale.");
        } else {
            console.out().println("Stale");
            reasons.forEach((why, who) -> console.out().println("  " + who + ": " + why));
        }
    }
}
