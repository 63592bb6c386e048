package org.spatialalign.engine.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.ScriptMethods;
import java.util.Arrays;
import java.util.List;

/**
 * Operations that the Java side of the tensor library lacks, or lacks with gradients. Each records a gradient when
 * {@link GradMode} is on. Like every other operation they give a result to the manager of the first operand; see
 * {@link Scope}. May be called from any thread.
 */
public final class Ops {

    private Ops() {}

    /**
     * softmax(q k^T / sqrt(d)) v without ever holding the score matrix.
     *
     * @param q [B, heads, N, d]
     * @param k [B, heads, M, d]
     * @param v [B, heads, M, d]
     * @return [B, heads, N, d]
     */
    public static NDArray attention(NDArray q, NDArray k, NDArray v) {
        return call("sdpa", q, IValue.from(pt(k)), IValue.from(pt(v)));
    }

    /**
     * softmax(scale * q k^T + bias) v.
     *
     * @param bias added to the scores, broadcast to [B, heads, N, M]
     */
    public static NDArray attention(NDArray q, NDArray k, NDArray v, NDArray bias, double scale) {
        return call(
                "sdpa_masked", q, IValue.from(pt(k)), IValue.from(pt(v)), IValue.from(pt(bias)), IValue.from(scale));
    }

    /**
     * x W^T + b.
     *
     * @param x [..., in]
     * @param weight [out, in]
     * @param bias [out]
     */
    public static NDArray linear(NDArray x, NDArray weight, NDArray bias) {
        return call("linear", x, IValue.from(pt(weight)), IValue.from(pt(bias)));
    }

    /** x W^T. */
    public static NDArray linear(NDArray x, NDArray weight) {
        return call("linear_plain", x, IValue.from(pt(weight)));
    }

    /**
     * factor * x. To be used where a graph is recorded: {@code NDArray.mul(Number)} keeps the number in a Java buffer,
     * which the graph refers to but does not hold, so that a garbage collection before the backward pass makes the
     * gradients wrong.
     */
    public static NDArray scale(NDArray x, double factor) {
        return call("scale", x, IValue.from(factor));
    }

    /** (x - mean) / sqrt(variance + eps) over the last axis, without weights. */
    public static NDArray layerNorm(NDArray x, double eps) {
        return call("layer_norm", x, IValue.from(eps));
    }

    /** Layer norm over the last axis with weight and bias. */
    public static NDArray layerNorm(NDArray x, NDArray weight, NDArray bias, double eps) {
        return call("layer_norm_affine", x, IValue.from(pt(weight)), IValue.from(pt(bias)), IValue.from(eps));
    }

    /**
     * (x - mean) / sqrt(variance + eps) over each of {@code groups} groups of channels, then weight and bias.
     *
     * @param x [B, C, ...]
     * @param weight [C]
     * @param bias [C]
     */
    public static NDArray groupNorm(NDArray x, long groups, NDArray weight, NDArray bias, double eps) {
        return call(
                "group_norm", x, IValue.from(groups), IValue.from(pt(weight)), IValue.from(pt(bias)), IValue.from(eps));
    }

    /** Moves everything by {@code shift} places along each of the axes; what leaves at one end enters at the other. */
    public static NDArray roll(NDArray x, long shift, long... axes) {
        long[] shifts = new long[axes.length];
        Arrays.fill(shifts, shift);
        return call("roll", x, IValue.listFrom(shifts), IValue.listFrom(axes));
    }

    /** x / sqrt(mean(x^2) + eps) * weight over the last axis. */
    public static NDArray rmsNorm(NDArray x, NDArray weight, double eps) {
        return call("rms_norm", x, IValue.from(pt(weight)), IValue.from(eps));
    }

    /** 0.5 x (1 + tanh(sqrt(2/pi) (x + 0.044715 x^3))). */
    public static NDArray geluTanh(NDArray x) {
        return call("gelu_tanh", x);
    }

    /** x Phi(x), where Phi is the normal distribution's. */
    public static NDArray gelu(NDArray x) {
        return call("gelu", x);
    }

