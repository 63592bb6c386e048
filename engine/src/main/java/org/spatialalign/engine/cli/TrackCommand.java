package org.spatialalign.engine.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.spatialalign.engine.core.CancelledException;
import org.spatialalign.engine.core.Json;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.store.Project;
import org.spatialalign.engine.track.TrackerOptions;
import org.spatialalign.engine.workflow.WorkSummary;
import org.spatialalign.engine.workflow.WorkflowJobs;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "track",
        header = "Follow the animal's and the object's box from their seed boxes.",
        description = "Takes every clip that has seeds and no current track; named clips are tracked anew, with"
                + " corrected boxes as additional seeds. Stopped in the middle, it goes on where it was when called"
                + " again.%n",
        footerHeading = "%nExamples:%n",
        footer = {"  spatialalign track study", "  spatialalign track study --clip 3f9c0a77b1de --clip 81d2c4e0a995"})
final class TrackCommand extends Helpful implements Callable<Integer> {

    private final Console console;

    @Parameters(paramLabel = "DIR", description = "The project's folder.")
    private Path folder = Path.of("");

    @Option(names = "--clip", paramLabel = "ID", description = "Only this clip, again if need be; may be repeated.")
    private List<String> clips = new ArrayList<>();

    @Option(names = "--json", description = "Print one JSON object: {done, upToDate, leftOut, failed}.")
    private boolean json;

    TrackCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws WorkbenchException, CancelledException {
        try (Project project = Project.open(folder, Project.Access.WRITE)) {
            JobRunner runner = new JobRunner(console);
            List<String> ids = ClipChoice.ids(project, clips);
            WorkSummary summary =
                    WorkSummary.of(runner.run(project, WorkflowJobs.trackSpec(ids, TrackerOptions.DEFAULT)));
            int code = runner.report(summary);
            if (json) {
                console.out().println(Json.write(summary));
            } else {
                console.out()
                        .println(summary.done() + " tracked, " + summary.upToDate() + " already tracked, "
                                + summary.leftOut().size() + " left out, "
                                + summary.failed().size() + " failed");
            }
            return code;
        }
    }
}
