package org.spatialalign.engine.model.lora;

import java.util.List;
import java.util.Optional;
import org.spatialalign.engine.model.wan.WanNames;

/**
 * Which modules get an adapter: those whose path equals an entry or ends with "." and the entry, as PEFT's
 * {@code target_modules} does it. Entries may use the names of diffusers or the original's.
 */
public record LoraTargets(List<String> entries) {

    /** The text pathway, as in the paper: both text projections and the keys and values of each cross-attention. */
    public static final LoraTargets TEXT_PATHWAY =
            new LoraTargets(List.of("text_embedding.0", "text_embedding.2", "cross_attn.k", "cross_attn.v"));

    /** Every projection of both attentions and the feed-forward layers. */
    public static final LoraTargets BLOCKS = new LoraTargets(List.of(
            "self_attn.q",
            "self_attn.k",
            "self_attn.v",
            "self_attn.o",
            "cross_attn.q",
            "cross_attn.k",
            "cross_attn.v",
            "cross_attn.o",
            "ffn.0",
            "ffn.2"));

    public LoraTargets {
        entries = List.copyOf(entries);
        if (entries.isEmpty() || entries.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException("targets are names of modules, not " + entries);
        }
    }

    /** @param path of the module in diffusers */
    public boolean matches(String path) {
        Optional<String> original = WanNames.toOriginal(path);
        return entries.stream()
                .anyMatch(entry -> ends(path, entry)
                        || original.map(name -> ends(name, entry)).orElse(false));
    }

    private static boolean ends(String path, String entry) {
        return path.equals(entry) || path.endsWith("." + entry);
    }
}
