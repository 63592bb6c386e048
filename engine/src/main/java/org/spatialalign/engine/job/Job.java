package org.spatialalign.engine.job;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One long piece of work. It runs on a worker thread of the queue, looks at the cancel token once per item or frame
 * and lets {@link org.spatialalign.engine.core.CancelledException} pass. A resumed job runs again from the beginning
 * with its work folder as it was left: it skips what is done.
 */
@FunctionalInterface
public interface Job {

    /** Returns a small summary that is kept with the job. */
    JsonNode run(JobContext context) throws Exception;
}
