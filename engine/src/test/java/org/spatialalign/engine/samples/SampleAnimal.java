package org.spatialalign.engine.samples;

import org.spatialalign.engine.samples.Sketch.Paint;
import org.spatialalign.engine.samples.Sketch.Shape;

/** A four-legged animal or a bird, made of a dozen shapes, with a pattern that stays on its body. */
final class SampleAnimal {

    private final SampleClip clip;
    private final SampleClip.Pose pose;
    private final double step;

    /**
     * @param step pixels travelled so far; the legs swing by it
     */
    SampleAnimal(SampleClip clip, SampleClip.Pose pose, double step) {
        this.clip = clip;
        this.pose = pose;
        this.step = step;
    }

    void paint(Sketch sketch) {
        boolean bird = clip.animal().equals("bird");
        if (bird) {
            part(sketch, capsule(-4, 12, -4, 24, 1.6), coat(0.5));
            part(sketch, capsule(6, 12, 6, 24, 1.6), coat(0.5));
            part(sketch, triangle(-44, -6, -20, -8, -22, 8), coat(0.75));
        } else {
            legs(sketch, 0.72, Math.PI);
            tail(sketch);
        }
        part(sketch, ellipse(0, 0, bird ? 27 : 31, bird ? 17 : 15.5), coat(1));
        if (bird) {
            double flap = 9 * Math.sin(step / 7);
            part(sketch, ellipse(-5, -3 - flap / 3, 17, 8 + Math.abs(flap) / 2), coat(0.7));
        } else {
            legs(sketch, 0.92, 0);
        }
        head(sketch, bird);
    }

    private void head(Sketch sketch, boolean bird) {
        double hx = bird ? 25 : 32;
        double hy = bird ? -15 : -14;
        switch (clip.animal()) {
            case "cat" -> {
                part(sketch, triangle(hx - 12, hy - 6, hx - 9, hy - 21, hx, hy - 9), coat(0.8));
                part(sketch, triangle(hx + 1, hy - 9, hx + 9, hy - 21, hx + 12, hy - 5), coat(0.8));
            }
            case "rabbit" -> {
                part(sketch, ellipse(hx - 6, hy - 20, 4, 14), coat(0.85));
                part(sketch, ellipse(hx + 3, hy - 20, 4, 14), coat(0.95));
            }
            case "bird" -> part(sketch, triangle(hx + 8, hy - 4, hx + 8, hy + 5, hx + 20, hy + 1), (x, y) -> 0xe8a020);
            default -> part(sketch, ellipse(hx - 15, hy - 3, 5, 11), coat(0.55));
        }
        part(sketch, ellipse(hx, hy, 13, 12), coat(1.06));
        if (!bird) {
            part(sketch, ellipse(hx + 10, hy + 4, 6.5, 5), (x, y) -> 0xf3e9dc);
            part(sketch, ellipse(hx + 15.5, hy + 2, 2.2, 1.9), (x, y) -> 0x201814);
        }
        part(sketch, ellipse(hx + 4.5, hy - 3, 2.4, 2.7), (x, y) -> 0xffffff);
        part(sketch, ellipse(hx + 5.2, hy - 3, 1.4, 1.8), (x, y) -> 0x101010);
    }

    private void legs(Sketch sketch, double shade, double phase) {
        for (double x : new double[] {-21, 19}) {
            double swing = 7 * Math.sin(step / 7 + phase + (x < 0 ? 0 : Math.PI / 2)) * (1 - pose.airborne());
            part(sketch, capsule(x, 8, x + swing, 25, 4.2), coat(shade));
        }
    }

    private void tail(Sketch sketch) {
        double wag = 4 * Math.sin(step / 11);
        double length = clip.animal().equals("rabbit") ? 0.25 : 1;
        part(sketch, capsule(-28, -4, -28 - 14 * length, -14 * length + wag, 4), coat(0.85));
        part(
                sketch,
                capsule(-28 - 14 * length, -14 * length + wag, -28 - 16 * length, -28 * length + wag, 3.4),
                coat(0.85));
    }

    /** Stripes or spots in the animal's own coordinates, lit from above. */
    private Paint coat(double shade) {
        return (x, y) -> {
            double u = (x - pose.x()) / pose.size() * pose.facing();
            double v = (y - pose.y()) / pose.size();
            double mark = clip.look().striped()
                    ? Math.sin(u / 2.6 + Math.sin(v / 5) * 1.5)
                    : Sketch.noise(u / 8 + 40, v / 8 + 40, 5) * 4 - 2.1;
            int colour = mark > 0.35 ? clip.look().marks() : clip.look().coat();
            double light = 1.12 - 0.02 * (v + 15);
            return Sketch.shade(colour, Math.min(1.3, shade * light));
        };
    }

    private void part(Sketch sketch, Shape local, Paint paint) {
        double size = pose.size();
        Shape placed = (x, y) -> local.distance((x - pose.x()) / size * pose.facing(), (y - pose.y()) / size) * size;
        sketch.paint(placed, paint, pose.opacity());
    }

    private static Shape ellipse(double cx, double cy, double rx, double ry) {
        return Sketch.ellipse(cx, cy, rx, ry);
    }

    private static Shape capsule(double x1, double y1, double x2, double y2, double radius) {
        return Sketch.capsule(x1, y1, x2, y2, radius);
    }

    private static Shape triangle(double ax, double ay, double bx, double by, double cx, double cy) {
        return Sketch.triangle(ax, ay, bx, by, cx, cy);
    }
}
