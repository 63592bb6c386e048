package org.spatialalign.engine.prefer;

/** A {@link Choice} told of the two clips of a {@link PairKey} instead of the two sides of a screen. */
public enum Outcome {
    FIRST,
    SECOND,
    TIE,
    BOTH_BAD,
    SKIP
}
