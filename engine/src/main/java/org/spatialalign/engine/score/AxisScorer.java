package org.spatialalign.engine.score;

import java.util.List;
import java.util.OptionalDouble;
import org.spatialalign.engine.geometry.FrameBoxes;
import org.spatialalign.engine.geometry.PixelBox;
import org.spatialalign.engine.prompt.DsrType;
import org.spatialalign.engine.prompt.Relation;

/**
 * A baseline in the manner of VBench's spatial_relationship: it asks along which axis two boxes lie apart, and whether
 * they overlap, but not on which side. So left and right are the same to it, and a clip that goes the wrong way gets what
 * the right one gets. It is there to be compared with, not to choose pairs.
 *
 * <p>A frame gets 1 when the centres are farther apart along the relation's axis than across it; with an intersection
 * over union of 0.1 or more that is divided by ten times it. VBench averages this over a clip; a dynamic relationship has
 * two relations, so here it is averaged over the frames that the DSR-Score averages: the initial relation over the first
 * valid ones, the final one over the last, and the mean of the two.
 */
public final class AxisScorer {

    private static final double OVERLAP = 0.1;

    private final ScorePreset preset;

    public AxisScorer(ScorePreset preset) {
        this.preset = preset;
    }

    /** In [0, 1]; empty for a clip that has no DSR-Score either, so that both speak of the same clips. */
    public OptionalDouble score(DsrType type, List<FrameBoxes> frames) {
        ScoreOutcome outcome = new DsrScorer(preset).score(type, frames);
        if (!(outcome instanceof ScoreOutcome.Scored scored)) {
            return OptionalDouble.empty();
        }
        double first = mean(type.initial(), frames, scored.terms().firstFrames());
        double last = mean(type.last(), frames, scored.terms().lastFrames());
        return OptionalDouble.of((first + last) / 2);
    }

    /** How far two boxes lie along the relation's axis, in [0, 1], whichever side it is. */
    public static double axis(Relation relation, PixelBox animal, PixelBox object) {
        double across = Math.abs(animal.centerX() - object.centerX());
        double along = Math.abs(animal.centerY() - object.centerY());
        boolean horizontal = relation == Relation.LEFT || relation == Relation.RIGHT;
        boolean fits = horizontal ? across > along : along > across;
        double iou = animal.iou(object);
        if (!fits) {
            return 0;
        }
        return iou < OVERLAP ? 1 : OVERLAP / iou;
    }

    private static double mean(Relation relation, List<FrameBoxes> frames, List<Integer> which) {
        double sum = 0;
        for (FrameBoxes frame : frames) {
            PixelBox animal = frame.animal();
            PixelBox object = frame.object();
            if (animal != null && object != null && which.contains(frame.frame())) {
                sum += axis(relation, animal, object);
            }
        }
        return sum / which.size();
    }
}
