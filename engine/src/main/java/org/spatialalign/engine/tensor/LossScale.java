package org.spatialalign.engine.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;

/**
 * Keeps gradients in the range of half precision: the gradient at the output is multiplied by a scale, those of the
 * parameters are divided by it. A step whose gradients overflowed is left out and the scale halved; after a long run
 * of good steps it is doubled (Micikevicius et al. 2018; the defaults are those of torch's GradScaler). In float32 use
 * {@link #none()}. One thread.
 */
public final class LossScale {

    private static final double START = 65_536;
    private static final double LARGEST = 1 << 24;
    private static final int GOOD_STEPS = 2_000;

    private final boolean fixed;
    private double scale;
    private int goodSteps;

    private LossScale(boolean fixed, double scale, int goodSteps) {
        if (!(scale > 0) || goodSteps < 0) {
            throw new IllegalArgumentException("no loss scale: " + scale + " after " + goodSteps + " steps");
        }
        this.fixed = fixed;
        this.scale = scale;
        this.goodSteps = goodSteps;
    }

    /** 1 for ever; steps with gradients that are not finite are still left out. */
    public static LossScale none() {
        return new LossScale(true, 1, 0);
    }

    public static LossScale dynamic() {
        return resumed(START, 0);
    }

    /** As it was when {@link #scale()} and {@link #goodSteps()} were written down. */
    public static LossScale resumed(double scale, int goodSteps) {
        return new LossScale(false, scale, goodSteps);
    }

    /** Whether it changes; if not, gradients that are not finite are no matter of scale. */
    public boolean isDynamic() {
        return !fixed;
    }

    /** What the gradient at the output is to be multiplied by. */
    public double scale() {
        return scale;
    }

    /** Steps since the scale last changed. */
    public int goodSteps() {
        return goodSteps;
    }

    /**
     * Divides the gradients of one step in place and adapts the scale.
     *
     * @return whether all are finite; if not, they are of no use and the step is to be left out
     */
    public boolean unscale(List<NDArray> gradients) {
        if (gradients.isEmpty()) {
            return true;
        }
        boolean finite;
        try (GradMode mode = GradMode.off();
                Scope scope = Scope.open()) {
            NDManager manager = gradients.get(0).getManager();
            NDArray found = manager.create(0f);
            Ops.unscale(gradients, found, manager.create((float) (1 / scale)));
            finite = found.getFloat() == 0;
        }
        adapt(finite);
        return finite;
    }

    private void adapt(boolean finite) {
        if (fixed) {
            return;
        }
        if (!finite) {
            scale = Math.max(1, scale / 2);
            goodSteps = 0;
        } else if (++goodSteps == GOOD_STEPS) {
            scale = Math.min(LARGEST, scale * 2);
            goodSteps = 0;
        }
    }
}
