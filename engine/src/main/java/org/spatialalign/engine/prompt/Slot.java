package org.spatialalign.engine.prompt;

import java.util.Locale;

/** A place in a sentence that a word of the prompt goes into. */
public enum Slot {
    SCENE,
    ANIMAL,
    OBJECT,
    VERB,
    INITIAL,
    FINAL;

    /** For people, and the name in templates: "animal". */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
