package org.spatialalign.engine.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import org.spatialalign.engine.model.wan.WanTransformer3D;
import org.spatialalign.engine.model.wan.WanTransformerConfig;
import org.spatialalign.engine.schedule.FlowMatchEuler;
import org.spatialalign.engine.schedule.SamplerRun;
import org.spatialalign.engine.schedule.TrainingTimesteps;
import org.spatialalign.engine.tensor.AdamW;
import org.spatialalign.engine.tensor.Compute;
import org.spatialalign.engine.tensor.GradMode;
import org.spatialalign.engine.tensor.Ops;
import org.spatialalign.engine.tensor.Scope;
import org.spatialalign.engine.tensor.TorchGenerator;

/**
 * A world of latents with two modes, a pattern and its opposite, and a small transformer that learned it from nothing.
 * Each text names one of the modes and has words of its own besides; the world obeys it in {@value #OBEYED} of the
 * cases only.
 */
final class TwoModes implements AutoCloseable {

    static final double OBEYED = 0.6;
    private static final double SPREAD = 0.3;
    private static final int BATCH = 64;
    private static final int STEPS = 20;
    private static final int TOKENS = 3;
    private static final double SHIFT = 5;
    private static final long[] LATENT = {4, 1, 4, 4};
    private static final WanTransformerConfig MODEL =
            new WanTransformerConfig(List.of(1, 2, 2), 2, 16, 4, 4, 16, 32, 96, 3, 1e-6, 64);

    private final TorchGenerator random;
    private final WanTransformer3D model;
    private final NDManager manager;
    private final float[] pattern;
    private final float[] name;

    TwoModes(long seed) {
        random = new TorchGenerator(seed);
        model = WanTransformer3D.untrained(MODEL, Compute.cpu(), seed);
        manager = model.weights().manager();
        pattern = random.normal(64);
        name = random.normal(MODEL.textDim());
    }

    WanTransformer3D model() {
        return model;
    }

    NDManager manager() {
        return manager;
    }

    /** A text: the mode that it names, +1 or -1, and its own words. */
    static final class Text {

        private final int mode;
        private final float[] context;

        Text(int mode, float[] context) {
            this.mode = mode;
            this.context = context;
        }

        int mode() {
            return mode;
        }
    }

    List<Text> texts(int count) {
        List<Text> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int mode = i % 2 == 0 ? 1 : -1;
            float[] context = random.normal(TOKENS * MODEL.textDim());
            for (int j = 0; j < name.length; j++) {
                context[j] = mode * name[j];
            }
            texts.add(new Text(mode, context));
        }
        return texts;
    }

    NDArray context(Text text, NDManager owner) {
        return owner.create(text.context, new Shape(1, TOKENS, MODEL.textDim()));
    }

    private NDArray contexts(List<Text> texts) {
        NDList all = new NDList();
        texts.forEach(text -> all.add(context(text, manager)));
        return NDArrays.concat(all, 0);
    }

    private Shape batch(int count) {
        return new Shape(count).addAll(new Shape(LATENT));
    }

    /** Trains all weights on the world; returns the last losses' mean. */
    double pretrain(int steps) {
        TrainingTimesteps times = new TrainingTimesteps(SHIFT);
        List<NDArray> parameters = List.copyOf(model.weights().all().values());
        List<NDArray> means = new ArrayList<>();
        List<NDArray> squares = new ArrayList<>();
        List<NDArray> counts = new ArrayList<>();
        for (NDArray parameter : parameters) {
            parameter.setRequiresGradient(true);
            means.add(manager.zeros(parameter.getShape()));
            squares.add(manager.zeros(parameter.getShape()));
            counts.add(manager.create(0f));
        }
        double late = 0;
        for (int step = 0; step < steps; step++) {
            try (Scope scope = Scope.open();
                    GradMode mode = GradMode.on()) {
                List<Text> texts = texts(BATCH);
                float[] clean = random.normal(BATCH * 64);
                for (int b = 0; b < BATCH; b++) {
                    int sign = random.uniform() < OBEYED
                            ? texts.get(b).mode()
                            : -texts.get(b).mode();
                    for (int i = 0; i < 64; i++) {
                        clean[b * 64 + i] = (float) (sign * pattern[i] + SPREAD * clean[b * 64 + i]);
                    }
                }
                float[] told = new float[BATCH];
                float[] sigmas = new float[BATCH];
                for (int b = 0; b < BATCH; b++) {
                    int k = random.randint(times.size());
                    told[b] = times.networkTimestep(k);
                    sigmas[b] = times.mixingSigma(k);
                }
                NDArray x0 = manager.create(clean, batch(BATCH));
                NDArray noise = random.normal(batch(BATCH), manager);
                NDArray sigma = manager.create(sigmas, new Shape(BATCH, 1, 1, 1, 1));
                NDArray x = x0.mul(sigma.mul(-1).add(1)).add(noise.mul(sigma));
                NDArray velocity = model.forward(x, manager.create(told), contexts(texts));
                NDArray loss = velocity.sub(noise.sub(x0)).square().mean();
                List<NDArray> gradients = Ops.vjp(List.of(loss), parameters, List.of(loss.onesLike()));
                double rate = 2e-3 * Math.min(1, (step + 1) / 100.0) * 0.5 * (1 + Math.cos(Math.PI * step / steps));
                try (GradMode off = GradMode.off()) {
                    Ops.adamW(parameters, gradients, means, squares, counts, AdamW.at(rate));
                }
                late += step >= steps - 100 ? loss.getFloat() / 100 : 0;
            }
        }
        parameters.forEach(parameter -> parameter.setRequiresGradient(false));
        return late;
    }

    /** Samples of one text, [count, 4, 1, 4, 4]; the same noise for the same seed. */
    float[][] samples(Text text, int count, long seed) throws Exception {
        try (Scope scope = Scope.open();
                GradMode mode = GradMode.off();
                SamplerRun run = new FlowMatchEuler(SHIFT, false).start(STEPS)) {
            NDArray x = new TorchGenerator(seed).normal(batch(count), manager);
            NDArray context = context(text, manager).repeat(0, count);
            for (int i = 0; i < STEPS; i++) {
                NDArray time = manager.full(new Shape(count), (float) run.timesteps()[i]);
                x = run.step(i, x, model.forward(x, time, context));
            }
            float[] flat = x.toFloatArray();
            float[][] samples = new float[count][];
            for (int s = 0; s < count; s++) {
                samples[s] = java.util.Arrays.copyOfRange(flat, s * 64, (s + 1) * 64);
            }
            return samples;
        }
    }

    /** +1 or -1: the mode on whose side a sample is. */
    int mode(float[] sample) {
        double dot = 0;
        for (int i = 0; i < sample.length; i++) {
            dot += sample[i] * pattern[i];
        }
        return dot >= 0 ? 1 : -1;
    }

    /** Mean squared distance of a sample's numbers from its own mode; 0.09 in the world. */
    double distance(float[] sample) {
        int mode = mode(sample);
        double sum = 0;
        for (int i = 0; i < sample.length; i++) {
            double difference = sample[i] - mode * pattern[i];
            sum += difference * difference / sample.length;
        }
        return sum;
    }

    static Shape one() {
        return new Shape(1).addAll(new Shape(LATENT));
    }

    @Override
    public void close() {
        model.close();
    }
}
