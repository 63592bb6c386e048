package org.spatialalign.engine.model.groundingdino;

import ai.djl.ndarray.NDArray;
import org.spatialalign.engine.model.Weights;
import org.spatialalign.engine.tensor.Scope;

/** Fusion of picture and text, then attention within the text, then within the picture. */
final class EncoderLayer {

    private final FusionLayer fusion;
    private final MultiheadAttention textAttention;
    private final LayerNorm textNorm;
    private final Mlp textFeedForward;
    private final LayerNorm textOutNorm;
    private final DeformableAttention visionAttention;
    private final LayerNorm visionNorm;
    private final Mlp visionFeedForward;
    private final LayerNorm visionOutNorm;

    EncoderLayer(Weights weights, int index, GroundingDinoConfig config) {
        String name = GroundingDinoParameters.encoderLayer(index);
        fusion = new FusionLayer(weights, name + "fusion_layer.", config);
        String text = name + "text_enhancer_layer.";
        textAttention = new MultiheadAttention(weights, text + "self_attn", config.encoderHeads() / 2);
        textNorm = LayerNorm.of(weights, text + "layer_norm_before", config.eps());
        textFeedForward = Mlp.feedForward(weights, text);
        textOutNorm = LayerNorm.of(weights, text + "layer_norm_after", config.eps());
        String vision = name + "deformable_layer.";
        visionAttention =
                new DeformableAttention(weights, vision + "self_attn", config.encoderHeads(), config.encoderPoints());
        visionNorm = LayerNorm.of(weights, vision + "self_attn_layer_norm", config.eps());
        visionFeedForward = Mlp.feedForward(weights, vision);
        visionOutNorm = LayerNorm.of(weights, vision + "final_layer_norm", config.eps());
    }

    /** @param positions [P, tokens, width], of the picture's tokens */
    Streams forward(Streams in, EncodedText text, Grid grid, NDArray positions) {
        try (Scope scope = Scope.open()) {
            Streams fused = fusion.forward(in, grid.hidden(), text.hidden());
            return new Streams(
                    scope.keep(withinPicture(fused.vision(), grid, positions)),
                    scope.keep(withinText(fused.text(), text)));
        }
    }

    private NDArray withinText(NDArray t, EncodedText text) {
        NDArray placed = t.add(text.positions());
        NDArray h = textNorm.apply(t.add(textAttention.forward(placed, placed, t, text.mask())));
        return textOutNorm.apply(h.add(textFeedForward.forward(h)));
    }

    private NDArray withinPicture(NDArray v, Grid grid, NDArray positions) {
        NDArray seen = visionAttention.forward(v.add(positions), v, grid.references(), grid);
        NDArray h = visionNorm.apply(v.add(seen));
        return visionOutNorm.apply(h.add(visionFeedForward.forward(h)));
    }
}
