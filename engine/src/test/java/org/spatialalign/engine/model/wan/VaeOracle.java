package org.spatialalign.engine.model.wan;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Map;
import java.util.SplittableRandom;
import org.spatialalign.engine.model.Weights;
import org.spatialalign.engine.tensor.Ops;

/**
 * The autoencoder's definition without chunks: every convolution over time sees the whole video. Written from the
 * parameters' names alone, in the plainest operations.
 */
final class VaeOracle {

    private final VaeConfig config;
    private final Weights weights;

    VaeOracle(VaeConfig config, Weights weights) {
        this.config = config;
        this.weights = weights;
    }

    /** Parameters that keep the size of what goes through them. */
    static Weights randomWeights(VaeConfig config, NDManager manager, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return Weights.make(config.parameterShapes(), manager, (name, shape, owner) -> {
            float[] values = new float[(int) shape.size()];
            double spread = name.endsWith(".weight") ? 1 / Math.sqrt(shape.size() / (double) shape.get(0)) : 0.2;
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) ((name.endsWith(".gamma") ? 1 : 0) + spread * random.nextGaussian());
            }
            return owner.create(values, shape);
        });
    }

    static NDArray random(NDManager manager, long seed, double limit, long... shape) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[(int) new Shape(shape).size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble(-limit, limit);
        }
        return manager.create(values, new Shape(shape));
    }

    NDArray moments(NDArray video) {
        NDArray x = conv(video, "encoder.conv_in");
        int index = 0;
        int levels = config.dimMult().size();
        for (int level = 0; level < levels; level++) {
            for (int block = 0; block < config.numResBlocks(); block++) {
                x = residual(x, "encoder.down_blocks." + index++);
            }
            if (level < levels - 1) {
                x = down(
                        x,
                        "encoder.down_blocks." + index++,
                        config.temporalDownsample().get(level));
            }
        }
        x = head(middle(x, "encoder"), "encoder");
        return conv(x, "quant_conv");
    }

    NDArray decoded(NDArray z) {
        NDArray x = conv(z, "post_quant_conv");
        x = middle(conv(x, "decoder.conv_in"), "decoder");
        int levels = config.dimMult().size();
        for (int block = 0; block < levels; block++) {
            String name = "decoder.up_blocks." + block;
            for (int i = 0; i <= config.numResBlocks(); i++) {
                x = residual(x, name + ".resnets." + i);
            }
            if (block < levels - 1) {
                x = up(x, name + ".upsamplers.0", config.temporalDownsample().get(levels - 2 - block));
            }
        }
        return head(x, "decoder");
    }

    /** Zeros on both sides in the picture, in front only in time. */
    private NDArray conv(NDArray x, String name) {
        NDArray weight = weights.get(name + ".weight");
        Shape k = weight.getShape();
        long h = k.get(3) / 2;
        long w = k.get(4) / 2;
        NDArray padded = x.pad(new Shape(w, w, h, h, k.get(2) - 1, 0), 0);
        return Ops.conv3d(padded, weight, weights.get(name + ".bias"), 1, 1, 1);
    }

    private NDArray norm(NDArray x, String name) {
        long channels = x.getShape().get(1);
        NDArray length = x.square().sum(new int[] {1}, true).sqrt().maximum(1e-12);
        return x.div(length)
                .mul(Math.sqrt((double) channels))
                .mul(weights.get(name).reshape(channels, 1, 1, 1));
    }

    private static NDArray silu(NDArray x) {
        return x.div(x.neg().exp().add(1));
    }

    private NDArray residual(NDArray x, String name) {
        NDArray y = conv(silu(norm(x, name + ".norm1.gamma")), name + ".conv1");
        y = conv(silu(norm(y, name + ".norm2.gamma")), name + ".conv2");
        Map<String, NDArray> all = weights.all();
        return (all.containsKey(name + ".conv_shortcut.weight") ? conv(x, name + ".conv_shortcut") : x).add(y);
    }

    private NDArray head(NDArray x, String half) {
        return conv(silu(norm(x, half + ".norm_out.gamma")), half + ".conv_out");
    }

    private NDArray middle(NDArray x, String half) {
        NDArray y = residual(x, half + ".mid_block.resnets.0");
        y = attention(y, half + ".mid_block.attentions.0");
        return residual(y, half + ".mid_block.resnets.1");
    }

    private NDArray attention(NDArray x, String name) {
        Shape s = x.getShape();
        NDList frames = new NDList();
        for (long t = 0; t < s.get(2); t++) {
            NDArray frame = x.get(new NDIndex(":, :, {}:{}", t, t + 1));
            NDArray tokens = norm(frame, name + ".norm.gamma").reshape(s.get(0), s.get(1), s.get(3) * s.get(4));
            NDArray weight = weights.get(name + ".to_qkv.weight").reshape(1, 3 * s.get(1), s.get(1));
            NDArray qkv =
                    weight.matMul(tokens).add(weights.get(name + ".to_qkv.bias").reshape(1, 3 * s.get(1), 1));
            NDList three = qkv.split(3, 1);
            NDArray scores =
                    three.get(0).transpose(0, 2, 1).matMul(three.get(1)).div(Math.sqrt((double) s.get(1)));
            NDArray mixed = three.get(2).matMul(scores.softmax(2).transpose(0, 2, 1));
            NDArray proj = weights.get(name + ".proj.weight").reshape(1, s.get(1), s.get(1));
            NDArray out =
                    proj.matMul(mixed).add(weights.get(name + ".proj.bias").reshape(1, s.get(1), 1));
            frames.add(frame.add(out.reshape(frame.getShape())));
        }
        return NDArrays.concat(frames, 2);
    }

    /** Each frame as a picture of a batch. */
    private NDArray pictures(NDArray x, String name, long stride, long padding) {
        Shape s = x.getShape();
        NDArray folded = x.transpose(0, 2, 1, 3, 4).reshape(s.get(0) * s.get(2), s.get(1), s.get(3), s.get(4));
        NDArray y = Ops.conv2d(
                folded,
                weights.get(name + ".resample.1.weight"),
                weights.get(name + ".resample.1.bias"),
                stride,
                padding);
        Shape o = y.getShape();
        return y.reshape(s.get(0), s.get(2), o.get(1), o.get(2), o.get(3)).transpose(0, 2, 1, 3, 4);
    }

    private NDArray down(NDArray x, String name, boolean time) {
        NDArray y = pictures(x.pad(new Shape(0, 1, 0, 1), 0), name, 2, 0);
        if (!time || y.getShape().get(2) == 1) {
            return y;
        }
        NDArray rest =
                Ops.conv3d(y, weights.get(name + ".time_conv.weight"), weights.get(name + ".time_conv.bias"), 2, 1, 1);
        return y.get(":, :, :1").concat(rest, 2);
    }

    private NDArray up(NDArray x, String name, boolean time) {
        NDList frames = new NDList();
        frames.add(x.get(":, :, :1"));
        long channels = x.getShape().get(1);
        if (!time) {
            frames = new NDList(x);
        } else if (x.getShape().get(2) > 1) {
            NDArray two = conv(x.get(":, :, 1:"), name + ".time_conv");
            for (long t = 0; t < two.getShape().get(2); t++) {
                frames.add(two.get(new NDIndex(":, :{}, {}:{}", channels, t, t + 1)));
                frames.add(two.get(new NDIndex(":, {}:, {}:{}", channels, t, t + 1)));
            }
        }
        NDArray all = NDArrays.concat(frames, 2);
        return pictures(all.repeat(3, 2).repeat(4, 2), name, 1, 1).toType(DataType.FLOAT32, false);
    }
}
