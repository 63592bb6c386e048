package org.spatialalign.engine.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.core.CancelledException;
import org.spatialalign.engine.core.Json;
import org.spatialalign.engine.core.Progress;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.job.JobRecord;
import org.spatialalign.engine.job.JobState;
import org.spatialalign.engine.store.Project;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "jobs",
        header = "List a project's long work, or go on with what was interrupted.",
        footerHeading = "%nExamples:%n",
        footer = {"  spatialalign jobs study", "  spatialalign jobs study --resume 7"})
final class JobsCommand extends Helpful implements Callable<Integer> {

    private final Console console;

    @Parameters(paramLabel = "DIR", description = "The project's folder.")
    private Path folder = Path.of("");

    @Option(names = "--resume", paramLabel = "NUMBER", description = "Go on with this job, and wait for its end.")
    private @Nullable Long resume;

    @Option(names = "--json", description = "Print one JSON object per job.")
    private boolean json;

    JobsCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws WorkbenchException, CancelledException {
        Long number = resume;
        if (number != null) {
            try (Project project = Project.open(folder, Project.Access.WRITE)) {
                JobRecord job = project.jobs()
                        .find(number)
                        .orElseThrow(() -> new WorkbenchException("there is no job " + number + " in " + folder));
                if (job.state() == JobState.SUCCEEDED) {
                    throw new WorkbenchException("job " + number + " is done already");
                }
                JsonNode summary = new JobRunner(console).resume(project, job);
                console.out().println(Json.write(summary));
                return summary.path("failed").isEmpty() ? Main.DONE : Main.FAILED;
            }
        }
        try (Project project = Project.open(folder, Project.Access.READ_ONLY)) {
            List<JobRecord> jobs = project.jobs().all();
            // A job whose process was killed could not say so itself; nobody holding the project says it.
            boolean dead = jobs.stream().anyMatch(JobsCommand::underWay) && !project.beingWritten();
            if (json) {
                jobs.forEach(job -> console.out().println(Json.write(row(job, dead))));
                return Main.DONE;
            }
            TextTable table = new TextTable(">job", "what", "state", ">progress", "created", "");
            for (JobRecord job : jobs) {
                table.row(
                        Long.toString(job.id()),
                        job.spec().title(),
                        state(job, dead),
                        percent(job.progress()),
                        job.created().toString().replaceFirst("\\.\\d+Z$", "Z"),
                        job.error() == null
                                ? ""
                                : job.error().lines().findFirst().orElse(""));
            }
            table.print(console.out());
        }
        return Main.DONE;
    }

    private static ObjectNode row(JobRecord job, boolean dead) {
        ObjectNode json = Json.object();
        json.put("job", job.id())
                .put("kind", job.spec().kind())
                .put("title", job.spec().title());
        json.put("state", state(job, dead));
        json.put("done", job.progress().done()).put("total", job.progress().total());
        json.put("created", job.created().toString());
        json.put("error", job.error());
        json.set("summary", job.summary());
        return json;
    }

    private static boolean underWay(JobRecord job) {
        return job.state() == JobState.RUNNING || job.state() == JobState.CANCELLING;
    }

    private static String state(JobRecord job, boolean dead) {
        JobState state = dead && underWay(job) ? JobState.INTERRUPTED : job.state();
        return state.name().toLowerCase(Locale.ROOT);
    }

    private static String percent(Progress progress) {
        return progress.fraction() < 0 ? "" : Math.round(100 * progress.fraction()) + " %";
    }
}
