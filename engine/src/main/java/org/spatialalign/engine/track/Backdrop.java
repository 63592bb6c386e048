package org.spatialalign.engine.track;

import java.util.Arrays;
import org.bytedeco.opencv.opencv_core.Mat;
import org.spatialalign.engine.core.CancelToken;
import org.spatialalign.engine.core.CancelledException;
import org.spatialalign.engine.media.Clip;

/**
 * What a clip shows where nothing moves: the median of each working pixel over time, and how steady it is. Generated
 * clips mostly have a still camera; then the backdrop tells what moved in front of it. Under a moving camera hardly any
 * pixel is steady, and the backdrop tells nothing, which {@link #still} says.
 */
final class Backdrop {

    /** Pixel values this close are the same thing: coding noise and slow light stay below it. */
    static final int SAME = 12;

    /** Pixel values further apart than this are different things. */
    private static final int DIFFERENT = 25;

    /** Share of the time from which on a pixel is steady. */
    private static final float STEADY = 0.85f;

    /** Share of the time from which on a pixel's backdrop is known at all. */
    private static final float KNOWN = 0.5f;

    /** Share of known pixels from which on the camera stands still. */
    private static final double STILL_CAMERA = 0.5;

    private static final int SAMPLES = 27;

    /** In fewer frames a slow animal is part of the furniture. */
    private static final int MINIMUM_SAMPLES = 8;

    private final byte[] median;
    private final float[] steadiness;
    private final boolean still;

    private Backdrop(byte[] median, float[] steadiness, int samples) {
        this.median = median;
        this.steadiness = steadiness;
        int known = 0;
        for (float share : steadiness) {
            known += share >= STEADY ? 1 : 0;
        }
        this.still = known >= STILL_CAMERA * steadiness.length && samples >= MINIMUM_SAMPLES;
    }

    static Backdrop of(Clip clip, CancelToken cancel) throws CancelledException {
        int stride = Math.max(1, (clip.frameCount() + SAMPLES - 1) / SAMPLES);
        int count = (clip.frameCount() + stride - 1) / stride;
        byte[][] samples = new byte[count][];
        for (int i = 0; i < count; i++) {
            cancel.check();
            try (Mat frame = SmallPicture.bgrOf(clip.frame(i * stride));
                    SmallPicture small = new SmallPicture(frame)) {
                samples[i] = small.bgr;
            }
        }
        byte[] median = median(samples);
        return new Backdrop(median, steadiness(samples, median), count);
    }

    private static byte[] median(byte[][] samples) {
        byte[] median = new byte[samples[0].length];
        int[] values = new int[samples.length];
        for (int at = 0; at < median.length; at++) {
            for (int i = 0; i < samples.length; i++) {
                values[i] = samples[i][at] & 0xff;
            }
            Arrays.sort(values);
            median[at] = (byte) values[values.length / 2];
        }
        return median;
    }

    private static float[] steadiness(byte[][] samples, byte[] median) {
        float[] share = new float[median.length / 3];
        for (int pixel = 0; pixel < share.length; pixel++) {
            int near = 0;
            for (byte[] sample : samples) {
                near += difference(sample, median, 3 * pixel) <= SAME ? 1 : 0;
            }
            share[pixel] = near / (float) samples.length;
        }
        return share;
    }

    private static int difference(byte[] a, byte[] b, int at) {
        int difference = 0;
        for (int i = at; i < at + 3; i++) {
            difference = Math.max(difference, Math.abs((a[i] & 0xff) - (b[i] & 0xff)));
        }
        return difference;
    }

    /** Whether the camera stands still long enough; if not, nothing is shown and nothing is covered. */
    boolean still() {
        return still;
    }

    /** Whether a pixel shows what it shows nearly always. */
    boolean shows(SmallPicture picture, int pixel) {
        return still && steadiness[pixel] >= STEADY && picture.difference(pixel, median) <= SAME;
    }

    /** Whether something stands before a known backdrop here. */
    boolean covered(SmallPicture picture, int pixel) {
        return still && steadiness[pixel] >= KNOWN && picture.difference(pixel, median) > DIFFERENT;
    }
}
