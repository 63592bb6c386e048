package org.spatialalign.engine.store;

import org.jspecify.annotations.Nullable;

/**
 * Something in the project is different now.
 *
 * @param clipId the clip it is about; null when it is about several or none
 */
public record ProjectChange(Kind kind, @Nullable String clipId) {

    /** What changed. */
    public enum Kind {
        PROMPTS,
        CLIPS,
        SEEDS,
        ANNOTATION,
        TRACKS,
        SCORES,
        VIEWS,
        /** Verdicts on pairs, or the shares in which pairs are handed out. */
        VERDICTS,
        PAIR_SETS,
        PROMPT_SETS,
        VOCABULARY
    }
}
