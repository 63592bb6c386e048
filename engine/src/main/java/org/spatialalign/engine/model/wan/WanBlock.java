package org.spatialalign.engine.model.wan;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.List;
import java.util.stream.Stream;
import org.spatialalign.engine.model.Linear;
import org.spatialalign.engine.model.Probe;
import org.spatialalign.engine.model.Weights;
import org.spatialalign.engine.model.wan.Attention.KeyValues;
import org.spatialalign.engine.tensor.Ops;
import org.spatialalign.engine.tensor.Scope;

/**
 * One block: self-attention, cross-attention, feed-forward network, each added to the residual stream; the first and
 * the last normed, scaled, shifted and gated by the timestep.
 */
final class WanBlock {

    private final String name;
    private final double eps;
    private final Precision precision;
    private final NDArray table;
    private final NDArray normWeight;
    private final NDArray normBias;
    private final Attention self;
    private final Attention cross;
    private final FeedForward feedForward;

    WanBlock(int index, WanTransformerConfig config, Weights weights, Precision precision) {
        String prefix = WanParameters.block(index);
        name = "block_" + index;
        eps = config.eps();
        this.precision = precision;
        table = weights.get(prefix + WanParameters.TABLE);
        normWeight = weights.get(prefix + "norm2.weight");
        normBias = weights.get(prefix + "norm2.bias");
        self = new Attention(prefix + "attn1", config, weights);
        cross = new Attention(prefix + "attn2", config, weights);
        feedForward = new FeedForward(prefix, weights);
    }

    List<Linear> linears() {
        return Stream.of(self.linears(), cross.linears(), feedForward.linears())
                .flatMap(List::stream)
                .toList();
    }

    /** What this block's cross-attention sees of a prompt, whatever the latents and the timestep. */
    KeyValues text(NDArray context) {
        return cross.keyValues(context, null);
    }

    /**
     * @param x [B, N, d], float32
     * @param modulation [B, 6, d], float32
     * @param context [B, L, d], of the type of the matrices
     * @return [B, N, d], float32
     */
    NDArray forward(NDArray x, NDArray modulation, NDArray context, RotaryTable places, Probe probe) {
        // A view of its own gathers this block's gradient before it is added to those of the others.
        return forward(x, modulation, text(context.reshape(context.getShape())), places, probe);
    }

    NDArray forward(NDArray x, NDArray modulation, KeyValues text, RotaryTable places, Probe probe) {
        try (Scope scope = Scope.open()) {
            // Shift, scale and gate of the self-attention, then of the feed-forward network.
            NDList parts = modulation.add(table).split(6, 1);
            NDArray y = selfAttention(x, parts, places, probe);
            y = crossAttention(y, text, probe);
            y = feedForward(y, parts, probe);
            probe.see(name, y);
            return scope.keep(y);
        }
    }

    private NDArray selfAttention(NDArray x, NDList parts, RotaryTable places, Probe probe) {
        try (Scope scope = Scope.open()) {
            NDArray a = Ops.modulatedNorm(x, parts.get(1), parts.get(0), eps, precision.matrices());
            NDArray attended = self.forward(a, self.keyValues(a, places), places);
            probe.see(name + ".attn1", attended);
            return scope.keep(Ops.gatedAdd(x, attended, parts.get(2)));
        }
    }

    private NDArray crossAttention(NDArray x, KeyValues text, Probe probe) {
        try (Scope scope = Scope.open()) {
            NDArray b = precision.narrow(Ops.layerNorm(x, normWeight, normBias, eps));
            NDArray attended = cross.forward(b, text, null);
            probe.see(name + ".attn2", attended);
            return scope.keep(x.add(Precision.wide(attended)));
        }
    }

    private NDArray feedForward(NDArray x, NDList parts, Probe probe) {
        try (Scope scope = Scope.open()) {
            NDArray c = Ops.modulatedNorm(x, parts.get(4), parts.get(3), eps, precision.matrices());
            NDArray fed = feedForward.forward(c);
            probe.see(name + ".ffn", fed);
            return scope.keep(Ops.gatedAdd(x, fed, parts.get(5)));
        }
    }
}
