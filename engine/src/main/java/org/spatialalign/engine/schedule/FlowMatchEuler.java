package org.spatialalign.engine.schedule;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import java.util.Arrays;
import org.spatialalign.engine.tensor.Bfloat16;
import org.spatialalign.engine.tensor.GradMode;
import org.spatialalign.engine.tensor.Ops;
import org.spatialalign.engine.tensor.Scope;

/**
 * Euler's method on shifted sigmas, as DiffSynth-Studio samples Wan: x += (sigma_next - sigma) v. Not the schedule of
 * the diffusers class of a similar name, which shifts its low end twice.
 *
 * @param shift 5 for Wan 2.1; larger spends more steps near pure noise
 * @param roundedTimesteps whether the network is told times rounded to bfloat16, as it was in training; the sigmas of
 *     the method are never rounded
 */
public record FlowMatchEuler(double shift, boolean roundedTimesteps) implements Sampler {

    public FlowMatchEuler {
        FlowSigmas.requireShift(shift);
    }

    /** What SpatialAlign samples with: shift 5, rounded times. */
    public static FlowMatchEuler standard() {
        return new FlowMatchEuler(5, true);
    }

    @Override
    public SamplerRun start(int steps) {
        FlowSigmas.requireSteps(steps);
        double[] sigmas = new double[steps + 1];
        double[] timesteps = new double[steps];
        float[] table = FlowSigmas.shifted((float) shift, steps);
        for (int i = 0; i < steps; i++) {
            float time = table[i] * FlowSigmas.TIMES;
            sigmas[i] = table[i];
            timesteps[i] = roundedTimesteps ? Bfloat16.round(time) : time;
        }
        return new Run(timesteps, sigmas);
    }

    private static final class Run implements SamplerRun {

        private final double[] timesteps;
        private final double[] sigmas;
        private int done;

        Run(double[] timesteps, double[] sigmas) {
            this.timesteps = timesteps;
            this.sigmas = sigmas;
        }

        @Override
        public int steps() {
            return timesteps.length;
        }

        @Override
        public double[] timesteps() {
            return Arrays.copyOf(timesteps, timesteps.length);
        }

        @Override
        public double[] sigmas() {
            return Arrays.copyOf(sigmas, sigmas.length);
        }

        @Override
        public NDArray step(int i, NDArray latent, NDArray velocity) {
            requireNext(i, done, steps());
            done++;
            try (GradMode mode = GradMode.off();
                    Scope scope = Scope.open()) {
                NDArray change = Ops.cast(velocity, DataType.FLOAT32).mul(sigmas[i + 1] - sigmas[i]);
                return scope.keep(latent.add(change));
            }
        }

        @Override
        public void close() {
            // Nothing is remembered.
        }
    }

    static void requireNext(int i, int done, int steps) {
        if (i != done || i >= steps) {
            throw new IllegalStateException("step " + i + " of " + steps + " was asked for after " + done + " steps");
        }
    }
}
