package org.spatialalign.app.pairs;

import javafx.geometry.Orientation;
import javafx.scene.layout.Region;

/** Two parts side by side, together as wide as there is room; one below the other where there is too little. */
final class FlowBeside extends Region {

    private static final double GAP = 24;

    private final Region first;
    private final Region second;
    private final boolean halves;

    /** @param halves whether both get as much; else the first gets what it prefers and the second the rest */
    FlowBeside(Region first, Region second, boolean halves) {
        this.first = first;
        this.second = second;
        this.halves = halves;
        getChildren().addAll(first, second);
    }

    @Override
    public Orientation getContentBias() {
        return Orientation.HORIZONTAL;
    }

    private boolean fits(double width) {
        double own = halves ? (width - GAP) / 2 : first.prefWidth(-1);
        return first.minWidth(-1) <= own && own + GAP + second.minWidth(-1) <= width;
    }

    @Override
    protected double computeMinWidth(double height) {
        return Math.max(first.minWidth(-1), second.minWidth(-1));
    }

    @Override
    protected double computePrefWidth(double height) {
        return first.prefWidth(-1) + GAP + second.prefWidth(-1);
    }

    @Override
    protected double computeMinHeight(double width) {
        return computePrefHeight(width);
    }

    @Override
    protected double computePrefHeight(double width) {
        double above = first.prefHeight(-1);
        double below = second.prefHeight(-1);
        return fits(width) ? Math.max(above, below) : above + GAP + below;
    }

    @Override
    protected void layoutChildren() {
        double width = getWidth();
        if (fits(width)) {
            double own = halves ? Math.floor((width - GAP) / 2) : first.prefWidth(-1);
            first.resizeRelocate(0, 0, own, getHeight());
            second.resizeRelocate(own + GAP, 0, width - own - GAP, getHeight());
        } else {
            double own = first.prefHeight(-1);
            first.resizeRelocate(0, 0, width, own);
            second.resizeRelocate(0, own + GAP, width, Math.max(second.prefHeight(-1), getHeight() - own - GAP));
        }
    }
}
