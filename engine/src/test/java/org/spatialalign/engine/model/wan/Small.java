package org.spatialalign.engine.model.wan;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.spatialalign.engine.tensor.Compute;

/** A small untrained transformer and inputs for it. */
final class Small {

    static final WanTransformerConfig CONFIG =
            new WanTransformerConfig(List.of(1, 2, 2), 2, 12, 4, 4, 10, 8, 48, 2, 1e-6, 64);

    private Small() {}

    static WanTransformer3D model(long seed) {
        return WanTransformer3D.untrained(CONFIG, Compute.cpu(), seed);
    }

    static NDArray waves(NDManager manager, double pitch, long... sizes) {
        Shape shape = new Shape(sizes);
        float[] values = new float[(int) shape.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) Math.sin(pitch * i);
        }
        return manager.create(values, shape);
    }
}
