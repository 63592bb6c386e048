package org.spatialalign.engine.score;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.geometry.FrameBoxes;
import org.spatialalign.engine.geometry.PixelBox;
import org.spatialalign.engine.prompt.DsrType;
import org.spatialalign.engine.prompt.Relation;
import org.spatialalign.engine.score.ScoreOutcome.SkipReason;
import org.spatialalign.engine.score.ScoreOutcome.SkippedFrame;
import org.spatialalign.engine.score.SsrCurve.Point;

/**
 * The geometric DSR-Score of the SpatialAlign paper (arXiv 2602.22745; calc_dsr_score.py version 5), equal to the
 * script on the same boxes. Stateless; any thread.
 */
public final class DsrScorer {

    private final ScorePreset preset;

    public DsrScorer(ScorePreset preset) {
        this.preset = preset;
    }

    public ScorePreset preset() {
        return preset;
    }

    /**
     * Scores the boxes of one clip.
     *
     * @param frames in any order; frames that are not listed are simply not valid
     */
    public ScoreOutcome score(DsrType type, List<FrameBoxes> frames) {
        List<FrameBoxes> ordered = new ArrayList<>(frames);
        ordered.sort(Comparator.comparingInt(FrameBoxes::frame));
        List<Point> points = new ArrayList<>(ordered.size());
        List<SkippedFrame> skipped = new ArrayList<>();
        for (FrameBoxes frame : ordered) {
            PixelBox animal = frame.animal();
            PixelBox object = frame.object();
            if (animal == null || object == null) {
                skipped.add(new SkippedFrame(frame.frame(), missing(animal, object)));
                continue;
            }
            SkipReason degenerate = degenerate(animal, object);
            if (degenerate != null) {
                skipped.add(new SkippedFrame(frame.frame(), degenerate));
                continue;
            }
            points.add(new Point(frame.frame(), ssr(type.initial(), animal, object), ssr(type.last(), animal, object)));
        }
        return score(new SsrCurve(points), skipped);
    }

    /** Scores per-frame values that are already known, for instance published curves. */
    public ScoreOutcome score(SsrCurve curve, List<SkippedFrame> skipped) {
        int n = curve.size();
        List<SkippedFrame> evidence = List.copyOf(skipped);
        if (n == 0) {
            return new ScoreOutcome.Unscorable(UnscorableReason.NO_BOXES, "No frame has both boxes.", curve, evidence);
        }
        if (n < preset.minimumValidFrames()) {
            String detail = "Only " + n + (n == 1 ? " frame has" : " frames have") + " both boxes; at least "
                    + preset.minimumValidFrames() + " are needed.";
            return new ScoreOutcome.Unscorable(UnscorableReason.TOO_FEW_VALID_FRAMES, detail, curve, evidence);
        }
        int k = preset.endFrames();
        List<Point> points = curve.points();
        List<Point> head = points.subList(0, k);
        List<Point> tail = points.subList(n - k, n);
        Point first = points.get(0);
        Point last = points.get(n - 1);
        ScoreTerms terms = new ScoreTerms(
                head.stream().mapToDouble(Point::initial).average().orElseThrow(),
                0.5 * (first.initial() - last.initial()),
                tail.stream().mapToDouble(Point::last).average().orElseThrow(),
                0.5 * (last.last() - first.last()),
                head.stream().map(Point::frame).toList(),
                tail.stream().map(Point::frame).toList());
        return new ScoreOutcome.Scored(terms, curve, evidence);
    }

    /** How fully a relation holds between two boxes, in [-1, 1]; 0 when the centres coincide. */
    public static double ssr(Relation relation, PixelBox animal, PixelBox object) {
        double vx = animal.centerX() - object.centerX();
        double vy = animal.centerY() - object.centerY();
        double length = Math.sqrt(vx * vx + vy * vy);
        if (length == 0) {
            return 0;
        }
        return switch (relation) {
            case RIGHT -> vx / length * reach(vx, animal.width(), object.width());
            case LEFT -> -vx / length * reach(vx, animal.width(), object.width());
            case TOP -> -vy / length * reach(vy, animal.height(), object.height());
            case UNDER -> vy / length * reach(vy, animal.height(), object.height());
        };
    }

    private static double reach(double offset, double animalExtent, double objectExtent) {
        double halfSum = 0.5 * (animalExtent + objectExtent);
        return halfSum == 0 ? 1 : Math.min(1, Math.abs(offset) / halfSum);
    }

    private static SkipReason missing(@Nullable PixelBox animal, @Nullable PixelBox object) {
        if (animal == null && object == null) {
            return SkipReason.BOTH_MISSING;
        }
        return animal == null ? SkipReason.ANIMAL_MISSING : SkipReason.OBJECT_MISSING;
    }

    /** The script skips on the width of either box, and on height only when neither box has any. */
    private static @Nullable SkipReason degenerate(PixelBox animal, PixelBox object) {
        if (animal.width() == 0) {
            return SkipReason.ANIMAL_NO_WIDTH;
        }
        if (object.width() == 0) {
            return SkipReason.OBJECT_NO_WIDTH;
        }
        return animal.height() + object.height() == 0 ? SkipReason.NO_HEIGHT : null;
    }
}
