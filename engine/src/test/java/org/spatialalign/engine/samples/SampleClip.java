package org.spatialalign.engine.samples;

import java.util.List;

/**
 * One clip of the samples: who, where, and how it moves.
 *
 * @param story what the clip shows, for the README
 */
record SampleClip(
        String model,
        String promptId,
        int seed,
        String animal,
        double objectX,
        double objectWidth,
        double objectHeight,
        Look look,
        Path path,
        String story) {

    static final int FRAMES = 81;
    static final double FRAME_RATE = 16;

    /** Colours as 0xRRGGBB. */
    record Look(int wall, int floor, int thing, int coat, int marks, boolean striped) {}

    /**
     * Where the animal is.
     *
     * @param x centre of the body, pixels
     * @param facing 1 to the right, -1 to the left
     * @param airborne 0 on the ground, 1 in the air
     */
    record Pose(double x, double y, double size, int facing, double airborne, double opacity) {
        boolean visible() {
            return opacity > 0.02;
        }
    }

    /** A place at a time. */
    record Stop(double time, double x, double y, double opacity) {
        static Stop at(double time, double x, double y) {
            return new Stop(time, x, y, 1);
        }
    }

    /** Stops with smooth motion between them; {@code hop} is the height of small jumps on the way. */
    record Path(List<Stop> stops, double size, double hop, int firstFacing) {

        Pose at(double time) {
            Stop from = stops.get(0);
            int facing = firstFacing;
            for (Stop to : stops.subList(1, stops.size())) {
                if (to.x() != from.x()) {
                    facing = to.x() > from.x() ? 1 : -1;
                }
                if (time <= to.time()) {
                    return between(from, to, time, facing);
                }
                from = to;
            }
            return new Pose(from.x(), from.y(), size, facing, 0, from.opacity());
        }

        private Pose between(Stop from, Stop to, double time, int facing) {
            double t = Math.max(0, (time - from.time()) / (to.time() - from.time()));
            double s = t * t * (3 - 2 * t);
            double x = from.x() + s * (to.x() - from.x());
            double y = from.y() + s * (to.y() - from.y());
            boolean moves = from.x() != to.x() || from.y() != to.y();
            boolean leaps = Math.abs(to.y() - from.y()) > 20;
            double arc = leaps ? 26 * Math.sin(Math.PI * s) : 0;
            double bob = moves && !leaps ? hop * Math.abs(Math.sin(travelled(time) / 14)) : 0;
            double opacity = from.opacity() + s * (to.opacity() - from.opacity());
            return new Pose(x, y - arc - bob, size, facing, leaps ? Math.sin(Math.PI * s) : 0, opacity);
        }

        /** Length of the way up to a time, in pixels. */
        double travelled(double time) {
            double length = 0;
            Stop from = stops.get(0);
            for (Stop to : stops.subList(1, stops.size())) {
                double t = Math.max(0, Math.min(1, (time - from.time()) / (to.time() - from.time())));
                length += t * t * (3 - 2 * t) * Math.hypot(to.x() - from.x(), to.y() - from.y());
                from = to;
            }
            return length;
        }
    }

    String fileName() {
        return String.format(java.util.Locale.ROOT, "%s_F%d_seed%02d.mp4", promptId, FRAMES, seed);
    }
}
