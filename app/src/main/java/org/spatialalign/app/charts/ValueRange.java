package org.spatialalign.app.charts;

import java.util.Arrays;
import java.util.List;

/**
 * From which to which value an axis runs.
 *
 * @param hidden how many points lie outside; 0 unless the range was chosen to leave outliers out
 */
record ValueRange(double low, double high, long hidden) {

    private static final double MARGIN = 0.05;
    private static final double FLAT = 1e-4;
    private static final int SAMPLED = 8192;

    /** Everything that is a number, with a little air; what a guide marks is always in view. */
    static ValueRange whole(List<RunSeries> series, List<Guide> guides, double from, double to) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (RunSeries one : series) {
            int end = one.size();
            for (int i = 0; i < end; i++) {
                double y = one.raw(i);
                if (one.x(i) >= from && one.x(i) <= to && Double.isFinite(y)) {
                    low = Math.min(low, y);
                    high = Math.max(high, y);
                }
            }
        }
        for (Guide guide : guides) {
            low = Math.min(low, guide.value());
            high = Math.max(high, guide.value());
        }
        return low > high ? new ValueRange(0, 1, 0) : withAir(low, high, 0);
    }

    /** The middle 98 % of the values; says how many points it does not show. */
    static ValueRange focused(List<RunSeries> series, List<Guide> guides, double from, double to) {
        double[] values = values(series, from, to);
        if (values.length < 50) {
            return whole(series, guides, from, to);
        }
        double[] sorted = sample(values);
        Arrays.sort(sorted);
        ValueRange range =
                withAir(sorted[(int) (0.01 * (sorted.length - 1))], sorted[(int) (0.99 * (sorted.length - 1))], 0);
        long hidden = 0;
        for (double value : values) {
            hidden += value < range.low || value > range.high ? 1 : 0;
        }
        return new ValueRange(range.low, range.high, hidden);
    }

    /** Sorting all of a long run at each painting would take longer than the painting. */
    private static double[] sample(double[] values) {
        int stride = (values.length + SAMPLED - 1) / SAMPLED;
        double[] some = new double[(values.length + stride - 1) / stride];
        for (int i = 0; i < some.length; i++) {
            some[i] = values[i * stride];
        }
        return some;
    }

    /** Curves that are all but flat are shown flat: nobody reads the eighth digit of a loss. */
    private static ValueRange withAir(double low, double high, long hidden) {
        double span = high - low;
        double largest = Math.max(Math.abs(low), Math.abs(high));
        double flat = span > 0 ? FLAT * largest : Math.max(FLAT, MARGIN * largest);
        double air = Math.max(MARGIN * span, flat);
        return new ValueRange(low - air, high + air, hidden);
    }

    private static double[] values(List<RunSeries> series, double from, double to) {
        double[] values = new double[series.stream().mapToInt(RunSeries::size).sum()];
        int count = 0;
        for (RunSeries one : series) {
            int end = one.size();
            for (int i = 0; i < end; i++) {
                double y = one.raw(i);
                if (one.x(i) >= from && one.x(i) <= to && Double.isFinite(y)) {
                    values[count++] = y;
                }
            }
        }
        return Arrays.copyOf(values, count);
    }
}
