package org.spatialalign.engine.samples;

/**
 * Small signed-distance painting: pictures are sums of soft-edged shapes, the same on every machine. Distances are in
 * pixels, negative inside.
 */
final class Sketch {

    final int width;
    final int height;
    private final float[] red;
    private final float[] green;
    private final float[] blue;
    /** Left, top, right, bottom of what was painted since {@link #beginExtent()}. */
    private int[] extent = {0, 0, 0, 0};

    private boolean measuring;
    private int[] window;

    /** Distance to a shape's edge. */
    @FunctionalInterface
    interface Shape {
        double distance(double x, double y);
    }

    /** Colour 0xRRGGBB at a place. */
    @FunctionalInterface
    interface Paint {
        int at(double x, double y);
    }

    Sketch(int width, int height) {
        this.width = width;
        this.height = height;
        red = new float[width * height];
        green = new float[width * height];
        blue = new float[width * height];
        window = new int[] {0, 0, width, height};
    }

    /** From now on only pixels around this place are touched: painting small things becomes quick. */
    void limit(double cx, double cy, double reach) {
        window = new int[] {
            (int) Math.max(0, cx - reach),
            (int) Math.max(0, cy - reach),
            (int) Math.max(0, Math.min(width, cx + reach)),
            (int) Math.max(0, Math.min(height, cy + reach))
        };
    }

    Sketch copy() {
        Sketch copy = new Sketch(width, height);
        System.arraycopy(red, 0, copy.red, 0, red.length);
        System.arraycopy(green, 0, copy.green, 0, green.length);
        System.arraycopy(blue, 0, copy.blue, 0, blue.length);
        return copy;
    }

    void beginExtent() {
        measuring = true;
        extent = new int[] {width, height, 0, 0};
    }

    /** The box around everything painted since, cut off at the picture; empty when nothing was inside. */
    int[] endExtent() {
        measuring = false;
        return extent.clone();
    }

    void paint(Shape shape, Paint paint, double opacity) {
        for (int y = window[1]; y < window[3]; y++) {
            for (int x = window[0]; x < window[2]; x++) {
                double cover = Math.max(0, Math.min(1, 0.5 - shape.distance(x + 0.5, y + 0.5))) * opacity;
                if (cover > 0) {
                    blend(y * width + x, paint.at(x + 0.5, y + 0.5), (float) cover);
                    if (measuring && cover > 0.5) {
                        extent[0] = Math.min(extent[0], x);
                        extent[1] = Math.min(extent[1], y);
                        extent[2] = Math.max(extent[2], x + 1);
                        extent[3] = Math.max(extent[3], y + 1);
                    }
                }
            }
        }
    }

    private void blend(int at, int rgb, float cover) {
        red[at] += cover * (((rgb >> 16) & 0xff) - red[at]);
        green[at] += cover * (((rgb >> 8) & 0xff) - green[at]);
        blue[at] += cover * ((rgb & 0xff) - blue[at]);
    }

    /** Opaque colour 0xAARRGGBB of a pixel. */
    int argb(int x, int y) {
        int at = y * width + x;
        return 0xff000000 | (Math.round(red[at]) << 16) | (Math.round(green[at]) << 8) | Math.round(blue[at]);
    }

    static Shape everywhere() {
        return (x, y) -> -1;
    }

    static Shape box(double x1, double y1, double x2, double y2) {
        return (x, y) -> Math.max(Math.max(x1 - x, x - x2), Math.max(y1 - y, y - y2));
    }

    static Shape ellipse(double cx, double cy, double rx, double ry) {
        return (x, y) -> {
            double k = Math.hypot((x - cx) / rx, (y - cy) / ry);
            return (k - 1) * Math.min(rx, ry);
        };
    }

    static Shape capsule(double x1, double y1, double x2, double y2, double radius) {
        return (x, y) -> {
            double dx = x2 - x1;
            double dy = y2 - y1;
            double t = ((x - x1) * dx + (y - y1) * dy) / Math.max(1e-9, dx * dx + dy * dy);
            double u = Math.max(0, Math.min(1, t));
            return Math.hypot(x - x1 - u * dx, y - y1 - u * dy) - radius;
        };
    }

    static Shape triangle(double ax, double ay, double bx, double by, double cx, double cy) {
        return (x, y) -> Math.max(
                edge(x, y, ax, ay, bx, by, cx, cy),
                Math.max(edge(x, y, bx, by, cx, cy, ax, ay), edge(x, y, cx, cy, ax, ay, bx, by)));
    }

    /** Signed distance to the line a-b, negative on the side of the third corner. */
    private static double edge(
            double x, double y, double ax, double ay, double bx, double by, double thirdX, double thirdY) {
        double nx = by - ay;
        double ny = ax - bx;
        double length = Math.hypot(nx, ny);
        double side = Math.signum((thirdX - ax) * nx + (thirdY - ay) * ny);
        return -side * ((x - ax) * nx + (y - ay) * ny) / length;
    }

    static int mix(int a, int b, double share) {
        double s = Math.max(0, Math.min(1, share));
        int rgb = 0;
        for (int shift = 0; shift <= 16; shift += 8) {
            double from = (a >> shift) & 0xff;
            double to = (b >> shift) & 0xff;
            rgb |= (int) Math.round(from + s * (to - from)) << shift;
        }
        return rgb;
    }

    static int shade(int rgb, double factor) {
        return factor < 1 ? mix(0x000000, rgb, factor) : mix(rgb, 0xffffff, factor - 1);
    }

    /** Smooth noise in [0, 1] that depends on nothing but its arguments. */
    static double noise(double x, double y, int seed) {
        int ix = (int) Math.floor(x);
        int iy = (int) Math.floor(y);
        double fx = smooth(x - ix);
        double fy = smooth(y - iy);
        double top = hash(ix, iy, seed) + fx * (hash(ix + 1, iy, seed) - hash(ix, iy, seed));
        double bottom = hash(ix, iy + 1, seed) + fx * (hash(ix + 1, iy + 1, seed) - hash(ix, iy + 1, seed));
        return top + fy * (bottom - top);
    }

    private static double smooth(double t) {
        return t * t * (3 - 2 * t);
    }

    private static double hash(int x, int y, int seed) {
        int h = x * 374_761_393 + y * 668_265_263 + seed * 1_442_695_041;
        h = (h ^ (h >>> 13)) * 1_274_126_177;
        h ^= h >>> 16;
        return (h & 0xffff) / 65_535.0;
    }
}
