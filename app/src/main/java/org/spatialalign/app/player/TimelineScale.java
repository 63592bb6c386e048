package org.spatialalign.app.player;

/** From frames to places on a timeline and back: one cell per frame. */
record TimelineScale(int frames, double left, double width) {

    double cell() {
        return frames == 0 ? width : width / frames;
    }

    /** The middle of a frame's cell. */
    double x(int frame) {
        return left + (frame + 0.5) * cell();
    }

    /** The left border of a frame's cell. */
    double edge(int frame) {
        return left + frame * cell();
    }

    /** The frame under a place; the nearest one beyond the ends. */
    int frame(double x) {
        int frame = (int) Math.floor((x - left) / cell());
        return Math.max(0, Math.min(frames - 1, frame));
    }

    /** Every how many frames a number fits. */
    int tickEvery(double labelWidth) {
        for (int step : new int[] {1, 2, 5, 10, 20, 50, 100, 200, 500, 1000}) {
            if (step * cell() >= labelWidth) {
                return step;
            }
        }
        return 2000;
    }
}
