package org.spatialalign.engine.track;

import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_tracking.TrackerCSRT;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.geometry.PixelBox;

/**
 * OpenCV's CSRT tracker on one box (Lukezic et al., "Discriminative correlation filter with channel and spatial
 * reliability", CVPR 2017). Boxes in pixels of the pictures it is given. One thread; close it to free native memory.
 */
final class CsrtFollower implements AutoCloseable {

    private final TrackerCSRT tracker = TrackerCSRT.create();

    /** @param box at least a few pixels of it inside the picture */
    CsrtFollower(Mat bgr, PixelBox box) {
        try (Rect rect = visible(bgr, box)) {
            tracker.init(bgr, rect);
        }
    }

    /** The box in the next picture, or null when the tracker itself gives up, which it does only at the border. */
    @Nullable
    PixelBox next(Mat bgr) {
        try (Rect rect = new Rect()) {
            if (!tracker.update(bgr, rect) || rect.width() < 1 || rect.height() < 1) {
                return null;
            }
            return new PixelBox(
                    rect.x(), rect.y(), (double) rect.x() + rect.width(), (double) rect.y() + rect.height());
        }
    }

    private static Rect visible(Mat bgr, PixelBox box) {
        PixelBox inside = box.clampTo(bgr.cols(), bgr.rows());
        int x = (int) inside.x1();
        int y = (int) inside.y1();
        int width = Math.min((int) Math.round(inside.width()), bgr.cols() - x);
        int height = Math.min((int) Math.round(inside.height()), bgr.rows() - y);
        return new Rect(x, y, Math.max(1, width), Math.max(1, height));
    }

    @Override
    public void close() {
        tracker.close();
    }
}
