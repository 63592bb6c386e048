package org.spatialalign.app.train;

import java.util.Arrays;

/** The numbers of one curve in the order in which they came, with every place they may be drawn at. */
final class Points {

    private long[] steps = new long[16];
    private double[] minutes = new double[16];
    private double[] pairs = new double[16];
    private double[] values = new double[16];
    private int size;

    /**
     * @param minutes since the run's first number
     * @param pairs that had gone through
     */
    void add(long step, double minutes, double pairs, double value) {
        if (size == steps.length) {
            steps = Arrays.copyOf(steps, 2 * size);
            this.minutes = Arrays.copyOf(this.minutes, 2 * size);
            this.pairs = Arrays.copyOf(this.pairs, 2 * size);
            values = Arrays.copyOf(values, 2 * size);
        }
        steps[size] = step;
        this.minutes[size] = minutes;
        this.pairs[size] = pairs;
        values[size++] = value;
    }

    void addAll(Points more) {
        for (int i = 0; i < more.size; i++) {
            add(more.steps[i], more.minutes[i], more.pairs[i], more.values[i]);
        }
    }

    int size() {
        return size;
    }

    double x(Axis axis, int index) {
        return switch (axis) {
            case STEP -> steps[index];
            case TIME -> minutes[index];
            case PAIRS -> pairs[index];
        };
    }

    double value(int index) {
        return values[index];
    }
}
