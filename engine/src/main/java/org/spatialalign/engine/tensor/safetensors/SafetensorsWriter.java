package org.spatialalign.engine.tensor.safetensors;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.spatialalign.engine.core.AtomicFiles;
import org.spatialalign.engine.core.FileFault;
import org.spatialalign.engine.core.Json;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.tensor.ElementType;
import org.spatialalign.engine.tensor.GradMode;
import org.spatialalign.engine.tensor.Scope;
import org.spatialalign.engine.tensor.TensorInfo;
import org.spatialalign.engine.tensor.TensorSource;

/**
 * Writes a safetensors file, whole or not at all. Tensors of large numbers come first and the data starts at a multiple
 * of 64 bytes, so every tensor is aligned to its numbers and can be mapped. Tensors are fetched a piece at a time while
 * the file is written; they must stay as they are until then. The same tensors always make the same file.
 *
 * <p>For use by one thread.
 */
public final class SafetensorsWriter {

    private static final int ALIGNMENT = 64;

    /** Bytes that are fetched at once; a multiple of every element size. */
    private static final int PIECE = 1 << 24;

    /** Gives a part of one tensor's bytes, row-major and little-endian. */
    @FunctionalInterface
    public interface Content {
        ByteBuffer slice(long offset, int length) throws WorkbenchException;
    }

    private record Item(TensorInfo info, Content content) {}

    private final Map<String, Item> items = new LinkedHashMap<>();
    private final Map<String, String> metadata = new LinkedHashMap<>();

    /** Puts a string beside the tensors. */
    public SafetensorsWriter metadata(String key, String value) {
        metadata.put(key, value);
        return this;
    }

    /** @throws IllegalArgumentException when the name is taken or reserved */
    public SafetensorsWriter add(TensorInfo info, Content content) {
        if (info.name().equals(Header.METADATA) || items.containsKey(info.name())) {
            throw new IllegalArgumentException(
                    "a tensor cannot be named '" + info.name() + "' here: the name is taken");
        }
        items.put(info.name(), new Item(info, content));
        return this;
    }

    /** @param bytes the tensor's bytes from position to limit, row-major and little-endian */
    public SafetensorsWriter add(TensorInfo info, ByteBuffer bytes) {
        if (bytes.remaining() != info.bytes()) {
            throw new IllegalArgumentException("tensor '" + info.name() + "' " + info.shape() + " of " + info.type()
                    + " takes " + info.bytes() + " bytes; " + bytes.remaining() + " were given");
        }
        ByteBuffer all = bytes.slice();
        return add(info, (offset, length) -> all.slice((int) offset, length));
    }

    /** Copies a tensor from another file. */
    public SafetensorsWriter add(TensorSource source, String name) throws WorkbenchException {
        return add(source.info(name), (offset, length) -> source.slice(name, offset, length));
    }

    /** A tensor in its own type, from whatever device it is on. It is not closed. */
    public SafetensorsWriter add(String name, NDArray tensor) {
        List<Long> shape = Arrays.stream(tensor.getShape().getShape()).boxed().toList();
        TensorInfo info = new TensorInfo(name, typeOf(name, tensor.getDataType()), shape);
        return add(info, (offset, length) -> {
            long first = offset / info.type().bytes();
            try (Scope scope = Scope.open();
                    GradMode mode = GradMode.off()) {
                NDArray flat = tensor.reshape(-1);
                return flat.get("{}:{}", first, first + length / info.type().bytes())
                        .toByteBuffer();
            }
        });
    }

    private static ElementType typeOf(String name, DataType type) {
        return switch (type) {
            case FLOAT64 -> ElementType.F64;
            case FLOAT32 -> ElementType.F32;
            case FLOAT16 -> ElementType.F16;
            case INT64 -> ElementType.I64;
            case INT32 -> ElementType.I32;
            case INT16 -> ElementType.I16;
            case INT8 -> ElementType.I8;
            case UINT8 -> ElementType.U8;
            case BOOLEAN -> ElementType.BOOL;
            default -> throw new IllegalArgumentException("tensor '" + name + "' of type " + type + " is not written");
        };
    }

    /**
     * Writes the file, replacing what was there.
     *
     * @throws WorkbenchException when it cannot be written; nothing is left then, and an old file stays as it was
     */
    public void write(Path file) throws WorkbenchException {
        // Ties by name, so that the file does not depend on the order in which tensors were added.
        List<Item> sorted = items.values().stream()
                .sorted(Comparator.comparingInt(
                                (Item item) -> -item.info().type().bytes())
                        .thenComparing(item -> item.info().name()))
                .toList();
        byte[] header = header(sorted);
        if (header.length > Header.LIMIT) {
            throw new WorkbenchException("cannot write " + file + ": names and metadata take " + header.length
                    + " bytes; at most " + Header.LIMIT + " are possible");
        }
        try {
            AtomicFiles.<WorkbenchException>write(file, temporary -> {
                try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
                    ByteBuffer length = ByteBuffer.allocate(8)
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .putLong(0, header.length);
                    put(channel, length);
                    put(channel, ByteBuffer.wrap(header));
                    for (Item item : sorted) {
                        put(channel, item);
                    }
                }
            });
        } catch (IOException e) {
            throw new WorkbenchException("cannot write " + file + ": " + FileFault.reason(e), e);
        }
    }

    private byte[] header(List<Item> sorted) {
        ObjectNode json = Json.object();
        if (!metadata.isEmpty()) {
            ObjectNode strings = json.putObject(Header.METADATA);
            metadata.forEach(strings::put);
        }
        long end = 0;
        for (Item item : sorted) {
            ObjectNode entry = json.putObject(item.info().name());
            entry.put("dtype", item.info().type().name());
            item.info().shape().forEach(entry.putArray("shape")::add);
            long begin = end;
            end = Math.addExact(begin, item.info().bytes());
            entry.putArray("data_offsets").add(begin).add(end);
        }
        byte[] text = Json.write(json).getBytes(StandardCharsets.UTF_8);
        int padding = Math.floorMod(-(8 + text.length), ALIGNMENT);
        byte[] header = Arrays.copyOf(text, text.length + padding);
        Arrays.fill(header, text.length, header.length, (byte) ' ');
        return header;
    }

    private static void put(FileChannel channel, Item item) throws IOException, WorkbenchException {
        long size = item.info().bytes();
        for (long offset = 0; offset < size; offset += PIECE) {
            int length = (int) Math.min(PIECE, size - offset);
            ByteBuffer piece = item.content().slice(offset, length);
            if (piece.remaining() != length) {
                throw new IllegalStateException("tensor '" + item.info().name() + "' gave " + piece.remaining()
                        + " bytes where " + length + " were asked for");
            }
            put(channel, piece);
        }
    }

    private static void put(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }
}
