package org.spatialalign.engine.prefer;

import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.prompt.DsrType;

/**
 * A clip as far as pairing needs it.
 *
 * @param id the clip's id, by which pairs name it
 * @param promptId only clips of one prompt make a pair
 * @param generator tells what made it, model and LoRA, from all else that makes clips; by it the rules know which clips
 *     are alike in all but the seed
 * @param score the DSR-Score in [0, 1]; null for a clip that has none, which is never part of a pair by score
 */
public record PairClip(String id, String promptId, DsrType type, String generator, @Nullable Double score) {

    public PairClip {
        if (score != null && !Double.isFinite(score)) {
            throw new IllegalArgumentException("the score of clip " + id + " is " + score + "; no score is null");
        }
    }

    /** A clip of a list in which all are of one generator. */
    public PairClip(String id, String promptId, DsrType type, @Nullable Double score) {
        this(id, promptId, type, "", score);
    }

    /** A clip with a reward as the paper's training reads it: below -1, such as -100, stands for no score. */
    public static PairClip ofReward(String id, String promptId, DsrType type, double reward) {
        return new PairClip(id, promptId, type, reward < -1 ? null : (Double) reward);
    }

    /** @throws IllegalStateException if there is none */
    double scoreOrThrow() {
        Double known = score;
        if (known == null) {
            throw new IllegalStateException("clip " + id + " has no score");
        }
        return known;
    }
}
