package org.spatialalign.engine.track;

/** A smoothed colour histogram over {@link SmallPicture#BINS}; sums to one unless it is empty. Mutable, one thread. */
final class ColourModel {

    private static final int SIDE = 16;

    private final float[] share;

    private ColourModel(float[] share) {
        this.share = share;
    }

    /** @param weight per pixel of the window, row by row */
    static ColourModel of(SmallPicture picture, SmallPicture.Window window, float[] weight) {
        float[] histogram = new float[SmallPicture.BINS];
        int i = 0;
        for (int y = window.y1(); y < window.y2(); y++) {
            for (int x = window.x1(); x < window.x2(); x++) {
                histogram[picture.bins[y * picture.width + x]] += weight[i++];
            }
        }
        float[] smooth = along(along(along(histogram, SIDE * SIDE), SIDE), 1);
        double sum = 0;
        for (float value : smooth) {
            sum += value;
        }
        if (sum > 0) {
            for (int bin = 0; bin < smooth.length; bin++) {
                smooth[bin] /= (float) sum;
            }
        }
        return new ColourModel(smooth);
    }

    ColourModel copy() {
        return new ColourModel(share.clone());
    }

    float share(int bin) {
        return share[bin];
    }

    /** Moves towards another model by a rate in [0, 1]. */
    void learn(ColourModel other, float rate) {
        for (int bin = 0; bin < share.length; bin++) {
            share[bin] += rate * (other.share[bin] - share[bin]);
        }
    }

    /** Bhattacharyya coefficient in [0, 1]: 1 for equal colours. */
    double similarity(ColourModel other) {
        double sum = 0;
        for (int bin = 0; bin < share.length; bin++) {
            sum += Math.sqrt((double) share[bin] * other.share[bin]);
        }
        return Math.min(1, sum);
    }

    /** One pass of (1, 2, 1) / 4 along one axis: neighbouring bins are nearly the same colour. */
    private static float[] along(float[] histogram, int stride) {
        float[] smooth = new float[histogram.length];
        for (int bin = 0; bin < histogram.length; bin++) {
            int place = bin / stride % SIDE;
            float left = place > 0 ? histogram[bin - stride] : 0;
            float right = place < SIDE - 1 ? histogram[bin + stride] : 0;
            smooth[bin] = 0.25f * left + 0.5f * histogram[bin] + 0.25f * right;
        }
        return smooth;
    }
}
