package org.spatialalign.app.charts;

import javafx.scene.canvas.GraphicsContext;

/** A piece of a curve, beside its name. */
public final class LineKey extends PaintedRegion {

    private static final double WIDTH = 18;
    private static final double HEIGHT = 12;

    private final Ink ink;
    private final boolean dashed;

    public LineKey(Ink ink, boolean dashed) {
        this.ink = ink;
        this.dashed = dashed;
        setMouseTransparent(true);
        setMinSize(WIDTH, HEIGHT);
        setPrefSize(WIDTH, HEIGHT);
        setMaxSize(WIDTH, HEIGHT);
    }

    @Override
    protected void paint(GraphicsContext g, double width, double height) {
        g.setStroke(ink(ink));
        g.setLineWidth(2);
        if (dashed) {
            g.setLineDashes(6, 4);
        }
        g.strokeLine(0, height / 2, width, height / 2);
    }
}
