package org.spatialalign.engine.track;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.opencv.opencv_core.Mat;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.core.CancelledException;
import org.spatialalign.engine.geometry.PixelBox;
import org.spatialalign.engine.geometry.Role;
import org.spatialalign.engine.media.Clip;

/** Follows one lane on the calling thread, by whichever follower suits the thing in the seed box. */
final class LaneRun {

    /** Share of a thing that the backdrop shows nearly always, from which on it rests. */
    private static final double RESTING = 0.6;

    /** The share up to which it moves. In between, neither way is safe. */
    private static final double MOVING = 0.2;

    private final Clip clip;
    private final Lane lane;
    private final TrackerOptions options;
    private final Backdrop backdrop;

    LaneRun(Clip clip, Lane lane, TrackerOptions options, Backdrop backdrop) {
        this.clip = clip;
        this.lane = lane;
        this.options = options;
        this.backdrop = backdrop;
    }

    /** Called after each frame; throws to stop the run. */
    @FunctionalInterface
    interface Step {
        void done() throws CancelledException;
    }

    /** One entry per frame after the seed's, in the lane's own direction, boxes in source pixels. */
    List<MachineBox> run(Step afterFrame) throws CancelledException {
        List<MachineBox> boxes = new ArrayList<>(lane.length());
        double scale = clip.scale();
        try (Follower follower = start(scaled(lane.seed(), scale))) {
            for (int i = 1; i <= lane.length(); i++) {
                try (Mat picture = SmallPicture.bgrOf(clip.frame(lane.start() + i * lane.step()));
                        SmallPicture small = new SmallPicture(picture)) {
                    MachineBox box = follower.next(picture, small);
                    boxes.add(
                            box.box() == null
                                    ? box
                                    : new MachineBox(scaled(box.box(), 1 / scale), box.state(), box.confidence()));
                }
                afterFrame.done();
            }
        }
        return boxes;
    }

    private Follower start(PixelBox seed) {
        try (Mat picture = SmallPicture.bgrOf(clip.frame(lane.start()));
                SmallPicture small = new SmallPicture(picture)) {
            Follower follower = options.detectLoss() ? bySight(picture, small, seed) : null;
            if (follower != null) {
                return follower;
            }
            return new CsrtFollower(picture, small, seed, options.detectLoss(), backdrop);
        }
    }

    /**
     * What rests before a still camera is watched, what moves is followed by its pixels. Under a moving camera all
     * pixels move, and by its task the animal moves most. Null where neither is safe.
     */
    private @Nullable Follower bySight(Mat picture, SmallPicture small, PixelBox seed) {
        boolean still = backdrop.still();
        if (!still && lane.role() == Role.OBJECT) {
            return null;
        }
        SeedMask mask = SeedMask.of(picture, small, seed);
        double resting = mask.resting(small, backdrop);
        if (still && resting >= RESTING) {
            return new RestFollower(small, mask, seed, backdrop);
        }
        return resting > MOVING ? null : MaskFollower.start(small, mask, seed, backdrop);
    }

    private static PixelBox scaled(PixelBox box, double factor) {
        return factor == 1
                ? box
                : new PixelBox(box.x1() * factor, box.y1() * factor, box.x2() * factor, box.y2() * factor);
    }
}
