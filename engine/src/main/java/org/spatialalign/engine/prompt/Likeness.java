package org.spatialalign.engine.prompt;

/** How alike two prompts are, the most alike first. */
public enum Likeness {
    /** The same sentence but for case, white space and punctuation. */
    SAME_SENTENCE,
    /** The same type and the same words in another sentence structure. */
    SAME_SLOTS,
    /** The same type, animal and object, and a scene with at most one word different; the verb may differ. */
    NEAR
}
