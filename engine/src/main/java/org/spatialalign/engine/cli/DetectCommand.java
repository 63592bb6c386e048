package org.spatialalign.engine.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.spatialalign.engine.core.CancelledException;
import org.spatialalign.engine.core.Json;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.detect.DetectorOptions;
import org.spatialalign.engine.generate.ComputeChoice;
import org.spatialalign.engine.store.Project;
import org.spatialalign.engine.workflow.WorkSummary;
import org.spatialalign.engine.workflow.WorkflowJobs;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "detect",
        header = "Find the animal and the object of each clip's prompt, follow them, and score the clip.",
        description = "Takes every clip that has a prompt and neither seed boxes nor tracks; named clips are looked at"
                + " anew, unless the same detector with the same settings did it. The paper's rule decides which clips"
                + " can be trusted; the others are listed with the reason and have no score. Stopped in the middle, it"
                + " goes on where it was when called again.%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  spatialalign detect study --detector models/grounding-dino-tiny",
            "  spatialalign detect study --detector models/grounding-dino-tiny --clip 3f9c0a77b1de",
            "",
            "The detector's folder is one in the layout of IDEA-Research/grounding-dino-tiny."
        })
final class DetectCommand extends Helpful implements Callable<Integer> {

    private final Console console;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "DIR", description = "The project's folder.")
    private Path folder = Path.of("");

    @Option(names = "--detector", required = true, paramLabel = "DIR", description = "The detector's folder.")
    private Path detector = Path.of("");

    @Option(names = "--clip", paramLabel = "ID", description = "Only this clip; may be repeated.")
    private List<String> clips = new ArrayList<>();

    @Option(
            names = "--box-threshold",
            paramLabel = "P",
            description = "A box counts when it is surer than this, 0 to 1; 0.4 in the paper.")
    private double box = DetectorOptions.DEFAULT.boxThreshold();

    @Option(
            names = "--text-threshold",
            paramLabel = "P",
            description = "A word belongs to a box's label when it is surer than this, 0 to 1; 0.3 in the paper.")
    private double text = DetectorOptions.DEFAULT.textThreshold();

    @Option(names = "--device", paramLabel = "DEVICE", description = "auto, cpu or gpu; auto takes a GPU if it can.")
    private ComputeChoice device = ComputeChoice.AUTO;

    @Option(names = "--json", description = "Print one JSON object: {done, upToDate, leftOut, failed}.")
    private boolean json;

    DetectCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws WorkbenchException, CancelledException {
        DetectorOptions options = options();
        try (Project project = Project.open(folder, Project.Access.WRITE)) {
            JobRunner runner = new JobRunner(console);
            List<String> ids = ClipChoice.ids(project, clips);
            WorkSummary summary =
                    WorkSummary.of(runner.run(project, WorkflowJobs.detectSpec(detector, ids, options, device)));
            int code = runner.report(summary);
            if (json) {
                console.out().println(Json.write(summary));
            } else {
                console.out()
                        .println(summary.done() + " detected, " + summary.upToDate() + " had boxes already, "
                                + summary.leftOut().size() + " left out, "
                                + summary.failed().size() + " failed");
            }
            return code;
        }
    }

    private DetectorOptions options() {
        try {
            return new DetectorOptions(box, text);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()));
        }
    }
}
