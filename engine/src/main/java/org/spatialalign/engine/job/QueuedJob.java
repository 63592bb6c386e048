package org.spatialalign.engine.job;

import java.time.Instant;
import org.spatialalign.engine.core.CancelToken;
import org.spatialalign.engine.core.Progress;

/** A job as the queue holds it. Changed under its own monitor, looked at without. */
final class QueuedJob {

    final JobFolder folder;
    volatile JobRecord record;
    volatile Progress progress;
    /** A new one for each run. */
    volatile CancelToken token = new CancelToken();
    /** It waits since an earlier session and must not start by itself. */
    volatile boolean held;

    QueuedJob(JobRecord record, JobFolder folder) {
        this.record = record;
        this.progress = record.progress();
        this.folder = folder;
    }

    boolean isHeld() {
        return held && record.state() == JobState.QUEUED;
    }

    JobRecord current() {
        return record.withProgress(progress);
    }

    /** Follows what the store was told. */
    void moved(JobState to, JobStore.Outcome outcome) {
        Instant started = to == JobState.RUNNING ? outcome.at() : to == JobState.QUEUED ? null : record.started();
        Instant finished = to.finished() ? outcome.at() : null;
        progress = outcome.progress();
        if (to == JobState.QUEUED) {
            token = new CancelToken();
        } else if (to == JobState.CANCELLING) {
            // With the state, so that whoever sees it knows that the work goes on to its next look at the token only.
            token.cancel();
        }
        record = new JobRecord(
                record.id(),
                record.spec(),
                to,
                record.place(),
                outcome.progress(),
                record.created(),
                started,
                finished,
                outcome.error(),
                outcome.summary());
    }
}
