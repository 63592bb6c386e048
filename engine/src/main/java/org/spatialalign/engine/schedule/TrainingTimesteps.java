package org.spatialalign.engine.schedule;

import org.spatialalign.engine.tensor.Bfloat16;

/**
 * The times that training draws from: a table of 1000 shifted sigmas, from 1 down. DiffSynth-Studio rounds the drawn
 * time to bfloat16 before anything else and mixes with the sigma of the table entry nearest to the rounded time, so
 * that many neighbours share one. Immutable.
 */
public final class TrainingTimesteps {

    private static final int ENTRIES = 1000;

    private final float[] sigmas;
    private final float[] timesteps = new float[ENTRIES];
    private final float[] rounded = new float[ENTRIES];
    private final int[] nearest = new int[ENTRIES];
    private final double[] weights;

    /** @param shift 5 for Wan 2.1 */
    public TrainingTimesteps(double shift) {
        FlowSigmas.requireShift(shift);
        sigmas = FlowSigmas.shifted((float) shift, ENTRIES);
        for (int k = 0; k < ENTRIES; k++) {
            timesteps[k] = sigmas[k] * FlowSigmas.TIMES;
            rounded[k] = Bfloat16.round(timesteps[k]);
        }
        for (int k = 0; k < ENTRIES; k++) {
            nearest[k] = indexNearest(rounded[k]);
        }
        weights = weights();
    }

    /** The first of those that are equally near. */
    private int indexNearest(float time) {
        int best = 0;
        for (int k = 1; k < ENTRIES; k++) {
            if (Math.abs(timesteps[k] - time) < Math.abs(timesteps[best] - time)) {
                best = k;
            }
        }
        return best;
    }

    /** A bell around time 500, moved down to 0 at its lowest and scaled to a mean of 1. */
    private double[] weights() {
        double[] bell = new double[ENTRIES];
        double lowest = Double.POSITIVE_INFINITY;
        for (int k = 0; k < ENTRIES; k++) {
            double x = (timesteps[k] - 500.0) / 1000;
            bell[k] = Math.exp(-2 * x * x);
            lowest = Math.min(lowest, bell[k]);
        }
        double sum = 0;
        for (int k = 0; k < ENTRIES; k++) {
            bell[k] -= lowest;
            sum += bell[k];
        }
        for (int k = 0; k < ENTRIES; k++) {
            bell[k] *= ENTRIES / sum;
        }
        return bell;
    }

    /** Number of entries; indices are drawn uniformly below it. */
    public int size() {
        return ENTRIES;
    }

    /** Share of noise of an entry. */
    public float sigma(int k) {
        return sigmas[k];
    }

    /** 1000 sigma. */
    public float timestep(int k) {
        return timesteps[k];
    }

    /** What the network is told when entry {@code k} was drawn: its time rounded to bfloat16. */
    public float networkTimestep(int k) {
        return rounded[k];
    }

    /** The entry nearest to {@link #networkTimestep}. */
    public int nearestIndex(int k) {
        return nearest[k];
    }

    /** The share of noise that is mixed in when entry {@code k} was drawn: that of its nearest entry. */
    public float mixingSigma(int k) {
        return sigmas[nearest[k]];
    }

    /** Weight of the loss in supervised fine-tuning; preference training uses none. */
    public double supervisedWeight(int k) {
        return weights[k];
    }
}
