package org.spatialalign.engine.model.wan;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import org.spatialalign.engine.model.Weights;
import org.spatialalign.engine.tensor.Ops;

/** Attention with one head among the positions of each frame. */
final class VaeAttention implements VaeLayer {

    private final String name;
    private final Weights weights;

    VaeAttention(Weights weights, String name) {
        this.weights = weights;
        this.name = name;
    }

    @Override
    public NDArray forward(NDArray x, VaeState state) {
        Shape shape = x.getShape();
        long batch = shape.get(0);
        long width = shape.get(1);
        long frames = shape.get(2);
        NDArray gamma = weights.get(name + ".norm.gamma").reshape(width, 1, 1, 1);
        NDArray tokens = Ops.channelNorm(x, gamma)
                .transpose(0, 2, 3, 4, 1)
                .reshape(batch * frames, 1, shape.get(3) * shape.get(4), width);
        NDList qkv = linear("to_qkv", tokens, 3 * width).split(3, 3);
        NDArray attended = Ops.attention(qkv.get(0), qkv.get(1), qkv.get(2));
        NDArray change = linear("proj", attended, width)
                .reshape(batch, frames, shape.get(3), shape.get(4), width)
                .transpose(0, 4, 1, 2, 3);
        return x.add(change);
    }

    /** A convolution of one position is a linear layer over the channels. */
    private NDArray linear(String part, NDArray x, long out) {
        NDArray weight = weights.get(name + "." + part + ".weight");
        NDArray typed = x.getDataType() == weight.getDataType() ? x : Ops.cast(x, weight.getDataType());
        return Ops.linear(typed, weight.reshape(out, x.getShape().get(3)), weights.get(name + "." + part + ".bias"));
    }
}
