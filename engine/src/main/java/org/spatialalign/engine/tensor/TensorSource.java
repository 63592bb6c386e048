package org.spatialalign.engine.tensor;

import java.nio.ByteBuffer;
import java.util.Set;
import org.spatialalign.engine.core.WorkbenchException;

/**
 * Named tensors in a file or in several: safetensors, a sharded set of them, a checkpoint. Reading one costs nothing
 * for the others. May be called from any thread; nothing may be asked of a closed one.
 */
public interface TensorSource extends AutoCloseable {

    /** The file or folder, for messages. */
    String origin();

    /** In the order of the file. */
    Set<String> names();

    /** @throws WorkbenchException when there is no such tensor; names the source */
    TensorInfo info(String name) throws WorkbenchException;

    /**
     * A part of a tensor's bytes, row-major and little-endian. Where possible a view of the file, not a copy. Writing
     * into it never reaches the file. It is read-only where it must not be kept as the memory of a tensor: when the
     * file itself may only be read (native code that writes would end the process), or when the bytes were copied. It
     * stays valid for as long as it is referenced, also after {@link #close}.
     *
     * @param offset first byte, within the tensor
     * @param length number of bytes
     * @return a direct buffer in native (little-endian) order, position 0, of exactly {@code length}, its address a
     *     multiple of the size of one number
     */
    ByteBuffer slice(String name, long offset, int length) throws WorkbenchException;

    @Override
    void close();
}
