package org.spatialalign.app.evaluate;

import javafx.scene.canvas.GraphicsContext;
import org.spatialalign.app.charts.PaintedRegion;

/** A piece of a model's line, beside its name. */
final class LineSample extends PaintedRegion {

    private final CurveLook look;

    LineSample(CurveLook look) {
        this.look = look;
        setMouseTransparent(true);
        setMinSize(32, 12);
        setPrefSize(32, 12);
        setMaxSize(32, 12);
    }

    @Override
    protected void paint(GraphicsContext g, double width, double height) {
        g.setStroke(ink(look.ink()));
        g.setLineWidth(2);
        g.setLineDashes(look.dashArray());
        g.strokeLine(0, height / 2, width, height / 2);
        g.setLineDashes();
    }
}
