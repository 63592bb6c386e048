package org.spatialalign.engine.job;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.spatialalign.engine.core.CancelToken;
import org.spatialalign.engine.core.CancelledException;
import org.spatialalign.engine.core.ContentHash;
import org.spatialalign.engine.core.Progress;
import org.spatialalign.engine.core.WorkbenchException;

/** One run of one job, from QUEUED to its end, on the worker's thread. */
final class JobRunner {

    private static final Duration STORED_EVERY = Duration.ofSeconds(1);
    private static final Duration ANNOUNCED_EVERY = Duration.ofMillis(100);

    private final JobQueue queue;
    private final QueuedJob job;

    JobRunner(JobQueue queue, QueuedJob job) {
        this.queue = queue;
        this.job = job;
    }

    /** Never throws: whatever happens becomes the state of the job. */
    void run() {
        try {
            if (queue.change(job, JobState.QUEUED, JobState.RUNNING, null, null)) {
                runStarted();
            }
        } catch (WorkbenchException | RuntimeException e) {
            queue.giveUp(job, describe(e));
        }
    }

    private void runStarted() throws WorkbenchException {
        if (queue.isClosed()) {
            // The queue may have been closed between the choice of this job and its start.
            job.token.cancel();
        }
        JsonNode summary = null;
        Throwable thrown = null;
        try {
            job.folder.begin();
            try (JobLog log = new JobLog(job.folder.unfinished(), queue.clock())) {
                try {
                    log.line("started: " + job.record.spec().title());
                    summary = queue.kinds().create(job.record.spec()).run(new Context(log));
                    log.line("finished");
                } catch (CancelledException e) {
                    log.line(queue.isClosed() ? "interrupted" : "cancelled");
                    throw e;
                } catch (Throwable e) {
                    log.stackTrace(e);
                    throw e;
                }
            }
            job.folder.complete();
        } catch (Throwable e) {
            // Errors too: a job that ran out of memory has failed, and the next one may well do.
            thrown = e;
        }
        finish(summary, thrown);
    }

    private void finish(
            @org.jspecify.annotations.Nullable JsonNode summary, @org.jspecify.annotations.Nullable Throwable thrown)
            throws WorkbenchException {
        if (thrown == null) {
            end(JobState.SUCCEEDED, null, summary);
        } else if (thrown instanceof CancelledException && job.token.isCancelled()) {
            // Somebody's wish to cancel counts, even if the program is closed at the same time.
            if (!queue.change(job, JobState.CANCELLING, JobState.CANCELLED, null, null)) {
                end(JobState.INTERRUPTED, null, null);
            }
        } else {
            end(JobState.FAILED, describe(thrown), null);
        }
    }

    /** From RUNNING or, if somebody asked to stop too late, from CANCELLING. */
    private void end(
            JobState state,
            @org.jspecify.annotations.Nullable String error,
            @org.jspecify.annotations.Nullable JsonNode summary)
            throws WorkbenchException {
        if (!queue.change(job, JobState.RUNNING, state, error, summary)) {
            queue.change(job, JobState.CANCELLING, state, error, summary);
        }
    }

    /** Message for people; for what was not foreseen also the class and a code that is the same for the same fault wherever it happens. */
    private static String describe(Throwable thrown) {
        if (thrown instanceof WorkbenchException && thrown.getMessage() != null) {
            // Foreseen, and says all there is to say; the log has the rest.
            return thrown.getMessage();
        }
        String type = thrown.getClass().getSimpleName();
        StackTraceElement[] trace = thrown.getStackTrace();
        String place = trace.length == 0 ? "" : trace[0].getClassName() + "." + trace[0].getMethodName();
        String code = ContentHash.ofText(type + "@" + place).hex().substring(0, 6);
        String message = thrown.getMessage() == null ? "It stopped unexpectedly." : thrown.getMessage();
        return message + " [" + type + ", code " + code + "]";
    }

    private final class Context implements JobContext {

        private final JobLog log;
        private Instant stored = Instant.MIN;
        private Instant announced = Instant.MIN;

        Context(JobLog log) {
            this.log = log;
        }

        @Override
        public synchronized void progress(long done, long total, String unit, String message) {
            Progress progress = new Progress(done, total, unit, message);
            job.progress = progress;
            Instant now = queue.clock().instant();
            if (!now.isBefore(announced.plus(ANNOUNCED_EVERY))) {
                announced = now;
                queue.announce(job);
            }
            if (!now.isBefore(stored.plus(STORED_EVERY))) {
                stored = now;
                try {
                    queue.store().progress(job.record.id(), progress);
                } catch (WorkbenchException e) {
                    log.line("progress could not be kept: " + e.getMessage());
                }
            }
        }

        @Override
        public CancelToken cancel() {
            return job.token;
        }

        @Override
        public void log(String line) {
            log.line(line);
        }

        @Override
        public long jobId() {
            return job.record.id();
        }

        @Override
        public Path workFolder() {
            return job.folder.unfinished();
        }
    }
}
