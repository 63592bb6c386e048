package org.spatialalign.engine.prefer;

import java.util.Comparator;

/**
 * Two clips without an order of preference or of sides. The same two clips always give the same key.
 *
 * @param first the id that comes first in the alphabet
 */
public record PairKey(String first, String second) implements Comparable<PairKey> {

    private static final Comparator<PairKey> ORDER =
            Comparator.comparing(PairKey::first).thenComparing(PairKey::second);

    public PairKey {
        if (first.compareTo(second) >= 0) {
            throw new IllegalArgumentException(
                    "a pair is two different clips, in the order of their ids: " + first + ", " + second);
        }
    }

    /** In any order. */
    public static PairKey of(String one, String other) {
        return one.compareTo(other) <= 0 ? new PairKey(one, other) : new PairKey(other, one);
    }

    @Override
    public int compareTo(PairKey other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return first + "-" + second;
    }
}
