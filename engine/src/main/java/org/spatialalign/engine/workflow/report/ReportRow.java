package org.spatialalign.engine.workflow.report;

import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.prompt.DsrPrompt;
import org.spatialalign.engine.score.ScoreOutcome;

/**
 * One clip of a report.
 *
 * @param prompt null when the clip has none
 * @param seed null when it is not known
 * @param frameCount frames of the clip
 * @param corrected whether a person changed its boxes
 * @param stale whether something changed since the score was computed
 * @param sentence the score in words
 * @param thumbnail a JPEG file in Base64, or null
 */
public record ReportRow(
        String clipId,
        String fileName,
        String model,
        @Nullable DsrPrompt prompt,
        @Nullable Integer seed,
        int frameCount,
        ScoreOutcome outcome,
        boolean corrected,
        boolean stale,
        String sentence,
        @Nullable String thumbnail) {

    OptionalDouble score() {
        return outcome instanceof ScoreOutcome.Scored scored
                ? OptionalDouble.of(scored.dsrScore())
                : OptionalDouble.empty();
    }

    boolean scored() {
        return outcome instanceof ScoreOutcome.Scored;
    }

    String typeCode() {
        return prompt == null ? "" : prompt.type().code();
    }
}
