package org.spatialalign.engine.train;

/**
 * The losses of the held-out pairs, always with the same noise and times, so that only the adapter makes a difference.
 * Means over the pairs.
 *
 * @param step steps done before
 * @param wins share of pairs with a margin above 0
 * @param pairs how many they are
 */
public record Validation(
        long step,
        double loss,
        double dpo,
        double regulariser,
        double scoreWinner,
        double scoreLoser,
        double margin,
        double wins,
        int pairs) {}
