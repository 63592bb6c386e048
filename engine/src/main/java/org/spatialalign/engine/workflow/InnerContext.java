package org.spatialalign.engine.workflow;

import java.nio.file.Path;
import org.spatialalign.engine.core.CancelToken;
import org.spatialalign.engine.core.Progress;
import org.spatialalign.engine.job.JobContext;

/**
 * What a job gets that another one runs within itself: all of the other's, but for the progress.
 *
 * @param listener hears how the inner job goes
 */
record InnerContext(JobContext outer, Progress.Listener listener) implements JobContext {

    @Override
    public void progress(long done, long total, String unit, String message) {
        listener.report(done, total, unit, message);
    }

    @Override
    public CancelToken cancel() {
        return outer.cancel();
    }

    @Override
    public void log(String line) {
        outer.log(line);
    }

    @Override
    public long jobId() {
        return outer.jobId();
    }

    @Override
    public Path workFolder() {
        return outer.workFolder();
    }
}
