package org.spatialalign.app.charts;

import javafx.scene.paint.Color;

/**
 * The colours that charts are painted with. Style sheets set them on {@code .painted-region}, so that they follow the
 * theme; the values here are for a light background.
 */
public enum Ink {
    TEXT("-ink-text", "#1f2328"),
    MUTED("-ink-muted", "#59636e"),
    LINE("-ink-line", "#d1d9e0"),
    SURFACE("-ink-surface", "#ffffff"),
    SUBTLE("-ink-subtle", "#f6f8fa"),
    ACCENT("-ink-accent", "#0969da"),
    /** The first of two curves: bluish green. */
    FIRST("-ink-first", "#00796b"),
    /** The second of two curves: reddish purple; also dashed wherever it is drawn. */
    SECOND("-ink-second", "#a8327d"),
    /** The third and fourth of several curves: brown and blue. */
    THIRD("-ink-third", "#8a5400"),
    FOURTH("-ink-fourth", "#0550ae"),
    /** The few frames that decide. */
    DECISIVE("-ink-decisive", "#0969da"),
    WARNING("-ink-warning", "#9a6700");

    private final String cssName;
    private final String standard;

    Ink(String cssName, String standard) {
        this.cssName = cssName;
        this.standard = standard;
    }

    public String cssName() {
        return cssName;
    }

    public Color standard() {
        return Color.web(standard);
    }
}