    /** max(x, 0). */
    public static NDArray relu(NDArray x) {
        return call("relu", x);
    }

    /** 1 / (1 + exp(-x)). */
    public static NDArray sigmoid(NDArray x) {
        return call("sigmoid", x);
    }

    /** x / (1 + exp(-x)). */
    public static NDArray silu(NDArray x) {
        return call("silu", x);
    }

    /**
     * Turns each pair of neighbours (2j, 2j+1) of the last axis by its angle, as rotary embeddings do.
     *
     * @param x [..., d]
     * @param cos cosines, broadcast to [..., d/2]
     * @param sin sines, likewise
     */
    public static NDArray rotatePairs(NDArray x, NDArray cos, NDArray sin) {
        return call("rotate_pairs", x, IValue.from(pt(cos)), IValue.from(pt(sin)));
    }

    /**
     * Convolution without padding over time, height and width.
     *
     * @param x [B, C, T, H, W]
     * @param weight [out, C, kt, kh, kw]
     */
    public static NDArray conv3d(NDArray x, NDArray weight, NDArray bias, long... stride) {
        return call("conv3d", x, IValue.from(pt(weight)), IValue.from(pt(bias)), IValue.listFrom(stride));
    }

    /**
     * Convolution over time, height and width with zeros around.
     *
     * @param x [B, C, T, H, W]
     * @param weight [out, C, kt, kh, kw]
     * @param stride over time, height and width
     * @param padding zeros on both sides of time, height and width
     */
    public static NDArray conv3d(NDArray x, NDArray weight, NDArray bias, long[] stride, long[] padding) {
        return call(
                "conv3d_padded",
                x,
                IValue.from(pt(weight)),
                IValue.from(pt(bias)),
                IValue.listFrom(stride),
                IValue.listFrom(padding));
    }

    /**
     * x / max(|x|, 1e-12) * sqrt(C) * gamma, where |x| is the length of each position's vector of channels.
     *
     * @param x [B, C, T, H, W]; FLOAT16 is widened
     * @param gamma [C, 1, 1, 1], FLOAT32
     * @return FLOAT32, of the shape of x
     */
    public static NDArray channelNorm(NDArray x, NDArray gamma) {
        return call("channel_norm", x, IValue.from(pt(gamma)));
    }

    /**
     * Each pixel repeated until the picture has the new size, a multiple of the old.
     *
     * @param x [B, C, T, H, W]
     * @return [B, C, T, height, width]
     */
    public static NDArray upsampleNearest(NDArray x, long height, long width) {
        return call("upsample_nearest", x, IValue.listFrom(x.getShape().get(2), height, width));
    }

    /**
     * Convolution over height and width, {@code padding} zeros on every side.
     *
     * @param x [B, C, H, W]
     * @param weight [out, C, kh, kw]
     */
    public static NDArray conv2d(NDArray x, NDArray weight, NDArray bias, long stride, long padding) {
        return call(
                "conv2d",
                x,
                IValue.from(pt(weight)),
                IValue.from(pt(bias)),
                IValue.listFrom(stride, stride),
                IValue.listFrom(padding, padding));
    }

    /**
     * Bilinear sampling with zeros outside.
     *
     * @param x [B, C, H, W]
     * @param grid [B, h, w, 2], (x, y) in [-1, 1]
     * @return [B, C, h, w]
     */
    public static NDArray gridSample(NDArray x, NDArray grid, boolean alignCorners) {
        return call("grid_sample", x, IValue.from(pt(grid)), IValue.from(alignCorners));
    }

    /**
     * Layer norm over the last axis, then {@code * (1 + scale) + shift}.
     *
     * @param x [B, N, d]
     * @param scale broadcast to the shape of {@code x}; so is {@code shift}
     * @param type of the result; the arithmetic is in the type of {@code x}
     */
    public static NDArray modulatedNorm(NDArray x, NDArray scale, NDArray shift, double eps, DataType type) {
        return call(
                "modulated_norm",
                x,
                IValue.from(pt(scale)),
                IValue.from(pt(shift)),
                IValue.from(eps),
                IValue.from(scalarType(type)));
    }

