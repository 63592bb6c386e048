package org.spatialalign.engine.geometry;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * An axis-aligned box in frame pixels, y pointing down. Width is {@code x2 - x1}, as in the paper's script. Corners are
 * finite and in order; a box may have no extent (the paper's detections contain such boxes) and may reach outside the
 * picture.
 */
@JsonFormat(shape = JsonFormat.Shape.ARRAY)
@JsonPropertyOrder({"x1", "y1", "x2", "y2"})
@JsonIgnoreProperties({"width", "height", "centerX", "centerY", "area", "empty"})
public record PixelBox(double x1, double y1, double x2, double y2) {

    @JsonCreator
    public PixelBox(
            @JsonProperty("x1") double x1,
            @JsonProperty("y1") double y1,
            @JsonProperty("x2") double x2,
            @JsonProperty("y2") double y2) {
        if (!Double.isFinite(x1) || !Double.isFinite(y1) || !Double.isFinite(x2) || !Double.isFinite(y2)) {
            throw new IllegalArgumentException(
                    "box corners must be finite numbers: [" + x1 + ", " + y1 + ", " + x2 + ", " + y2 + "]");
        }
        if (x2 < x1 || y2 < y1) {
            throw new IllegalArgumentException(
                    "box corners must be x1 <= x2, y1 <= y2: [" + x1 + ", " + y1 + ", " + x2 + ", " + y2 + "]");
        }
        this.x1 = x1;
        this.y1 = y1;
        this.x2 = x2;
        this.y2 = y2;
    }

    public static PixelBox ofCenter(double centerX, double centerY, double width, double height) {
        return new PixelBox(centerX - width / 2, centerY - height / 2, centerX + width / 2, centerY + height / 2);
    }

    /** The box spanned by two opposite corners, in any order. */
    public static PixelBox ofCorners(double xa, double ya, double xb, double yb) {
        return new PixelBox(Math.min(xa, xb), Math.min(ya, yb), Math.max(xa, xb), Math.max(ya, yb));
    }

    public double width() {
        return x2 - x1;
    }

    public double height() {
        return y2 - y1;
    }

    public double centerX() {
        return (x1 + x2) / 2;
    }

    public double centerY() {
        return (y1 + y2) / 2;
    }

    public double area() {
        return width() * height();
    }

    /** Whether it covers nothing. */
    public boolean isEmpty() {
        return width() == 0 || height() == 0;
    }

    public boolean contains(double x, double y) {
        return x >= x1 && x <= x2 && y >= y1 && y <= y2;
    }

    public PixelBox translate(double dx, double dy) {
        return new PixelBox(x1 + dx, y1 + dy, x2 + dx, y2 + dy);
    }

    /** The part of it inside a picture of the given size; a box wholly outside becomes an empty box at the border. */
    public PixelBox clampTo(double width, double height) {
        return new PixelBox(clamp(x1, width), clamp(y1, height), clamp(x2, width), clamp(y2, height));
    }

    /** Intersection over union, in [0, 1]; 0 when both are empty. */
    public double iou(PixelBox other) {
        double w = Math.min(x2, other.x2) - Math.max(x1, other.x1);
        double h = Math.min(y2, other.y2) - Math.max(y1, other.y1);
        if (w <= 0 || h <= 0) {
            return 0;
        }
        double intersection = w * h;
        return intersection / (area() + other.area() - intersection);
    }

    private static double clamp(double value, double max) {
        return Math.max(0, Math.min(max, value));
    }
}
