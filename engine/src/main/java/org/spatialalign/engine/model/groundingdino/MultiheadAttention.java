package org.spatialalign.engine.model.groundingdino;

import ai.djl.ndarray.NDArray;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.model.Linear;
import org.spatialalign.engine.model.Weights;

/** Attention with projections before and after. */
final class MultiheadAttention {

    private final Linear query;
    private final Linear key;
    private final Linear value;
    private final Linear out;
    private final int heads;

    MultiheadAttention(Weights weights, String name, int heads) {
        query = weights.linear(name + ".query");
        key = weights.linear(name + ".key");
        value = weights.linear(name + ".value");
        out = weights.linear(name + ".out_proj");
        this.heads = heads;
    }

    /**
     * @param queries [B, N, width]
     * @param keys [B, M, width]; so are the values
     * @param mask added to the scores, broadcast to [B, heads, N, M]; null when every key counts
     * @return [B, N, width]
     */
    NDArray forward(NDArray queries, NDArray keys, NDArray values, @Nullable NDArray mask) {
        return out.forward(Heads.attend(query.forward(queries), key.forward(keys), value.forward(values), heads, mask));
    }
}
