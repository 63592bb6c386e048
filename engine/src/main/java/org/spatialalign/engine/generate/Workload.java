package org.spatialalign.engine.generate;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.spatialalign.engine.model.umt5.Umt5Config;
import org.spatialalign.engine.model.wan.VaeConfig;
import org.spatialalign.engine.model.wan.WanTransformerConfig;

/**
 * What one clip costs: floating-point operations and bytes, worked out from the sizes of the model. Multiplications and
 * additions are counted one each; what is not a matrix product or a convolution is left out.
 *
 * @param matrixBytes of one number of a matrix: 4 or 2
 */
record Workload(ModelConfigs configs, VideoSize size, boolean guided, int matrixBytes) {

    /** What the transformer is told of a prompt, padding included. */
    static final int TEXT_TOKENS = 512;

    private static final int FLOAT = 4;

    /**
     * Pictures of the finest level's width that lie in memory at the same time while a group of frames is decoded,
     * counted in single frames: input, norm, convolution's workspace and result of the widest layers, and what the
     * layers remember of earlier frames. Measured.
     */
    private static final int DECODER_PICTURES = 44;

    private static final Pattern UP_BLOCK =
            Pattern.compile("decoder\\.up_blocks\\.(\\d{1,2})\\.(resnets|upsamplers)\\..*");

    private static double elements(List<Long> shape) {
        return shape.stream().mapToDouble(Long::doubleValue).reduce(1, (a, b) -> a * b);
    }

    private static double parameters(Map<String, List<Long>> shapes) {
        return shapes.values().stream().mapToDouble(Workload::elements).sum();
    }

    /** Tokens of a clip. */
    double tokens() {
        long[] latent = configs.latentShape(size);
        double volume = (double) latent[1] * latent[2] * latent[3];
        return volume / configs.transformer().patchVolume();
    }

    /** Operations of one step of the sampler. */
    double stepOperations() {
        WanTransformerConfig t = configs.transformer();
        double n = tokens();
        double d = t.dim();
        double matrices = 2 * n * (6 * d * d + 2 * d * t.ffnDim());
        double attention = 4 * n * d * (n + TEXT_TOKENS);
        return (guided ? 2 : 1) * t.layers() * (matrices + attention);
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
        double layer = parameters(text.parameterShapes()) / text.layers();
        double activations = TEXT_TOKENS * (double) (4 * text.width() + 2 * text.feedForward());
        double scores = 2.0 * text.heads() * TEXT_TOKENS * TEXT_TOKENS;
        return FLOAT * (1.5 * layer + activations + scores);
    }

    /** Memory of the transformer's weights. */
    double transformerBytes() {
        return matrixBytes * parameters(configs.transformer().parameterShapes());
    }

    /** Memory of one step, beside the weights. */
    double stepBytes() {
        WanTransformerConfig t = configs.transformer();
        double d = t.dim();
        double perToken = Math.max(8 * d, 3 * d + 2.0 * t.ffnDim()) * FLOAT;
        double texts = (guided ? 2.0 : 1.0) * t.layers() * 2 * TEXT_TOKENS * d * matrixBytes;
        return tokens() * perToken + texts;
    }

    /** Memory of the autoencoder's weights and of decoding, beside the transformer's weights. */
    double decodeBytes() {
        VaeConfig vae = configs.vae();
        double picture = (double) vae.baseDim() * vae.dimMult().get(0) * size.height() * size.width();
        return FLOAT * (parameters(vae.parameterShapes()) + DECODER_PICTURES * picture);
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
