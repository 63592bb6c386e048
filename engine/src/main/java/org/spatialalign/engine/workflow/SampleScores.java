package org.spatialalign.engine.workflow;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.score.ScoreOutcome;

/**
 * Counts what the samples of one checkpoint score. Clips without boxes say nothing; those with boxes all count. Not
 * safe for several threads.
 */
public final class SampleScores {

    private final List<Double> scores = new ArrayList<>();
    private int unscored;
    private int unscorable;

    /** Of a clip that has boxes. */
    void add(ScoreOutcome outcome) {
        if (outcome instanceof ScoreOutcome.Scored scored) {
            add(scored.dsrScore());
        } else {
            addUnscorable();
        }
    }

    /** Of a clip that has a score. */
    public void add(double dsrScore) {
        // Sums of eighths may end a hair outside.
        scores.add(Math.max(0, Math.min(1, dsrScore)));
    }

    /** A clip with boxes that give no score. */
    public void addUnscorable() {
        unscorable++;
    }

    /** A clip in which nobody has followed boxes. */
    void addUnscored() {
        unscored++;
    }

    /** Clips with a score. */
    public int scored() {
        return scores.size();
    }

    int unscored() {
        return unscored;
    }

    int unscorable() {
        return unscorable;
    }

    /** Of the clips that say something: those without a score reach nothing, as in the paper's table. */
    public @Nullable Double share(double threshold) {
        int counted = scores.size() + unscorable;
        long reached = scores.stream().filter(score -> score >= threshold).count();
        return counted == 0 ? null : (Double) ((double) reached / counted);
    }

    /** Of the clips with a score. */
    public @Nullable Double mean() {
        return scores.isEmpty()
                ? null
                : (Double) scores.stream()
                        .mapToDouble(Double::doubleValue)
                        .average()
                        .orElseThrow();
    }
}
