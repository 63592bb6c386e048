package org.spatialalign.engine.interchange;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import org.spatialalign.engine.core.FileFault;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.interchange.TorchExtents.Extent;
import org.spatialalign.engine.interchange.pickle.PickleException;
import org.spatialalign.engine.interchange.pickle.TorchTensor;
import org.spatialalign.engine.tensor.TensorInfo;
import org.spatialalign.engine.tensor.TensorSource;

/**
 * What {@code torch.save} writes ({@code .ckpt}, {@code .pth}, {@code .pt}), in its archive form and in the form from
 * before torch 1.6. Read as data: nothing in the file is ever run, and a file that asks for it is refused. Tensors in
 * nested dicts are named by their path, keys joined with '/': {@code state_dict/pipe.dit.patch_embedding.bias}.
 */
public final class TorchCheckpoint implements TensorSource {

    private final Path file;
    private final FileChannel channel;
    private final MapMode mode;
    private final TorchExtents extents;

    private TorchCheckpoint(Path file, FileChannel channel, MapMode mode) throws IOException, PickleException {
        this.file = file;
        this.channel = channel;
        this.mode = mode;
        this.extents = TorchExtents.of(channel);
    }

    /** @throws InterchangeException when the file is no sound checkpoint, with the reason */
    public static TorchCheckpoint open(Path file) throws InterchangeException {
        FileChannel channel = null;
        try {
            // Maps that can be written without the file seeing it need a channel that may write.
            boolean writable = Files.isWritable(file);
            channel = writable
                    ? FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)
                    : FileChannel.open(file, StandardOpenOption.READ);
            TorchCheckpoint opened = new TorchCheckpoint(file, channel, writable ? MapMode.PRIVATE : MapMode.READ_ONLY);
            channel = null;
            return opened;
        } catch (PickleException e) {
            throw new InterchangeException(file, "", "refused, " + e.reason(), e);
        } catch (IOException e) {
            throw new InterchangeException(file, "", "cannot be read: " + FileFault.reason(e), e);
        } finally {
            if (channel != null) {
                closeQuietly(channel);
            }
        }
    }

    private static void closeQuietly(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String origin() {
        return file.toString();
    }

    @Override
    public Set<String> names() {
        return Collections.unmodifiableSet(extents.contents().tensors().keySet());
    }

    /** Texts, numbers and flags that the writer put beside the tensors, by path: epochs, steps, settings. */
    public Map<String, String> values() {
        return Collections.unmodifiableMap(extents.contents().values());
    }

    @Override
    public TensorInfo info(String name) throws WorkbenchException {
        TorchTensor tensor = tensor(name);
        return new TensorInfo(name, tensor.storage().type(), tensor.shape());
    }

    private TorchTensor tensor(String name) throws WorkbenchException {
        TorchTensor tensor = extents.contents().tensors().get(name);
        if (tensor == null) {
            throw new InterchangeException(file, "", "has no tensor '" + name + "'");
        }
        return tensor;
    }

    @Override
    public ByteBuffer slice(String name, long offset, int length) throws WorkbenchException {
        TorchTensor tensor = tensor(name);
        int size = tensor.storage().type().bytes();
        if (offset < 0 || length < 0 || offset > tensor.elements() * size - length) {
            throw new IllegalArgumentException(offset + " and " + length + " bytes of " + tensor);
        }
        try {
            if (length == 0) {
                return ByteBuffer.allocateDirect(0).order(ByteOrder.nativeOrder());
            }
            if (!tensor.isContiguous()) {
                return gathered(tensor, offset, length, size);
            }
            ByteBuffer view = map(tensor, tensor.offset() * size + offset, length);
            return aligned(view, size) ? view : copied(view);
        } catch (IOException e) {
            throw new InterchangeException(file, "", "cannot be read: " + FileFault.reason(e), e);
        }
    }

    private ByteBuffer map(TorchTensor tensor, long offset, long length) throws IOException {
        Extent extent = extents.storages().get(tensor.storage().key());
        if (extent == null) {
            throw new IllegalStateException("a tensor without storage");
        }
        return channel.map(mode, extent.start() + offset, length).order(ByteOrder.nativeOrder());
    }

    /** Streams and archives of other writers put numbers anywhere; processors want them at multiples of their size. */
    private static boolean aligned(ByteBuffer view, int size) {
        return view.alignmentOffset(0, size) == 0;
    }

    private static ByteBuffer copied(ByteBuffer view) {
        ByteBuffer copy = ByteBuffer.allocateDirect(view.remaining()).put(view).flip();
        return copy.asReadOnlyBuffer().order(ByteOrder.nativeOrder());
    }

    /** Puts the numbers of a transposed, cut or expanded tensor one after the other. */
    private ByteBuffer gathered(TorchTensor tensor, long offset, int length, int size) throws IOException {
        long first = offset / size;
        long end = (offset + length + size - 1) / size;
        ByteBuffer result = ByteBuffer.allocateDirect(length);
        long lowest = Long.MAX_VALUE;
        long highest = 0;
        for (long flat = first; flat < end; flat++) {
            long index = tensor.indexOf(flat);
            lowest = Math.min(lowest, index);
            highest = Math.max(highest, index);
        }
        if ((highest + 1 - lowest) * size > Integer.MAX_VALUE) {
            throw new IOException("a tensor's numbers are scattered over more than 2 GiB");
        }
        ByteBuffer span = map(tensor, lowest * size, (highest + 1 - lowest) * size);
        for (long flat = first; flat < end; flat++) {
            int at = (int) ((tensor.indexOf(flat) - lowest) * size);
            int from = (int) Math.max(0, offset - flat * size);
            int to = (int) Math.min(size, offset + length - flat * size);
            result.put(span.slice(at + from, to - from));
        }
        return result.flip().asReadOnlyBuffer().order(ByteOrder.nativeOrder());
    }

    @Override
    public void close() {
        closeQuietly(channel);
    }
}
