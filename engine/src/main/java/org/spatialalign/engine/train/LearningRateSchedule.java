package org.spatialalign.engine.train;

/**
 * Linear warm-up from 0, then half a cosine down to 0 at {@code total}. It is not held there: like the paper's script,
 * the rate rises again when training goes on.
 *
 * @param base the highest rate
 * @param warmup steps until it is reached
 * @param total steps until it is 0 again; more than {@code warmup}
 */
public record LearningRateSchedule(double base, long warmup, long total) {

    /** The paper's: 1e-4 after 300 steps, 0 at 3000. */
    public static final LearningRateSchedule PAPER = new LearningRateSchedule(1e-4, 300, 3000);

    public LearningRateSchedule {
        if (!(base >= 0) || warmup < 0 || total <= warmup) {
            throw new IllegalArgumentException(
                    "no schedule: base " + base + ", warm-up " + warmup + ", total " + total);
        }
    }

    /** @param step optimiser steps done before this one, so that the first has the rate 0 */
    public double at(long step) {
        if (step < warmup) {
            return base * step / warmup;
        }
        return base * 0.5 * (1 + Math.cos(Math.PI * (step - warmup) / (total - warmup)));
    }
}
