package org.spatialalign.app.evaluate;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import javafx.geometry.VPos;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.input.MouseEvent;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;
import org.jspecify.annotations.Nullable;
import org.spatialalign.app.charts.Ink;
import org.spatialalign.app.charts.PaintedRegion;
import org.spatialalign.app.evaluate.AtlasViewModel.Way;
import org.spatialalign.engine.evaluate.MotionKind;
import org.spatialalign.engine.evaluate.MotionPath;
import org.spatialalign.engine.prompt.DsrType;
import org.spatialalign.engine.prompt.Relation;

/** All ways of one type around the object, which lies in the middle. A click chooses the way under the pointer. */
final class AtlasPlot extends PaintedRegion {

    /** From the middle to each side, in distances at which the boxes touch. */
    private static final double REACH = 2.6;

    private static final double NEAR_PX = 10;

    private final DsrType type;
    private final List<Way> ways;
    private Set<MotionKind> kinds;
    private @Nullable Way chosen;
    private @Nullable Way under;
    private double scale = 1;
    private double middleX;
    private double middleY;

    AtlasPlot(DsrType type, List<Way> ways, Set<MotionKind> kinds, Consumer<Way> onChosen) {
        this.type = type;
        this.ways = ways;
        this.kinds = kinds;
        getStyleClass().add("atlas-plot");
        setId("atlas-" + type.code());
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setMinSize(150, 150);
        setOnMouseMoved(event -> look(nearest(event)));
        setOnMouseExited(event -> look(null));
        setOnMouseClicked(event -> {
            Way way = nearest(event);
            if (way != null) {
                onChosen.accept(way);
            }
        });
        describe();
    }

    /** The ways that are drawn. */
    List<Way> shown() {
        return ways.stream().filter(way -> kinds.contains(way.path().kind())).toList();
    }

    void show(Set<MotionKind> wanted, @Nullable Way selected) {
        kinds = wanted;
        chosen = selected;
        describe();
        repaint();
    }

    private void describe() {
        setAccessibleText("Ways of " + Say.count(shown().size(), "clip") + ", asked for: "
                + type.initial().word() + ", then " + type.last().word());
    }

    private void look(@Nullable Way way) {
        under = way;
        repaint();
    }

    private @Nullable Way nearest(MouseEvent event) {
        Way best = null;
        double least = NEAR_PX;
        for (Way way : shown()) {
            for (MotionPath.Point point : way.path().points()) {
                double distance = Math.hypot(x(point.x()) - event.getX(), y(point.y()) - event.getY());
                if (distance < least) {
                    least = distance;
                    best = way;
                }
            }
        }
        return best;
    }

    private double x(double at) {
        return middleX + Math.max(-REACH, Math.min(REACH, at)) * scale;
    }

    private double y(double at) {
        return middleY + Math.max(-REACH, Math.min(REACH, at)) * scale;
    }

    @Override
    protected void paint(GraphicsContext g, double width, double height) {
        double head = fontSize() * 1.7;
        scale = Math.min(width, height - head) / (2 * REACH + 0.2);
        middleX = width / 2;
        middleY = head + (height - head) / 2;
        g.setFill(ink(Ink.TEXT));
        g.setFont(Font.font(fontSize()));
        g.setTextAlign(TextAlignment.LEFT);
        g.setTextBaseline(VPos.TOP);
        g.fillText(
                type.code() + "  " + type.initial().word() + " → " + type.last().word(), 6, 4);
        g.setTextAlign(TextAlignment.RIGHT);
        g.setFill(ink(Ink.MUTED));
        g.fillText(Say.count(ways.size(), "clip"), width - 6, 4);
        ground(g);
        for (Way way : shown()) {
            if (!way.equals(chosen) && !way.equals(under)) {
                way(g, way, 0.6, 1.3);
            }
        }
        Way picked = chosen;
        if (picked != null && shown().contains(picked)) {
            way(g, picked, 1, 3);
        }
        Way pointed = under;
        if (pointed != null) {
            way(g, pointed, 1, 2.4);
            name(g, pointed, width, height);
        }
    }

    /** The object, and where the animal should begin and end. */
    private void ground(GraphicsContext g) {
        g.setLineDashes();
        g.setLineWidth(1);
        g.setStroke(ink(Ink.LINE));
        g.setFill(ink(Ink.SUBTLE));
        g.fillRect(x(-REACH), y(-REACH), 2 * REACH * scale, 2 * REACH * scale);
        g.strokeLine(x(-REACH), middleY, x(REACH), middleY);
        g.strokeLine(middleX, y(-REACH), middleX, y(REACH));
        g.setStroke(ink(Ink.MUTED));
        g.setFill(ink(Ink.LINE));
        g.fillRect(x(-0.5), y(-0.5), scale, scale);
        g.strokeRect(x(-0.5), y(-0.5), scale, scale);
        g.setFont(Font.font(fontSize() * 0.86));
        g.setTextAlign(TextAlignment.CENTER);
        g.setTextBaseline(VPos.CENTER);
        g.setFill(ink(Ink.MUTED));
        corner(g, type.initial(), "start");
        corner(g, type.last(), "end");
    }

    private void corner(GraphicsContext g, Relation relation, String word) {
        double line = fontSize();
        switch (relation) {
            case LEFT -> g.fillText(word, x(-REACH) + 18, middleY - line);
            case RIGHT -> g.fillText(word, x(REACH) - 18, middleY - line);
            case TOP -> g.fillText(word, middleX + 20, y(-REACH) + line);
            case UNDER -> g.fillText(word, middleX + 20, y(REACH) - line);
        }
    }

    private void way(GraphicsContext g, Way way, double opacity, double thick) {
        List<MotionPath.Point> points = way.path().points();
        if (points.isEmpty()) {
            return;
        }
        KindLook look = KindLook.of(way.path().kind());
        g.setStroke(ink(look.ink(), opacity));
        g.setLineWidth(thick);
        g.setLineDashes(look.dashArray());
        g.beginPath();
        for (int i = 0; i < points.size(); i++) {
            MotionPath.Point point = points.get(i);
            // A gap in the boxes is a gap in the line.
            if (i == 0 || point.frame() != points.get(i - 1).frame() + 1) {
                g.moveTo(x(point.x()), y(point.y()));
            } else {
                g.lineTo(x(point.x()), y(point.y()));
            }
        }
        g.stroke();
        MotionPath.Point end = points.get(points.size() - 1);
        KindLook.mark(
                g,
                way.path().kind(),
                x(end.x()),
                y(end.y()),
                thick > 2 ? 5 : 3.6,
                ink(look.ink(), Math.min(1, opacity + 0.25)),
                ink(Ink.SURFACE));
    }

    private void name(GraphicsContext g, Way way, double width, double height) {
        g.setLineDashes();
        g.setFont(Font.font(fontSize() * 0.9));
        g.setTextAlign(TextAlignment.CENTER);
        g.setTextBaseline(VPos.BOTTOM);
        double line = fontSize() * 1.5;
        g.setFill(ink(Ink.SURFACE, 0.92));
        g.fillRect(0, height - line, width, line);
        g.setFill(ink(Ink.TEXT));
        g.fillText(
                way.clip().promptId() + " seed " + way.clip().seed() + ": "
                        + way.path().kind().title(),
                width / 2,
                height - 3,
                width - 4);
    }
}
