package org.spatialalign.engine.model.lora;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.model.Linear;
import org.spatialalign.engine.tensor.Ops;

/**
 * Adds {@code multiplier * (scaling * B A x + bias)} to a linear layer. Its matrices are float32, whatever the layer
 * computes in. Used by the thread that computes with the model.
 */
public final class LowRank implements Linear.Adapter {

    private final NDArray a;
    private final NDArray b;
    private final double alpha;
    private final @Nullable NDArray bias;
    private final LoraSwitch mode;

    /**
     * @param a [rank, in]
     * @param b [out, rank]
     * @param bias change of the layer's bias, [out]; null when there is none
     */
    LowRank(NDArray a, NDArray b, double alpha, @Nullable NDArray bias, LoraSwitch mode) {
        this.a = a;
        this.b = b;
        this.alpha = alpha;
        this.bias = bias;
        this.mode = mode;
    }

    /** [rank, in]. */
    public NDArray a() {
        return a;
    }

    /** [out, rank]. */
    public NDArray b() {
        return b;
    }

    double alpha() {
        return alpha;
    }

    /** What B A is multiplied by: alpha / rank. */
    public double scaling() {
        return alpha / a.getShape().get(0);
    }

    @Override
    public @Nullable NDArray delta(NDArray x) {
        if (!mode.isOn()) {
            return null;
        }
        NDArray wide = x.getDataType() == DataType.FLOAT32 ? x : Ops.cast(x, DataType.FLOAT32);
        NDArray inner = Ops.scale(Ops.linear(wide, a), scaling() * mode.multiplier());
        NDArray outer = Ops.linear(inner, b);
        if (bias != null) {
            outer = outer.add(Ops.scale(bias, mode.multiplier()));
        }
        return x.getDataType() == DataType.FLOAT32 ? outer : Ops.cast(outer, x.getDataType());
    }
}
