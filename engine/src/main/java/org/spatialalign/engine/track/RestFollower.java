package org.spatialalign.engine.track;

import java.util.Arrays;
import org.bytedeco.opencv.opencv_core.Mat;
import org.spatialalign.engine.geometry.PixelBox;
import org.spatialalign.engine.track.MachineBox.BoxState;

/**
 * Watches a thing that stays where it is before a still camera: as long as enough of its pixels show what they showed
 * in the seed's picture, it is in the seed box, also half hidden by whoever walks past; while they do not, it is lost
 * from sight. A tracker that may move would only drift, or be dragged along by the one who passes.
 */
final class RestFollower implements Follower {

    /** Share of its pixels that must be seen. Colours match by chance on far fewer. */
    private static final double ENOUGH = 0.35;

    private final PixelBox seed;
    private final byte[] reference;
    private final int[] pixels;

    /** @param mask the thing; only those of its pixels count that the backdrop shows nearly always */
    RestFollower(SmallPicture picture, SeedMask mask, PixelBox seed, Backdrop backdrop) {
        this.seed = seed;
        this.reference = picture.bgr;
        int[] resting = new int[mask.area()];
        int count = 0;
        for (int i = 0; i < picture.bins.length; i++) {
            if (mask.mask().values[i] > 0 && backdrop.shows(picture, i)) {
                resting[count++] = i;
            }
        }
        this.pixels = Arrays.copyOf(resting, count);
    }

    @Override
    public MachineBox next(Mat bgr, SmallPicture small) {
        int seen = 0;
        for (int pixel : pixels) {
            seen += small.difference(pixel, reference) <= 2 * Backdrop.SAME ? 1 : 0;
        }
        double share = pixels.length == 0 ? 0 : seen / (double) pixels.length;
        return share < ENOUGH
                ? MachineBox.absent(BoxState.LOST)
                : new MachineBox(seed, BoxState.TRACKED, Math.rint(1000 * share) / 1000);
    }

    @Override
    public void close() {}
}
