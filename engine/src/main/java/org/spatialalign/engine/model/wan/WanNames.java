package org.spatialalign.engine.model.wan;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The two names of each part of the Wan transformer: the original one (Wan-AI's own repository, DiffSynth, ComfyUI)
 * and the one of diffusers, which is the one used here. Takes parameters ("blocks.0.self_attn.q.weight") and modules
 * that have parameters ("blocks.0.self_attn.q"). A name that the asked side does not have gives nothing; the patch
 * embedding has the same name on both.
 *
 * <p>The norm in front of the cross-attention is the trap: the original calls it norm3, diffusers norm2, and each has
 * another norm, without parameters, under the other's name.
 */
public final class WanNames {

    private static final Pattern BLOCK = Pattern.compile("blocks\\.(0|[1-9][0-9]{0,8})\\..+");
    private static final String ANY_BLOCK = "blocks.*.";

    private static final List<String> LAYER = List.of("", ".weight", ".bias");
    private static final List<String> SCALE = List.of("", ".weight");
    private static final List<String> TABLE = List.of("");

    private static final Map<String, String> TO_DIFFUSERS = new HashMap<>();
    private static final Map<String, String> TO_ORIGINAL = new HashMap<>();

    static {
        pair("patch_embedding", "patch_embedding", LAYER);
        pair("time_embedding.0", "condition_embedder.time_embedder.linear_1", LAYER);
        pair("time_embedding.2", "condition_embedder.time_embedder.linear_2", LAYER);
        pair("time_projection.1", "condition_embedder.time_proj", LAYER);
        pair("text_embedding.0", "condition_embedder.text_embedder.linear_1", LAYER);
        pair("text_embedding.2", "condition_embedder.text_embedder.linear_2", LAYER);
        pair("head.modulation", "scale_shift_table", TABLE);
        pair("head.head", "proj_out", LAYER);
        block("modulation", "scale_shift_table", TABLE);
        block("norm3", "norm2", LAYER);
        block("ffn.0", "ffn.net.0.proj", LAYER);
        block("ffn.2", "ffn.net.2", LAYER);
        attention("self_attn", "attn1");
        attention("cross_attn", "attn2");
    }

    private WanNames() {}

    /** The name in diffusers of a parameter or module of the original. */
    public static Optional<String> toDiffusers(String originalName) {
        return translated(originalName, TO_DIFFUSERS);
    }

    /** The original name of a parameter or module of diffusers. */
    public static Optional<String> toOriginal(String diffusersName) {
        return translated(diffusersName, TO_ORIGINAL);
    }

    private static Optional<String> translated(String name, Map<String, String> names) {
        Matcher block = BLOCK.matcher(name);
        if (!block.matches()) {
            return name.startsWith(ANY_BLOCK) ? Optional.empty() : Optional.ofNullable(names.get(name));
        }
        String prefix = "blocks." + block.group(1) + ".";
        @Nullable String found = names.get(ANY_BLOCK + name.substring(prefix.length()));
        return Optional.ofNullable(found).map(other -> prefix + other.substring(ANY_BLOCK.length()));
    }

    private static void attention(String original, String diffusers) {
        for (String part : List.of("q", "k", "v")) {
            block(original + "." + part, diffusers + ".to_" + part, LAYER);
        }
        block(original + ".o", diffusers + ".to_out.0", LAYER);
        block(original + ".norm_q", diffusers + ".norm_q", SCALE);
        block(original + ".norm_k", diffusers + ".norm_k", SCALE);
    }

    private static void block(String original, String diffusers, List<String> parameters) {
        pair(ANY_BLOCK + original, ANY_BLOCK + diffusers, parameters);
    }

    private static void pair(String original, String diffusers, List<String> parameters) {
        for (String parameter : parameters) {
            TO_DIFFUSERS.put(original + parameter, diffusers + parameter);
            TO_ORIGINAL.put(diffusers + parameter, original + parameter);
        }
    }
}