    /** x + y * gate, in the wider of their types. */
    public static NDArray gatedAdd(NDArray x, NDArray y, NDArray gate) {
        return call("gated_add", x, IValue.from(pt(y)), IValue.from(pt(gate)));
    }

    /**
     * RMS norm over all channels, computed in float32, then split into heads.
     *
     * @param x [B, N, heads * d]
     * @param weight [heads * d]
     * @return [B, heads, N, d], of the type of {@code x}
     */
    public static NDArray rmsHeads(NDArray x, NDArray weight, double eps, long heads) {
        return call("rms_heads", x, IValue.from(pt(weight)), IValue.from(eps), IValue.from(heads));
    }

    /**
     * {@link #rmsHeads(NDArray, NDArray, double, long)}, with each pair of neighbours of a head turned by its angle.
     *
     * @param cos [N, d / 2]
     * @param sin [N, d / 2]
     */
    public static NDArray rmsHeads(NDArray x, NDArray weight, double eps, long heads, NDArray cos, NDArray sin) {
        return call(
                "rms_heads",
                x,
                IValue.from(pt(weight)),
                IValue.from(eps),
                IValue.from(heads),
                IValue.from(pt(cos)),
                IValue.from(pt(sin)));
    }

    /**
     * {@link #attention(NDArray, NDArray, NDArray)} with the heads joined again.
     *
     * @return [B, N, heads * d]
     */
    public static NDArray joinedAttention(NDArray q, NDArray k, NDArray v) {
        return call("attend", q, IValue.from(pt(k)), IValue.from(pt(v)));
    }

    /** Whether gradients reach this tensor, be it a parameter or a result. */
    public static boolean requiresGradient(NDArray x) {
        try (IValue argument = IValue.from(pt(x));
                IValue result = ScriptMethods.run(Torch.ops(), "requires_grad", argument)) {
            return result.toBoolean();
        }
    }

    /** The same numbers in another floating-point type; unlike {@code toType} the gradient passes. */
    public static NDArray cast(NDArray x, DataType type) {
        return call("cast", x, IValue.from(scalarType(type)));
    }

    /** Numbers of torch's c10::ScalarType. */
    private static long scalarType(DataType type) {
        return switch (type) {
            case FLOAT16 -> 5;
            case FLOAT32 -> 6;
            case FLOAT64 -> 7;
            default -> throw new IllegalArgumentException("no floating-point type to compute in: " + type);
        };
    }

    /**
     * Widens bfloat16 to float32. The type itself must never reach the Java side: asking for it aborts the process.
     *
     * @param bytes UINT8, two little-endian bytes per number
     */
    public static NDArray float32OfBfloat16(NDArray bytes, Shape shape) {
        return call("float32_of_bf16_bytes", bytes, IValue.listFrom(shape.getShape()));
    }

    /**
     * Rows of a table.
     *
     * @param table [rows, width]
     * @param indices INT64, of any shape, each below the number of rows
     * @return the shape of {@code indices}, then width
     */
    public static NDArray embedding(NDArray table, NDArray indices) {
        return call("embedding", table, IValue.from(pt(indices)));
    }

    /**
     * The product of {@code cotangents} with the Jacobian of {@code outputs} by {@code inputs}: their gradients, when
     * the cotangents are those of a loss. Inputs that the outputs do not depend on get zeros. The graph is freed.
     *
     * @param cotangents one per output, of its shape
     * @return one per input, of its shape, owned by the first output's manager
     */
    public static List<NDArray> vjp(List<NDArray> outputs, List<NDArray> inputs, List<NDArray> cotangents) {
        PtNDArray owner = pt(outputs.get(0));
        IValue[] arguments = {list(outputs), list(inputs), list(cotangents)};
        try (IValue result = ScriptMethods.run(Torch.ops(), "vjp", arguments)) {
            return List.of(result.toTensorArray(owner.getManager()));
        } finally {
            close(arguments);
        }
    }

