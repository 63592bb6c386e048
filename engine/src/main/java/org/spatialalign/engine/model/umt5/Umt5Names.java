package org.spatialalign.engine.model.umt5;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.tensor.TensorInfo;
import org.spatialalign.engine.tensor.TensorSource;

/**
 * The two names of each parameter of the encoder: the one of the transformers library, which is the one used here, and
 * the original one of Wan-AI's own {@code models_t5_umt5-xxl-enc-bf16.pth}.
 */
public final class Umt5Names {

    /** The embedding in the transformers library; some writers store it under its alias. */
    static final String EMBEDDING = "shared.weight";

    static final String EMBEDDING_ALIAS = "encoder.embed_tokens.weight";

    private static final String BLOCK = "encoder.block.";
    private static final Pattern ORIGINAL_BLOCK = Pattern.compile("blocks\\.(0|[1-9][0-9]{0,8})\\.(.+)");
    private static final Pattern BLOCK_NAME = Pattern.compile("encoder\\.block\\.(0|[1-9][0-9]{0,8})\\.(.+)");

    private static final Map<String, String> TOP =
            Map.of("token_embedding.weight", EMBEDDING, "norm.weight", "encoder.final_layer_norm.weight");

    private static final Map<String, String> IN_BLOCK = Map.of(
            "norm1.weight", "layer.0.layer_norm.weight",
            "attn.q.weight", "layer.0.SelfAttention.q.weight",
            "attn.k.weight", "layer.0.SelfAttention.k.weight",
            "attn.v.weight", "layer.0.SelfAttention.v.weight",
            "attn.o.weight", "layer.0.SelfAttention.o.weight",
            "pos_embedding.embedding.weight", "layer.0.SelfAttention.relative_attention_bias.weight",
            "norm2.weight", "layer.1.layer_norm.weight",
            "ffn.gate.0.weight", "layer.1.DenseReluDense.wi_0.weight",
            "ffn.fc1.weight", "layer.1.DenseReluDense.wi_1.weight",
            "ffn.fc2.weight", "layer.1.DenseReluDense.wo.weight");

    private Umt5Names() {}

    /** The name in the transformers library of an original parameter. */
    public static Optional<String> toTransformers(String originalName) {
        Matcher block = ORIGINAL_BLOCK.matcher(originalName);
        if (block.matches()) {
            return Optional.ofNullable(IN_BLOCK.get(block.group(2))).map(rest -> BLOCK + block.group(1) + "." + rest);
        }
        return Optional.ofNullable(TOP.get(originalName));
    }

    /** The original name of a parameter of the transformers library. */
    public static Optional<String> toOriginal(String name) {
        Matcher block = BLOCK_NAME.matcher(name);
        if (block.matches()) {
            return keyOf(IN_BLOCK, block.group(2)).map(rest -> "blocks." + block.group(1) + "." + rest);
        }
        return keyOf(TOP, name.equals(EMBEDDING_ALIAS) ? EMBEDDING : name);
    }

    private static Optional<String> keyOf(Map<String, String> map, String value) {
        return map.entrySet().stream()
                .filter(entry -> entry.getValue().equals(value))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /**
     * The same tensors under the names of the transformers library, the embedding as {@code shared.weight}, whichever
     * of the names they have in the file. Closing it closes the source.
     */
    static TensorSource named(TensorSource source) {
        Map<String, String> byName = new LinkedHashMap<>();
        for (String stored : source.names()) {
            String name = stored.equals(EMBEDDING_ALIAS)
                    ? EMBEDDING
                    : toTransformers(stored).orElse(stored);
            byName.putIfAbsent(name, stored);
        }
        return new Renamed(source, byName);
    }

    private record Renamed(TensorSource source, Map<String, String> stored) implements TensorSource {

        @Override
        public String origin() {
            return source.origin();
        }

        @Override
        public Set<String> names() {
            return stored.keySet();
        }

        @Override
        public TensorInfo info(String name) throws WorkbenchException {
            TensorInfo info = source.info(stored.getOrDefault(name, name));
            return new TensorInfo(name, info.type(), List.copyOf(info.shape()));
        }

        @Override
        public ByteBuffer slice(String name, long offset, int length) throws WorkbenchException {
            return source.slice(stored.getOrDefault(name, name), offset, length);
        }

        @Override
        public void close() {
            source.close();
        }
    }
}
