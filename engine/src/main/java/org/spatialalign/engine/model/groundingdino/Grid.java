package org.spatialalign.engine.model.groundingdino;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Pyramid} as tensors. Where all pictures fill the input the first axis is 1 and stands for all of them.
 *
 * @param levels sizes of the feature levels
 * @param positions [P, tokens, width], without the mark of the level
 * @param references [P, tokens, levels, 2]
 * @param ratios [P, levels, 2]
 * @param proposals [P, tokens, 4]
 * @param proposing [P, tokens, 1], 1 for tokens that propose a box
 * @param counting [P, tokens, 1], 1 for tokens that count; null when all do
 * @param hidden [P, 1, 1, tokens], added to scores: minus infinity for tokens that do not count; null when all do
 */
record Grid(
        List<Pyramid.Level> levels,
        NDArray positions,
        NDArray references,
        NDArray ratios,
        NDArray proposals,
        NDArray proposing,
        @Nullable NDArray counting,
        @Nullable NDArray hidden) {

    static Grid of(Pyramid pyramid, GroundingDinoConfig config, NDManager manager) {
        long pictures = pyramid.pictures();
        long tokens = pyramid.tokens();
        long levels = pyramid.levels().size();
        float[] proposals = pyramid.proposals();
        float[] proposing = new float[proposals.length / 4];
        for (int i = 0; i < proposing.length; i++) {
            proposing[i] = Float.isFinite(proposals[4 * i]) ? 1 : 0;
        }
        NDArray counting = null;
        NDArray hidden = null;
        if (!pyramid.whole()) {
            float[] counts = pyramid.counting();
            counting = manager.create(counts, new Shape(pictures, tokens, 1));
            hidden = manager.create(hidden(counts), new Shape(pictures, 1, 1, tokens));
        }
        return new Grid(
                pyramid.levels(),
                manager.create(
                        pyramid.positions(config.width(), config.temperature()),
                        new Shape(pictures, tokens, config.width())),
                manager.create(pyramid.references(), new Shape(pictures, tokens, levels, 2)),
                manager.create(pyramid.ratios(), new Shape(pictures, levels, 2)),
                manager.create(proposals, new Shape(pictures, tokens, 4)),
                manager.create(proposing, new Shape(pictures, tokens, 1)),
                counting,
                hidden);
    }

    /** What is added to scores so that only keys that count are seen. */
    static float[] hidden(float[] counts) {
        float[] hidden = new float[counts.length];
        for (int i = 0; i < counts.length; i++) {
            hidden[i] = counts[i] > 0 ? 0 : Float.NEGATIVE_INFINITY;
        }
        return hidden;
    }

    /** The same with what does not count set to zero. */
    NDArray masked(NDArray values) {
        return counting == null ? values : values.mul(Objects.requireNonNull(counting));
    }
}
