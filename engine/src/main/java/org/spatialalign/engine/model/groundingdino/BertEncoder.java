package org.spatialalign.engine.model.groundingdino;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import java.util.ArrayList;
import java.util.List;
import org.spatialalign.engine.core.CancelToken;
import org.spatialalign.engine.core.CancelledException;
import org.spatialalign.engine.model.Linear;
import org.spatialalign.engine.model.Weights;
import org.spatialalign.engine.tensor.Ops;
import org.spatialalign.engine.tensor.Scope;

/** BERT without its pooling layer: ids of tokens to one vector each. Phrases do not see each other. */
final class BertEncoder {

    private final NDArray words;
    private final NDArray positions;
    private final NDArray types;
    private final LayerNorm norm;
    private final List<Layer> layers = new ArrayList<>();

    BertEncoder(Weights weights, GroundingDinoConfig.Bert config) {
        String embeddings = GroundingDinoParameters.BERT + "embeddings.";
        words = weights.get(embeddings + "word_embeddings.weight");
        positions = weights.get(embeddings + "position_embeddings.weight");
        types = weights.get(embeddings + "token_type_embeddings.weight");
        norm = LayerNorm.of(weights, embeddings + "LayerNorm", config.eps());
        for (int i = 0; i < config.layers(); i++) {
            layers.add(new Layer(weights, GroundingDinoParameters.bertLayer(i), config));
        }
    }

    /**
     * @param ids INT64 [B, L]
     * @param places INT64 [B, L], where in its phrase each token stands
     * @param mask [B, 1, L, L], added to the scores
     * @return [B, L, width]
     */
    NDArray forward(NDArray ids, NDArray places, NDArray mask, CancelToken cancel) throws CancelledException {
        try (Scope scope = Scope.open()) {
            NDArray embedded =
                    Ops.embedding(words, ids).add(types.get(new NDIndex("0"))).add(Ops.embedding(positions, places));
            NDArray x = norm.apply(embedded);
            for (Layer layer : layers) {
                cancel.check();
                x = layer.forward(x, mask);
            }
            return scope.keep(x);
        }
    }

    private static final class Layer {

        private final Linear query;
        private final Linear key;
        private final Linear value;
        private final Linear out;
        private final LayerNorm attentionNorm;
        private final Linear up;
        private final Linear down;
        private final LayerNorm outNorm;
        private final int heads;

        Layer(Weights weights, String name, GroundingDinoConfig.Bert config) {
            query = weights.linear(name + "attention.self.query");
            key = weights.linear(name + "attention.self.key");
            value = weights.linear(name + "attention.self.value");
            out = weights.linear(name + "attention.output.dense");
            attentionNorm = LayerNorm.of(weights, name + "attention.output.LayerNorm", config.eps());
            up = weights.linear(name + "intermediate.dense");
            down = weights.linear(name + "output.dense");
            outNorm = LayerNorm.of(weights, name + "output.LayerNorm", config.eps());
            heads = config.heads();
        }

        NDArray forward(NDArray x, NDArray mask) {
            NDArray attended = Heads.attend(query.forward(x), key.forward(x), value.forward(x), heads, mask);
            NDArray h = attentionNorm.apply(x.add(out.forward(attended)));
            return outNorm.apply(h.add(down.forward(Ops.gelu(up.forward(h)))));
        }
    }
}
