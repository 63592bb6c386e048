package org.spatialalign.engine.evaluate;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Intervals by the percentile bootstrap over prompts: clips of one prompt are drawn together, because they succeed and
 * fail together. An interval over single clips would be too narrow.
 *
 * @param resamples how many times to draw
 * @param level confidence of the intervals
 */
public record PromptBootstrap(int resamples, double level, long seed) {

    /** 4,000 resamples, 95 %. */
    public static PromptBootstrap standard(long seed) {
        return new PromptBootstrap(4000, 0.95, seed);
    }

    public PromptBootstrap {
        if (resamples < 100 || !(level > 0 && level < 1)) {
            throw new IllegalArgumentException(
                    resamples + " resamples at level " + level + "; expected at least 100 and a level between 0 and 1");
        }
    }

    /** A figure as a ratio of sums over prompts; the interval of {@code sum(numerators) / sum(denominators)}. */
    Interval ofRatio(double[] numerators, double[] denominators) {
        double[] none = new double[numerators.length];
        double[] ones = new double[numerators.length];
        Arrays.fill(ones, 1);
        return ofDifference(none, ones, numerators, denominators);
    }

    /**
     * The interval of {@code sum(afters) / sum(afterCounts) - sum(befores) / sum(beforeCounts)}, both from the same
     * prompts in each resample.
     */
    Interval ofDifference(double[] befores, double[] beforeCounts, double[] afters, double[] afterCounts) {
        int prompts = befores.length;
        if (prompts == 0) {
            return new Interval(0, 0, level);
        }
        SplittableRandom random = new SplittableRandom(seed);
        double[] figures = new double[resamples];
        for (int r = 0; r < resamples; r++) {
            double before = 0;
            double beforeCount = 0;
            double after = 0;
            double afterCount = 0;
            for (int i = 0; i < prompts; i++) {
                int drawn = random.nextInt(prompts);
                before += befores[drawn];
                beforeCount += beforeCounts[drawn];
                after += afters[drawn];
                afterCount += afterCounts[drawn];
            }
            figures[r] = ratio(after, afterCount) - ratio(before, beforeCount);
        }
        Arrays.sort(figures);
        double tail = (1 - level) / 2;
        return new Interval(quantile(figures, tail), quantile(figures, 1 - tail), level);
    }

    private static double ratio(double sum, double count) {
        return count == 0 ? 0 : sum / count;
    }

    /** Linear between neighbours, as numpy does it. */
    private static double quantile(double[] sorted, double share) {
        double at = share * (sorted.length - 1);
        int below = (int) Math.floor(at);
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }
}
