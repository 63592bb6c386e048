package org.spatialalign.engine.track;

import java.nio.FloatBuffer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_video.DISOpticalFlow;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.geometry.PixelBox;
import org.spatialalign.engine.track.MachineBox.BoxState;
import org.spatialalign.engine.track.SmallPicture.Window;

/**
 * Follows the pixels of a thing that moves, best before a still backdrop, and boxes them. In each picture:
 *
 * <ol>
 *   <li>optical flow (DIS, Kroeger et al., ECCV 2016) carries the mask of the last picture over;
 *   <li>every pixel near it is asked whether its colour is the thing's or its surroundings', and whether the backdrop
 *       shows there or is covered;
 *   <li>the mask may grow only where the flow explains the picture badly or the backdrop is covered: elsewhere a pixel
 *       is what it was;
 *   <li>the largest piece, and pieces not much smaller, are the thing.
 * </ol>
 *
 * Unlike a correlation filter's, the box follows changes of pose and of shape; and when the pixels end, the thing is
 * gone. The constants were chosen on a dozen published clips of generated animals.
 */
final class MaskFollower implements Follower {

    /** How far from the mask anything is looked at, in working pixels: the fastest motion between two pictures. */
    private static final int REACH = 48;

    private static final int SURROUNDINGS = 20;
    private static final int RIM = 3;
    private static final int SLACK = 2;
    private static final double GROWTH_SIGMA = 2.5;
    private static final double COVERED_GROWTH_SIGMA = 8;
    private static final float QUIET_GROWTH = 0.1f;
    private static final float COVERED_GROWTH = 0.6f;
    private static final float RESIDUE_QUIET = 6;
    private static final float RESIDUE_LOUD = 20;
    private static final float COVERED_EVIDENCE = 0.6f;
    private static final float POSSIBLE = 0.25f;
    private static final double PIECE_SHARE = 0.3;
    private static final float LEARNING_RATE = 0.1f;

    /** A thing this small, as a share of the seed or in working pixels, is gone. */
    private static final double GONE_SHARE = 0.04;

    private static final int GONE_PIXELS = 20;

    /** Colours less like the seed's than this are another thing's. */
    private static final double ALIKE = 0.5;

    /** A mask that grows this much from one picture to the next has taken hold of something else. */
    private static final double IMPLAUSIBLE_GROWTH = 4;

    private static final double SEED_FIT_IOU = 0.3;

    private final DISOpticalFlow flow = DISOpticalFlow.create(DISOpticalFlow.PRESET_MEDIUM);
    private final Backdrop backdrop;
    private final ColourModel seedColours;
    private final ColourModel recentColours;
    private final PixelBox seed;
    private final MaskBox seedMask;
    private final int width;
    private final int height;
    private Mat gray;
    private byte[] bgr;
    private float[] mask;
    private Window extent;
    private PixelBox last;
    private int lastArea;
    private @Nullable BoxState ended;

    private MaskFollower(
            SmallPicture picture, float[] mask, PixelBox seed, Backdrop backdrop, MaskBox seedMask, Window extent) {
        this.backdrop = backdrop;
        this.seed = seed;
        this.seedMask = seedMask;
        this.width = picture.width;
        this.height = picture.height;
        this.mask = mask;
        this.extent = extent;
        this.bgr = picture.bgr;
        this.gray = picture.gray.clone();
        this.last = seed;
        this.lastArea = seedMask.area();
        this.seedColours = ColourModel.of(picture, new Window(0, 0, width, height), mask);
        this.recentColours = seedColours.copy();
    }

    /** Null when the seed box does not hold a thing that stands out from the backdrop and fills the box. */
    static @Nullable MaskFollower start(SmallPicture picture, SeedMask seedMask, PixelBox seed, Backdrop backdrop) {
        float[] mask = seedMask.mask().values.clone();
        boolean[] set = new boolean[mask.length];
        for (int i = 0; i < mask.length; i++) {
            mask[i] = backdrop.shows(picture, i) ? 0 : mask[i];
            set[i] = mask[i] > 0;
        }
        Window whole = new Window(0, 0, picture.width, picture.height);
        int area = Field.keepLargest(set, picture.width, picture.height, PIECE_SHARE);
        MaskBox box = MaskBox.of(set, whole, area, picture.factor);
        PixelBox visible = seed.clampTo(picture.width / picture.factor, picture.height / picture.factor);
        if (box == null || area < 2 * GONE_PIXELS || box.box().iou(visible) < SEED_FIT_IOU) {
            return null;
        }
        return new MaskFollower(picture, mask, visible, backdrop, box, picture.window(seed));
    }

