package org.spatialalign.engine.tensor.safetensors;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A file mapped in a few large pieces. Systems limit the number of maps of a process (65530 on Linux), and a checkpoint
 * has thousands of tensors. Views stay valid after {@link #close}: a map is undone when its last view is garbage.
 * Thread-safe.
 */
final class FileWindows implements AutoCloseable {

    /** One window spans whole tensors and at most this much, unless a single tensor is larger. */
    static final long SPAN = 1L << 30;

    private final FileChannel channel;
    private final MapMode mode;
    /** Start of each window and its length; fixed once the header was read. */
    private final TreeMap<Long, Long> spans = new TreeMap<>();

    private final TreeMap<Long, ByteBuffer> mapped = new TreeMap<>();

    private FileWindows(FileChannel channel, MapMode mode) {
        this.channel = channel;
        this.mode = mode;
    }

    /**
     * Private maps, whose pages can be written without the file seeing it, must be asked for on a channel that may
     * write. Files that this user may only read are mapped for reading.
     */
    static FileWindows open(Path file) throws IOException {
        try {
            return new FileWindows(
                    FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE), MapMode.PRIVATE);
        } catch (IOException e) {
            return new FileWindows(FileChannel.open(file, StandardOpenOption.READ), MapMode.READ_ONLY);
        }
    }

    FileChannel channel() {
        return channel;
    }

    /** Adds a tensor to the last window or begins a new one. Call in the order of the data. */
    void plan(long start, long length, long span) {
        if (!spans.isEmpty()) {
            long last = spans.lastKey();
            if (start + length - last <= span) {
                spans.put(last, start + length - last);
                return;
            }
        }
        spans.put(start, length);
    }

    /** Bytes of one tensor, in native order; read-only when the file is. */
    ByteBuffer view(long start, int length) throws IOException {
        Map.Entry<Long, Long> planned = Objects.requireNonNull(spans.floorEntry(start), "no tensor starts there");
        long window = planned.getKey();
        long span = planned.getValue();
        if (span > Integer.MAX_VALUE) {
            // A tensor too large for one map: windows that overlap, so that any usual slice lies within one.
            long end = window + span;
            window += (start - window) / SPAN * SPAN;
            span = Math.min(end - window, Integer.MAX_VALUE);
            if (start - window + length > span) {
                return map(start, length);
            }
        }
        return whole(window, span).slice((int) (start - window), length).order(ByteOrder.nativeOrder());
    }

    private synchronized ByteBuffer whole(long start, long span) throws IOException {
        @Nullable ByteBuffer found = mapped.get(start);
        if (found == null) {
            found = map(start, (int) span);
            mapped.put(start, found);
        }
        return found;
    }

    private ByteBuffer map(long start, int length) throws IOException {
        return channel.map(mode, start, length).order(ByteOrder.nativeOrder());
    }

    @Override
    public synchronized void close() throws IOException {
        mapped.clear();
        channel.close();
    }
}
