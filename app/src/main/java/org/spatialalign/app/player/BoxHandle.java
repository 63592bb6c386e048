package org.spatialalign.app.player;

import org.spatialalign.engine.geometry.PixelBox;

/** The part of a box that a hand has hold of. */
public enum BoxHandle {
    MOVE(0, 0),
    TOP_LEFT(-1, -1),
    TOP(0, -1),
    TOP_RIGHT(1, -1),
    RIGHT(1, 0),
    BOTTOM_RIGHT(1, 1),
    BOTTOM(0, 1),
    BOTTOM_LEFT(-1, 1),
    LEFT(-1, 0),
    /** A new box from corner to corner. */
    DRAW(0, 0);

    /** Smaller boxes cannot be taken hold of again. */
    private static final double SMALLEST_PX = 2;

    private final int horizontal;
    private final int vertical;

    BoxHandle(int horizontal, int vertical) {
        this.horizontal = horizontal;
        this.vertical = vertical;
    }

    /** -1 moves the left edge, 1 the right one, 0 neither. */
    public int horizontal() {
        return horizontal;
    }

    /** -1 moves the upper edge, 1 the lower one, 0 neither. */
    public int vertical() {
        return vertical;
    }

    public boolean resizes() {
        return horizontal != 0 || vertical != 0;
    }

    /** Where it sits on a box. */
    public double x(PixelBox box) {
        return horizontal < 0 ? box.x1() : horizontal > 0 ? box.x2() : box.centerX();
    }

    public double y(PixelBox box) {
        return vertical < 0 ? box.y1() : vertical > 0 ? box.y2() : box.centerY();
    }

    /**
     * The box after the hand went some way, in image pixels. Edges stay inside the picture when pulled, a moved box
     * keeps its centre in it. Not for {@link #DRAW}, which has no box to begin with.
     */
    PixelBox pull(PixelBox start, double dx, double dy, double width, double height) {
        if (this == MOVE) {
            double cx = clamp(start.centerX() + dx, 0, width);
            double cy = clamp(start.centerY() + dy, 0, height);
            return start.translate(cx - start.centerX(), cy - start.centerY());
        }
        double x1 = horizontal < 0 ? clamp(start.x1() + dx, 0, start.x2() - SMALLEST_PX) : start.x1();
        double x2 = horizontal > 0 ? clamp(start.x2() + dx, start.x1() + SMALLEST_PX, width) : start.x2();
        double y1 = vertical < 0 ? clamp(start.y1() + dy, 0, start.y2() - SMALLEST_PX) : start.y1();
        double y2 = vertical > 0 ? clamp(start.y2() + dy, start.y1() + SMALLEST_PX, height) : start.y2();
        return PixelBox.ofCorners(x1, y1, x2, y2);
    }

    private static double clamp(double value, double low, double high) {
        return Math.min(Math.max(value, low), Math.max(low, high));
    }
}
