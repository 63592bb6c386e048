package org.spatialalign.engine.model.groundingdino;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.model.Linear;
import org.spatialalign.engine.model.Probe;
import org.spatialalign.engine.model.Weights;
import org.spatialalign.engine.tensor.Ops;
import org.spatialalign.engine.tensor.Scope;

/** Where the decoder starts: the boxes proposed by those tokens of the picture that are most like one of the text. */
final class QuerySelection {

    private final Linear projection;
    private final LayerNorm norm;
    private final Mlp box;
    private final int queries;

    QuerySelection(Weights weights, GroundingDinoConfig config) {
        projection = weights.linear(GroundingDinoParameters.PROPOSAL_PROJECTION);
        norm = LayerNorm.of(weights, GroundingDinoParameters.PROPOSAL_NORM, config.eps());
        box = Mlp.of(weights, GroundingDinoParameters.PROPOSAL_BOX, 3);
        queries = config.queries();
    }

    /** @return [B, Q, 4], centre and size in parts of the picture, the best first */
    NDArray select(Streams encoded, EncodedText text, Grid grid, Probe probe) {
        try (Scope scope = Scope.open()) {
            NDArray proposed = norm.apply(projection.forward(encoded.vision().mul(grid.proposing())));
            NDArray likeness = likeness(proposed, encoded.text(), text.hidden()).max(new int[] {2});
            NDArray logits = box.forward(proposed).add(grid.proposals());
            probe.see("enc_class_max", likeness);
            probe.see("enc_coord_logits", logits);
            NDList best = new NDList();
            for (long picture = 0; picture < likeness.getShape().get(0); picture++) {
                NDArray rows =
                        likeness.get(picture).topK(queries, 0, true, true).get(1);
                best.add(Ops.embedding(logits.get(picture), rows));
            }
            return scope.keep(Ops.sigmoid(NDArrays.stack(best)));
        }
    }

    /**
     * How much each of some vectors is like each token of the text.
     *
     * @return [B, N, L], logits; minus infinity for what only fills up the text
     */
    static NDArray likeness(NDArray vectors, NDArray text, @Nullable NDArray hidden) {
        NDArray logits = vectors.matMul(text.transpose(0, 2, 1));
        return hidden == null ? logits : logits.add(hidden.squeeze(1));
    }
}
