package org.spatialalign.engine.model.wan;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.tensor.AdamW;
import org.spatialalign.engine.tensor.Compute;
import org.spatialalign.engine.tensor.GradMode;
import org.spatialalign.engine.tensor.Ops;
import org.spatialalign.engine.tensor.Scope;
import org.spatialalign.engine.tensor.Torch;

/**
 * Times training steps of a small untrained transformer: 8 layers of width 192 with 6 heads, batches of 8 with 300
 * tokens. All parameters are trained, the loss is the mean squared error.
 */
public final class TransformerBenchmark implements AutoCloseable {

    private static final int BATCH = 8;
    private static final int TEXT_LENGTH = 32;
    private static final long[] LATENTS = {BATCH, 16, 3, 20, 20};

    private final WanTransformer3D model;
    private final NDManager manager;
    private final NDArray latents;
    private final NDArray target;
    private final NDArray timestep;
    private final NDArray context;
    private final List<NDArray> parameters;
    private final List<NDArray> means = new ArrayList<>();
    private final List<NDArray> squares = new ArrayList<>();
    private final List<NDArray> steps = new ArrayList<>();

    /**
     * One step.
     *
     * @param forward milliseconds; so are the other two
     * @param loss before the step
     */
    public record Step(double forward, double backward, double update, double loss) {

        /** Milliseconds. */
        public double total() {
            return forward + backward + update;
        }
    }

    public TransformerBenchmark() {
        WanTransformerConfig config =
                new WanTransformerConfig(List.of(1, 2, 2), 6, 32, 16, 16, 128, 256, 768, 8, 1e-6, 1024);
        model = WanTransformer3D.untrained(config, Compute.cpu(), 1);
        manager = model.weights().manager();
        latents = waves(manager, 0.37, LATENTS);
        target = waves(manager, 0.53, LATENTS);
        timestep = manager.arange(0f, BATCH).mul(1000f / BATCH);
        context = waves(manager, 0.71, BATCH, TEXT_LENGTH, config.textDim());
        parameters = List.copyOf(model.weights().all().values());
        for (NDArray parameter : parameters) {
            parameter.setRequiresGradient(true);
            means.add(manager.zeros(parameter.getShape()));
            squares.add(manager.zeros(parameter.getShape()));
            steps.add(manager.create(0f));
        }
    }

    private static NDArray waves(NDManager manager, double pitch, long... shape) {
        Shape sizes = new Shape(shape);
        float[] values = new float[Math.toIntExact(sizes.size())];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) Math.sin(pitch * i);
        }
        return manager.create(values, sizes);
    }

    /** Floating-point operations of one step: the backward pass takes twice those of the forward pass. */
    public double operations() {
        try {
            TokenGrid grid = model.config().grid(LATENTS[2], LATENTS[3], LATENTS[4]);
            return 3
                    * BATCH
                    * WanCost.of(model.config(), grid, TEXT_LENGTH, DataType.FLOAT32)
                            .operations();
        } catch (WorkbenchException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What is measured, in words. */
    public String description() {
        return model.config().layers() + " layers of width " + model.config().dim() + ", " + BATCH + " x 300 tokens, "
                + model.config().parameterCount() + " parameters, " + Torch.threads() + " threads";
    }

    /** Trains one step. */
    public Step step() {
        try (Scope scope = Scope.open();
                GradMode mode = GradMode.on()) {
            long start = System.nanoTime();
            NDArray velocity = model.forward(latents, timestep, context);
            NDArray loss = velocity.sub(target).square().mean();
            double value = loss.getFloat();
            long forward = System.nanoTime();
            List<NDArray> gradients = Ops.vjp(List.of(loss), parameters, List.of(loss.onesLike()));
            long backward = System.nanoTime();
            try (GradMode off = GradMode.off()) {
                Ops.adamW(parameters, gradients, means, squares, steps, AdamW.at(1e-3));
            }
            long update = System.nanoTime();
            return new Step((forward - start) / 1e6, (backward - forward) / 1e6, (update - backward) / 1e6, value);
        }
    }

    /** Floating-point operations per second of the library's own product of two matrices of 1024 x 1024. */
    public double matrixRate() {
        int n = 1024;
        try (Scope scope = Scope.open();
                GradMode mode = GradMode.off()) {
            NDArray a = waves(manager, 0.11, n, n);
            NDArray b = waves(manager, 0.13, n, n);
            double best = 0;
            for (int i = 0; i < 20; i++) {
                long start = System.nanoTime();
                a.matMul(b).close();
                best = Math.max(best, 2.0 * n * n * n / (System.nanoTime() - start) * 1e9);
            }
            return best;
        }
    }

    @Override
    public void close() {
        model.close();
    }
}
