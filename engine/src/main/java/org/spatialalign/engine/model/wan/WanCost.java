package org.spatialalign.engine.model.wan;

import ai.djl.ndarray.types.DataType;

/**
 * What one forward pass over a batch of one costs, counted from the sizes alone. Two operations per multiplication
 * with addition; norms and activations are left out, they are a fraction of a percent.
 *
 * @param operations floating-point operations
 * @param weightBytes memory of the parameters
 * @param activationBytes memory beside them at the widest point of a forward pass without gradients, an estimate
 * @param checkpointBytes what a {@link CheckpointedPass} keeps besides, until its backward pass
 */
public record WanCost(double operations, long weightBytes, long activationBytes, long checkpointBytes) {

    /** Numbers that one temporary result of the feed-forward network may have. */
    private static final long HIDDEN = FeedForward.HIDDEN_AT_A_TIME;

    /**
     * @param textLength rows of the context, 512 in the published model
     * @param matrices type of the matrices
     */
    public static WanCost of(WanTransformerConfig config, TokenGrid grid, int textLength, DataType matrices) {
        return new WanCost(
                operations(config, grid.tokens(), textLength),
                weightBytes(config, new Precision(matrices)),
                activationBytes(config, grid.tokens(), matrices.getNumOfBytes()),
                Math.multiplyExact(stream(config, grid.tokens()), config.layers() + 1L));
    }

    private static double operations(WanTransformerConfig config, double n, double textLength) {
        double d = config.dim();
        double layers = config.layers();
        double linears = layers * n * (6 * d * d + 2 * d * config.ffnDim());
        double text = textLength * (config.textDim() * d + d * d + layers * 2 * d * d);
        double attention = layers * 2 * d * n * (n + textLength);
        double ends = n * d * config.patchVolume() * (config.inChannels() + config.outChannels());
        double time = d * config.freqDim() + d * d + 6 * d * d;
        return 2 * (linears + text + attention + ends + time);
    }

    private static long weightBytes(WanTransformerConfig config, Precision precision) {
        return config.parameterShapes().entrySet().stream()
                .mapToLong(parameter -> precision.of(parameter.getKey()).getNumOfBytes()
                        * parameter.getValue().stream().reduce(1L, Math::multiplyExact))
                .sum();
    }

    private static long activationBytes(WanTransformerConfig config, long n, long matrix) {
        long wide = stream(config, n);
        long narrow = wide / Float.BYTES * matrix;
        // Norming the queries: input, four temporaries; the norm, keys and values before and after, queries before.
        long attention = 5 * wide + 5 * narrow;
        long hidden = Math.min(n * config.ffnDim(), HIDDEN) * matrix;
        return Math.max(attention, 3 * wide + 3 * narrow + 2 * hidden);
    }

    /** The tokens in float32. */
    private static long stream(WanTransformerConfig config, long n) {
        return Float.BYTES * n * config.dim();
    }
}
