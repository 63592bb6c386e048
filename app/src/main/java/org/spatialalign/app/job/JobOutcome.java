package org.spatialalign.app.job;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.job.JobRecord;

/**
 * What a job that is over says it did, where it counts that.
 *
 * @param text "3 clips made, 2 there already"; empty where nothing is counted
 * @param failed clips that went wrong while the others went on
 */
public record JobOutcome(String text, int failed) {

    public static JobOutcome of(JobRecord job) {
        return ofSummary(job.summary());
    }

    static JobOutcome ofSummary(@Nullable JsonNode summary) {
        if (summary == null) {
            return new JobOutcome("", 0);
        }
        int failed = summary.path("failed").size();
        if (summary.path("made").isArray()) {
            int there = summary.path("upToDate").size();
            String made = clips(summary.path("made").size()) + " made";
            return new JobOutcome(made + more(there, " there already") + more(failed, " failed"), failed);
        }
        if (!summary.hasNonNull("done")) {
            return new JobOutcome("", failed);
        }
        int done = summary.path("done").asInt();
        String text = done == 0 && failed == 0 ? "there was nothing to do" : clips(done) + more(failed, " failed");
        return new JobOutcome(text, failed);
    }

    private static String clips(int count) {
        return count == 1 ? "1 clip" : count + " clips";
    }

    private static String more(int count, String what) {
        return count == 0 ? "" : ", " + count + what;
    }
}
