package org.spatialalign.app.player;

import java.util.Locale;

/** How numbers are written; what rounds to zero has no sign. */
final class Figures {

    private Figures() {}

    /** "0.832". */
    static String score(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }

    /** "+0.12" or "-0.12" with as many decimals as asked for. */
    static String signed(double value, int decimals) {
        String text = String.format(Locale.ROOT, "%+." + decimals + "f", value);
        return text.matches("[+-]0\\.0+") ? text.substring(1) : text;
    }
}
