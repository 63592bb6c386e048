package org.spatialalign.app.player;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.text.Font;
import javafx.scene.text.FontWeight;
import javafx.scene.text.TextAlignment;
import org.spatialalign.app.charts.Ink;
import org.spatialalign.app.charts.PaintedRegion;
import org.spatialalign.app.charts.TextWidth;
import org.spatialalign.engine.prompt.DsrType;
import org.spatialalign.engine.score.SsrCurve.Point;

/** The playhead, the hovered frame and their values; painted with every step, so it is a layer of its own. */
final class TimelineCursor extends PaintedRegion {

    private final PlayerViewModel player;
    private final TimelineContent content;
    private final TextWidth widths = new TextWidth();
    private int hovered = -1;

    TimelineCursor(PlayerViewModel player, TimelineContent content) {
        this.player = player;
        this.content = content;
        setMouseTransparent(true);
    }

    /** Shows the values of another frame than the current one; -1 for no other. */
    void hover(int frame) {
        if (frame != hovered) {
            hovered = frame;
            repaint();
        }
    }

    @Override
    protected void paint(GraphicsContext g, double width, double height) {
        if (player.clip() == null) {
            return;
        }
        TimelineScale scale = content.scale();
        double top = content.headerHeight() - 1;
        double bottom = content.laneTop(2);
        if (hovered >= 0 && hovered != player.frame()) {
            g.setStroke(ink(Ink.MUTED, 0.8));
            g.setLineWidth(1);
            double x = Math.floor(scale.x(hovered)) + 0.5;
            g.strokeLine(x, top + 4, x, bottom);
        }
        double x = Math.floor(scale.x(player.frame())) + 0.5;
        g.setStroke(ink(Ink.SURFACE, 0.8));
        g.setLineWidth(4);
        g.strokeLine(x, top + 4, x, bottom);
        g.setStroke(ink(Ink.TEXT));
        g.setLineWidth(1.8);
        g.strokeLine(x, top, x, bottom);
        player.outcome().curve().at(player.frame()).ifPresent(point -> {
            dot(g, scale, point.initial(), Ink.FIRST);
            dot(g, scale, point.last(), Ink.SECOND);
        });
        header(g, scale, hovered >= 0 ? hovered : player.frame());
        number(g, scale, x, height);
    }

    private void dot(GraphicsContext g, TimelineScale scale, double value, Ink colour) {
        double x = scale.x(player.frame());
        double y = content.valueY(value);
        g.setFill(ink(Ink.SURFACE));
        g.fillOval(x - 5, y - 5, 10, 10);
        g.setFill(ink(colour));
        g.fillOval(x - 3.5, y - 3.5, 7, 7);
    }

    private void header(GraphicsContext g, TimelineScale scale, int frame) {
        double y = fontSize() * 1.15;
        DsrType type = player.typeProperty().get();
        double x = scale.left();
        g.setFont(font(false));
        if (type == null) {
            String text = "No prompt: no relations to draw";
            g.setFill(ink(Ink.MUTED));
            g.fillText(text, x, y);
            x += widths.of(text, font(false));
        } else {
            x = legend(g, x, y, Ink.FIRST, type.initial().initialPhrase(), value(frame, Point::initial));
            x = legend(g, x, y, Ink.SECOND, type.last().finalPhrase(), value(frame, Point::last));
        }
        remarks(g, frame, x, scale.left() + scale.width(), y);
    }

    private String value(int frame, ToDoubleFunction<Point> which) {
        Optional<Point> point = player.outcome().curve().at(frame);
        return point.map(p -> Figures.signed(which.applyAsDouble(p), 2)).orElse("–");
    }

    private double legend(GraphicsContext g, double x, double y, Ink ink, String words, String value) {
        g.setStroke(ink(ink));
        g.setLineWidth(2.5);
        g.setLineDashes(ink == Ink.SECOND ? TimelineContent.DASH : new double[0]);
        double line = fontSize() * 1.9;
        g.strokeLine(x, y - fontSize() * 0.35, x + line, y - fontSize() * 0.35);
        g.setLineDashes();
        double next = x + line + 5;
        g.setFill(ink(ink));
        g.setFont(font(true));
        g.fillText(words, next, y);
        next += widths.of(words, font(true)) + fontSize() * 0.5;
        g.setFill(ink(Ink.TEXT));
        g.setFont(font(false));
        g.fillText(value, next, y);
        return next + fontSize() * 3.4;
    }

    /** Right-aligned, as many remarks as there is room for; the frame's number comes last to go. */
    private void remarks(GraphicsContext g, int frame, double from, double to, double y) {
        List<String> parts = new ArrayList<>();
        if (hovered >= 0) {
            parts.add("frame " + frame);
        }
        if (player.scoreFrames().contains(frame)) {
            parts.add("counts for the score");
        }
        player.problemsProperty().get().stream()
                .filter(p -> p.contains(frame))
                .map(p -> p.role() == null
                        ? p.kind().text()
                        : player.name(p.role()) + " " + p.kind().text())
                .forEach(parts::add);
        while (!parts.isEmpty() && widths.of(joined(parts), font(false)) > to - from) {
            parts.remove(parts.size() - 1);
        }
        g.setFill(ink(Ink.MUTED));
        g.setTextAlign(TextAlignment.RIGHT);
        g.fillText(joined(parts), to, y);
        g.setTextAlign(TextAlignment.LEFT);
    }

    private static String joined(List<String> parts) {
        return String.join("  ·  ", parts);
    }

    private void number(GraphicsContext g, TimelineScale scale, double x, double height) {
        String text = Integer.toString(player.frame());
        double w = fontSize() * (0.7 + 0.6 * text.length());
        double left = Math.max(0, Math.min(x - w / 2, scale.left() + scale.width() - w + fontSize()));
        g.setFill(ink(Ink.TEXT));
        g.fillRoundRect(left, height - fontSize() * 1.45, w, fontSize() * 1.4, 5, 5);
        g.setFill(ink(Ink.SURFACE));
        g.setFont(font(true));
        g.setTextAlign(TextAlignment.CENTER);
        g.fillText(text, left + w / 2, height - fontSize() * 0.42);
        g.setTextAlign(TextAlignment.LEFT);
    }

    private Font font(boolean bold) {
        return Font.font(null, bold ? FontWeight.BOLD : FontWeight.NORMAL, fontSize() * 0.92);
    }
}
