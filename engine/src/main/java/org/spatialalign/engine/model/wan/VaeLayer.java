package org.spatialalign.engine.model.wan;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import org.spatialalign.engine.tensor.Ops;
import org.spatialalign.engine.tensor.Scope;

/** One layer of the autoencoder, computing chunk by chunk. */
@FunctionalInterface
interface VaeLayer {

    /**
     * @param x [B, C, T, H, W]; stays open
     * @return owned by the open {@link Scope}
     */
    NDArray forward(NDArray x, VaeState state);

    /** x + y in float32, whatever the two are in; closes y. */
    static NDArray sum(NDArray x, NDArray y) {
        if (y.getDataType() == DataType.FLOAT32) {
            return y.addi(x);
        }
        NDArray wide = Ops.cast(y, DataType.FLOAT32);
        y.close();
        return wide.addi(x);
    }
}
