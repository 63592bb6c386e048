package org.spatialalign.engine.job;

import java.nio.file.Path;
import org.spatialalign.engine.core.CancelToken;
import org.spatialalign.engine.core.Progress;

/** What a running job gets from the queue. Safe to call from any thread of the job. */
public interface JobContext {

    void progress(long done, long total, String unit, String message);

    CancelToken cancel();

    /** Appends a line to the job's log; a failing disk does not stop the job for it. */
    void log(String line);

    long jobId();

    /**
     * A folder of its own that is renamed to {@code runs/<id>} when the job succeeds; until then its name ends in
     * {@code .tmp}. A resumed job finds there what it left.
     */
    Path workFolder();

    /** The same as {@link #progress(long, long, String, String)}, for those who report to a listener. */
    default Progress.Listener progressListener() {
        return p -> progress(p.done(), p.total(), p.unit(), p.message());
    }
}
