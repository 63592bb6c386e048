package org.spatialalign.engine.prompt;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * Something about a prompt that a person should look at.
 *
 * @param row of the prompt in the list that was checked, from 0
 * @param field which of the prompt's fields it is about, named as {@link DsrPrompt} names it
 * @param message what is wrong, for people
 * @param suggestion what to do, for people
 * @param fix the prompt as it would be right; empty where only a person can tell
 * @param other the row it is about besides, for prompts that are alike
 */
public record LintFinding(
        Severity severity,
        int row,
        String promptId,
        String field,
        Rule rule,
        String message,
        String suggestion,
        Optional<DsrPrompt> fix,
        OptionalInt other) {

    /** How bad it is. */
    public enum Severity {
        /** The prompt cannot be used as it is. */
        ERROR,
        /** It can be used, and will probably disappoint. */
        WARNING,
        /** Good to know. */
        INFO
    }

    /** What is looked at. */
    public enum Rule {
        EMPTY_FIELD,
        SAME_WORD,
        UNSUPPORTED_TYPE,
        UNSCORED_RELATION,
        TYPE_MISMATCH,
        SENTENCE_MISMATCH,
        PLURAL,
        HARD_TO_DETECT,
        NOT_IN_VOCABULARY,
        UNREADABLE_WORD,
        SPLIT_WORD,
        MERGED_LABELS,
        DUPLICATE_ID,
        DUPLICATE,
        NEAR_DUPLICATE
    }
}
