package org.spatialalign.engine.schedule;

import ai.djl.ndarray.NDArray;

/** One latent on its way. Remembers what its method needs of earlier steps, so one run serves one latent, once. */
public interface SamplerRun extends AutoCloseable {

    int steps();

    /** What the network is told in each step: [steps], near 1000 first. */
    double[] timesteps();

    /** Share of noise before each step and after the last: [steps + 1], ends with 0. */
    double[] sigmas();

    /**
     * Goes from {@code sigmas[i]} to {@code sigmas[i + 1]}. Steps come in order, each once. Not for training: records
     * no gradient. Coefficients are computed in double precision.
     *
     * @param i from 0
     * @param latent what the network has just seen, float32
     * @param velocity the network's answer, of the same shape; other floating-point types are widened
     * @return float32, owned by the manager of {@code latent}
     * @throws IllegalStateException when a step is left out or repeated
     */
    NDArray step(int i, NDArray latent, NDArray velocity);

    /** Frees what was remembered. */
    @Override
    void close();
}
