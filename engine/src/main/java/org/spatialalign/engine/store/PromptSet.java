package org.spatialalign.engine.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One version of a named list of prompts.
 *
 * @param version from 1
 * @param size how many prompts it has
 * @param frozenAt null while it is a draft
 * @param hash of the prompts, in lower-case hexadecimal; null while it is a draft
 */
public record PromptSet(
        long id,
        String name,
        int version,
        Purpose purpose,
        int size,
        Instant createdAt,
        @Nullable Instant frozenAt,
        @Nullable String hash) {

    /** What a set is for; sets for training and for evaluation must not overlap. */
    public enum Purpose {
        TRAIN,
        EVAL,
        OTHER
    }

    /** Whether it can never change again. */
    public boolean frozen() {
        return frozenAt != null;
    }
}
