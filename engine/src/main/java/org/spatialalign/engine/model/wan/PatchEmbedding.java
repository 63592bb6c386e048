package org.spatialalign.engine.model.wan;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.spatialalign.engine.model.Probe;
import org.spatialalign.engine.model.Weights;
import org.spatialalign.engine.tensor.Ops;

/** From latents to tokens: a convolution whose stride is its kernel, done as one matrix product. */
final class PatchEmbedding {

    private final List<Integer> patch;
    private final Precision precision;
    private final NDArray weight;
    private final NDArray bias;

    PatchEmbedding(WanTransformerConfig config, Weights weights, Precision precision) {
        patch = config.patch();
        this.precision = precision;
        weight = weights.get(WanParameters.PATCH + ".weight");
        bias = weights.get(WanParameters.PATCH + ".bias");
    }

    /**
     * @param latents [B, C, T, H, W]
     * @return [B, N, d], float32
     */
    NDArray forward(NDArray latents, TokenGrid grid, Probe probe) {
        Shape size = latents.getShape();
        // Within a patch the channel is the slowest, as in the kernel.
        NDArray patches = precision
                .narrow(latents)
                .reshape(
                        size.get(0),
                        size.get(1),
                        grid.frames(),
                        patch.get(0),
                        grid.height(),
                        patch.get(1),
                        grid.width(),
                        patch.get(2))
                .transpose(0, 2, 4, 6, 1, 3, 5, 7)
                .reshape(size.get(0), grid.tokens(), -1);
        NDArray tokens = Precision.wide(
                Ops.linear(patches, weight.reshape(weight.getShape().get(0), -1), bias));
        probe.see("patch_embed", tokens);
        return tokens;
    }

    /** Whether gradients would reach anything in here. */
    boolean requiresGradient(NDArray latents) {
        return latents.hasGradient() || weight.hasGradient() || bias.hasGradient();
    }
}
