package org.spatialalign.engine.schedule;

/**
 * A way from noise (sigma near 1) to a clean latent (sigma 0) along the velocity v = noise - clean that the network
 * predicts: x_sigma = (1 - sigma) clean + sigma noise. Immutable.
 */
public interface Sampler {

    /** @param steps evaluations of the network, at least 1 */
    SamplerRun start(int steps);
}
