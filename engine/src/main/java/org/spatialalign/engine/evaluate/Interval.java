package org.spatialalign.engine.evaluate;

/**
 * Where a figure lies with a given confidence.
 *
 * @param level confidence in (0, 1), for instance 0.95
 */
public record Interval(double low, double high, double level) {

    public Interval {
        if (!(low <= high)) {
            throw new IllegalArgumentException("no interval: " + low + " to " + high);
        }
    }

    public boolean contains(double value) {
        return low <= value && value <= high;
    }
}
