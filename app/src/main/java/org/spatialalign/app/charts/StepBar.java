package org.spatialalign.app.charts;

import java.util.List;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import org.jspecify.annotations.Nullable;

/** One step of a waterfall on an axis from 0 to 1: where it starts, where it ends, and where it ended before. */
public final class StepBar extends PaintedRegion {

    /**
     * What is drawn.
     *
     * @param from where the step starts; the same as {@code to} for a total
     * @param total whether it is a total, drawn from 0, instead of a step
     * @param ghost the former end, or null
     * @param guides places to compare with, drawn as thin lines
     */
    public record Step(double from, double to, boolean total, @Nullable Double ghost, List<Double> guides) {}

    private @Nullable Step step;

    public StepBar() {
        setMouseTransparent(true);
        getStyleClass().add("step-bar");
    }

    public void show(Step shown) {
        if (!shown.equals(step)) {
            step = shown;
            repaint();
        }
    }

    public @Nullable Step step() {
        return step;
    }

    @Override
    protected void paint(GraphicsContext g, double width, double height) {
        Step shown = step;
        if (shown == null) {
            return;
        }
        double middle = Math.floor(height / 2);
        double thick = Math.max(4, height - 6);
        g.setFill(ink(Ink.LINE, 0.6));
        g.fillRect(0, middle - 1, width, 2);
        g.setStroke(ink(Ink.MUTED, 0.8));
        g.setLineWidth(1);
        g.setLineDashes(2, 2);
        for (double guide : shown.guides()) {
            double x = Math.floor(guide * (width - 1)) + 0.5;
            g.strokeLine(x, 0, x, height);
        }
        g.setLineDashes();
        double from = shown.total() ? 0 : shown.from() * width;
        double to = shown.to() * width;
        boolean gain = shown.total() || to >= from;
        Color colour = shown.total() ? ink(Ink.ACCENT) : ink(gain ? Ink.FIRST : Ink.SECOND);
        double left = Math.min(from, to);
        double length = Math.max(2, Math.abs(to - from));
        g.setFill(colour);
        g.fillRect(left, middle - thick / 2, length, thick);
        if (!gain) {
            stripes(g, left, middle - thick / 2, length, thick);
        }
        Double ghost = shown.ghost();
        if (ghost != null) {
            double x = Math.floor(ghost * (width - 2)) + 1;
            g.setStroke(ink(Ink.TEXT));
            g.setLineWidth(2);
            g.setLineDashes(3, 2);
            g.strokeLine(x, 0, x, height);
            g.setLineDashes();
        }
    }

    /** A loss is striped, so that it differs from a gain without colour. */
    private void stripes(GraphicsContext g, double x, double y, double w, double h) {
        g.save();
        g.beginPath();
        g.rect(x, y, w, h);
        g.clip();
        g.setStroke(ink(Ink.SURFACE, 0.75));
        g.setLineWidth(1.5);
        for (double s = x - h; s < x + w; s += 5) {
            g.strokeLine(s, y + h, s + h, y);
        }
        g.restore();
    }

    @Override
    protected double computePrefHeight(double width) {
        return fontSize() * 1.2;
    }

    @Override
    protected double computeMinHeight(double width) {
        return fontSize() * 0.9;
    }

    @Override
    protected double computePrefWidth(double height) {
        return 240;
    }

    @Override
    protected double computeMinWidth(double height) {
        return 80;
    }
}
