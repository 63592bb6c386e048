package org.spatialalign.app.train;

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

    Axis next() {
        return switch (this) {
            case STEP -> TIME;
            case TIME -> PAIRS;
            case PAIRS -> STEP;
        };
    }
}
