package org.spatialalign.engine.model.umt5;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.model.Linear;
import org.spatialalign.engine.model.Weights;
import org.spatialalign.engine.tensor.Ops;

/**
 * One layer: attention whose scores are not scaled but biased by relative position, with a table of its own, and a
 * gated feed-forward network; both after a norm and added to the stream. Everything in float32: in half precision the
 * feed-forward layers of the large model overflow.
 */
final class Umt5Layer {

    private final Umt5Config config;
    private final NDArray attentionNorm;
    private final NDArray feedForwardNorm;
    private final NDArray biasTable;
    private final Linear q;
    private final Linear k;
    private final Linear v;
    private final Linear o;
    private final Linear gate;
    private final Linear up;
    private final Linear down;

    Umt5Layer(Umt5Config config, Weights weights, int index) {
        this.config = config;
        String attention = "encoder.block." + index + ".layer.0.";
        String feedForward = "encoder.block." + index + ".layer.1.";
        attentionNorm = weights.get(attention + "layer_norm.weight");
        feedForwardNorm = weights.get(feedForward + "layer_norm.weight");
        biasTable = weights.get(attention + "SelfAttention.relative_attention_bias.weight");
        q = weights.linear(attention + "SelfAttention.q");
        k = weights.linear(attention + "SelfAttention.k");
        v = weights.linear(attention + "SelfAttention.v");
        o = weights.linear(attention + "SelfAttention.o");
        gate = weights.linear(feedForward + "DenseReluDense.wi_0");
        up = weights.linear(feedForward + "DenseReluDense.wi_1");
        down = weights.linear(feedForward + "DenseReluDense.wo");
    }

    /**
     * @param h [B, L, width]
     * @param buckets [L, L], class of the relative position of query and key
     * @param mask [B, 1, 1, L], added to the scores; null when every key counts
     * @return [B, L, width]
     */
    NDArray forward(NDArray h, NDArray buckets, @Nullable NDArray mask) {
        NDArray attended = h.add(attention(Ops.rmsNorm(h, attentionNorm, config.eps()), buckets, mask));
        NDArray n = Ops.rmsNorm(attended, feedForwardNorm, config.eps());
        return attended.add(down.forward(Ops.geluTanh(gate.forward(n)).mul(up.forward(n))));
    }

    private NDArray attention(NDArray n, NDArray buckets, @Nullable NDArray mask) {
        long batch = n.getShape().get(0);
        long length = n.getShape().get(1);
        NDArray bias = Ops.embedding(biasTable, buckets).transpose(2, 0, 1).expandDims(0);
        NDArray scores = mask == null ? bias : bias.add(mask);
        NDArray out = Ops.attention(heads(q, n), heads(k, n), heads(v, n), scores, 1);
        return o.forward(out.transpose(0, 2, 1, 3).reshape(new Shape(batch, length, q.out())));
    }

    /** [B, L, heads * headWidth] as [B, heads, L, headWidth]. */
    private NDArray heads(Linear projection, NDArray n) {
        Shape split = new Shape(n.getShape().get(0), n.getShape().get(1), config.heads(), config.headWidth());
        return projection.forward(n).reshape(split).transpose(0, 2, 1, 3);
    }
}
