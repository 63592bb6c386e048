package org.spatialalign.engine.train;

import java.util.List;
import java.util.Map;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.generate.ModelConfigs;
import org.spatialalign.engine.generate.VideoSize;
import org.spatialalign.engine.model.lora.LoraTargets;
import org.spatialalign.engine.model.umt5.PromptTokenizer;
import org.spatialalign.engine.model.wan.TokenGrid;
import org.spatialalign.engine.model.wan.VaeMemory;
import org.spatialalign.engine.model.wan.WanCost;
import org.spatialalign.engine.model.wan.WanTransformerConfig;
import org.spatialalign.engine.tensor.Compute;

/**
 * What a training costs, worked out from the sizes alone. Estimates: memory within about a third, time (with a
 * machine's speed) within a factor of two.
 *
 * @param pairOperations floating-point operations for one pair
 * @param memoryBytes at the worst moment, encoding the clips included
 * @param parameters that are trained
 * @param checkpointBytes of one checkpoint on disk
 * @param latentBytes of one encoded clip on disk
 */
public record TrainingCost(
        double pairOperations, double memoryBytes, long parameters, long checkpointBytes, long latentBytes) {

    /** Forward passes of a pair: the reference's two and two of the model in training. */
    private static final double FORWARD = 4;

    /** Backward passes of a pair in forward passes: to activations alone, attention at two and a half times. */
    private static final double BACKWARD = 4.1;

    /** The model's two forward passes once more, block by block. */
    private static final double RECOMPUTED = 2;

    /** @throws WorkbenchException when the transformer does not take clips of this size, or has no such layers */
    public static TrainingCost of(ModelConfigs configs, VideoSize size, TrainingConfig config, Compute compute)
            throws WorkbenchException {
        WanTransformerConfig transformer = configs.transformer();
        int by = configs.vae().spatialFactor();
        int latentFrames = configs.vae().latentFrames(size.frames());
        TokenGrid grid = transformer.grid(latentFrames, size.height() / by, size.width() / by);
        WanCost forward = WanCost.of(transformer, grid, PromptTokenizer.MAX_LENGTH, compute.matrices());
        boolean checkpointed = config.memory() == DpoStep.Memory.CHECKPOINTED;
        double passes = FORWARD + BACKWARD + (checkpointed ? RECOMPUTED : 0);
        long parameters = parameters(transformer, config.adapter());
        int matrixBytes = compute.matrices().getNumOfBytes();
        double block = (double) grid.tokens()
                * (12.0 * Float.BYTES * transformer.dim()
                        + 6.0 * matrixBytes * transformer.dim()
                        + 3.0 * matrixBytes * transformer.ffnDim());
        double graph = checkpointed ? block + 2.0 * forward.checkpointBytes() : 2 * block * transformer.layers();
        double training = forward.weightBytes()
                + config.pairsPerBatch() * (graph + forward.activationBytes())
                + 4.0 * Float.BYTES * parameters;
        VaeMemory autoencoder = new VaeMemory(configs.vae(), matrixBytes);
        double encoding =
                (double) autoencoder.weights() + autoencoder.encode(size.frames(), size.height(), size.width(), null);
        long latent =
                (long) Float.BYTES * configs.vae().zDim() * latentFrames * (size.height() / by) * (size.width() / by);
        return new TrainingCost(
                passes * forward.operations(),
                Math.max(training, encoding),
                parameters,
                4L * Float.BYTES * parameters,
                latent);
    }

    /** The seconds of one step on a machine that does so many operations per second. */
    public double stepSeconds(TrainingConfig config, double operationsPerSecond) {
        return config.pairsPerStep() * pairOperations / operationsPerSecond;
    }

    private static long parameters(WanTransformerConfig transformer, TrainingConfig.Adapter adapter)
            throws WorkbenchException {
        LoraTargets targets = new LoraTargets(adapter.targets());
        long sum = 0;
        for (Map.Entry<String, List<Long>> parameter :
                transformer.parameterShapes().entrySet()) {
            String name = parameter.getKey();
            boolean matrix = name.endsWith(".weight") && parameter.getValue().size() == 2;
            if (matrix && targets.matches(name.substring(0, name.length() - ".weight".length()))) {
                sum += adapter.rank()
                        * (parameter.getValue().get(0) + parameter.getValue().get(1));
            }
        }
        if (sum == 0) {
            throw new WorkbenchException("adapter.targets " + adapter.targets() + " name no layer of this model");
        }
        return sum;
    }
}
