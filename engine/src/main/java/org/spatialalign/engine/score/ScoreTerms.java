package org.spatialalign.engine.score;

import java.util.List;

/**
 * The four terms of a DSR-Score, each in [-1, 1] (gaps: their range is [-1, 1] too), and the frames they came from.
 * score = (initialMean + initialGap + finalMean + finalGap) / 8 + 0.5.
 *
 * @param initialMean r_init: mean of the initial relation's SSR over the first valid frames
 * @param initialGap g_init: half of (first - last) of the initial relation's SSR
 * @param finalMean r_f: mean of the final relation's SSR over the last valid frames
 * @param finalGap g_f: half of (last - first) of the final relation's SSR
 * @param firstFrames the frames that initialMean averages; the first of them is the gaps' "first"
 * @param lastFrames the frames that finalMean averages; the last of them is the gaps' "last"
 */
public record ScoreTerms(
        double initialMean,
        double initialGap,
        double finalMean,
        double finalGap,
        List<Integer> firstFrames,
        List<Integer> lastFrames) {

    public double dsrScore() {
        return (initialMean + initialGap + finalMean + finalGap) / 8 + 0.5;
    }

    public int firstFrame() {
        return firstFrames.get(0);
    }

    public int lastFrame() {
        return lastFrames.get(lastFrames.size() - 1);
    }
}
