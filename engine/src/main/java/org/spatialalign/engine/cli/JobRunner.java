package org.spatialalign.engine.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Consumer;
import org.spatialalign.engine.core.CancelledException;
import org.spatialalign.engine.core.Json;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.job.JobQueue;
import org.spatialalign.engine.job.JobRecord;
import org.spatialalign.engine.job.JobSpec;
import org.spatialalign.engine.store.Project;
import org.spatialalign.engine.workflow.WorkSummary;
import org.spatialalign.engine.workflow.WorkflowJobs;

/** Runs a job of a project in the foreground: the same job that the window would run, with its row and its log. */
final class JobRunner {

    private final Console console;

    JobRunner(Console console) {
        this.console = console;
    }

    /** Runs a new job to its end and returns its summary. */
    JsonNode run(Project project, JobSpec spec) throws WorkbenchException, CancelledException {
        try (JobQueue queue = new JobQueue(project.jobs(), new WorkflowJobs(project))) {
            return await(queue, queue.submit(spec), spec.title());
        }
    }

    /** Goes on with a job that was interrupted, cancelled or failed. */
    JsonNode resume(Project project, JobRecord job) throws WorkbenchException, CancelledException {
        try (JobQueue queue = new JobQueue(project.jobs(), new WorkflowJobs(project))) {
            queue.resume(job.id());
            return await(queue, job.id(), job.spec().title());
        }
    }

    private JsonNode await(JobQueue queue, long id, String title) throws WorkbenchException, CancelledException {
        ProgressLine line = new ProgressLine(console, title);
        Consumer<JobRecord> listener = job -> {
            if (job.id() == id && job.state().active()) {
                line.onProgress(job.progress());
            }
        };
        queue.addListener(listener);
        console.interruption().onRequest(() -> cancel(queue, id));
        JobRecord end;
        try {
            end = queue.await(id);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException();
        } finally {
            line.done();
        }
        return switch (end.state()) {
            case SUCCEEDED -> end.summary() == null ? Json.object() : end.summary();
            case CANCELLED, INTERRUPTED -> throw new CancelledException();
            default -> throw new WorkbenchException(end.error() == null ? title + " failed" : end.error());
        };
    }

    private void cancel(JobQueue queue, long id) {
        try {
            queue.cancel(id);
        } catch (WorkbenchException e) {
            // Nobody is there to catch it; the person who wants to stop is told.
            console.error(String.valueOf(e.getMessage()));
        }
    }

    /** Lists what was left out and what failed; the exit code that follows. */
    int report(WorkSummary summary) {
        summary.leftOut().forEach(item -> console.note("left out: " + item.name() + ": " + item.why()));
        summary.failed().forEach(item -> console.error(item.name() + " (" + item.clip() + "): " + item.why()));
        return summary.failed().isEmpty() ? Main.DONE : Main.FAILED;
    }
}
