package org.spatialalign.engine.prefer;

/** How far people are with a pair; derived, never stored. */
public enum PairState {
    /** Nobody has said anything that counts. */
    PENDING,
    /** Somebody has chosen and not submitted yet. */
    DRAFT,
    /** Somebody has decided or skipped, and those who decided agree. */
    SUBMITTED,
    /** Those who decided differ, and nobody has settled it. */
    DISPUTED
}
