package org.spatialalign.engine.model.wan;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.spatialalign.engine.tensor.GradMode;
import org.spatialalign.engine.tensor.Scope;

/**
 * Angles of the rotary position embedding of every token (RoFormer, Su et al. 2021, over three axes). A head's d
 * channels are cut into d - 4 (d / 6) for time and 2 (d / 6) each for height and width; the angle of pair j of an axis
 * with c channels at position p is p * 10000^(-2j / c).
 *
 * @param cos [N, d / 2]
 * @param sin [N, d / 2]
 */
record RotaryTable(NDArray cos, NDArray sin) {

    private static final double THETA = 10_000;

    static RotaryTable of(TokenGrid grid, int headDim, NDManager manager) {
        int side = 2 * (headDim / 6);
        int time = headDim - 2 * side;
        int pairs = headDim / 2;
        float[] cos = new float[Math.multiplyExact(grid.tokens(), pairs)];
        float[] sin = new float[cos.length];
        int n = 0;
        for (int f = 0; f < grid.frames(); f++) {
            for (int y = 0; y < grid.height(); y++) {
                for (int x = 0; x < grid.width(); x++) {
                    int at = n++ * pairs;
                    at = fill(cos, sin, at, f, time);
                    at = fill(cos, sin, at, y, side);
                    fill(cos, sin, at, x, side);
                }
            }
        }
        Shape shape = new Shape(grid.tokens(), pairs);
        try (GradMode mode = GradMode.off();
                Scope scope = Scope.open()) {
            // Copies, since graphs refer to the angles, but would not hold a Java buffer.
            NDArray ownCos = scope.give(manager.create(cos, shape).duplicate(), manager);
            NDArray ownSin = scope.give(manager.create(sin, shape).duplicate(), manager);
            return new RotaryTable(ownCos, ownSin);
        }
    }

    private static int fill(float[] cos, float[] sin, int at, int position, int channels) {
        for (int j = 0; j < channels / 2; j++) {
            double angle = position * Math.pow(THETA, -2.0 * j / channels);
            cos[at + j] = (float) Math.cos(angle);
            sin[at + j] = (float) Math.sin(angle);
        }
        return at + channels / 2;
    }
}
