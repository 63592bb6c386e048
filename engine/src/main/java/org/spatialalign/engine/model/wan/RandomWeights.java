package org.spatialalign.engine.model.wan;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.SplittableRandom;
import org.spatialalign.engine.model.Weights;
import org.spatialalign.engine.tensor.Ops;

/**
 * First values as the original draws them: matrices uniform after Glorot and Bengio (2010), biases 0, norms 1,
 * modulation tables with a standard deviation of 1 / sqrt(d). Only the head is not zero, so that an untrained model
 * computes something.
 */
record RandomWeights(long seed, Precision precision) implements Weights.Initialiser {

    @Override
    public NDArray make(String name, Shape shape, NDManager manager) {
        boolean norm = name.contains(".norm");
        if (norm || name.endsWith(".bias")) {
            boolean one = norm && name.endsWith(".weight");
            return one ? manager.ones(shape, precision.of(name)) : manager.zeros(shape, precision.of(name));
        }
        long out = shape.get(0);
        long in = shape.size() / out;
        boolean table = name.endsWith(WanParameters.TABLE);
        double bound = table ? Math.sqrt(3.0 / shape.get(2)) : Math.sqrt(6.0 / (in + out));
        float[] values = uniform(Math.toIntExact(shape.size()), (float) bound, name);
        try (NDArray drawn = manager.create(values, shape)) {
            // A copy in the library's own memory: Java's is limited for such buffers.
            return Ops.cast(drawn, precision.of(name)).add(0);
        }
    }

    private float[] uniform(int size, float bound, String name) {
        SplittableRandom random = new SplittableRandom(seed + 0x9E3779B97F4A7C15L * name.hashCode());
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = random.nextInt() * (bound * 0x1p-31f);
        }
        return values;
    }
}
