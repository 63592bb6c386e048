package org.spatialalign.engine.model.groundingdino;

import ai.djl.ndarray.NDArray;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.model.Linear;
import org.spatialalign.engine.model.Weights;

/**
 * Attention from picture to text and back, over one set of scores. The original moves and clamps the scores before each
 * softmax, against overflow in half precision; in float32 that changes nothing.
 */
final class FusionLayer {

    private final LayerNorm visionNorm;
    private final LayerNorm textNorm;
    private final Linear vision;
    private final Linear text;
    private final Linear visionValue;
    private final Linear textValue;
    private final Linear visionOut;
    private final Linear textOut;
    private final NDArray visionGate;
    private final NDArray textGate;
    private final int heads;

    /** @param name of the layer, with a dot at the end */
    FusionLayer(Weights weights, String name, GroundingDinoConfig config) {
        visionNorm = LayerNorm.of(weights, name + "layer_norm_vision", config.eps());
        textNorm = LayerNorm.of(weights, name + "layer_norm_text", config.eps());
        vision = weights.linear(name + "attn.vision_proj");
        text = weights.linear(name + "attn.text_proj");
        visionValue = weights.linear(name + "attn.values_vision_proj");
        textValue = weights.linear(name + "attn.values_text_proj");
        visionOut = weights.linear(name + "attn.out_vision_proj");
        textOut = weights.linear(name + "attn.out_text_proj");
        visionGate = weights.get(name + "vision_param");
        textGate = weights.get(name + "text_param");
        heads = config.encoderHeads() / 2;
    }

    /**
     * What is added is added to the normalised streams, not to those that came in, as in the original.
     *
     * @param hiddenPixels added to scores over the picture's tokens; null when all count
     * @param hiddenTokens the same for the text
     */
    Streams forward(Streams in, @Nullable NDArray hiddenPixels, @Nullable NDArray hiddenTokens) {
        NDArray v = visionNorm.apply(in.vision());
        NDArray t = textNorm.apply(in.text());
        NDArray fromVision = vision.forward(v);
        NDArray fromText = text.forward(t);
        NDArray toVision = Heads.attend(fromVision, fromText, textValue.forward(t), heads, hiddenTokens);
        NDArray toText = Heads.attend(fromText, fromVision, visionValue.forward(v), heads, hiddenPixels);
        return new Streams(
                v.add(visionOut.forward(toVision).mul(visionGate)),
                t.add(textOut.forward(toText).mul(textGate)));
    }
}
