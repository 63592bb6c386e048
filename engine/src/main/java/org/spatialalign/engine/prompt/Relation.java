package org.spatialalign.engine.prompt;

import java.util.Locale;
import java.util.Optional;

/**
 * Where the animal is, seen from the object, in the image: the spatial relations of the SpatialAlign paper, and
 * {@code UNDER} from its metric script.
 */
public enum Relation {
    LEFT('L', "on the left of", "to the left of"),
    RIGHT('R', "on the right of", "to the right of"),
    TOP('T', "on the top of", "to the top of"),
    UNDER('U', "under", "under");

    private final char code;
    private final String initialPhrase;
    private final String finalPhrase;

    Relation(char code, String initialPhrase, String finalPhrase) {
        this.code = code;
        this.initialPhrase = initialPhrase;
        this.finalPhrase = finalPhrase;
    }

    /** The letter that types are written with, as in {@code LT}. */
    public char code() {
        return code;
    }

    /** In one word, for labels: "left". */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** How the paper's prompts say it of the first moment: "on the left of". */
    public String initialPhrase() {
        return initialPhrase;
    }

    /** How the paper's prompts say it of the last moment: "to the left of". */
    public String finalPhrase() {
        return finalPhrase;
    }

    public static Optional<Relation> fromCode(char code) {
        for (Relation relation : values()) {
            if (relation.code == Character.toUpperCase(code)) {
                return Optional.of(relation);
            }
        }
        return Optional.empty();
    }

    /** Where a motion comes from: "from the left of". */
    public String originPhrase() {
        return this == UNDER ? "from under" : "from the " + word() + " of";
    }

    /**
     * Reads any wording of a relation, in any case and spacing: "on the left of", "to the left side of", "from the left
     * of", "left of", "left", "below".
     */
    public static Optional<Relation> fromPhrase(String phrase) {
        // Lists are long, and nearly all of their rows are worded like this.
        for (Relation relation : values()) {
            if (relation.initialPhrase.equals(phrase) || relation.finalPhrase.equals(phrase)) {
                return Optional.of(relation);
            }
        }
        String words = phrase.strip().toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
        String core = words.replaceFirst("^(on|to|at|from) ", "")
                .replaceFirst("^the ", "")
                .replaceFirst("( side)?( of)?$", "");
        return switch (core) {
            case "left" -> Optional.of(LEFT);
            case "right" -> Optional.of(RIGHT);
            case "top", "above" -> Optional.of(TOP);
            case "under", "underneath", "beneath", "below", "bottom" -> Optional.of(UNDER);
            default -> Optional.empty();
        };
    }
}
