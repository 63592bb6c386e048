package org.spatialalign.engine.generate;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.core.CancelToken;
import org.spatialalign.engine.core.CancelledException;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.model.wan.PreparedContext;
import org.spatialalign.engine.model.wan.WanTransformer3D;
import org.spatialalign.engine.schedule.Sampler;
import org.spatialalign.engine.schedule.SamplerRun;
import org.spatialalign.engine.tensor.GradMode;
import org.spatialalign.engine.tensor.Scope;
import org.spatialalign.engine.tensor.Torch;

/**
 * The loop from noise to a clip's latents. Latents stay float32 whatever the network computes in. With guidance the two
 * predictions are made one after the other, which needs half the memory of both at once.
 */
final class Denoiser {

    /** One step as it was done; its tensors live while it is shown. */
    static final class Step {
        /** From 0. */
        final int index;
        /** The prediction for the prompt. */
        final NDArray with;
        /** The prediction for the negative prompt; null without guidance. */
        final @Nullable NDArray without;
        /** What the sampler was given. */
        final NDArray velocity;
        /** Share of noise before the step. */
        final double sigma;

        final NDArray before;
        final NDArray after;

        private Step(
                int index,
                NDArray with,
                @Nullable NDArray without,
                NDArray velocity,
                double sigma,
                NDArray before,
                NDArray after) {
            this.index = index;
            this.with = with;
            this.without = without;
            this.velocity = velocity;
            this.sigma = sigma;
            this.before = before;
            this.after = after;
        }

        /** The clip as the network foresees it now. */
        NDArray clean() {
            return before.sub(velocity.mul(sigma));
        }
    }

    /** Is shown each step. */
    @FunctionalInterface
    interface Probe {
        void on(Step step) throws WorkbenchException, CancelledException;
    }

    private final WanTransformer3D transformer;
    private final PreparedContext prompt;
    private final @Nullable PreparedContext negative;
    private final double guidance;

    /** @param negative null leaves guidance out */
    Denoiser(
            WanTransformer3D transformer, PreparedContext prompt, @Nullable PreparedContext negative, double guidance) {
        this.transformer = transformer;
        this.prompt = prompt;
        this.negative = negative;
        this.guidance = guidance;
    }

    /**
     * @param noise [1, C, T, H, W], float32
     * @return of the same shape, owned by {@code owner}
     */
    NDArray run(NDArray noise, Sampler sampler, int steps, NDManager owner, CancelToken cancel, Probe probe)
            throws WorkbenchException, CancelledException {
        try (GradMode mode = GradMode.off();
                SamplerRun run = sampler.start(steps);
                NDManager kept = Torch.newManager(owner.getDevice());
                Scope scope = Scope.open()) {
            double[] timesteps = run.timesteps();
            double[] sigmas = run.sigmas();
            NDArray latents = scope.give(noise.duplicate(), kept);
            for (int i = 0; i < steps; i++) {
                cancel.check();
                NDArray before = latents;
                try (Scope step = Scope.open()) {
                    NDArray time = kept.create(new float[] {(float) timesteps[i]});
                    NDArray with = transformer.forward(before, time, prompt);
                    NDArray without = null;
                    NDArray velocity = with;
                    if (negative != null) {
                        cancel.check();
                        without = transformer.forward(before, time, negative);
                        velocity = without.add(with.sub(without).mul(guidance));
                    }
                    NDArray after = run.step(i, before, velocity);
                    probe.on(new Step(i, with, without, velocity, sigmas[i], before, after));
                    latents = step.give(after, kept);
                }
                before.close();
            }
            return scope.give(latents, owner);
        }
    }
}
