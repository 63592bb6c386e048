package org.spatialalign.app.charts;

import java.util.Arrays;

/**
 * One curve of a run: numbers by step, in the order in which they came, and the same smoothed. Growing by a point is
 * cheap, however long it is. FX thread.
 */
public final class RunSeries {

    private final String name;
    private final Ink ink;
    private final boolean dashed;
    private double[] xs = new double[256];
    private double[] raw = new double[256];
    private double[] smooth = new double[256];
    private int size;
    private double weight;
    private Smoothing smoothing = new Smoothing(0);
    private boolean ascending = true;

    /** @param dashed drawn so that it differs without colour */
    public RunSeries(String name, Ink ink, boolean dashed) {
        this.name = name;
        this.ink = ink;
        this.dashed = dashed;
    }

    public String name() {
        return name;
    }

    public Ink ink() {
        return ink;
    }

    public boolean dashed() {
        return dashed;
    }

    public int size() {
        return size;
    }

    /** Adds a point; {@code y} may be no number, which is shown as a mark. */
    public void add(double x, double y) {
        if (size == xs.length) {
            xs = Arrays.copyOf(xs, 2 * size);
            raw = Arrays.copyOf(raw, 2 * size);
            smooth = Arrays.copyOf(smooth, 2 * size);
        }
        ascending &= size == 0 || x >= xs[size - 1];
        xs[size] = x;
        raw[size] = y;
        smooth[size] = smoothing.next(y);
        size++;
    }

    public void clear() {
        size = 0;
        ascending = true;
        smoothing = new Smoothing(weight);
    }

    /** Smooths every point, not only those that happen to be drawn. */
    public void smooth(double newWeight) {
        if (newWeight != weight) {
            weight = newWeight;
            smoothing = new Smoothing(newWeight);
            for (int i = 0; i < size; i++) {
                smooth[i] = smoothing.next(raw[i]);
            }
        }
    }

    public double x(int index) {
        return xs[index];
    }

    public double raw(int index) {
        return raw[index];
    }

    public double smooth(int index) {
        return smooth[index];
    }

    /** The first point at or after {@code x}; the number of points if there is none. */
    int indexAt(double x) {
        if (!ascending) {
            for (int i = 0; i < size; i++) {
                if (xs[i] >= x) {
                    return i;
                }
            }
            return size;
        }
        int found = Arrays.binarySearch(xs, 0, size, x);
        if (found < 0) {
            return -found - 1;
        }
        while (found > 0 && xs[found - 1] == x) {
            found--;
        }
        return found;
    }

    /** The point nearest to {@code x}, or -1 when there is none. */
    public int nearest(double x) {
        if (size == 0) {
            return -1;
        }
        int after = Math.min(indexAt(x), size - 1);
        return after > 0 && Math.abs(xs[after - 1] - x) <= Math.abs(xs[after] - x) ? after - 1 : after;
    }
}
