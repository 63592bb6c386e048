package org.spatialalign.engine.generate;

import ai.djl.ndarray.types.DataType;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.model.umt5.Umt5Config;
import org.spatialalign.engine.model.wan.VaeConfig;
import org.spatialalign.engine.model.wan.VaeMemory;
import org.spatialalign.engine.model.wan.WanCost;
import org.spatialalign.engine.model.wan.WanTransformerConfig;

/**
 * What one clip costs: floating-point operations and bytes, worked out from the sizes of the model. What is not a matrix
 * product or a convolution is left out of the operations.
 *
 * @param matrixBytes of one number of the transformer's matrices
 * @param step one evaluation of the transformer
 */
record Workload(ModelConfigs configs, VideoSize size, boolean guided, int matrixBytes, WanCost step) {

    /** What the transformer is told of a prompt, padding included. */
    static final int TEXT_TOKENS = 512;

    private static final int FLOAT = Float.BYTES;

    private static final Pattern UP_BLOCK =
            Pattern.compile("decoder\\.up_blocks\\.(\\d{1,2})\\.(resnets|upsamplers)\\..*");

    /** @throws WorkbenchException when the transformer has no places for so large a clip */
    static Workload of(ModelConfigs configs, VideoSize size, boolean guided, DataType matrices)
            throws WorkbenchException {
        long[] latent = configs.latentShape(size);
        WanTransformerConfig transformer = configs.transformer();
        WanCost step =
                WanCost.of(transformer, transformer.grid(latent[1], latent[2], latent[3]), TEXT_TOKENS, matrices);
        return new Workload(configs, size, guided, matrices.getNumOfBytes(), step);
    }

    private static double elements(List<Long> shape) {
        return shape.stream().mapToDouble(Long::doubleValue).reduce(1, (a, b) -> a * b);
    }

    /** Operations of one step of the sampler. */
    double stepOperations() {
        return passes() * step.operations();
    }

    private int passes() {
        return guided ? 2 : 1;
    }

    /** Operations of decoding the clip. */
    double decodeOperations() {
        VaeConfig vae = configs.vae();
        int levels = vae.dimMult().size();
        double sum = 0;
        for (Map.Entry<String, List<Long>> parameter : vae.parameterShapes().entrySet()) {
            if (parameter.getValue().size() < 4 || !parameter.getKey().startsWith("decoder.")) {
                continue;
            }
            Matcher block = UP_BLOCK.matcher(parameter.getKey());
            int level = 0;
            boolean enlarged = false;
            if (block.matches()) {
                level = Integer.parseInt(block.group(1));
                enlarged = parameter.getKey().contains(".resample.");
            } else if (parameter.getKey().startsWith("decoder.conv_out")) {
                level = levels - 1;
            }
            sum += 2 * elements(parameter.getValue()) * positions(level + (enlarged ? 1 : 0));
        }
        return sum;
    }

    /** Points in time and space after so many enlargements. */
    private double positions(int enlargements) {
        VaeConfig vae = configs.vae();
        long[] latent = configs.latentShape(size);
        double frames = latent[1];
        int steps = vae.temporalDownsample().size();
        for (int i = 0; i < Math.min(enlargements, steps); i++) {
            if (vae.temporalDownsample().get(steps - 1 - i)) {
                frames = 2 * frames - 1;
            }
        }
        return frames * latent[2] * latent[3] * Math.pow(4, Math.min(enlargements, steps));
    }

    /** Memory to encode a prompt with one layer of the text encoder at a time. */
    double encodeBytes() {
        Umt5Config text = configs.text();
        double parameters = text.parameterShapes().values().stream()
                .mapToDouble(Workload::elements)
                .sum();
        double activations = TEXT_TOKENS * (4.0 * text.width() + 2.0 * text.feedForward());
        double scores = 2.0 * text.heads() * TEXT_TOKENS * TEXT_TOKENS;
        return FLOAT * (1.5 * parameters / text.layers() + activations + scores);
    }

    /** Memory of the transformer's weights. */
    double transformerBytes() {
        return (double) step.weightBytes();
    }

    /** Memory of one step, beside the weights: the widest layer, and the keys and values of the prompts. */
    double stepBytes() {
        WanTransformerConfig t = configs.transformer();
        double texts = (double) passes() * t.layers() * 2 * TEXT_TOKENS * t.dim() * matrixBytes;
        return step.activationBytes() + texts;
    }

    /** Memory of the autoencoder's weights and of decoding, beside the transformer's weights. */
    double decodeBytes() {
        VaeMemory memory = new VaeMemory(configs.vae(), FLOAT);
        return memory.weights() + (double) memory.decode(size.frames(), size.height(), size.width(), null);
    }

    /** The most that is needed at any time. */
    double peakBytes() {
        return Math.max(encodeBytes(), transformerBytes() + Math.max(stepBytes(), decodeBytes()));
    }

    /** Operations of a whole clip. */
    double operations(int steps) {
        return steps * stepOperations() + decodeOperations();
    }
}
