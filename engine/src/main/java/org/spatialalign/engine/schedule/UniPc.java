package org.spatialalign.engine.schedule;

/**
 * UniPC of order 2 with the bh2 variant, predicting the clean latent: Zhao et al., "UniPC: A Unified
 * Predictor-Corrector Framework for Fast Sampling of Diffusion Models" (2023), on shifted flow sigmas as the diffusers
 * library samples Wan. One evaluation of the network a step; first and last step are of order 1.
 *
 * @param shift 3 in the published configuration of Wan 2.1; 5 is recommended for 720p
 */
public record UniPc(double shift) implements Sampler {

    /** Keeps the logarithm of the signal at full noise finite. */
    private static final double BELOW_ONE = 1e-6;

    public UniPc {
        FlowSigmas.requireShift(shift);
    }

    @Override
    public SamplerRun start(int steps) {
        FlowSigmas.requireSteps(steps);
        double[] sigmas = new double[steps + 1];
        double[] timesteps = new double[steps];
        double step = (1 / (double) FlowSigmas.TIMES - 1) / steps;
        for (int i = 0; i < steps; i++) {
            double s = i * step + 1;
            sigmas[i] = shift * s / (1 + (shift - 1) * s);
            if (Math.abs(sigmas[i] - 1) < BELOW_ONE) {
                sigmas[i] -= BELOW_ONE;
            }
            timesteps[i] = Math.floor(sigmas[i] * FlowSigmas.TIMES);
        }
        return new UniPcRun(timesteps, sigmas);
    }
}
