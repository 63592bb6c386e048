package org.spatialalign.engine.model.wan;

import ai.djl.ndarray.NDArray;
import java.util.List;
import org.spatialalign.engine.model.Linear;
import org.spatialalign.engine.model.Probe;
import org.spatialalign.engine.model.Weights;
import org.spatialalign.engine.tensor.Ops;

/**
 * From the text encoder's states to the context of the cross-attention. Rows of padding are zeros and are not masked:
 * the biases make one constant vector of them, which takes part in the attention.
 */
final class TextEmbedding {

    private final Precision precision;
    private final Linear first;
    private final Linear second;

    TextEmbedding(Weights weights, Precision precision) {
        this.precision = precision;
        first = weights.linear(WanParameters.TEXT_1);
        second = weights.linear(WanParameters.TEXT_2);
    }

    List<Linear> linears() {
        return List.of(first, second);
    }

    /**
     * @param states [B, L, textDim]
     * @return [B, L, d], of the type of the matrices
     */
    NDArray forward(NDArray states, Probe probe) {
        NDArray context = second.forward(Ops.geluTanh(first.forward(precision.narrow(states))));
        probe.see("text_embed", context);
        return context;
    }
}
