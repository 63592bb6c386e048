package org.spatialalign.engine.workflow;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import org.spatialalign.engine.core.CancelToken;
import org.spatialalign.engine.core.CancelledException;
import org.spatialalign.engine.core.Progress;
import org.spatialalign.engine.detect.Detection;
import org.spatialalign.engine.detect.Detector;
import org.spatialalign.engine.detect.DetectorOptions;
import org.spatialalign.engine.detect.FrameDetections;
import org.spatialalign.engine.geometry.PixelBox;
import org.spatialalign.engine.media.Frame;

/** Finds the two things of the drawn clips by their colours: the first phrase is the red one, the second the blue. */
final class ColourDetector implements Detector {

    /** Frames it has looked at so far. */
    int looked;

    private final int giveUpAfter;

    /** @param giveUpAfter frames after which a cancellation is pretended */
    ColourDetector(int giveUpAfter) {
        this.giveUpAfter = giveUpAfter;
    }

    ColourDetector() {
        this(Integer.MAX_VALUE);
    }

    @Override
    public List<FrameDetections> detect(
            List<Frame> frames,
            List<String> phrases,
            DetectorOptions options,
            Progress.Listener progress,
            CancelToken cancel)
            throws CancelledException {
        List<FrameDetections> all = new ArrayList<>();
        for (Frame frame : frames) {
            if (looked == giveUpAfter) {
                throw new CancelledException();
            }
            looked++;
            List<Detection> found = new ArrayList<>();
            add(found, frame, label(phrases.get(0)), argb -> red(argb) > 110 && red(argb) > blue(argb) + 25);
            add(found, frame, label(phrases.get(1)), argb -> blue(argb) > 160);
            all.add(new FrameDetections(frame.index(), found));
            progress.report(all.size(), frames.size(), "frames", "");
        }
        return all;
    }

    private static void add(List<Detection> found, Frame frame, String label, IntPredicate colour) {
        int left = frame.width();
        int top = frame.height();
        int right = 0;
        int bottom = 0;
        for (int y = 0; y < frame.height(); y++) {
            for (int x = 0; x < frame.width(); x++) {
                if (colour.test(frame.argb(x, y))) {
                    left = Math.min(left, x);
                    top = Math.min(top, y);
                    right = Math.max(right, x + 1);
                    bottom = Math.max(bottom, y + 1);
                }
            }
        }
        if (left < right) {
            found.add(new Detection(label, 0.9, new PixelBox(left, top, right, bottom)));
        }
    }

    private static int red(int argb) {
        return argb >> 16 & 0xff;
    }

    private static int blue(int argb) {
        return argb & 0xff;
    }

    @Override
    public String label(String phrase) {
        return phrase;
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
