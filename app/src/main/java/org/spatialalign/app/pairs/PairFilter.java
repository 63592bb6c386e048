package org.spatialalign.app.pairs;

import java.util.Locale;
import org.spatialalign.engine.prompt.DsrPrompt;

/**
 * Which pairs of the queue are shown.
 *
 * @param type a type's code; empty for all
 * @param text words that the prompt's id or sentence must hold; empty for all
 */
record PairFilter(Show show, String type, String text) {

    static final PairFilter ALL = new PairFilter(Show.ALL, "", "");

    /** How far one is with a pair, and what there is to say of it. */
    enum Show {
        ALL("All pairs"),
        PENDING("Pending"),
        DRAFT("Drafts"),
        SUBMITTED("Submitted"),
        DISPUTED("Disputed"),
        FRAGILE("Fragile scores"),
        AGAINST_SCORE("Against the score"),
        STALE("Boxes changed since"),
        HELD_BACK("Boxes called wrong");

        private final String title;

        Show(String title) {
            this.title = title;
        }

        String title() {
            return title;
        }
    }

    PairFilter with(Show chosen) {
        return new PairFilter(chosen, type, text);
    }

    PairFilter withType(String code) {
        return new PairFilter(show, code, text);
    }

    PairFilter withText(String words) {
        return new PairFilter(show, type, words);
    }

    /** All but {@link #show}, which depends on verdicts too. */
    boolean accepts(PairEntry entry, DsrPrompt prompt) {
        if (!type.isEmpty() && !entry.type().code().equals(type)) {
            return false;
        }
        String all = (entry.promptId() + " " + prompt.sentence()).toLowerCase(Locale.ROOT);
        for (String word : text.toLowerCase(Locale.ROOT).strip().split("\\s+")) {
            if (!all.contains(word)) {
                return false;
            }
        }
        return true;
    }
}
