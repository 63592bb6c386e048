package org.spatialalign.app.charts;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * From which to which value an axis runs.
 *
 * @param hidden how many points lie outside; 0 unless the range was chosen to leave outliers out
 */
record ValueRange(double low, double high, long hidden) {

    private static final double MARGIN = 0.05;
    private static final double FLAT = 1e-4;

    /** Everything that is a number, with a little air; what a guide marks is always in view. */
    static ValueRange whole(List<RunSeries> series, List<Guide> guides, double from, double to) {
        double[] values = values(series, from, to);
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (double value : values) {
            low = Math.min(low, value);
            high = Math.max(high, value);
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
        Arrays.sort(values);
        ValueRange range =
                withAir(values[(int) (0.01 * (values.length - 1))], values[(int) (0.99 * (values.length - 1))], 0);
        long hidden = Arrays.stream(values)
                .filter(value -> value < range.low || value > range.high)
                .count();
        return new ValueRange(range.low, range.high, hidden);
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
        return series.stream()
                .flatMapToDouble(one -> IntStream.range(0, one.size())
                        .filter(i -> one.x(i) >= from && one.x(i) <= to)
                        .mapToDouble(one::raw))
                .filter(Double::isFinite)
                .toArray();
    }
}