    @Override
    public MachineBox next(Mat frame, SmallPicture picture) {
        if (ended != null) {
            return MachineBox.absent(ended);
        }
        Window window = extent.grow(REACH, REACH, width, height);
        float[] next = advance(picture, window);
        boolean[] set = new boolean[next.length];
        for (int i = 0; i < next.length; i++) {
            set[i] = next[i] > 0.5f;
        }
        int area = Field.keepLargest(set, window.width(), window.height(), PIECE_SHARE);
        MaskBox found = MaskBox.of(set, window, area, picture.factor);
        boolean[] around = Field.dilate(set, window.width(), window.height(), SLACK);
        for (int i = 0; i < next.length; i++) {
            next[i] = around[i] ? next[i] : 0;
        }
        keep(picture, window, next);
        return judge(picture, window, next, found, frame);
    }

    /** Rules 1 to 3: the new mask in a window, each value in [0, 1]. */
    private float[] advance(SmallPicture picture, Window window) {
        int w = window.width();
        int h = window.height();
        float[] carried = new float[w * h];
        float[] residue = new float[w * h];
        carry(picture, window, carried, residue);
        residue = Field.blur(residue, w, h, 1);
        float[] likely = likelihood(picture, window, carried);
        boolean[] covered = new boolean[w * h];
        float[] shown = new float[w * h];
        for (int i = 0; i < carried.length; i++) {
            int pixel = pixel(window, i);
            covered[i] = backdrop.covered(picture, pixel);
            shown[i] = backdrop.shows(picture, pixel) ? 1 : 0;
        }
        shown = Field.blur(shown, w, h, 1);
        for (int i = 0; i < carried.length; i++) {
            likely[i] *= 1 - 0.9f * shown[i];
            carried[i] *= 1 - 0.5f * shown[i];
            if (covered[i] && likely[i] > POSSIBLE) {
                likely[i] += COVERED_EVIDENCE * (1 - likely[i]);
            }
        }
        float[] spread = Field.blur(carried, w, h, GROWTH_SIGMA);
        float[] spreadFar = Field.blur(carried, w, h, COVERED_GROWTH_SIGMA);
        float[] next = new float[w * h];
        for (int i = 0; i < next.length; i++) {
            float loud = clamp((residue[i] - RESIDUE_QUIET) / (RESIDUE_LOUD - RESIDUE_QUIET));
            float growth = QUIET_GROWTH + (1 - QUIET_GROWTH) * loud;
            float reach = spread[i];
            if (covered[i]) {
                growth = Math.max(growth, COVERED_GROWTH);
                reach = Math.max(reach, spreadFar[i]);
            }
            float prior = reach > carried[i]
                    ? carried[i] + growth * (reach - carried[i])
                    : Math.max(reach, 0.9f * carried[i]);
            prior = Math.min(0.97f, prior);
            float posterior = prior * likely[i] / (prior * likely[i] + (1 - prior) * (1 - likely[i]) + 1e-6f);
            // Flow is worst at the leading edge, which is where the backdrop tells most.
            float trust = covered[i] ? 0.1f : 0.35f;
            next[i] = trust * carried[i] + (1 - trust) * posterior;
        }
        return Field.blur(next, w, h, 0.8);
    }

    /** Rule 1: where each pixel was in the last picture, what the mask was there, and how badly that explains it. */
    private void carry(SmallPicture picture, Window window, float[] carried, float[] residue) {
        float[] motion = new float[2 * width * height];
        try (Mat field = new Mat()) {
            flow.calc(picture.gray, gray, field);
            field.<FloatBuffer>createBuffer().get(motion);
        }
        for (int i = 0; i < carried.length; i++) {
            int pixel = pixel(window, i);
            int column = pixel % width;
            int row = pixel / width;
            float x = column + motion[2 * pixel];
            float y = row + motion[2 * pixel + 1];
            int left = (int) Math.floor(x);
            int top = (int) Math.floor(y);
            float fx = x - left;
            float fy = y - top;
            carried[i] = (1 - fy) * ((1 - fx) * maskAt(left, top) + fx * maskAt(left + 1, top))
                    + fy * ((1 - fx) * maskAt(left, top + 1) + fx * maskAt(left + 1, top + 1));
            int source = 3 * (inside(top, height) * width + inside(left, width));
            int right = 3 * (inside(top, height) * width + inside(left + 1, width));
            int below = 3 * (inside(top + 1, height) * width + inside(left, width));
            int diagonal = 3 * (inside(top + 1, height) * width + inside(left + 1, width));
            float worst = 0;
            for (int c = 0; c < 3; c++) {
                float value = (1 - fy) * ((1 - fx) * (bgr[source + c] & 0xff) + fx * (bgr[right + c] & 0xff))
                        + fy * ((1 - fx) * (bgr[below + c] & 0xff) + fx * (bgr[diagonal + c] & 0xff));
                worst = Math.max(worst, Math.abs(value - (picture.bgr[3 * pixel + c] & 0xff)));
            }
            residue[i] = worst;
        }
    }

