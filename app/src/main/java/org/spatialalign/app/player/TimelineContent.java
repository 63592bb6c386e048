package org.spatialalign.app.player;

import java.util.List;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;
import org.spatialalign.app.charts.Ink;
import org.spatialalign.app.charts.PaintedRegion;
import org.spatialalign.engine.score.SsrCurve.Point;

/** Everything on a timeline that stays when only the frame changes: curves, the frames that count, lanes, numbers. */
final class TimelineContent extends PaintedRegion {

    static final double[] DASH = {6, 4};

    private final PlayerViewModel player;

    TimelineContent(PlayerViewModel player) {
        this.player = player;
        setMouseTransparent(true);
    }

    TimelineScale scale() {
        double left = fontSize() * 2.4;
        return new TimelineScale(player.playhead().frameCount(), left, Math.max(1, getWidth() - left - fontSize()));
    }

    double headerHeight() {
        return fontSize() * 1.7;
    }

    double curveTop() {
        return headerHeight() + fontSize() * 0.7;
    }

    double laneHeight() {
        return fontSize() * 1.25;
    }

    double curveBottom() {
        return getHeight() - 2 * laneHeight() - fontSize() * 2.1;
    }

    double laneTop(int lane) {
        return curveBottom() + fontSize() * 0.6 + lane * laneHeight();
    }

    double fontPixels() {
        return fontSize();
    }

    /** Where a value between -1 and 1 lies. */
    double valueY(double value) {
        double middle = (curveTop() + curveBottom()) / 2;
        return middle - value * (curveBottom() - curveTop()) / 2;
    }

    @Override
    protected void paint(GraphicsContext g, double width, double height) {
        TimelineScale scale = scale();
        Font font = Font.font(fontSize() * 0.92);
        g.setFont(font);
        axis(g, scale);
        if (player.clip() == null) {
            return;
        }
        loop(g, scale);
        decisive(g, scale);
        curves(g, scale);
        new TimelineLanes(this, player, scale).paint(g);
        numbers(g, scale);
    }

    private void axis(GraphicsContext g, TimelineScale scale) {
        g.setFill(ink(Ink.SUBTLE));
        g.fillRect(scale.left(), curveTop(), scale.width(), curveBottom() - curveTop());
        g.setTextAlign(TextAlignment.RIGHT);
        for (int value = -1; value <= 1; value++) {
            double y = Math.floor(valueY(value)) + 0.5;
            g.setStroke(value == 0 ? ink(Ink.MUTED) : ink(Ink.LINE));
            g.setLineWidth(1);
            g.strokeLine(scale.left(), y, scale.left() + scale.width(), y);
            g.setFill(ink(Ink.MUTED));
            g.fillText(value > 0 ? "+1" : Integer.toString(value), scale.left() - 5, y + fontSize() * 0.33);
        }
        g.setTextAlign(TextAlignment.LEFT);
    }

    private void loop(GraphicsContext g, TimelineScale scale) {
        Playhead head = player.playhead();
        if (!head.hasLoopRange()) {
            return;
        }
        double from = scale.edge(head.loopFromProperty().get());
        double to = scale.edge(head.loopToProperty().get() + 1);
        g.setFill(ink(Ink.ACCENT, head.loopingProperty().get() ? 0.9 : 0.35));
        g.fillRoundRect(from, headerHeight() - 2, to - from, 4, 4, 4);
        g.setFill(ink(Ink.ACCENT, 0.07));
        g.fillRect(from, curveTop(), to - from, curveBottom() - curveTop());
    }

    /** The few frames the score is made of: a band, and a triangle above it. */
    private void decisive(GraphicsContext g, TimelineScale scale) {
        List<Integer> frames = player.scoreFrames();
        double size = Math.max(3.5, Math.min(6, scale.cell() / 2 + 1));
        for (int frame : frames) {
            g.setFill(ink(Ink.DECISIVE, 0.22));
            double from = Math.round(scale.edge(frame));
            g.fillRect(
                    from,
                    curveTop(),
                    Math.max(2, Math.round(scale.edge(frame + 1)) - from),
                    curveBottom() - curveTop());
            g.setFill(ink(Ink.DECISIVE));
            double x = scale.x(frame);
            double y = curveTop() - 1;
            g.fillPolygon(new double[] {x - size, x + size, x}, new double[] {y - size * 1.4, y - size * 1.4, y}, 3);
        }
    }

    private void curves(GraphicsContext g, TimelineScale scale) {
        List<Point> points = player.outcome().curve().points();
        if (points.isEmpty()) {
            return;
        }
        curve(g, scale, points, true);
        g.setLineDashes(DASH);
        curve(g, scale, points, false);
        g.setLineDashes();
    }

    /** Gaps stay gaps: a line joins neighbouring frames only. */
    private void curve(GraphicsContext g, TimelineScale scale, List<Point> points, boolean initial) {
        Color colour = ink(initial ? Ink.FIRST : Ink.SECOND);
        g.setStroke(colour);
        g.setFill(colour);
        g.setLineWidth(2);
        g.beginPath();
        int previous = -2;
        for (int i = 0; i < points.size(); i++) {
            Point point = points.get(i);
            double x = scale.x(point.frame());
            double y = valueY(initial ? point.initial() : point.last());
            boolean joined = previous == point.frame() - 1;
            if (joined) {
                g.lineTo(x, y);
            } else {
                g.moveTo(x, y);
            }
            boolean next = i + 1 < points.size() && points.get(i + 1).frame() == point.frame() + 1;
            if (!joined && !next) {
                g.fillOval(x - 2, y - 2, 4, 4);
            }
            previous = point.frame();
        }
        g.stroke();
    }

    private void numbers(GraphicsContext g, TimelineScale scale) {
        int every = scale.tickEvery(fontSize() * 2.6);
        double y = getHeight() - fontSize() * 0.35;
        g.setTextAlign(TextAlignment.CENTER);
        g.setFill(ink(Ink.MUTED));
        for (int frame = 0; frame < scale.frames(); frame += every) {
            g.fillText(Integer.toString(frame), scale.x(frame), y);
        }
        g.setTextAlign(TextAlignment.LEFT);
    }

    Color colour(Ink ink) {
        return ink(ink);
    }

    Color colour(Ink ink, double opacity) {
        return ink(ink, opacity);
    }
}
