package org.spatialalign.engine.model.wan;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.model.Linear;
import org.spatialalign.engine.model.Weights;
import org.spatialalign.engine.tensor.Ops;

/** Attention of one block, to the tokens themselves or to the text. Queries and keys are normed over all heads. */
final class Attention {

    private final int heads;
    private final double eps;
    private final Linear query;
    private final Linear key;
    private final Linear value;
    private final Linear output;
    private final NDArray queryNorm;
    private final NDArray keyNorm;

    /**
     * What is attended to.
     *
     * @param keys [B, heads, M, headDim]
     * @param values [B, heads, M, headDim]
     */
    record KeyValues(NDArray keys, NDArray values) {}

    /** @param name "blocks.0.attn1" and so on */
    Attention(String name, WanTransformerConfig config, Weights weights) {
        heads = config.heads();
        eps = config.eps();
        query = weights.linear(name + ".to_q");
        key = weights.linear(name + ".to_k");
        value = weights.linear(name + ".to_v");
        output = weights.linear(name + ".to_out.0");
        queryNorm = weights.get(name + ".norm_q.weight");
        keyNorm = weights.get(name + ".norm_k.weight");
    }

    List<Linear> linears() {
        return List.of(query, key, value, output);
    }

    /** @param source [B, M, d]; with a table its tokens know their place */
    KeyValues keyValues(NDArray source, @Nullable RotaryTable table) {
        Shape shape = source.getShape();
        NDArray values = value.forward(source)
                .reshape(shape.get(0), shape.get(1), heads, -1)
                .swapAxes(1, 2);
        return new KeyValues(split(key.forward(source), keyNorm, table), values);
    }

    /**
     * @param x [B, N, d]
     * @return [B, N, d], of the type of {@code x}
     */
    NDArray forward(NDArray x, KeyValues source, @Nullable RotaryTable table) {
        NDArray queries = split(query.forward(x), queryNorm, table);
        return output.forward(Ops.joinedAttention(queries, source.keys(), source.values()));
    }

    private NDArray split(NDArray x, NDArray norm, @Nullable RotaryTable table) {
        return table == null
                ? Ops.rmsHeads(x, norm, eps, heads)
                : Ops.rmsHeads(x, norm, eps, heads, table.cos(), table.sin());
    }
}
