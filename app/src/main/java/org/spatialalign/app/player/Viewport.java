package org.spatialalign.app.player;

/**
 * Where the picture lies on the screen: {@code screen = offset + scale * image}, image in source pixels.
 *
 * @param scale screen pixels per image pixel
 * @param x screen position of the picture's left edge
 * @param y screen position of the picture's upper edge
 */
public record Viewport(double scale, double x, double y) {

    private static final double SMALLEST_SCALE = 0.05;
    private static final double LARGEST_SCALE = 40;

    /** The whole picture, as large as possible, in the middle. */
    public static Viewport fit(double imageWidth, double imageHeight, double width, double height) {
        if (imageWidth <= 0 || imageHeight <= 0 || width <= 0 || height <= 0) {
            return new Viewport(1, 0, 0);
        }
        double scale = Math.min(width / imageWidth, height / imageHeight);
        return new Viewport(scale, (width - scale * imageWidth) / 2, (height - scale * imageHeight) / 2);
    }

    /** Larger or smaller by a factor; the point of the picture under the given screen point stays there. */
    public Viewport zoomedAt(double factor, double screenX, double screenY) {
        double next = Math.max(SMALLEST_SCALE, Math.min(LARGEST_SCALE, scale * factor));
        double real = next / scale;
        return new Viewport(next, screenX - (screenX - x) * real, screenY - (screenY - y) * real);
    }

    /** Moved, but never so far that less than a hand's breadth of the picture remains. */
    public Viewport panned(double dx, double dy, double imageWidth, double imageHeight, double width, double height) {
        double margin = 40;
        return new Viewport(
                scale,
                clamp(x + dx, margin - scale * imageWidth, width - margin),
                clamp(y + dy, margin - scale * imageHeight, height - margin));
    }

    public double toScreenX(double imageX) {
        return x + scale * imageX;
    }

    public double toScreenY(double imageY) {
        return y + scale * imageY;
    }

    public double toImageX(double screenX) {
        return (screenX - x) / scale;
    }

    public double toImageY(double screenY) {
        return (screenY - y) / scale;
    }

    private static double clamp(double value, double low, double high) {
        return Math.max(Math.min(low, high), Math.min(Math.max(low, high), value));
    }
}
