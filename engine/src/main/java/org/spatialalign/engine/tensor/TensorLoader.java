package org.spatialalign.engine.tensor;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import org.spatialalign.engine.core.WorkbenchException;

/** Brings tensors from files into memory and onto a device. */
public final class TensorLoader {

    private TensorLoader() {}

    /**
     * Reads one tensor of floating-point numbers as {@code type}. Where file and type agree and the device is the CPU,
     * the result is a view of the file. It belongs to {@code manager}, not to a {@link Scope}.
     *
     * @param type FLOAT32 or FLOAT16
     * @throws WorkbenchException when it is not there, no floats, or too large for one buffer (2 GiB)
     */
    public static NDArray load(TensorSource source, String name, NDManager manager, DataType type)
            throws WorkbenchException {
        TensorInfo info = source.info(name);
        if (!info.type().isFloat()) {
            throw new WorkbenchException(source.origin() + ": tensor '" + name + "' holds " + info.type()
                    + "; expected floating-point numbers (F32, F16 or BF16)");
        }
        if (info.bytes() > Integer.MAX_VALUE) {
            throw new WorkbenchException(source.origin() + ": tensor '" + name + "' takes " + info.bytes()
                    + " bytes; at most " + Integer.MAX_VALUE + " can be held in one piece");
        }
        try (Scope scope = Scope.open();
                GradMode mode = GradMode.off();
                NDManager host = Torch.newManager(Device.cpu())) {
            return scope.give(read(source, info, host, manager, type), manager);
        }
    }

    private static NDArray read(TensorSource source, TensorInfo info, NDManager host, NDManager manager, DataType type)
            throws WorkbenchException {
        Shape shape = new Shape(info.shape().stream().mapToLong(Long::longValue).toArray());
        ByteBuffer bytes = source.slice(info.name(), 0, (int) info.bytes());
        NDArray raw =
                switch (info.type()) {
                    case F32 -> host.create(bytes, shape, DataType.FLOAT32);
                    case F16 -> host.create(bytes, shape, DataType.FLOAT16);
                    case F64 -> host.create(bytes, shape, DataType.FLOAT64);
                    default ->
                        Ops.float32OfBfloat16(host.create(bytes, new Shape(info.bytes()), DataType.UINT8), shape);
                };
        NDArray typed = raw.getDataType() == type ? raw : Ops.cast(raw, type);
        return typed.getDevice().equals(manager.getDevice()) ? typed : typed.toDevice(manager.getDevice(), true);
    }
}
