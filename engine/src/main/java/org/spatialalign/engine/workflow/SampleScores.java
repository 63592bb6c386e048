package org.spatialalign.engine.workflow;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.score.ScoreOutcome;
import org.spatialalign.engine.train.SampleFigures;

/** Counts what the samples of one checkpoint score. Clips without boxes say nothing; those with boxes all count. */
final class SampleScores {

    private final List<Double> scores = new ArrayList<>();
    private int unscored;
    private int unscorable;

    /** Of a clip that has boxes; returns its score, null without one. */
    @Nullable
    Double add(ScoreOutcome outcome) {
        if (outcome instanceof ScoreOutcome.Scored scored) {
            // Sums of eighths may end a hair outside.
            double score = Math.max(0, Math.min(1, scored.dsrScore()));
            scores.add(score);
            return score;
        }
        unscorable++;
        return null;
    }

    /** A clip in which nobody has followed boxes. */
    void addUnscored() {
        unscored++;
    }

    /** The same figures with these scores. */
    SampleFigures into(SampleFigures figures) {
        int counted = scores.size() + unscored + unscorable;
        int clips = Math.max(figures.clips(), counted);
        return new SampleFigures(
                figures.step(),
                clips,
                clips - counted,
                unscored,
                unscorable,
                figures.threshold(),
                share(figures.threshold()),
                mean(),
                figures.drift(),
                figures.diversity(),
                figures.consistency());
    }

    int unscored() {
        return unscored;
    }

    int unscorable() {
        return unscorable;
    }

    /** Of the clips that say something: those without a score reach nothing, as in the paper's table. */
    @Nullable
    Double share(double threshold) {
        int counted = scores.size() + unscorable;
        long reached = scores.stream().filter(score -> score >= threshold).count();
        return counted == 0 ? null : (Double) ((double) reached / counted);
    }

    /** Of the clips with a score. */
    @Nullable
    Double mean() {
        return scores.isEmpty()
                ? null
                : (Double) scores.stream()
                        .mapToDouble(Double::doubleValue)
                        .average()
                        .orElseThrow();
    }
}
