package org.spatialalign.engine.evaluate;

import java.util.Objects;
import java.util.OptionalDouble;
import org.spatialalign.engine.prompt.DsrType;

/**
 * One clip with its score, as the evaluation sees it.
 *
 * @param clip what identifies it, for instance its id in a project
 * @param name how people find it: model and file name
 * @param promptId clips of one prompt depend on each other; intervals respect it
 * @param structure which sentence structure the prompt has; may be empty
 * @param score DSR-Score in [0, 1]; empty when the clip is unscorable
 * @param reason why it is unscorable, for people; empty when it has a score
 */
public record ScoredClip(
        String clip,
        String name,
        String promptId,
        long seed,
        DsrType type,
        String animal,
        String structure,
        OptionalDouble score,
        String reason) {

    /** A clip that is identified by its name. */
    public ScoredClip(
            String clip,
            String promptId,
            long seed,
            DsrType type,
            String animal,
            String structure,
            OptionalDouble score) {
        this(clip, clip, promptId, seed, type, animal, structure, score, "");
    }

    public ScoredClip {
        Objects.requireNonNull(score);
        if (promptId.isBlank()) {
            throw new IllegalArgumentException("clip " + clip + " has no prompt");
        }
        if (score.isPresent() && !(score.getAsDouble() >= 0 && score.getAsDouble() <= 1)) {
            throw new IllegalArgumentException("clip " + clip + " has the score " + score.getAsDouble()
                    + "; expected 0 to 1, or none for an unscorable clip");
        }
    }

    public boolean reaches(double threshold) {
        return score.isPresent() && score.getAsDouble() >= threshold;
    }
}
