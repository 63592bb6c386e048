package org.spatialalign.engine.prefer;

import java.util.Locale;

/** Why a person decided so. */
public enum Reason {
    WRONG_START,
    WRONG_END,
    NO_MOTION,
    VANISHES,
    IDENTITY_CHANGE,
    BAD_QUALITY,
    /** The tracked boxes are wrong: the pair is held back until they are corrected and a person has looked again. */
    BOXES_WRONG;

    /** In words, as on a button: "wrong start". */
    public String words() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
