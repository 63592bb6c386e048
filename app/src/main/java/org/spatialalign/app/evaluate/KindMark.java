package org.spatialalign.app.evaluate;

import javafx.scene.canvas.GraphicsContext;
import org.spatialalign.app.charts.Ink;
import org.spatialalign.app.charts.PaintedRegion;
import org.spatialalign.engine.evaluate.MotionKind;

/** A kind's line and mark, as a key. */
final class KindMark extends PaintedRegion {

    private final MotionKind kind;

    KindMark(MotionKind kind) {
        this.kind = kind;
        setMouseTransparent(true);
        setMinSize(26, 14);
        setPrefSize(26, 14);
        setMaxSize(26, 14);
    }

    @Override
    protected void paint(GraphicsContext g, double width, double height) {
        KindLook look = KindLook.of(kind);
        g.setStroke(ink(look.ink()));
        g.setLineWidth(1.5);
        g.setLineDashes(look.dashArray());
        g.strokeLine(0, height / 2, width - 6, height / 2);
        KindLook.mark(g, kind, width - 6, height / 2, 4, ink(look.ink()), ink(Ink.SURFACE));
    }
}
