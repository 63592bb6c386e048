package org.spatialalign.engine.model.groundingdino;

import ai.djl.ndarray.NDArray;
import org.spatialalign.engine.tensor.Ops;

/** Boxes move in logits, so that they stay within the picture. */
final class Boxes {

    private static final double EPS = 1e-5;

    private Boxes() {}

    /**
     * @param boxes [B, Q, 4], centre and size in parts of the picture
     * @param delta the same shape, in logits
     */
    static NDArray moved(NDArray boxes, NDArray delta) {
        NDArray p = boxes.clip(EPS, 1 - EPS);
        return Ops.sigmoid(delta.add(p.log()).sub(p.neg().add(1).log()));
    }
}
