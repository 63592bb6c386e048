package org.spatialalign.engine.model.lora;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.tensor.TensorInfo;
import org.spatialalign.engine.tensor.TensorLoader;
import org.spatialalign.engine.tensor.TensorSource;
import org.spatialalign.engine.tensor.Torch;

/** One parameter of an adapter, row by row in ordinary memory. Immutable; equal when all numbers are. */
public final class LoraTensor {

    private final float[] values;
    private final List<Long> shape;

    private LoraTensor(float[] values, List<Long> shape) {
        this.values = values;
        this.shape = shape;
    }

    /** @throws IllegalArgumentException when the shape does not fit the number of values */
    public static LoraTensor of(float[] values, long... shape) {
        if (Arrays.stream(shape).reduce(1, (a, b) -> a * b) != values.length) {
            throw new IllegalArgumentException(values.length + " numbers for the shape " + Arrays.toString(shape));
        }
        return new LoraTensor(values.clone(), Arrays.stream(shape).boxed().toList());
    }

    /** Whatever floating-point type the file has, float32 here. */
    static LoraTensor read(TensorSource source, String name) throws WorkbenchException {
        TensorInfo info = source.info(name);
        try (NDManager manager = Torch.newManager(Device.cpu())) {
            NDArray loaded = TensorLoader.load(source, name, manager, DataType.FLOAT32);
            return new LoraTensor(loaded.toFloatArray(), info.shape());
        }
    }

    static LoraTensor of(NDArray array) {
        return new LoraTensor(
                array.toFloatArray(),
                Arrays.stream(array.getShape().getShape()).boxed().toList());
    }

    /** A copy as a tensor, owned by the manager. */
    NDArray in(NDManager manager) {
        Shape sizes = new Shape(shape.stream().mapToLong(Long::longValue).toArray());
        try (NDArray lent = manager.create(FloatBuffer.wrap(values.clone()), sizes, DataType.FLOAT32)) {
            // Into memory of the library's own, which is aligned: products must not depend on where Java's lies.
            return lent.duplicate();
        }
    }

    /** Row by row, little-endian. */
    ByteBuffer bytes() {
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(values.length, Float.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return bytes;
    }

    LoraTensor times(double factor) {
        if (factor == 1) {
            return this;
        }
        float[] scaled = new float[values.length];
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = (float) (values[i] * factor);
        }
        return new LoraTensor(scaled, shape);
    }

    /** Sizes, outermost first. */
    public List<Long> shape() {
        return shape;
    }

    /** A copy. */
    public float[] values() {
        return values.clone();
    }

    public int elements() {
        return values.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LoraTensor that && shape.equals(that.shape) && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return 31 * shape.hashCode() + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "a tensor of shape " + shape;
    }
}
