package org.spatialalign.engine.model.groundingdino;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import org.spatialalign.engine.model.Weights;
import org.spatialalign.engine.tensor.Ops;

/** Brings the backbone's maps to one width, makes one coarser map of the last, and lays all out as tokens. */
final class VisionNeck {

    private static final double EPS = 1e-5;

    private final Weights weights;
    private final int width;

    VisionNeck(Weights weights, GroundingDinoConfig config) {
        this.weights = weights;
        this.width = config.width();
    }

    /** @return [B, width, h, w], the finest first */
    List<NDArray> levels(List<NDArray> maps) {
        List<NDArray> levels = new ArrayList<>();
        for (NDArray map : maps) {
            levels.add(level(map, levels.size(), 1, 0));
        }
        levels.add(level(maps.get(maps.size() - 1), levels.size(), 2, 1));
        return levels;
    }

    private NDArray level(NDArray map, int level, int stride, int padding) {
        String name = GroundingDinoParameters.projection(level);
        NDArray projected =
                Ops.conv2d(map, weights.get(name + ".0.weight"), weights.get(name + ".0.bias"), stride, padding);
        NDArray scale = weights.get(name + ".1.weight");
        return Ops.groupNorm(projected, GroundingDinoConfig.GROUPS, scale, weights.get(name + ".1.bias"), EPS);
    }

    /** @return [B, tokens, width], one level after the other */
    NDArray tokens(List<NDArray> levels) {
        NDList tokens = new NDList();
        for (NDArray level : levels) {
            Shape shape = level.getShape();
            tokens.add(level.reshape(new Shape(shape.get(0), width, shape.get(2) * shape.get(3)))
                    .transpose(0, 2, 1));
        }
        return NDArrays.concat(tokens, 1);
    }

    /** Positions with the mark of each token's level: [P, tokens, width]. */
    NDArray marked(Grid grid) {
        NDArray marks = weights.get(GroundingDinoParameters.LEVEL_EMBEDDING);
        NDList parts = new NDList();
        int start = 0;
        for (int l = 0; l < grid.levels().size(); l++) {
            int end = start + grid.levels().get(l).tokens();
            parts.add(
                    grid.positions().get(new NDIndex(":, {}:{}, :", start, end)).add(marks.get(l)));
            start = end;
        }
        return NDArrays.concat(parts, 1);
    }
}
