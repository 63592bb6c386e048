package org.spatialalign.app.charts;

/**
 * The exponential moving average of a run's curve, without the pull towards zero at its beginning, as TensorBoard draws
 * it. Numbers that are none stay gaps and are not fed to the average; a constant stays as it is.
 */
final class Smoothing {

    /** More would flatten any curve. */
    static final double MOST = 0.999;

    private final double weight;
    private double average;
    private double correction;
    private boolean started;
    private double first;
    private boolean constant = true;

    /** @param weight of the past, in [0, {@value #MOST}]; 0 changes nothing */
    Smoothing(double weight) {
        this.weight = Math.max(0, Math.min(MOST, weight));
    }

    /** The smoothed value at the next point. */
    double next(double value) {
        if (!Double.isFinite(value)) {
            return Double.NaN;
        }
        if (!started) {
            started = true;
            first = value;
        }
        constant &= value == first;
        average = weight * average + (1 - weight) * value;
        correction = weight * correction + (1 - weight);
        // Rounding would make a wave of a constant.
        return constant || weight == 0 ? value : average / correction;
    }
}
