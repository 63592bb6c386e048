package org.spatialalign.app.prompts;

import javafx.scene.AccessibleRole;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;
import org.spatialalign.app.charts.Ink;
import org.spatialalign.app.charts.PaintedRegion;
import org.spatialalign.app.charts.TextWidth;
import org.spatialalign.app.fx.RoleStyle;
import org.spatialalign.engine.prompt.Relation;

/** The motion that a prompt asks for: the object in the middle, the animal where it starts, and an arrow to its end. */
final class MotionSketch extends PaintedRegion {

    /** Of the pictures that clips are made of. */
    private static final double ASPECT = 832.0 / 480.0;
    /** Straight pieces of the arrow, and the part of the way between the boxes that it shows. */
    private static final int PIECES = 24;

    private static final double START = 0.2;
    private static final double STOP = 0.8;

    private final TextWidth widths = new TextWidth();
    private Relation initial = Relation.LEFT;
    private Relation last = Relation.RIGHT;
    private String animal = "";
    private String object = "";

    MotionSketch() {
        getStyleClass().add("motion-sketch");
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setMinHeight(96);
        setPrefHeight(132);
    }

    void show(Relation from, Relation to, String animalWord, String objectWord) {
        initial = from;
        last = to;
        animal = animalWord.isBlank() ? "animal" : animalWord.strip();
        object = objectWord.isBlank() ? "object" : objectWord.strip();
        setAccessibleText("Sketch: the " + animal + " starts " + from.initialPhrase() + " the " + object + " and ends "
                + to.finalPhrase() + " it.");
        repaint();
    }

    @Override
    protected void paint(GraphicsContext g, double width, double height) {
        double h = Math.min(height - 2, (width - 2) / ASPECT);
        double w = h * ASPECT;
        double left = (width - w) / 2;
        double top = (height - h) / 2;
        g.setFill(ink(Ink.SUBTLE));
        g.fillRoundRect(left, top, w, h, 8, 8);
        g.setStroke(ink(Ink.LINE));
        g.strokeRoundRect(left, top, w, h, 8, 8);
        double size = h * 0.28;
        double cx = left + w / 2;
        double cy = top + h / 2;
        box(g, cx, cy, size * 1.5, size, RoleStyle.OBJECT, 1, object);
        double[] from = place(initial, cx, cy, w * 0.33, h * 0.33);
        double[] to = place(last, cx, cy, w * 0.33, h * 0.33);
        if (initial == last) {
            box(g, from[0], from[1], size * 1.4, size * 0.8, RoleStyle.ANIMAL, 1, animal);
            return;
        }
        arrow(g, from, to, new double[] {cx, cy}, size);
        box(g, from[0], from[1], size * 1.4, size * 0.8, RoleStyle.ANIMAL, 1, animal);
        box(g, to[0], to[1], size * 1.4, size * 0.8, RoleStyle.ANIMAL, 0.45, "");
    }

    private static double[] place(Relation relation, double cx, double cy, double dx, double dy) {
        return switch (relation) {
            case LEFT -> new double[] {cx - dx, cy};
            case RIGHT -> new double[] {cx + dx, cy};
            case TOP -> new double[] {cx, cy - dy};
            case UNDER -> new double[] {cx, cy + dy};
        };
    }

    private void box(
            GraphicsContext g, double x, double y, double w, double h, RoleStyle role, double opacity, String word) {
        Color colour = role.colour().deriveColor(0, 1, 1, opacity);
        g.setFill(role.colour().deriveColor(0, 1, 1, 0.16 * opacity));
        g.fillRect(x - w / 2, y - h / 2, w, h);
        g.setStroke(colour);
        g.setLineWidth(2);
        g.setLineDashes(role.dashArray());
        g.strokeRect(x - w / 2, y - h / 2, w, h);
        g.setLineDashes();
        if (word.isEmpty()) {
            return;
        }
        Font font = Font.font(fontSize() * 0.92);
        String shown = word;
        while (shown.length() > 2 && widths.of(shown, font) > w + 2) {
            shown = shown.substring(0, shown.length() - 2).stripTrailing() + "…";
        }
        g.setFont(font);
        g.setFill(ink(Ink.TEXT));
        g.setTextAlign(TextAlignment.CENTER);
        g.fillText(shown, x, y + fontSize() * 0.35);
    }

    /** Around the object where the straight way would lead through it. */
    private void arrow(GraphicsContext g, double[] from, double[] to, double[] centre, double size) {
        boolean through =
                Math.abs(from[0] + to[0] - 2 * centre[0]) < 1 && Math.abs(from[1] + to[1] - 2 * centre[1]) < 1;
        boolean level = Math.abs(from[1] - to[1]) < 1;
        double bend = size * 2.1;
        double mx = through
                ? (level ? centre[0] : centre[0] + bend * 1.6)
                : (from[0] + to[0]) / 2 + sign(from, to, centre, 0) * size;
        double my = through
                ? (level ? centre[1] - bend : centre[1])
                : (from[1] + to[1]) / 2 + sign(from, to, centre, 1) * size;
        g.setStroke(ink(Ink.ACCENT));
        g.setLineWidth(2);
        g.beginPath();
        double[] here = from;
        double[] before = from;
        // From the edge of the one box to that of the other.
        for (int i = 0; i <= PIECES; i++) {
            double t = START + (STOP - START) * i / PIECES;
            before = here;
            here = new double[] {bezier(from[0], mx, to[0], t), bezier(from[1], my, to[1], t)};
            if (i == 0) {
                g.moveTo(here[0], here[1]);
            } else {
                g.lineTo(here[0], here[1]);
            }
        }
        g.stroke();
        head(g, here, Math.atan2(here[1] - before[1], here[0] - before[0]));
    }

    private static double bezier(double from, double middle, double to, double t) {
        return (1 - t) * (1 - t) * from + 2 * t * (1 - t) * middle + t * t * to;
    }

    private void head(GraphicsContext g, double[] tip, double angle) {
        double tipX = tip[0];
        double tipY = tip[1];
        double head = 9;
        g.setFill(ink(Ink.ACCENT));
        g.fillPolygon(
                new double[] {
                    tipX + head * 0.6 * Math.cos(angle),
                    tipX - head * Math.cos(angle - 0.45),
                    tipX - head * Math.cos(angle + 0.45)
                },
                new double[] {
                    tipY + head * 0.6 * Math.sin(angle),
                    tipY - head * Math.sin(angle - 0.45),
                    tipY - head * Math.sin(angle + 0.45)
                },
                3);
    }

    /** Away from the middle. */
    private static double sign(double[] from, double[] to, double[] centre, int axis) {
        return Math.signum((from[axis] + to[axis]) / 2 - centre[axis]);
    }
}
