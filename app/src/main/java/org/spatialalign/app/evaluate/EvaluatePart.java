package org.spatialalign.app.evaluate;

/** The three things the page shows. */
enum EvaluatePart {
    FIGURES("figures", "Figures"),
    CLIPS("clips", "Clips"),
    ATLAS("atlas", "Failure atlas");

    private final String id;
    private final String title;

    EvaluatePart(String id, String title) {
        this.id = id;
        this.title = title;
    }

    String id() {
        return id;
    }

    String title() {
        return title;
    }
}
