package org.spatialalign.engine.tensor.safetensors;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.spatialalign.engine.core.FileFault;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.tensor.ElementType;
import org.spatialalign.engine.tensor.TensorInfo;
import org.spatialalign.engine.tensor.TensorSource;
import org.spatialalign.engine.tensor.safetensors.Header.Entry;

/**
 * One safetensors file, mapped into memory. A malformed file is refused on opening; tensors of a type that nothing
 * here computes with are listed, and refused when asked for. Closing it leaves the slices that were handed out usable.
 */
public final class SafetensorsFile implements TensorSource {

    private final Path file;
    private final FileWindows windows;
    private final Header header;

    private SafetensorsFile(Path file, FileWindows windows, Header header) {
        this.file = file;
        this.windows = windows;
        this.header = header;
    }

    /** @throws WorkbenchException when it cannot be read or is malformed; names the file and the field */
    public static SafetensorsFile open(Path file) throws WorkbenchException {
        return open(file, FileWindows.SPAN);
    }

    static SafetensorsFile open(Path file, long span) throws WorkbenchException {
        try {
            FileWindows windows = FileWindows.open(file);
            boolean sound = false;
            try {
                Header header = HeaderReader.read(file.toString(), windows.channel());
                header.entries().values().stream()
                        .sorted(Comparator.comparingLong(Entry::begin))
                        .filter(entry -> entry.end() > entry.begin())
                        .forEach(entry ->
                                windows.plan(header.dataStart() + entry.begin(), entry.end() - entry.begin(), span));
                sound = true;
                return new SafetensorsFile(file, windows, header);
            } finally {
                if (!sound) {
                    windows.close();
                }
            }
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static WorkbenchException unreadable(Path file, IOException e) {
        return new WorkbenchException("cannot read " + file + ": " + FileFault.reason(e), e);
    }

    @Override
    public String origin() {
        return file.toString();
    }

    @Override
    public Set<String> names() {
        return Collections.unmodifiableSet(header.entries().keySet());
    }

    /** Strings that the writer put beside the tensors. */
    public Map<String, String> metadata() {
        return Collections.unmodifiableMap(header.metadata());
    }

    /** @throws WorkbenchException when there is no such tensor, or when its type is one that is not read */
    @Override
    public TensorInfo info(String name) throws WorkbenchException {
        Entry entry = entry(name);
        return new TensorInfo(name, type(entry), entry.shape());
    }

    private Entry entry(String name) throws WorkbenchException {
        Entry entry = header.entries().get(name);
        if (entry == null) {
            throw new WorkbenchException(file + " has no tensor '" + name + "'");
        }
        return entry;
    }

    private ElementType type(Entry entry) throws WorkbenchException {
        return ElementType.named(entry.dtype())
                .orElseThrow(() -> new WorkbenchException(file + ": tensor '" + entry.name() + "' has the type "
                        + entry.dtype() + ", which is not read; convert the file to F32, F16 or BF16"));
    }

    @Override
    public ByteBuffer slice(String name, long offset, int length) throws WorkbenchException {
        Entry entry = entry(name);
        ElementType type = type(entry);
        Objects.checkFromIndexSize(offset, length, entry.end() - entry.begin());
        if (length == 0) {
            return ByteBuffer.allocateDirect(0).order(ByteOrder.nativeOrder());
        }
        try {
            ByteBuffer view = windows.view(header.dataStart() + entry.begin() + offset, length);
            return view.alignmentOffset(0, type.bytes()) == 0 ? view : alignedCopy(view);
        } catch (ClosedChannelException e) {
            throw new IllegalStateException(file + " was closed before tensor '" + name + "' was read", e);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static ByteBuffer alignedCopy(ByteBuffer view) {
        ByteBuffer copy = ByteBuffer.allocateDirect(view.remaining()).put(view).flip();
        // Read-only, so that whoever keeps the numbers keeps them elsewhere: this memory is small and not the file's.
        return copy.asReadOnlyBuffer().order(ByteOrder.nativeOrder());
    }

    @Override
    public void close() {
        try {
            windows.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close " + file, e);
        }
    }
}
