package org.spatialalign.engine.model.umt5;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.tensor.Ops;
import org.spatialalign.engine.tensor.TensorInfo;
import org.spatialalign.engine.tensor.TensorSource;

/** Reads from a table of embeddings only the rows that a prompt needs: the whole table takes gigabytes. */
final class EmbeddingRows {

    private EmbeddingRows() {}

    /**
     * @param ids rows, each below the table's height
     * @param host on the CPU
     * @return [ids.length, width], float32, owned by {@code host}
     */
    static NDArray read(TensorSource source, String table, long[] ids, NDManager host) throws WorkbenchException {
        TensorInfo info = source.info(table);
        long width = info.shape().get(1);
        int rowBytes = Math.toIntExact(width * info.type().bytes());
        ByteBuffer rows = ByteBuffer.allocateDirect(Math.multiplyExact(ids.length, rowBytes))
                .order(ByteOrder.nativeOrder());
        for (long id : ids) {
            rows.put(source.slice(table, id * rowBytes, rowBytes));
        }
        rows.flip();
        Shape shape = new Shape(ids.length, width);
        return switch (info.type()) {
            case F32 -> host.create(rows, shape, DataType.FLOAT32);
            case F16 -> Ops.cast(host.create(rows, shape, DataType.FLOAT16), DataType.FLOAT32);
            case BF16 -> Ops.float32OfBfloat16(host.create(rows, new Shape(rows.limit()), DataType.UINT8), shape);
            default ->
                throw new WorkbenchException(source.origin() + ": tensor '" + table + "' holds " + info.type()
                        + "; expected F32, F16 or BF16");
        };
    }
}
