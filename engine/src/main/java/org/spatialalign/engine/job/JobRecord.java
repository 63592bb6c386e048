package org.spatialalign.engine.job;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.core.Progress;

/**
 * A job as it stood at one moment.
 *
 * @param place of two waiting jobs the one with the smaller place starts first
 * @param started when it was last started
 * @param finished when it last came to an end
 * @param error of a failed job: message, class and a short code that stays the same for the same fault
 * @param summary of a succeeded job, as the job returned it
 */
public record JobRecord(
        long id,
        JobSpec spec,
        JobState state,
        double place,
        Progress progress,
        Instant created,
        @Nullable Instant started,
        @Nullable Instant finished,
        @Nullable String error,
        @Nullable JsonNode summary) {

    public JobRecord withPlace(double moved) {
        return new JobRecord(id, spec, state, moved, progress, created, started, finished, error, summary);
    }

    public JobRecord withProgress(Progress latest) {
        return new JobRecord(id, spec, state, place, latest, created, started, finished, error, summary);
    }
}
