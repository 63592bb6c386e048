package org.spatialalign.engine.model.groundingdino;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.core.CancelToken;
import org.spatialalign.engine.core.CancelledException;
import org.spatialalign.engine.model.Linear;
import org.spatialalign.engine.model.Weights;
import org.spatialalign.engine.tensor.Ops;
import org.spatialalign.engine.tensor.Scope;

/** Swin transformer: a picture to maps of an 8th, a 16th and a 32nd of its size. */
final class SwinBackbone {

    private final GroundingDinoConfig.Swin config;
    private final NDArray patchWeight;
    private final NDArray patchBias;
    private final LayerNorm patchNorm;
    private final List<Stage> stages = new ArrayList<>();

    /** Blocks at one size of the map, the norm of what leaves here, and the way to the next size. */
    private record Stage(List<SwinBlock> blocks, @Nullable LayerNorm outNorm, @Nullable Merging merging) {}

    SwinBackbone(Weights weights, GroundingDinoConfig.Swin config) {
        this.config = config;
        String swin = GroundingDinoParameters.SWIN;
        patchWeight = weights.get(swin + "embeddings.patch_embeddings.projection.weight");
        patchBias = weights.get(swin + "embeddings.patch_embeddings.projection.bias");
        patchNorm = LayerNorm.of(weights, swin + "embeddings.norm", config.eps());
        int count = config.depths().size();
        for (int stage = 0; stage < count; stage++) {
            List<SwinBlock> blocks = new ArrayList<>();
            for (int block = 0; block < config.depths().get(stage); block++) {
                String name = GroundingDinoParameters.swinBlock(stage, block);
                blocks.add(new SwinBlock(weights, name, config, stage, block % 2 == 1));
            }
            String out = swin + "hidden_states_norms.stage" + (stage + 1);
            LayerNorm norm = stage == 0 ? null : LayerNorm.of(weights, out, config.eps());
            stages.add(new Stage(blocks, norm, stage + 1 == count ? null : Merging.of(weights, stage)));
        }
    }

    /**
     * @param pixels [B, 3, H, W], normalised
     * @return [B, C, h, w] of the second, third and fourth stage
     */
    List<NDArray> forward(NDArray pixels, CancelToken cancel) throws CancelledException {
        try (Scope scope = Scope.open()) {
            List<NDArray> maps = new ArrayList<>();
            NDArray x = patches(pixels);
            for (Stage stage : stages) {
                for (SwinBlock block : stage.blocks) {
                    cancel.check();
                    x = block.forward(x);
                }
                if (stage.outNorm != null) {
                    maps.add(scope.keep(stage.outNorm.apply(x).transpose(0, 3, 1, 2)));
                }
                if (stage.merging != null) {
                    x = stage.merging.forward(x);
                }
            }
            return maps;
        }
    }

    /** [B, h, w, C]. */
    private NDArray patches(NDArray pixels) {
        long patch = config.patch();
        Shape shape = pixels.getShape();
        long bottom = (patch - shape.get(2) % patch) % patch;
        long right = (patch - shape.get(3) % patch) % patch;
        NDArray padded = right + bottom == 0 ? pixels : pixels.pad(new Shape(0, right, 0, bottom), 0);
        NDArray map = Ops.conv2d(padded, patchWeight, patchBias, patch, 0);
        return patchNorm.apply(map.transpose(0, 2, 3, 1));
    }

    /** Four neighbours to one token of twice the width. */
    private record Merging(LayerNorm norm, Linear reduction) {

        /** Fixed in the original, whatever the configuration says. */
        private static final double EPS = 1e-5;

        static Merging of(Weights weights, int stage) {
            String name = GroundingDinoParameters.SWIN + "encoder.layers." + stage + ".downsample.";
            return new Merging(LayerNorm.of(weights, name + "norm", EPS), weights.linear(name + "reduction"));
        }

        /**
         * @param x [B, H, W, C]; odd sizes are filled up with zeros
         * @return [B, H / 2, W / 2, 2 C]
         */
        NDArray forward(NDArray x) {
            long oddRows = x.getShape().get(1) % 2;
            long oddColumns = x.getShape().get(2) % 2;
            NDArray even = oddRows + oddColumns == 0 ? x : x.pad(new Shape(0, 0, 0, oddColumns, 0, oddRows), 0);
            NDList parts = new NDList();
            for (int column = 0; column < 2; column++) {
                for (int row = 0; row < 2; row++) {
                    parts.add(even.get(new NDIndex(":, {}::2, {}::2, :", row, column)));
                }
            }
            return reduction.forward(norm.apply(NDArrays.concat(parts, 3)));
        }
    }
}
