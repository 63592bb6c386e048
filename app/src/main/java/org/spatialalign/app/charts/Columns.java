package org.spatialalign.app.charts;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * A long curve reduced to what a screen can show: for each column of pixels its first, smallest, largest and last
 * value, in their order, so that every spike is still there. Gaps stay gaps.
 */
final class Columns {

    /** Up to this many points a column, reduction would gain nothing. */
    private static final int KEPT = 4;

    private final double[] xs;
    private final double[] ys;

    /** Takes over both arrays. */
    private Columns(double[] xs, double[] ys) {
        this.xs = xs;
        this.ys = ys;
    }

    int size() {
        return xs.length;
    }

    double x(int index) {
        return xs[index];
    }

    /** NaN where the line is broken. */
    double y(int index) {
        return ys[index];
    }

    /** The same line, broken wherever it is not positive: a logarithmic axis has no place for that. */
    Columns positive() {
        return new Columns(
                xs, Arrays.stream(ys).map(y -> y > 0 ? y : Double.NaN).toArray());
    }

    /** A point at {@code bottom} wherever there is no number: it must not go unseen. */
    Columns holes(double bottom) {
        double[] at = IntStream.range(0, xs.length)
                .filter(i -> Double.isNaN(ys[i]))
                .mapToDouble(i -> xs[i])
                .toArray();
        double[] marks = new double[at.length];
        Arrays.fill(marks, bottom);
        return new Columns(at, marks);
    }

    static Columns of(RunSeries series, IntToDoubleFunction values, double from, double to, int columns) {
        // One point beyond each edge, so that lines run out of the picture.
        int first = Math.max(0, series.indexAt(from) - 1);
        int last = Math.min(series.size(), series.indexAt(to) + 1);
        int count = last - first;
        if (count <= KEPT * columns || !(to > from)) {
            double[] xs = new double[Math.max(0, count)];
            double[] ys = new double[xs.length];
            for (int i = 0; i < xs.length; i++) {
                xs[i] = series.x(first + i);
                ys[i] = values.applyAsDouble(first + i);
            }
            return new Columns(xs, ys);
        }
        return reduced(series, values, first, last, from, (to - from) / columns);
    }

    private static Columns reduced(
            RunSeries series, IntToDoubleFunction values, int first, int last, double from, double width) {
        Kept kept = new Kept();
        int at = first;
        while (at < last) {
            // An edge of its own, and not a division for each point: this runs at every painting.
            double edge = from + (Math.floor((series.x(at) - from) / width) + 1) * width;
            int end = at;
            int low = -1;
            int high = -1;
            int hole = -1;
            double least = 0;
            double most = 0;
            while (end == at || (end < last && series.x(end) < edge && series.x(end) >= series.x(at))) {
                double y = values.applyAsDouble(end);
                if (!Double.isFinite(y)) {
                    hole = end;
                } else {
                    if (low < 0 || y < least) {
                        low = end;
                        least = y;
                    }
                    if (high < 0 || y > most) {
                        high = end;
                        most = y;
                    }
                }
                end++;
            }
            int[] chosen = {at, low, high, hole, end - 1};
            Arrays.sort(chosen);
            int before = -1;
            for (int index : chosen) {
                if (index >= 0 && index != before) {
                    kept.add(series.x(index), values.applyAsDouble(index));
                    before = index;
                }
            }
            at = end;
        }
        return kept.columns();
    }

    /** Points in the making. */
    private static final class Kept {

        private double[] xs = new double[4096];
        private double[] ys = new double[4096];
        private int size;

        void add(double x, double y) {
            if (size == xs.length) {
                xs = Arrays.copyOf(xs, 2 * size);
                ys = Arrays.copyOf(ys, 2 * size);
            }
            xs[size] = x;
            ys[size] = Double.isFinite(y) ? y : Double.NaN;
            size++;
        }

        Columns columns() {
            return new Columns(Arrays.copyOf(xs, size), Arrays.copyOf(ys, size));
        }
    }
}
