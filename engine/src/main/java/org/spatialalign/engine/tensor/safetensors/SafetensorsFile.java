package org.spatialalign.engine.tensor.safetensors;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.spatialalign.engine.core.FileFault;
import org.spatialalign.engine.core.Json;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.tensor.ElementType;
import org.spatialalign.engine.tensor.TensorInfo;
import org.spatialalign.engine.tensor.TensorSource;

/** One safetensors file, mapped into memory. */
public final class SafetensorsFile implements TensorSource {

    private record Entry(TensorInfo info, long start) {}

    private final Path file;
    private final FileChannel channel;
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final Map<String, String> metadata = new LinkedHashMap<>();

    private SafetensorsFile(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    public static SafetensorsFile open(Path file) throws WorkbenchException {
        try {
            SafetensorsFile result = new SafetensorsFile(file, FileChannel.open(file, StandardOpenOption.READ));
            result.readHeader();
            return result;
        } catch (IOException e) {
            throw new WorkbenchException("cannot read " + file + ": " + FileFault.reason(e), e);
        }
    }

    private void readHeader() throws IOException, WorkbenchException {
        ByteBuffer length = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
        channel.read(length, 0);
        long size = length.flip().getLong();
        ByteBuffer text = ByteBuffer.allocate((int) size);
        channel.read(text, 8);
        JsonNode header = Json.parse(new String(text.array(), StandardCharsets.UTF_8));
        for (Map.Entry<String, JsonNode> field : header.properties()) {
            JsonNode node = field.getValue();
            if (field.getKey().equals("__metadata__")) {
                node.properties()
                        .forEach(e -> metadata.put(e.getKey(), e.getValue().asText()));
                continue;
            }
            List<Long> shape = new ArrayList<>();
            node.get("shape").forEach(s -> shape.add(s.asLong()));
            ElementType type = ElementType.named(node.get("dtype").asText()).orElseThrow();
            entries.put(
                    field.getKey(),
                    new Entry(
                            new TensorInfo(field.getKey(), type, shape),
                            8 + size + node.get("data_offsets").get(0).asLong()));
        }
    }

    @Override
    public String origin() {
        return file.toString();
    }

    @Override
    public Set<String> names() {
        return Collections.unmodifiableSet(entries.keySet());
    }

    /** Strings that the writer put beside the tensors. */
    public Map<String, String> metadata() {
        return Collections.unmodifiableMap(metadata);
    }

    @Override
    public TensorInfo info(String name) throws WorkbenchException {
        return entry(name).info();
    }

    private Entry entry(String name) throws WorkbenchException {
        Entry entry = entries.get(name);
        if (entry == null) {
            throw new WorkbenchException(file + " has no tensor '" + name + "'");
        }
        return entry;
    }

    @Override
    public ByteBuffer slice(String name, long offset, int length) throws WorkbenchException {
        try {
            return channel.map(MapMode.PRIVATE, entry(name).start() + offset, length)
                    .order(ByteOrder.nativeOrder());
        } catch (IOException e) {
            throw new WorkbenchException("cannot read " + file + ": " + FileFault.reason(e), e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
