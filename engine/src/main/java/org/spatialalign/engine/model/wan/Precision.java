package org.spatialalign.engine.model.wan;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import org.spatialalign.engine.tensor.Ops;

/**
 * The types of one model: its matrices are in {@code matrices}; the residual stream, norms, modulation and everything
 * about time are in float32.
 */
record Precision(DataType matrices) {

    /** As the matrices want it. */
    NDArray narrow(NDArray x) {
        return x.getDataType() == matrices ? x : Ops.cast(x, matrices);
    }

    static NDArray wide(NDArray x) {
        return x.getDataType() == DataType.FLOAT32 ? x : Ops.cast(x, DataType.FLOAT32);
    }

    /** The type that a parameter is held in. */
    DataType of(String parameter) {
        boolean time = parameter.startsWith("condition_embedder.time_");
        boolean norm = parameter.contains(".norm");
        return time || norm || parameter.endsWith(WanParameters.TABLE) ? DataType.FLOAT32 : matrices;
    }
}
