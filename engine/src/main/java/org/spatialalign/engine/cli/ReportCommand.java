package org.spatialalign.engine.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.spatialalign.engine.core.CancelledException;
import org.spatialalign.engine.core.Json;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.score.ScorePreset;
import org.spatialalign.engine.store.Project;
import org.spatialalign.engine.workflow.ReportSpec;
import org.spatialalign.engine.workflow.WorkSummary;
import org.spatialalign.engine.workflow.WorkflowJobs;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "report",
        header = "Write a self-contained HTML page about a project's scores.",
        description = "Shares, distribution, types, a table with thumbnails and curves, and how the numbers were made."
                + " Scores are brought up to date first.%n",
        footerHeading = "%nExample:%n",
        footer = "  spatialalign report study --out report.html")
final class ReportCommand extends Helpful implements Callable<Integer> {

    private final Console console;

    @Parameters(paramLabel = "DIR", description = "The project's folder.")
    private Path folder = Path.of("");

    @Option(names = "--out", required = true, paramLabel = "FILE.html", description = "The file to write.")
    private Path out = Path.of("");

    @Option(names = "--no-thumbnails", description = "Leave the clips' pictures out, for a small file.")
    private boolean noThumbnails;

    @Option(names = "--json", description = "Print one JSON object: {done, upToDate, leftOut, failed}.")
    private boolean json;

    ReportCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws WorkbenchException, CancelledException {
        try (Project project = Project.open(folder, Project.Access.WRITE)) {
            JobRunner runner = new JobRunner(console);
            ReportSpec spec = new ReportSpec(out.toAbsolutePath().normalize(), ScorePreset.PAPER, !noThumbnails);
            WorkSummary summary = WorkSummary.of(runner.run(project, WorkflowJobs.reportSpec(spec)));
            int code = runner.report(summary);
            if (json) {
                console.out().println(Json.write(summary));
            } else {
                console.out().println("Report of " + summary.done() + " clips written to " + out);
            }
            return code;
        }
    }
}
