package org.spatialalign.engine.model.groundingdino;

import ai.djl.ndarray.NDArray;
import org.spatialalign.engine.model.Weights;
import org.spatialalign.engine.tensor.Scope;

/** Queries look at each other, at the text, and at the picture. */
final class DecoderLayer {

    private final MultiheadAttention selfAttention;
    private final LayerNorm selfNorm;
    private final MultiheadAttention textAttention;
    private final LayerNorm textNorm;
    private final DeformableAttention visionAttention;
    private final LayerNorm visionNorm;
    private final Mlp feedForward;
    private final LayerNorm outNorm;

    DecoderLayer(Weights weights, int index, GroundingDinoConfig config) {
        String name = GroundingDinoParameters.decoderLayer(index);
        selfAttention = new MultiheadAttention(weights, name + "self_attn", config.decoderHeads());
        selfNorm = LayerNorm.of(weights, name + "self_attn_layer_norm", config.eps());
        textAttention = new MultiheadAttention(weights, name + "encoder_attn_text", config.decoderHeads());
        textNorm = LayerNorm.of(weights, name + "encoder_attn_text_layer_norm", config.eps());
        visionAttention =
                new DeformableAttention(weights, name + "encoder_attn", config.decoderHeads(), config.decoderPoints());
        visionNorm = LayerNorm.of(weights, name + "encoder_attn_layer_norm", config.eps());
        feedForward = Mlp.feedForward(weights, name);
        outNorm = LayerNorm.of(weights, name + "final_layer_norm", config.eps());
    }

    /**
     * @param queries [B, Q, width]
     * @param positions [B, Q, width], of the queries' boxes
     * @param references [B, Q, levels, 4], the boxes in parts of each level
     * @return [B, Q, width]
     */
    NDArray forward(
            NDArray queries, NDArray positions, NDArray references, Streams encoded, EncodedText text, Grid grid) {
        try (Scope scope = Scope.open()) {
            NDArray placed = queries.add(positions);
            NDArray h = selfNorm.apply(queries.add(selfAttention.forward(placed, placed, queries, null)));
            NDArray read = textAttention.forward(h.add(positions), encoded.text(), encoded.text(), text.hidden());
            h = textNorm.apply(h.add(read));
            NDArray seen = visionAttention.forward(h.add(positions), encoded.vision(), references, grid);
            h = visionNorm.apply(h.add(seen));
            return scope.keep(outNorm.apply(h.add(feedForward.forward(h))));
        }
    }
}
