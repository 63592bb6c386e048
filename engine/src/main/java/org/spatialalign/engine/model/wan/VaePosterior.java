package org.spatialalign.engine.model.wan;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import java.util.List;

/**
 * What the encoder says about a video: a normal distribution of latents. Nothing is drawn from it here; the models are
 * trained on its mean. Its tensors belong to the open scope or, without one, to the video's manager.
 *
 * @param moments [B, 2z, T, H, W], means and then log variances
 */
public record VaePosterior(NDArray moments, VaeConfig config) {

    /** The mean, [B, z, T, H, W]. */
    public NDArray mode() {
        return moments.get(new NDIndex(":, :{}", config.zDim()));
    }

    /** The standard deviation, [B, z, T, H, W]. */
    public NDArray std() {
        return moments.get(new NDIndex(":, {}:", config.zDim()))
                .clip(-30, 20)
                .mul(0.5f)
                .exp();
    }

    /** The mean in the units of the transformer: each channel less its mean, by its standard deviation. */
    public NDArray normalised() {
        NDManager manager = moments.getManager();
        return mode().sub(channels(manager, config.latentsMean())).div(channels(manager, config.latentsStd()));
    }

    /** One number per channel, to be used with [B, z, T, H, W]. */
    static NDArray channels(NDManager manager, List<Double> values) {
        float[] floats = new float[values.size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = values.get(i).floatValue();
        }
        return manager.create(floats, new Shape(1, floats.length, 1, 1, 1));
    }
}
