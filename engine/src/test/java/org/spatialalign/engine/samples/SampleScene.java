package org.spatialalign.engine.samples;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.geometry.FrameBoxes;
import org.spatialalign.engine.geometry.PixelBox;
import org.spatialalign.engine.media.Frame;
import org.spatialalign.engine.samples.Sketch.Paint;

/** A room or a meadow with one thing standing in it and one animal that moves. */
final class SampleScene {

    static final int WIDTH = 416;
    static final int HEIGHT = 240;

    private static final double FLOOR = 150;

    private final SampleClip clip;
    private final Sketch still;
    private final PixelBox object;

    /** One picture and where the two things are in it. */
    record Shot(Frame frame, FrameBoxes boxes) {}

    SampleScene(SampleClip clip) {
        this.clip = clip;
        this.still = new Sketch(WIDTH, HEIGHT);
        ground();
        still.beginExtent();
        thing();
        object = Objects.requireNonNull(toBox(still.endExtent()));
    }

    Shot shot(int frame) {
        Sketch sketch = still.copy();
        double time = (double) frame / (SampleClip.FRAMES - 1);
        SampleClip.Pose pose = clip.path().at(time);
        double step = clip.path().travelled(time);
        PixelBox animal = null;
        if (pose.visible()) {
            sketch.limit(pose.x(), pose.y(), 64 * pose.size());
            double under = pose.y() + 27 * pose.size();
            if (pose.airborne() < 1) {
                sketch.paint(
                        Sketch.ellipse(pose.x(), under + 3, 36 * pose.size(), 5),
                        (x, y) -> 0x101010,
                        0.3 * (1 - pose.airborne()));
            }
            sketch.beginExtent();
            new SampleAnimal(clip, pose, step).paint(sketch);
            animal = toBox(sketch.endExtent());
        }
        return new Shot(toFrame(sketch, frame), new FrameBoxes(frame, animal, object));
    }

    private void ground() {
        int seed = clip.seed() * 31 + clip.promptId().hashCode();
        int wallTop = clip.look().wall();
        int floor = clip.look().floor();
        Paint wall = (x, y) -> {
            double grain = Sketch.noise(x / 9, y / 9, seed) * 0.10 + Sketch.noise(x / 2.5, y / 2.5, seed + 1) * 0.08;
            return Sketch.shade(wallTop, 0.80 + 0.14 * (y / FLOOR) + grain);
        };
        Paint ground = (x, y) -> {
            double depth = (y - FLOOR) / (HEIGHT - FLOOR);
            double u = (x - WIDTH / 2.0) / (0.35 + depth);
            double patches = Sketch.noise(u / 26, depth * 9, seed + 2) * 0.22;
            double grain = Sketch.noise(x / 2.2, y / 1.6, seed + 3) * 0.16;
            return Sketch.shade(floor, 0.62 + 0.2 * depth + patches + grain);
        };
        still.paint(Sketch.everywhere(), wall, 1);
        still.paint(Sketch.box(0, FLOOR, WIDTH, HEIGHT), ground, 1);
        still.paint(Sketch.box(0, FLOOR - 3, WIDTH, FLOOR + 1), (x, y) -> Sketch.shade(floor, 0.45), 1);
    }

    /** A crate, a box or a chest of planks, told apart by colour and size. */
    private void thing() {
        double x1 = clip.objectX() - clip.objectWidth() / 2;
        double x2 = x1 + clip.objectWidth();
        double y2 = 212;
        double y1 = y2 - clip.objectHeight();
        int colour = clip.look().thing();
        int seed = clip.promptId().hashCode() + 7;
        double plank = clip.objectHeight() / 4;
        Paint wood = (x, y) -> {
            int row = (int) Math.floor((y - y1) / plank);
            double inPlank = (y - y1) / plank - row;
            double grain = Sketch.noise(x / 14 + row * 17, y / 1.7, seed) * 0.3;
            double gap = inPlank < 0.07 ? 0.45 : 1;
            double light = 1.02 - 0.35 * (x - x1) / clip.objectWidth();
            return Sketch.shade(colour, gap * (light + grain - 0.12));
        };
        still.paint(Sketch.box(x1, y1, x2, y2), wood, 1);
        int edge = Sketch.shade(colour, 0.5);
        for (double x : new double[] {x1 + 5, x2 - 5}) {
            still.paint(Sketch.box(x - 5, y1, x + 5, y2), (px, py) -> Sketch.mix(edge, colour, 0.25), 1);
            for (double y = y1 + 9; y < y2; y += plank) {
                still.paint(Sketch.ellipse(x, y, 1.8, 1.8), (px, py) -> 0xe8e2d2, 1);
            }
        }
        still.paint(Sketch.box(x1, y1, x2, y1 + 4), (px, py) -> Sketch.shade(colour, 1.25), 1);
    }

    private static @Nullable PixelBox toBox(int[] extent) {
        boolean seen = extent[2] - extent[0] > 3 && extent[3] - extent[1] > 3;
        return seen ? new PixelBox(extent[0], extent[1], extent[2], extent[3]) : null;
    }

    private static Frame toFrame(Sketch sketch, int index) {
        ByteBuffer pixels = ByteBuffer.allocateDirect(4 * WIDTH * HEIGHT).order(ByteOrder.LITTLE_ENDIAN);
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                pixels.putInt(sketch.argb(x, y));
            }
        }
        return new Frame(index, WIDTH, HEIGHT, pixels.flip());
    }
}
