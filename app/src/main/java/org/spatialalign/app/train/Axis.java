package org.spatialalign.app.train;

import java.util.Locale;

/** What a run's curves run along. */
enum Axis {
    STEP("Steps"),
    TIME("Minutes"),
    PAIRS("Pairs seen");

    private final String words;

    Axis(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }

    /** A place on it. */
    String at(double place) {
        return switch (this) {
            case STEP -> String.format(Locale.ROOT, "step %,.0f", place);
            case TIME -> String.format(Locale.ROOT, "%,.1f minutes", place);
            case PAIRS -> String.format(Locale.ROOT, place == 1 ? "%,.0f pair seen" : "%,.0f pairs seen", place);
        };
    }

    Axis next() {
        return switch (this) {
            case STEP -> TIME;
            case TIME -> PAIRS;
            case PAIRS -> STEP;
        };
    }
}
