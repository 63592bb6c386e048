package org.spatialalign.engine.track;

import java.util.Arrays;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_tracking.TrackerCSRT;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.geometry.PixelBox;
import org.spatialalign.engine.track.MachineBox.BoxState;

/**
 * OpenCV's CSRT tracker on one box (Lukezic et al., "Discriminative correlation filter with channel and spatial
 * reliability", CVPR 2017). It reports success nearly always, so its boxes are judged: a box that lies mostly outside
 * the picture, leaps, or no longer has the seed's colours ends the track.
 */
final class CsrtFollower implements Follower {

    /** Share of a box outside the picture from which on the thing counts as having left. */
    private static final double LEFT_SHARE = 0.55;

    /** A step of the centre between two pictures, in box sizes, beyond which it is another thing. */
    private static final double LEAP = 0.6;

    /** A ratio of areas between two pictures beyond which it is another thing. */
    private static final double SCALE_LEAP = 2;

    /** Similarity of colours; animals that turn around before a new background still keep more than this. */
    private static final double ALIKE = 0.45;

    /** Share of a seed box that the backdrop shows, from which on the box tells nothing by showing more of it. */
    private static final double RESTING = 0.6;

    /** Pictures in a row without likeness after which it is lost; the first of them on. */
    private static final int PATIENCE = 3;

    private final TrackerCSRT tracker = TrackerCSRT.create();
    private final boolean judged;
    private final Backdrop backdrop;
    private final double seedShown;
    private final ColourModel seedColours;
    private final ColourModel recentColours;
    private @Nullable PixelBox last;
    private int unlike;
    private @Nullable BoxState ended;

    /**
     * @param seed at least a few pixels of it inside the picture
     * @param judged false for the plain tracker
     */
    CsrtFollower(Mat bgr, SmallPicture picture, PixelBox seed, boolean judged, Backdrop backdrop) {
        this.judged = judged;
        this.backdrop = backdrop;
        this.seedShown = shown(picture, seed);
        this.seedColours = colours(picture, seed);
        this.recentColours = seedColours.copy();
        try (Rect rect = visible(bgr, seed)) {
            tracker.init(bgr, rect);
        }
    }

    @Override
    public MachineBox next(Mat bgr, SmallPicture picture) {
        if (ended != null) {
            return MachineBox.absent(ended);
        }
        PixelBox box = update(bgr);
        if (box == null) {
            return end(BoxState.OUTSIDE);
        }
        ColourModel colours = colours(picture, box);
        double alike = Math.max(seedColours.similarity(colours), 0.9 * recentColours.similarity(colours));
        if (judged) {
            double outside = 1 - box.clampTo(bgr.cols(), bgr.rows()).area() / box.area();
            if (outside > LEFT_SHARE) {
                return end(BoxState.OUTSIDE);
            }
            if (leaps(box)) {
                return end(BoxState.JUMPED);
            }
            unlike = alike < ALIKE || deserted(picture, box) ? unlike + 1 : 0;
            if (unlike >= PATIENCE) {
                return end(BoxState.LOST);
            }
        }
        recentColours.learn(colours, 0.1f);
        last = box;
        return new MachineBox(box, BoxState.TRACKED, Math.rint(1000 * alike) / 1000);
    }

    private @Nullable PixelBox update(Mat bgr) {
        try (Rect rect = new Rect()) {
            if (!tracker.update(bgr, rect) || rect.width() < 1 || rect.height() < 1) {
                return null;
            }
            return new PixelBox(
                    rect.x(), rect.y(), (double) rect.x() + rect.width(), (double) rect.y() + rect.height());
        }
    }

    /** Not asked of the first box: CSRT refits oblong seeds to its own shape at once. */
    private boolean leaps(PixelBox box) {
        if (last == null) {
            return false;
        }
        double step = Math.hypot(box.centerX() - last.centerX(), box.centerY() - last.centerY());
        double size = Math.hypot(last.width(), last.height());
        double ratio = box.area() / Math.max(1, last.area());
        return step > LEAP * size || ratio > SCALE_LEAP || ratio < 1 / SCALE_LEAP;
    }

    /** Whether the backdrop shows where in the seed there was something before it: the box stayed, the thing left. */
    private boolean deserted(SmallPicture picture, PixelBox box) {
        return seedShown < RESTING && shown(picture, box) > (1 + seedShown) / 2;
    }

    private double shown(SmallPicture picture, PixelBox box) {
        SmallPicture.Window window = picture.window(box);
        int shown = 0;
        for (int y = window.y1(); y < window.y2(); y++) {
            for (int x = window.x1(); x < window.x2(); x++) {
                shown += backdrop.shows(picture, y * picture.width + x) ? 1 : 0;
            }
        }
        return shown / (double) window.area();
    }

    private MachineBox end(BoxState state) {
        ended = state;
        return MachineBox.absent(state);
    }

    private static ColourModel colours(SmallPicture picture, PixelBox box) {
        SmallPicture.Window window = picture.window(box);
        float[] all = new float[window.area()];
        Arrays.fill(all, 1);
        return ColourModel.of(picture, window, all);
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
