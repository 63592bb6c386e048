package org.spatialalign.app.evaluate;

import java.util.List;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import org.spatialalign.app.charts.Ink;
import org.spatialalign.engine.evaluate.MotionKind;

/** How the ways of one kind are drawn: a colour, a dash, and a mark at the end, so that no reading needs the colour. */
record KindLook(Ink ink, List<Double> dash) {

    static KindLook of(MotionKind kind) {
        return switch (kind) {
            case FOLLOWS -> new KindLook(Ink.FIRST, List.of());
            case STOPS_SHORT -> new KindLook(Ink.WARNING, List.of());
            case NEVER_MOVES -> new KindLook(Ink.MUTED, List.of());
            case WRONG_WAY -> new KindLook(Ink.SECOND, List.of());
            case OVERSHOOTS -> new KindLook(Ink.ACCENT, List.of());
            case WRONG_START -> new KindLook(Ink.ACCENT, List.of(5.0, 3.0));
            case VANISHES -> new KindLook(Ink.TEXT, List.of(2.0, 3.0));
        };
    }

    double[] dashArray() {
        return dash.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** Each kind's own mark. */
    static void mark(GraphicsContext g, MotionKind kind, double x, double y, double r, Color colour, Color surface) {
        g.setLineDashes();
        g.setStroke(colour);
        g.setFill(colour);
        g.setLineWidth(1.8);
        switch (kind) {
            case FOLLOWS -> g.fillOval(x - r, y - r, 2 * r, 2 * r);
            case STOPS_SHORT -> g.strokeLine(x, y - 1.4 * r, x, y + 1.4 * r);
            case NEVER_MOVES -> g.fillRect(x - r, y - r, 2 * r, 2 * r);
            case WRONG_WAY -> {
                g.strokeLine(x - r, y - r, x + r, y + r);
                g.strokeLine(x - r, y + r, x + r, y - r);
            }
            case OVERSHOOTS ->
                g.fillPolygon(new double[] {x - 1.2 * r, x + 1.2 * r, x}, new double[] {y + r, y + r, y - 1.3 * r}, 3);
            case WRONG_START -> {
                g.setFill(surface);
                g.fillOval(x - r, y - r, 2 * r, 2 * r);
                g.strokeOval(x - r, y - r, 2 * r, 2 * r);
            }
            case VANISHES -> {
                g.setFill(surface);
                double[] xs = {x, x + 1.3 * r, x, x - 1.3 * r};
                double[] ys = {y - 1.3 * r, y, y + 1.3 * r, y};
                g.fillPolygon(xs, ys, 4);
                g.strokePolygon(xs, ys, 4);
            }
        }
    }
}
