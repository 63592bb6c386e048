package org.spatialalign.engine.track;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.core.CancelledException;
import org.spatialalign.engine.geometry.PixelBox;
import org.spatialalign.engine.media.Clip;
import org.spatialalign.engine.media.Frame;
import org.spatialalign.engine.track.MachineBox.BoxState;

/** Follows one lane on the calling thread. */
final class LaneRun {

    private final Clip clip;
    private final Lane lane;

    LaneRun(Clip clip, Lane lane, TrackerOptions options) {
        this.clip = clip;
        this.lane = lane;
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
        try (Mat first = bgr(clip.frame(lane.start()));
                CsrtFollower follower = new CsrtFollower(first, scaled(lane.seed(), scale))) {
            for (int i = 1; i <= lane.length(); i++) {
                try (Mat picture = bgr(clip.frame(lane.start() + i * lane.step()))) {
                    boxes.add(tracked(follower.next(picture), scale));
                }
                afterFrame.done();
            }
        }
        return boxes;
    }

    private static MachineBox tracked(@Nullable PixelBox box, double scale) {
        return box == null
                ? MachineBox.absent(BoxState.OUTSIDE)
                : new MachineBox(scaled(box, 1 / scale), BoxState.TRACKED, 1);
    }

    private static PixelBox scaled(PixelBox box, double factor) {
        return factor == 1
                ? box
                : new PixelBox(box.x1() * factor, box.y1() * factor, box.x2() * factor, box.y2() * factor);
    }

    /** OpenCV's trackers want three channels; the frame's memory is read, never written. */
    static Mat bgr(Frame frame) {
        Mat bgr = new Mat();
        try (BytePointer pixels = new BytePointer(frame.bgra().duplicate());
                Mat bgra = new Mat(frame.height(), frame.width(), opencv_core.CV_8UC4, pixels)) {
            opencv_imgproc.cvtColor(bgra, bgr, opencv_imgproc.COLOR_BGRA2BGR);
        }
        return bgr;
    }
}
