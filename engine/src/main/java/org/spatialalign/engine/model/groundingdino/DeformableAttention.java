package org.spatialalign.engine.model.groundingdino;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.model.Linear;
import org.spatialalign.engine.model.Weights;
import org.spatialalign.engine.tensor.Ops;
import org.spatialalign.engine.tensor.Scope;

/**
 * Each query looks at a few places of each feature level around its reference, places and weights being functions of
 * the query (Zhu et al., 2020).
 */
final class DeformableAttention {

    private final Linear offsets;
    private final Linear weights;
    private final Linear value;
    private final Linear out;
    private final int heads;
    private final int points;

    DeformableAttention(Weights parameters, String name, int heads, int points) {
        offsets = parameters.linear(name + ".sampling_offsets");
        weights = parameters.linear(name + ".attention_weights");
        value = parameters.linear(name + ".value_proj");
        out = parameters.linear(name + ".output_proj");
        this.heads = heads;
        this.points = points;
    }

    /**
     * @param queries [B, Q, width]
     * @param values [B, tokens, width], the tokens of all levels
     * @param references in parts of each level: points [P, Q, levels, 2], or centres and sizes [P, Q, levels, 4]
     * @return [B, Q, width]
     */
    NDArray forward(NDArray queries, NDArray values, NDArray references, Grid grid) {
        try (Scope scope = Scope.open()) {
            long batch = queries.getShape().get(0);
            long count = queries.getShape().get(1);
            int levels = grid.levels().size();
            NDArray projected = grid.masked(value.forward(values));
            NDArray shifts = offsets.forward(queries).reshape(new Shape(batch, count, heads, levels, points, 2));
            NDArray places = places(shifts, references, grid).mul(2).sub(1);
            NDArray shares = weights.forward(queries)
                    .reshape(new Shape(batch, count, heads, (long) levels * points))
                    .softmax(-1);
            NDArray sum = null;
            int start = 0;
            for (int l = 0; l < levels; l++) {
                Pyramid.Level level = grid.levels().get(l);
                NDArray map = projected.get(new NDIndex(":, {}:{}, :", start, start + level.tokens()));
                NDArray seen = sample(map, level, places.get(new NDIndex(":, :, :, {}", l)));
                NDArray share = shares.get(new NDIndex(":, :, :, {}:{}", l * points, (l + 1) * points));
                sum = plus(
                        sum,
                        seen.mul(byHead(share.expandDims(-1)).transpose(0, 3, 1, 2))
                                .sum(new int[] {3}));
                start += level.tokens();
            }
            NDArray joined = Objects.requireNonNull(sum)
                    .reshape(new Shape(batch, projected.getShape().get(2), count))
                    .transpose(0, 2, 1);
            return scope.keep(out.forward(joined));
        }
    }

    private static NDArray plus(@Nullable NDArray sum, NDArray next) {
        return sum == null ? next : sum.add(next);
    }

    /** Where to look: [B, Q, heads, levels, points, 2], in parts of each level. */
    private NDArray places(NDArray shifts, NDArray references, Grid grid) {
        Shape shape = references.getShape();
        NDArray around = references.reshape(new Shape(shape.get(0), shape.get(1), 1, shape.get(2), 1, shape.get(3)));
        if (shape.get(3) == 2) {
            float[] sizes = new float[2 * grid.levels().size()];
            for (int l = 0; l < grid.levels().size(); l++) {
                sizes[2 * l] = grid.levels().get(l).width();
                sizes[2 * l + 1] = grid.levels().get(l).height();
            }
            NDArray scale =
                    shifts.getManager().create(sizes, new Shape(grid.levels().size(), 1, 2));
            return shifts.div(scale).add(around);
        }
        NDArray centre = around.get(new NDIndex("..., 0:2"));
        NDArray size = around.get(new NDIndex("..., 2:4"));
        return shifts.div(points).mul(size).mul(0.5).add(centre);
    }

    /** What a head sees of one level: [B * heads, d, Q, points]. */
    private NDArray sample(NDArray tokens, Pyramid.Level level, NDArray places) {
        Shape shape = tokens.getShape();
        long width = shape.get(2) / heads;
        NDArray map = tokens.reshape(new Shape(shape.get(0), shape.get(1), heads, width))
                .transpose(0, 2, 3, 1)
                .reshape(new Shape(shape.get(0) * heads, width, level.height(), level.width()));
        return Ops.gridSample(map, byHead(places), false);
    }

    /** [B, Q, heads, points, n] as [B * heads, Q, points, n]. */
    private NDArray byHead(NDArray x) {
        Shape shape = x.getShape();
        return x.transpose(0, 2, 1, 3, 4)
                .reshape(new Shape(shape.get(0) * heads, shape.get(1), shape.get(3), shape.get(4)));
    }
}
