package org.spatialalign.engine.model.umt5;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.core.ContentHash;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.tensor.ElementType;
import org.spatialalign.engine.tensor.TensorInfo;
import org.spatialalign.engine.tensor.safetensors.SafetensorsFile;
import org.spatialalign.engine.tensor.safetensors.SafetensorsWriter;

/**
 * Embeddings of prompts by key: the last few in memory, all in a folder, one safetensors file each, with a checksum. A
 * file that is not whole counts as absent. Thread-safe.
 */
final class EmbeddingCache {

    private static final int IN_MEMORY = 32;
    private static final String TENSOR = "prompt_embeds";
    private static final String CHECKSUM = "sha256";

    private final @Nullable Path folder;
    private final int width;
    private final Map<ContentHash, float[]> memory = new LinkedHashMap<>(16, 0.75f, true);

    /**
     * @param folder made when needed; null keeps embeddings in memory only
     * @param width of one embedding
     */
    EmbeddingCache(@Nullable Path folder, int width) {
        this.folder = folder;
        this.width = width;
    }

    /** @return [length * width], not to be written to */
    synchronized Optional<float[]> find(ContentHash key, int length) {
        float[] found = memory.get(key);
        if (found == null && folder != null) {
            found = readFile(fileOf(folder, key), length);
            if (found != null) {
                remember(key, found);
            }
        }
        return Optional.ofNullable(found);
    }

    synchronized void put(ContentHash key, float[] values) throws WorkbenchException {
        remember(key, values);
        if (folder != null) {
            ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
            bytes.asFloatBuffer().put(values);
            List<Long> shape = List.of(1L, (long) values.length / width, (long) width);
            new SafetensorsWriter()
                    .metadata(CHECKSUM, checksum(bytes))
                    .add(new TensorInfo(TENSOR, ElementType.F32, shape), bytes)
                    .write(fileOf(folder, key));
        }
    }

    private void remember(ContentHash key, float[] values) {
        memory.put(key, values);
        if (memory.size() > IN_MEMORY) {
            memory.remove(memory.keySet().iterator().next());
        }
    }

    private static Path fileOf(Path folder, ContentHash key) {
        return folder.resolve(key.hex() + ".safetensors");
    }

    private float @Nullable [] readFile(Path file, int length) {
        if (!Files.isRegularFile(file)) {
            return null;
        }
        try (SafetensorsFile source = SafetensorsFile.open(file)) {
            TensorInfo info = source.info(TENSOR);
            if (info.type() != ElementType.F32 || !info.shape().equals(List.of(1L, (long) length, (long) width))) {
                return null;
            }
            ByteBuffer bytes = source.slice(TENSOR, 0, (int) info.bytes());
            if (!checksum(bytes).equals(source.metadata().get(CHECKSUM))) {
                return null;
            }
            float[] values = new float[length * width];
            bytes.asFloatBuffer().get(values);
            return values;
        } catch (WorkbenchException damaged) {
            // Computed again and replaced: nothing in here is worth more than the minute it takes.
            return null;
        }
    }

    private static String checksum(ByteBuffer bytes) {
        MessageDigest digest = sha256();
        digest.update(bytes.duplicate());
        return HexFormat.of().formatHex(digest.digest());
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
