package org.spatialalign.engine.track;

import org.bytedeco.javacpp.indexer.UByteIndexer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;
import org.spatialalign.engine.geometry.PixelBox;

/**
 * Which pixels of a seed box are the thing itself, found by GrabCut (Rother et al., SIGGRAPH 2004): inside the box may
 * be thing or background, outside it is background.
 *
 * @param mask one number per working pixel of the picture, 0 or 1
 * @param area how many are 1
 */
record SeedMask(Pixels mask, int area) {

    private static final int ROUNDS = 4;
    private static final double SURROUNDINGS = 0.4;
    private static final int MINIMUM_SURROUNDINGS = 10;

    /** Numbers by working pixel; a record component of its own so that nobody compares arrays. */
    static final class Pixels {
        final float[] values;

        Pixels(float[] values) {
            this.values = values;
        }
    }

    static SeedMask of(Mat bgr, SmallPicture picture, PixelBox box) {
        SmallPicture.Window inside = picture.window(box);
        int dx = Math.max(MINIMUM_SURROUNDINGS, (int) (inside.width() * SURROUNDINGS));
        int dy = Math.max(MINIMUM_SURROUNDINGS, (int) (inside.height() * SURROUNDINGS));
        SmallPicture.Window around = inside.grow(dx, dy, picture.width, picture.height);
        float[] values = new float[picture.width * picture.height];
        int area = 0;
        // GrabCut clusters colours from a random start; the same start gives the same mask.
        opencv_core.setRNGSeed(1);
        try (Size size = new Size(picture.width, picture.height);
                Mat small = new Mat();
                Rect rect = new Rect(around.x1(), around.y1(), around.width(), around.height());
                Scalar background = new Scalar(opencv_imgproc.GC_BGD);
                Mat labels = new Mat(around.height(), around.width(), opencv_core.CV_8UC1, background);
                Mat backgroundModel = new Mat();
                Mat foregroundModel = new Mat();
                UByteIndexer label = labels.createIndexer()) {
            opencv_imgproc.resize(bgr, small, size, 0, 0, opencv_imgproc.INTER_AREA);
            for (int y = inside.y1(); y < inside.y2(); y++) {
                for (int x = inside.x1(); x < inside.x2(); x++) {
                    label.put(y - around.y1(), x - around.x1(), opencv_imgproc.GC_PR_FGD);
                }
            }
            try (Mat view = new Mat(small, rect);
                    Mat region = view.clone()) {
                opencv_imgproc.grabCut(
                        region,
                        labels,
                        rect,
                        backgroundModel,
                        foregroundModel,
                        ROUNDS,
                        opencv_imgproc.GC_INIT_WITH_MASK);
            }
            for (int y = inside.y1(); y < inside.y2(); y++) {
                for (int x = inside.x1(); x < inside.x2(); x++) {
                    boolean thing = label.get(y - around.y1(), x - around.x1()) == opencv_imgproc.GC_PR_FGD;
                    values[y * picture.width + x] = thing ? 1 : 0;
                    area += thing ? 1 : 0;
                }
            }
        }
        return new SeedMask(new Pixels(values), area);
    }

    /** The share of the thing that the backdrop shows nearly always: near 1 for things that never move. */
    double resting(SmallPicture picture, Backdrop backdrop) {
        int resting = 0;
        for (int i = 0; i < mask.values.length; i++) {
            resting += mask.values[i] > 0 && backdrop.shows(picture, i) ? 1 : 0;
        }
        return area == 0 ? 0 : resting / (double) area;
    }
}