    /** Rule 2: how likely each pixel's colour is the thing's rather than its surroundings'. */
    private float[] likelihood(SmallPicture picture, Window window, float[] carried) {
        int w = window.width();
        int h = window.height();
        boolean[] core = new boolean[carried.length];
        for (int i = 0; i < carried.length; i++) {
            core[i] = carried[i] > 0.3f;
        }
        boolean[] near = Field.dilate(core, w, h, SURROUNDINGS);
        boolean[] rim = Field.dilate(core, w, h, RIM);
        float[] surroundings = new float[carried.length];
        for (int i = 0; i < carried.length; i++) {
            surroundings[i] = near[i] && !rim[i] ? 1 : 0;
        }
        ColourModel other = ColourModel.of(picture, window, surroundings);
        float[] likely = new float[carried.length];
        for (int i = 0; i < likely.length; i++) {
            int bin = picture.bins[pixel(window, i)];
            float own = 0.5f * (seedColours.share(bin) + recentColours.share(bin));
            likely[i] = (own + 1e-5f) / (own + other.share(bin) + 2e-5f);
        }
        return Field.blur(likely, w, h, 1);
    }

    private void keep(SmallPicture picture, Window window, float[] next) {
        mask = new float[width * height];
        int x1 = width;
        int y1 = height;
        int x2 = 0;
        int y2 = 0;
        for (int i = 0; i < next.length; i++) {
            int pixel = pixel(window, i);
            mask[pixel] = next[i];
            if (next[i] > 0.05f) {
                x1 = Math.min(x1, pixel % width);
                x2 = Math.max(x2, pixel % width + 1);
                y1 = Math.min(y1, pixel / width);
                y2 = Math.max(y2, pixel / width + 1);
            }
        }
        extent = x2 > x1 ? new Window(x1, y1, x2, y2) : extent;
        gray.close();
        gray = picture.gray.clone();
        bgr = picture.bgr;
    }

    private MachineBox judge(SmallPicture picture, Window window, float[] next, @Nullable MaskBox found, Mat frame) {
        if (found == null || found.area() < Math.max(GONE_PIXELS, GONE_SHARE * seedMask.area())) {
            return end(atBorder(frame) ? BoxState.OUTSIDE : BoxState.LOST);
        }
        if (found.area() > IMPLAUSIBLE_GROWTH * Math.max(lastArea, 5 * GONE_PIXELS)) {
            return end(BoxState.JUMPED);
        }
        ColourModel colours = ColourModel.of(picture, window, next);
        double alike = seedColours.similarity(colours);
        if (alike < ALIKE) {
            return end(atBorder(frame) ? BoxState.OUTSIDE : BoxState.LOST);
        }
        recentColours.learn(colours, LEARNING_RATE);
        lastArea = found.area();
        last = fitted(found.box()).clampTo(frame.cols(), frame.rows());
        return new MachineBox(last, BoxState.TRACKED, Math.rint(1000 * alike) / 1000);
    }

    private MachineBox end(BoxState state) {
        ended = state;
        return MachineBox.absent(state);
    }

    /** A person's seed box is a little larger or smaller than the mask; the following boxes are so too. */
    private PixelBox fitted(PixelBox box) {
        PixelBox own = seedMask.box();
        double fx = Math.min(1, box.width() / own.width());
        double fy = Math.min(1, box.height() / own.height());
        return PixelBox.ofCorners(
                box.x1() + fx * (seed.x1() - own.x1()),
                box.y1() + fy * (seed.y1() - own.y1()),
                box.x2() + fx * (seed.x2() - own.x2()),
                box.y2() + fy * (seed.y2() - own.y2()));
    }

    private boolean atBorder(Mat frame) {
        double margin = 0.02 * frame.cols();
        return last.x1() < margin
                || last.y1() < margin
                || last.x2() > frame.cols() - margin
                || last.y2() > frame.rows() - margin;
    }

    private float maskAt(int x, int y) {
        return x < 0 || y < 0 || x >= width || y >= height ? 0 : mask[y * width + x];
    }

    private int pixel(Window window, int i) {
        return (window.y1() + i / window.width()) * width + window.x1() + i % window.width();
    }

    private static int inside(int value, int size) {
        return Math.max(0, Math.min(size - 1, value));
    }

    private static float clamp(float value) {
        return Math.max(0, Math.min(1, value));
    }

    @Override
    public void close() {
        gray.close();
        flow.close();
    }
}
