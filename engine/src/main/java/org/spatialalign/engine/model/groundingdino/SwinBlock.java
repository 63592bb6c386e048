package org.spatialalign.engine.model.groundingdino;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.model.Linear;
import org.spatialalign.engine.model.Weights;
import org.spatialalign.engine.tensor.Ops;
import org.spatialalign.engine.tensor.Scope;

/** Attention within squares of the map, with a bias for each relative position, and a feed-forward network. */
final class SwinBlock {

    private final LayerNorm before;
    private final Linear query;
    private final Linear key;
    private final Linear value;
    private final Linear out;
    private final LayerNorm after;
    private final Linear up;
    private final Linear down;
    private final int heads;
    private final int window;
    private final int shift;
    /** [1, heads, window * window, window * window]. */
    private final NDArray bias;

    /** @param name of the block, with a dot at the end */
    SwinBlock(Weights weights, String name, GroundingDinoConfig.Swin config, int stage, boolean shifted) {
        heads = config.heads().get(stage);
        window = config.window();
        shift = shifted ? window / 2 : 0;
        before = LayerNorm.of(weights, name + "layernorm_before", config.eps());
        query = weights.linear(name + "attention.self.query");
        key = weights.linear(name + "attention.self.key");
        value = weights.linear(name + "attention.self.value");
        out = weights.linear(name + "attention.output.dense");
        after = LayerNorm.of(weights, name + "layernorm_after", config.eps());
        up = weights.linear(name + "intermediate.dense");
        down = weights.linear(name + "output.dense");
        NDManager manager = weights.manager();
        long places = (long) window * window;
        try (Scope scope = Scope.open()) {
            NDArray rows = manager.create(SwinWindows.biasRows(window), new Shape(places, places));
            NDArray table = weights.get(name + "attention.self.relative_position_bias_table");
            bias = scope.give(Ops.embedding(table, rows).transpose(2, 0, 1).expandDims(0), manager);
        }
    }

    /** @param x [B, H, W, C]; the result has this shape */
    NDArray forward(NDArray x) {
        try (Scope scope = Scope.open()) {
            Shape shape = x.getShape();
            SwinWindows windows = new SwinWindows((int) shape.get(1), (int) shape.get(2), window, shift);
            NDArray squares = windows.cut(before.apply(x));
            NDArray mask = mask(windows.mask(x.getManager()), shape.get(0));
            NDArray attended = out.forward(
                    Heads.attend(query.forward(squares), key.forward(squares), value.forward(squares), heads, mask));
            NDArray h = x.add(windows.join(attended));
            return scope.keep(h.add(down.forward(Ops.gelu(up.forward(after.apply(h))))));
        }
    }

    /** The bias, and for each square of each picture what keeps its parts apart. */
    private NDArray mask(@Nullable NDArray apart, long batch) {
        return apart == null ? bias : apart.add(bias).tile(new long[] {batch, 1, 1, 1});
    }
}
