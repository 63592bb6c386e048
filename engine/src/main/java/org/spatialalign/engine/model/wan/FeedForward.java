package org.spatialalign.engine.model.wan;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import java.util.List;
import org.spatialalign.engine.model.Linear;
import org.spatialalign.engine.model.Weights;
import org.spatialalign.engine.tensor.GradMode;
import org.spatialalign.engine.tensor.Ops;
import org.spatialalign.engine.tensor.Scope;

/** Two matrices with a GELU between. */
final class FeedForward {

    /** Numbers of the hidden layer that are held at a time where no gradient needs all of them. */
    static final long HIDDEN_AT_A_TIME = 1L << 26;

    private final Linear in;
    private final Linear out;
    private final long hiddenAtATime;

    FeedForward(String block, Weights weights) {
        this(block, weights, HIDDEN_AT_A_TIME);
    }

    FeedForward(String block, Weights weights, long hiddenAtATime) {
        this.hiddenAtATime = hiddenAtATime;
        in = weights.linear(block + "ffn.net.0.proj");
        out = weights.linear(block + "ffn.net.2");
    }

    List<Linear> linears() {
        return List.of(in, out);
    }

    /** @param x [B, N, d] */
    NDArray forward(NDArray x) {
        long tokens = x.getShape().get(1);
        long step = Math.max(1, hiddenAtATime / (x.getShape().get(0) * in.out()));
        if (GradMode.isOn() || tokens <= step) {
            return part(x);
        }
        NDList parts = new NDList();
        for (long from = 0; from < tokens; from += step) {
            NDIndex range = new NDIndex(":, {}:{}", from, Math.min(tokens, from + step));
            parts.add(part(x.get(range)));
        }
        return NDArrays.concat(parts, 1);
    }

    private NDArray part(NDArray x) {
        try (Scope scope = Scope.open()) {
            return scope.keep(out.forward(Ops.geluTanh(in.forward(x))));
        }
    }
}
