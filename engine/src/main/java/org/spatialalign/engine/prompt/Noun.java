package org.spatialalign.engine.prompt;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A word for an animal or an object.
 *
 * @param word lower case, without an article
 * @param verbs how it moves, third person: "jumps"; empty for objects
 */
public record Noun(String word, List<String> verbs, Set<Flag> flags) {

    /** What is special about a word. */
    public enum Flag {
        /** Names several at once; a detector gives several boxes. */
        PLURAL,
        /** Often missed or mixed up by open-vocabulary detectors. */
        HARD_TO_DETECT;

        /** As it is written in files: "hard-to-detect". */
        public String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        public static Optional<Flag> parse(String code) {
            for (Flag flag : values()) {
                if (flag.code().equals(code.strip().toLowerCase(Locale.ROOT))) {
                    return Optional.of(flag);
                }
            }
            return Optional.empty();
        }
    }

    public Noun {
        verbs = List.copyOf(verbs);
        flags = flags.isEmpty() ? Set.of() : Set.copyOf(EnumSet.copyOf(flags));
    }

    public static Noun of(String word, String... verbs) {
        return new Noun(word, List.of(verbs), Set.of());
    }
}