    /**
     * {@link #vjp} for one part of a larger computation: gives back the gradients of {@code flow} and adds those of
     * {@code parameters} to {@code sums}. Parameters that the outputs do not depend on cost nothing.
     *
     * @param flow inputs of this part; may be empty
     * @param parameters each requires gradients
     * @param sums one per parameter, of its shape; changed in place
     * @return one per tensor of {@code flow}, owned by the first output's manager
     */
    public static List<NDArray> addVjp(
            List<NDArray> outputs,
            List<NDArray> flow,
            List<NDArray> parameters,
            List<NDArray> cotangents,
            List<NDArray> sums) {
        PtNDArray owner = pt(outputs.get(0));
        IValue[] arguments = {list(outputs), list(flow), list(parameters), list(cotangents), list(sums)};
        try (IValue result = ScriptMethods.run(Torch.ops(), "add_vjp", arguments)) {
            return List.of(result.toTensorArray(owner.getManager()));
        } finally {
            close(arguments);
        }
    }

    /**
     * Writes the numbers of one tensor over those of another, in the memory that it has. {@code NDArray.copyTo} gives
     * the target other memory, aligned by chance, and matrix products may then differ in the last bit. Call with
     * {@link GradMode#off()}.
     */
    public static void copy(NDArray source, NDArray target) {
        IValue[] arguments = {IValue.from(pt(target)), IValue.from(pt(source))};
        try (IValue nothing = ScriptMethods.run(Torch.ops(), "copy_into", arguments)) {
            if (nothing.isTensor()) {
                throw new IllegalStateException("copy_into gives nothing back");
            }
        } finally {
            close(arguments);
        }
    }

    /** Multiplies gradients in place. Whether all of them are finite afterwards is told by {@code found} staying 0. */
    static void unscale(List<NDArray> gradients, NDArray found, NDArray factor) {
        IValue[] arguments = {list(gradients), IValue.from(pt(found)), IValue.from(pt(factor))};
        try (IValue nothing = ScriptMethods.run(Torch.ops(), "unscale", arguments)) {
            if (nothing.isTensor()) {
                throw new IllegalStateException("unscale gives nothing back");
            }
        } finally {
            close(arguments);
        }
    }

    /**
     * One step of AdamW, in place, as torch.optim.AdamW does it. Call with {@link GradMode#off()}.
     *
     * @param means exponential averages of the gradients
     * @param squares exponential averages of their squares
     * @param steps one float32 scalar each: steps done before this one; counted up here
     */
    public static void adamW(
            List<NDArray> parameters,
            List<NDArray> gradients,
            List<NDArray> means,
            List<NDArray> squares,
            List<NDArray> steps,
            AdamW settings) {
        if (GradMode.isOn()) {
            throw new IllegalStateException("an optimiser's step must not be recorded: open GradMode.off() first");
        }
        IValue[] arguments = {
            list(parameters),
            list(gradients),
            list(means),
            list(squares),
            list(steps),
            IValue.from(settings.learningRate()),
            IValue.from(settings.beta1()),
            IValue.from(settings.beta2()),
            IValue.from(settings.weightDecay()),
            IValue.from(settings.eps())
        };
        try (IValue nothing = ScriptMethods.run(Torch.ops(), "adamw", arguments)) {
            if (nothing.isTensor()) {
                throw new IllegalStateException("adamw gives nothing back");
            }
        } finally {
            close(arguments);
        }
    }

    private static NDArray call(String method, NDArray first, IValue... others) {
        PtNDArray x = pt(first);
        IValue[] arguments = new IValue[others.length + 1];
        arguments[0] = IValue.from(x);
        System.arraycopy(others, 0, arguments, 1, others.length);
        PtNDManager manager = x.getManager();
        try (IValue result = ScriptMethods.run(Torch.ops(), method, arguments)) {
            return result.toTensor(manager);
        } finally {
            close(arguments);
        }
    }

    private static IValue list(List<NDArray> tensors) {
        return IValue.listFrom(tensors.stream().map(Ops::pt).toArray(PtNDArray[]::new));
    }

    private static PtNDArray pt(NDArray tensor) {
        return (PtNDArray) tensor;
    }

    private static void close(IValue... values) {
        for (IValue value : values) {
            value.close();
        }
    }
}
