package org.spatialalign.engine.tensor;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.core.WorkbenchException;

/** Brings tensors from files into memory and onto a device. */
public final class TensorLoader {

    /** Tensors of more bytes are brought over in pieces, since a Java buffer ends at 2 GiB. A multiple of 8. */
    private static final int PIECE = Integer.MAX_VALUE - 7;

    private TensorLoader() {}

    /**
     * Reads one tensor of floating-point numbers as {@code type}. Where file and type agree and the device is the CPU,
     * the result is a view of the file: it costs no memory until it is used. The file's pages are held until
     * {@code manager} is closed, so views of the result (reshape, transpose, get) may live that long, even when the
     * result itself was closed before, but no longer. It belongs to {@code manager}, not to a {@link Scope}. Writing
     * into it in place does not reach the file.
     *
     * @param type FLOAT32 or FLOAT16
     * @throws WorkbenchException when it is not there or holds no floating-point numbers
     */
    public static NDArray load(TensorSource source, String name, NDManager manager, DataType type)
            throws WorkbenchException {
        return load(source, name, manager, type, PIECE);
    }

    static NDArray load(TensorSource source, String name, NDManager manager, DataType type, int piece)
            throws WorkbenchException {
        TensorInfo info = source.info(name);
        if (!info.type().isFloat()) {
            throw new WorkbenchException(source.origin() + ": tensor '" + name + "' holds " + info.type()
                    + "; expected floating-point numbers (F32, F16 or BF16)");
        }
        Shape shape = new Shape(info.shape().stream().mapToLong(Long::longValue).toArray());
        try (Scope scope = Scope.open();
                GradMode mode = GradMode.off();
                NDManager host = Torch.newManager(Device.cpu())) {
            NDArray result;
            if (info.bytes() == 0) {
                result = manager.create(shape, type);
            } else if (info.bytes() <= piece) {
                result = read(source.slice(name, 0, (int) info.bytes()), info.type(), shape, host, manager, type);
            } else {
                result = joined(source, info, host, manager, type, piece).reshape(shape);
            }
            return scope.give(result, manager);
        }
    }

    private static NDArray joined(
            TensorSource source, TensorInfo info, NDManager host, NDManager manager, DataType type, int piece)
            throws WorkbenchException {
        NDList parts = new NDList();
        for (long start = 0; start < info.bytes(); start += piece) {
            int length = (int) Math.min(piece, info.bytes() - start);
            ByteBuffer bytes = source.slice(info.name(), start, length);
            Shape shape = new Shape(length / info.type().bytes());
            parts.add(read(bytes, info.type(), shape, host, manager, type));
        }
        return NDArrays.concat(parts);
    }

    private static NDArray read(
            ByteBuffer bytes, ElementType from, Shape shape, NDManager host, NDManager manager, DataType type) {
        NDArray raw =
                switch (from) {
                    case F32 -> host.create(bytes, shape, DataType.FLOAT32);
                    case F16 -> host.create(bytes, shape, DataType.FLOAT16);
                    case F64 -> host.create(bytes, shape, DataType.FLOAT64);
                    default ->
                        Ops.float32OfBfloat16(host.create(bytes, new Shape(bytes.capacity()), DataType.UINT8), shape);
                };
        NDArray typed = raw.getDataType() == type ? raw : Ops.cast(raw, type);
        if (!typed.getDevice().equals(manager.getDevice())) {
            return typed.toDevice(manager.getDevice(), true);
        }
        boolean borrowed = typed == raw && from != ElementType.BF16;
        if (borrowed && bytes.isReadOnly()) {
            return typed.duplicate();
        }
        if (borrowed) {
            // The tensor alone lets go of the file's pages when it is closed, and its views would stand on nothing.
            AtomicReference<@Nullable ByteBuffer> pages = new AtomicReference<>(bytes);
            manager.attachInternal("file-" + UUID.randomUUID(), () -> pages.set(null));
        }
        return typed;
    }
}
