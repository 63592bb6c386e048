package org.spatialalign.engine.detect;

import java.util.ArrayList;
import java.util.List;
import org.spatialalign.engine.geometry.FrameBoxes;
import org.spatialalign.engine.geometry.PixelBox;

/**
 * The paper's rule of which clips are tracked at all. A frame is valid when exactly the two things were found, a miss
 * when fewer than two boxes were, redundant otherwise. A clip passes with few redundant frames, enough valid ones, and
 * a run of valid frames, the first of which gives the boxes to track from.
 *
 * @param mostRedundant frames with too much in them that are tolerated
 * @param leastValid frames that must be valid
 * @param run frames in a row that must be valid
 */
public record DetectionGate(int mostRedundant, int leastValid, int run) {

    public static final DetectionGate PAPER = new DetectionGate(16, 20, 4);

    /** What one frame is. */
    public enum FrameKind {
        VALID,
        MISS,
        REDUNDANT
    }

    /** Why a clip is refused. */
    public enum Refusal {
        TOO_MANY_REDUNDANT,
        TOO_FEW_VALID,
        NO_RUN
    }

    /** Whether a clip may be tracked. */
    public sealed interface Verdict {

        /** One per frame, in their order. */
        List<FrameKind> frames();
    }

    /** It may, from these boxes. */
    public record Passed(List<FrameKind> frames, FrameBoxes seeds) implements Verdict {
        public Passed {
            frames = List.copyOf(frames);
        }
    }

    /**
     * It may not.
     *
     * @param detail one sentence with the numbers
     */
    public record Refused(List<FrameKind> frames, Refusal reason, String detail) implements Verdict {
        public Refused {
            frames = List.copyOf(frames);
        }
    }

    /**
     * @param animal label of the one, as {@link Detector#label} gives it; so with {@code object}
     * @param clip every frame, in order
     */
    public Verdict judge(String animal, String object, List<FrameDetections> clip) {
        List<FrameKind> kinds = new ArrayList<>();
        for (FrameDetections frame : clip) {
            kinds.add(kind(animal, object, frame.found()));
        }
        int redundant = count(kinds, FrameKind.REDUNDANT);
        int valid = count(kinds, FrameKind.VALID);
        String both = "exactly one " + animal + " and one " + object;
        if (redundant > mostRedundant) {
            return new Refused(
                    kinds,
                    Refusal.TOO_MANY_REDUNDANT,
                    "the detector sees more or other things than " + both + " in " + redundant + " of " + clip.size()
                            + " frames; at most " + mostRedundant + " are tolerated");
        }
        if (valid < leastValid) {
            return new Refused(
                    kinds,
                    Refusal.TOO_FEW_VALID,
                    "the detector sees " + both + " in only " + valid + " of " + clip.size() + " frames; at least "
                            + leastValid + " are needed");
        }
        int first = firstRun(kinds);
        if (first < 0) {
            return new Refused(
                    kinds, Refusal.NO_RUN, "the detector nowhere sees " + both + " in " + run + " frames in a row");
        }
        return new Passed(kinds, seeds(animal, clip.get(first)));
    }

    private static FrameKind kind(String animal, String object, List<Detection> found) {
        if (found.size() < 2) {
            return FrameKind.MISS;
        }
        List<String> labels = found.stream().map(Detection::label).toList();
        boolean both = labels.equals(List.of(animal, object)) || labels.equals(List.of(object, animal));
        return both ? FrameKind.VALID : FrameKind.REDUNDANT;
    }

    private static int count(List<FrameKind> kinds, FrameKind wanted) {
        return (int) kinds.stream().filter(kind -> kind == wanted).count();
    }

    /** Index of the first valid frame of the first long enough run; -1 when there is none. */
    private int firstRun(List<FrameKind> kinds) {
        int length = 0;
        for (int i = 0; i < kinds.size(); i++) {
            length = kinds.get(i) == FrameKind.VALID ? length + 1 : 0;
            if (length == run) {
                return i - run + 1;
            }
        }
        return -1;
    }

    private static FrameBoxes seeds(String animal, FrameDetections frame) {
        boolean animalFirst = frame.found().get(0).label().equals(animal);
        PixelBox first = frame.found().get(0).box();
        PixelBox second = frame.found().get(1).box();
        return FrameBoxes.of(frame.frame(), animalFirst ? first : second, animalFirst ? second : first);
    }
}
