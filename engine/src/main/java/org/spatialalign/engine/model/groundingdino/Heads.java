package org.spatialalign.engine.model.groundingdino;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.tensor.Ops;

/** Attention of several heads over projected queries, keys and values. */
final class Heads {

    private Heads() {}

    /**
     * softmax(q k^T / sqrt(d) + mask) v in each head.
     *
     * @param q [B, N, heads * d]
     * @param k [B, M, heads * d]
     * @param v [B, M, heads * d]
     * @param mask added to the scores, broadcast to [B, heads, N, M]; null when every key counts
     * @return [B, N, heads * d]
     */
    static NDArray attend(NDArray q, NDArray k, NDArray v, int heads, @Nullable NDArray mask) {
        NDArray queries = split(q, heads);
        NDArray keys = split(k, heads);
        NDArray values = split(v, heads);
        if (mask == null) {
            return Ops.joinedAttention(queries, keys, values);
        }
        double scale = 1 / Math.sqrt((double) queries.getShape().get(3));
        NDArray out = Ops.attention(queries, keys, values, mask, scale);
        return out.transpose(0, 2, 1, 3).reshape(q.getShape());
    }

    /** [B, N, heads * d] as [B, heads, N, d]. */
    private static NDArray split(NDArray x, int heads) {
        Shape shape = x.getShape();
        return x.reshape(new Shape(shape.get(0), shape.get(1), heads, shape.get(2) / heads))
                .transpose(0, 2, 1, 3);
    }
}
