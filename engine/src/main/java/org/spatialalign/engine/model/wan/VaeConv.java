package org.spatialalign.engine.model.wan;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.model.Weights;
import org.spatialalign.engine.tensor.Ops;
import org.spatialalign.engine.tensor.Scope;

/**
 * A convolution over time, height and width that computes in the type of its weight. Picture convolutions are ones
 * over a single frame. Results and intermediates belong to the open {@link Scope}.
 */
final class VaeConv {

    static final long[] UNIT = {1, 1, 1};
    static final long[] NONE = {0, 0, 0};

    private final String name;
    private final NDArray weight;
    private final NDArray bias;

    /** @param name of a module whose weight is [out, in, kt, kh, kw] or [out, in, kh, kw] */
    VaeConv(Weights weights, String name) {
        this.name = name;
        NDArray given = weights.get(name + ".weight");
        if (given.getShape().dimension() == 4) {
            try (Scope scope = Scope.open()) {
                weight = scope.give(given.expandDims(2), weights.manager());
            }
        } else {
            weight = given;
        }
        bias = weights.get(name + ".bias");
    }

    /** The numbers in the type of the weights. */
    NDArray typed(NDArray x) {
        return x.getDataType() == weight.getDataType() ? x : Ops.cast(x, weight.getDataType());
    }

    /**
     * @param x [B, C, T, H, W]
     * @param padding zeros on both sides
     */
    NDArray apply(NDArray x, long[] stride, long[] padding) {
        return Ops.conv3d(typed(x), weight, bias, stride, padding);
    }

    /**
     * Each frame from itself and those before it, as many frames as come in.
     *
     * @param x [B, C, T, H, W]
     */
    NDArray causal(NDArray x, VaeState state) {
        return overTime(joined(x, state));
    }

    /**
     * The frames in the type of the weights, behind those that the kernel looks back to: the last ones of the chunk
     * before, or zeros at the start of the video. May be {@code x} itself.
     */
    NDArray joined(NDArray x, VaeState state) {
        long past = weight.getShape().get(2) - 1;
        NDArray history = state.history(name);
        NDArray typed = typed(x);
        // In front of a first frame that comes alone there would be nothing but zeros.
        NDArray joined =
                history == null && typed.getShape().get(2) == 1 ? typed : withPast(history, typed, past, state);
        state.remember(name, joined, past);
        return joined;
    }

    /** What {@link #joined} gave, convolved; fewer frames than the kernel has steps meet its last ones. */
    NDArray overTime(NDArray joined) {
        Shape kernel = weight.getShape();
        long frames = joined.getShape().get(2);
        long steps = kernel.get(2);
        NDArray present = frames >= steps ? weight : weight.get(new NDIndex(":, :, {}:", steps - frames));
        return Ops.conv3d(joined, present, bias, UNIT, new long[] {0, kernel.get(3) / 2, kernel.get(4) / 2});
    }

    private static NDArray withPast(@Nullable NDArray history, NDArray x, long past, VaeState state) {
        NDList frames = new NDList();
        long known = history == null ? 0 : history.getShape().get(2);
        if (known < past) {
            Shape shape = x.getShape();
            frames.add(state.zeros(
                    new Shape(shape.get(0), shape.get(1), past - known, shape.get(3), shape.get(4)), x.getDataType()));
        }
        if (history != null) {
            frames.add(history);
        }
        frames.add(x);
        return NDArrays.concat(frames, 2);
    }
}
