package org.spatialalign.engine.interchange;

import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.prompt.DsrType;
import org.spatialalign.engine.score.ScoreOutcome;

/**
 * A clip with its boxes as a COCO file holds it. Files of other programs may say no more than the boxes.
 *
 * @param model what made the clip; may be empty
 * @param prompt the sentence; may be empty
 * @param framesPerSecond 0 when unknown
 * @param preset how the score was computed; may be empty
 * @param dsrScore in [0, 1]; null without one
 * @param unscorable the code of the reason why there is none; null with a score, and when nobody has scored
 * @param boxes the tracks, with the clip's name, content hash and size; tracks are labelled by category
 */
public record CocoClip(
        String model,
        @Nullable String promptId,
        String prompt,
        @Nullable DsrType type,
        @Nullable Integer seed,
        double framesPerSecond,
        String preset,
        @Nullable Double dsrScore,
        @Nullable String unscorable,
        CvatVideo boxes) {

    /** A clip of a project; the boxes count as the scorer took them. */
    public static CocoClip of(ResultsJson.Row row, String prompt, double framesPerSecond, CvatVideo boxes) {
        return new CocoClip(
                row.model(),
                row.promptId(),
                prompt,
                row.type(),
                row.seed(),
                framesPerSecond,
                row.preset(),
                row.outcome() instanceof ScoreOutcome.Scored scored ? (Double) scored.dsrScore() : null,
                row.outcome() instanceof ScoreOutcome.Unscorable unscorable
                        ? unscorable.reason().code()
                        : null,
                boxes);
    }
}
