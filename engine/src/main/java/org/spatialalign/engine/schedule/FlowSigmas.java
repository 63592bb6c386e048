package org.spatialalign.engine.schedule;

/** Tables of noise shares. */
final class FlowSigmas {

    /** Times of the network for a share of 1. */
    static final float TIMES = 1000;

    private FlowSigmas() {}

    /**
     * {@code shift} of 1 - i/n for i = 0 .. n-1. Worked out in single precision with the fused operations of the
     * library that training used: its times are compared for equality, and a last bit would show.
     */
    static float[] shifted(float shift, int n) {
        float step = -1f / n;
        int half = (n + 1) / 2;
        float[] sigmas = new float[n];
        for (int i = 0; i < n; i++) {
            float s = i < half ? Math.fma(step, i, 1f) : -step * (n - i);
            sigmas[i] = shift * s / (1 + (shift - 1) * s);
        }
        return sigmas;
    }

    static void requireShift(double shift) {
        if (!(shift > 0) || Double.isInfinite(shift)) {
            throw new IllegalArgumentException("the shift is a positive number, not " + shift);
        }
    }

    static void requireSteps(int steps) {
        if (steps < 1) {
            throw new IllegalArgumentException("at least one step is needed, not " + steps);
        }
    }
}
