package org.spatialalign.engine.model.groundingdino;

import ai.djl.ndarray.NDArray;
import org.spatialalign.engine.model.Weights;
import org.spatialalign.engine.tensor.Ops;

/** Layer norm over the last axis. */
record LayerNorm(NDArray weight, NDArray bias, double eps) {

    static LayerNorm of(Weights weights, String name, double eps) {
        return new LayerNorm(weights.get(name + ".weight"), weights.get(name + ".bias"), eps);
    }

    NDArray apply(NDArray x) {
        return Ops.layerNorm(x, weight, bias, eps);
    }
}
