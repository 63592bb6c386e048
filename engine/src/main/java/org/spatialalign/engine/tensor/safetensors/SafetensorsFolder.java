package org.spatialalign.engine.tensor.safetensors;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.spatialalign.engine.core.FileFault;
import org.spatialalign.engine.core.Json;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.tensor.TensorInfo;
import org.spatialalign.engine.tensor.TensorSource;

/**
 * Tensors spread over several safetensors files by an index, {@code *.safetensors.index.json}: its {@code weight_map}
 * says for each tensor which file beside the index holds it.
 */
public final class SafetensorsFolder implements TensorSource {

    private final Path index;
    private final Map<String, SafetensorsFile> byTensor = new LinkedHashMap<>();
    private final Map<String, SafetensorsFile> byShard = new LinkedHashMap<>();

    private SafetensorsFolder(Path index) {
        this.index = index;
    }

    /**
     * Opens every shard, so that what is missing is missed now and not hours later.
     *
     * @throws WorkbenchException when the index is malformed or points outside its folder, a shard is missing or
     *     malformed, or does not hold what the index promises
     */
    public static SafetensorsFolder open(Path index) throws WorkbenchException {
        SafetensorsFolder folder = new SafetensorsFolder(index);
        boolean sound = false;
        try {
            folder.read();
            sound = true;
            return folder;
        } finally {
            if (!sound) {
                folder.close();
            }
        }
    }

    private void read() throws WorkbenchException {
        JsonNode map = json().path("weight_map");
        if (!map.isObject()) {
            throw new WorkbenchException(
                    index + ": weight_map is missing; expected an object of tensor and file names");
        }
        for (Map.Entry<String, JsonNode> field : map.properties()) {
            String name = field.getKey();
            if (!field.getValue().isTextual()) {
                throw bad(name, field.getValue() + " is no name of a file");
            }
            SafetensorsFile shard = shard(name, field.getValue().textValue());
            if (!shard.names().contains(name)) {
                throw bad(name, shard.origin() + " does not hold this tensor, although the index says so");
            }
            byTensor.put(name, shard);
        }
    }

    private JsonNode json() throws WorkbenchException {
        String text;
        try {
            long size = Files.size(index);
            if (size > Header.LIMIT) {
                throw new WorkbenchException(
                        index + ": an index of " + size + " bytes is not read; at most " + Header.LIMIT);
            }
            text = Files.readString(index);
        } catch (CharacterCodingException e) {
            throw new WorkbenchException(index + ": this is not UTF-8 text", e);
        } catch (IOException e) {
            throw new WorkbenchException("cannot read " + index + ": " + FileFault.reason(e), e);
        }
        try {
            return Json.parse(text);
        } catch (WorkbenchException e) {
            throw new WorkbenchException(index + ": " + e.getMessage(), e);
        }
    }

    private SafetensorsFile shard(String tensor, String file) throws WorkbenchException {
        SafetensorsFile known = byShard.get(file);
        if (known != null) {
            return known;
        }
        // Both kinds of separators, whatever this system uses: an index travels.
        if (file.isEmpty() || file.equals(".") || file.equals("..") || file.matches("(?s).*[/\\\\:\\x00].*")) {
            throw bad(tensor, "'" + file + "' points outside the folder; expected the name of a file beside the index");
        }
        Path path = index.resolveSibling(file);
        if (!Files.isRegularFile(path)) {
            throw bad(tensor, "the file " + path + " is not there; fetch all parts of the model");
        }
        SafetensorsFile opened = SafetensorsFile.open(path);
        byShard.put(file, opened);
        return opened;
    }

    private WorkbenchException bad(String tensor, String what) {
        return new WorkbenchException(index + ": weight_map, tensor '" + tensor + "': " + what);
    }

    @Override
    public String origin() {
        return index.toString();
    }

    /** In the order of the index. */
    @Override
    public Set<String> names() {
        return Collections.unmodifiableSet(byTensor.keySet());
    }

    @Override
    public TensorInfo info(String name) throws WorkbenchException {
        return holder(name).info(name);
    }

    @Override
    public ByteBuffer slice(String name, long offset, int length) throws WorkbenchException {
        return holder(name).slice(name, offset, length);
    }

    private SafetensorsFile holder(String name) throws WorkbenchException {
        SafetensorsFile holder = byTensor.get(name);
        if (holder == null) {
            throw new WorkbenchException(index + " has no tensor '" + name + "'");
        }
        return holder;
    }

    @Override
    public void close() {
        byShard.values().forEach(SafetensorsFile::close);
    }
}
