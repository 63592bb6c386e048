package org.spatialalign.engine.prefer;

/** What a person says of two clips shown side by side. */
public enum Choice {
    LEFT,
    RIGHT,
    TIE,
    BOTH_BAD,
    /** Cannot or does not want to say; agreement counts it as missing. */
    SKIP
}
