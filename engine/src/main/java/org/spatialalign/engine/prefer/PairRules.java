package org.spatialalign.engine.prefer;

import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.spatialalign.engine.prompt.DsrType;

/**
 * Which clips of a prompt make a pair by score: made by the same generator, winner at or above a threshold, loser below
 * it, at least a margin apart.
 * Immutable.
 *
 * @param scale on which threshold, thresholds and margin are meant
 * @param threshold a winner's least value
 * @param thresholds for single types instead of {@code threshold}; keys are codes such as {@code LT}
 * @param margin a pair's least difference; 0 asks for none. A difference that misses it by less than 1e-9 counts, so
 *     that 0.75 and 0.70 are 0.05 apart
 * @param perPrompt so many pairs of a prompt at most; 0 takes all
 * @param choice which ones, when there are more
 * @param seed of the choice
 * @param pool which clips of a prompt may meet
 */
public record PairRules(
        PairScale scale,
        double threshold,
        Map<String, Double> thresholds,
        double margin,
        int perPrompt,
        Choice choice,
        long seed,
        Pool pool) {

    /**
     * In which order the pairs of a prompt are taken until the cap is reached. The order of a pair depends on the seed,
     * the prompt and the two clips only: neither the order of the list nor a moved threshold deals the cards anew.
     */
    public enum Choice {
        /** In an order that the seed alone decides. */
        SEEDED,
        /** The widest margin first; equal ones as with {@link #SEEDED}. */
        WIDEST_MARGIN
    }

    /** Which clips of a prompt may meet. */
    public enum Pool {
        /**
         * Those of one generator, model and LoRA: they differ in nothing but the seed, so that the preference is for what
         * is seen rather than for a model. The paper pairs the base model's clips only.
         */
        ONE_GENERATOR,
        /** All of them. */
        MIXED
    }

    /**
     * The paper's implicit rule (train.py): every clip at or above 0.7 against every clip below it, of every prompt that
     * has both; clips without a score take no part.
     */
    public static final PairRules PAPER =
            new PairRules(PairScale.PAPER, 0.7, Map.of(), 0, 0, Choice.SEEDED, 0, Pool.ONE_GENERATOR);

    /** The paper's rule with the same demand on every type: 40 % of the way from nothing moving to perfect. */
    public static final PairRules FAIR =
            new PairRules(PairScale.FAIR, 0.4, Map.of(), 0, 0, Choice.SEEDED, 0, Pool.ONE_GENERATOR);

    static final double ROUNDING = 1e-9;

    public PairRules {
        // Rules that were kept before there was a choice mixed all clips.
        pool = Objects.requireNonNullElse(pool, Pool.MIXED);
        if (!Double.isFinite(threshold) || !Double.isFinite(margin) || margin < 0 || perPrompt < 0) {
            throw new IllegalArgumentException("pairs need a finite threshold, a margin of 0 or more and a cap of 0 or"
                    + " more; got " + threshold + ", " + margin + " and " + perPrompt);
        }
        Map<String, Double> sorted = new TreeMap<>(Comparator.naturalOrder());
        thresholds.forEach((code, value) -> {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("the threshold of type " + code + " is " + value);
            }
            sorted.put(DsrType.of(code).code(), value);
        });
        thresholds = java.util.Collections.unmodifiableMap(sorted);
    }

    /** A winner's least value of this type, on the scale of these rules. */
    public double thresholdOf(DsrType type) {
        return thresholds.getOrDefault(type.code(), threshold);
    }

    public double value(DsrType type, double dsrScore) {
        return scale.value(type, dsrScore);
    }

    public boolean wins(DsrType type, double dsrScore) {
        return value(type, dsrScore) >= thresholdOf(type);
    }

    /** Whether two values on the scale of these rules are far enough apart. */
    public boolean apart(double winner, double loser) {
        return margin == 0 || winner - loser >= margin - ROUNDING;
    }

    /** Whether two clips of a prompt may be compared. */
    boolean mayMeet(PairClip one, PairClip other) {
        return pool == Pool.MIXED || one.generator().equals(other.generator());
    }

    public PairRules withThreshold(double value) {
        return new PairRules(scale, value, thresholds, margin, perPrompt, choice, seed, pool);
    }

    public PairRules withThreshold(DsrType type, double value) {
        Map<String, Double> all = new TreeMap<>(thresholds);
        all.put(type.code(), value);
        return new PairRules(scale, threshold, all, margin, perPrompt, choice, seed, pool);
    }

    public PairRules withMargin(double value) {
        return new PairRules(scale, threshold, thresholds, value, perPrompt, choice, seed, pool);
    }

    public PairRules withCap(int most, Choice order, long orderSeed) {
        return new PairRules(scale, threshold, thresholds, margin, most, order, orderSeed, pool);
    }

    public PairRules withPool(Pool clips) {
        return new PairRules(scale, threshold, thresholds, margin, perPrompt, choice, seed, clips);
    }
}
