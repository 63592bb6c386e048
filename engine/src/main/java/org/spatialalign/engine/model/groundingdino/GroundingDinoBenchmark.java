package org.spatialalign.engine.model.groundingdino;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.spatialalign.engine.core.CancelToken;
import org.spatialalign.engine.core.CancelledException;
import org.spatialalign.engine.model.Weights;
import org.spatialalign.engine.tensor.Compute;
import org.spatialalign.engine.tensor.GradMode;
import org.spatialalign.engine.tensor.Scope;
import org.spatialalign.engine.tensor.Torch;

/** Times a detector of the published size, with weights of no meaning, on the picture that a frame of 480x832 becomes. */
public final class GroundingDinoBenchmark implements AutoCloseable {

    private static final ImageSize PICTURE = new ImageSize(769, 1333);

    /** Beginning, cat, full stop, chair, full stop, end. */
    private static final long[] TEXT = {101, 4937, 1012, 3242, 1012, 102};

    private final GroundingDino model;
    private final NDManager manager;
    private final NDArray pixels;

    public GroundingDinoBenchmark(Compute compute) {
        manager = Torch.newManager(compute.device());
        GroundingDinoConfig config = GroundingDinoConfig.tiny();
        try (GradMode mode = GradMode.off()) {
            NDManager own = Torch.newManager(compute.device());
            model = new GroundingDino(
                    config, Weights.make(config.parameterShapes(), own, GroundingDinoBenchmark::weight));
            pixels = waves(manager, new Shape(1, 3, PICTURE.height(), PICTURE.width()), 2);
        }
    }

    /** Gains 1, biases 0, matrices of a size that keeps what goes through them in bounds. */
    private static NDArray weight(String name, Shape shape, NDManager manager) {
        if (shape.dimension() == 1) {
            return name.endsWith(".weight") ? manager.ones(shape) : manager.zeros(shape);
        }
        long in = shape.size() / shape.get(0);
        return waves(manager, shape, Math.sqrt(6.0 / in));
    }

    private static NDArray waves(NDManager manager, Shape shape, double size) {
        try (Scope scope = Scope.open()) {
            NDArray values = manager.arange(0f, (float) shape.size())
                    .mul(0.37)
                    .sin()
                    .mul(size)
                    .reshape(shape);
            return scope.give(values, manager);
        }
    }

    /** Seconds that one frame takes, the text included. */
    public double frame() throws CancelledException {
        long start = System.nanoTime();
        try (Scope scope = Scope.open();
                EncodedText text = model.read(TEXT, CancelToken.never())) {
            GroundingDino.Found found = model.find(pixels, List.of(PICTURE), text, manager, CancelToken.never());
            found.boxes().toFloatArray();
            found.boxes().close();
            found.logits().close();
        }
        return (System.nanoTime() - start) / 1e9;
    }

    /** What is measured, in words. */
    public String description() {
        return "Grounding DINO tiny, " + PICTURE.width() + "x" + PICTURE.height() + ", " + Torch.threads() + " threads";
    }

    @Override
    public void close() {
        model.close();
        manager.close();
    }
}
