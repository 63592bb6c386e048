package org.spatialalign.engine.store;

/** What a clip needs next. */
public enum ClipStatus {
    /** It names no prompt that the project knows. */
    NO_PROMPT,
    /** Nobody said yet where the animal and the object are. */
    NO_SEED,
    NOT_TRACKED,
    NOT_SCORED,
    SCORED,
    UNSCORABLE,
    /** Boxes or prompt changed after the score was computed. */
    STALE
}
