package org.spatialalign.engine.model;

import ai.djl.ndarray.NDArray;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.tensor.Ops;

/**
 * y = x W^T + b, plus whatever an adapter adds. One thread at a time computes with a model; adapters are attached and
 * switched between computations.
 */
public final class Linear {

    /** Something trained on top of a frozen matrix. */
    public interface Adapter {

        /** What to add to the output for this input; null when switched off. */
        @Nullable
        NDArray delta(NDArray x);
    }

    private final String name;
    private final NDArray weight;
    private final @Nullable NDArray bias;
    private @Nullable Adapter adapter;

    /**
     * @param name path of the module in the checkpoint, without ".weight"
     * @param weight [out, in]
     * @param bias [out]
     */
    public Linear(String name, NDArray weight, @Nullable NDArray bias) {
        this.name = name;
        this.weight = weight;
        this.bias = bias;
    }

    public String name() {
        return name;
    }

    public NDArray weight() {
        return weight;
    }

    public @Nullable NDArray bias() {
        return bias;
    }

    public long in() {
        return weight.getShape().get(1);
    }

    public long out() {
        return weight.getShape().get(0);
    }

    /** Replaces the adapter there was; null takes it off. */
    public void attach(@Nullable Adapter adapter) {
        this.adapter = adapter;
    }

    /**
     * @param x [..., in]
     * @return [..., out], of the type of {@code x}
     */
    public NDArray forward(NDArray x) {
        NDArray y = bias == null ? Ops.linear(x, weight) : Ops.linear(x, weight, bias);
        NDArray delta = adapter == null ? null : adapter.delta(x);
        return delta == null ? y : y.add(delta);
    }
}
