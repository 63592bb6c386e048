package org.spatialalign.engine.model.lora;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.model.Linear;
import org.spatialalign.engine.tensor.Ops;

/** Adds {@code multiplier * (D x + d)} to a linear layer: a difference of weights that nobody split into factors. */
final class FullDifference implements Linear.Adapter {

    private final @Nullable NDArray weight;
    private final @Nullable NDArray bias;
    private final LoraSwitch mode;

    /**
     * @param weight [out, in]; null when only the bias changes
     * @param bias [out]; null when only the weight changes
     */
    FullDifference(@Nullable NDArray weight, @Nullable NDArray bias, LoraSwitch mode) {
        this.weight = weight;
        this.bias = bias;
        this.mode = mode;
    }

    @Override
    public @Nullable NDArray delta(NDArray x) {
        if (!mode.isOn()) {
            return null;
        }
        NDArray sum = null;
        if (weight != null) {
            NDArray wide = x.getDataType() == DataType.FLOAT32 ? x : Ops.cast(x, DataType.FLOAT32);
            sum = Ops.linear(wide, weight);
        }
        if (bias != null) {
            sum = sum == null ? bias : sum.add(bias);
        }
        if (sum == null) {
            return null;
        }
        NDArray delta = Ops.scale(sum, mode.multiplier());
        return x.getDataType() == DataType.FLOAT32 ? delta : Ops.cast(delta, x.getDataType());
    }
}
