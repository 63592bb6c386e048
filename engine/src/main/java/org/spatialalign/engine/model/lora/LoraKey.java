package org.spatialalign.engine.model.lora;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.spatialalign.engine.model.wan.WanNames;

/**
 * The name of one parameter in an adapter's file, in any of the families' spellings.
 *
 * @param module path in diffusers where the transformer has such a module, else the path as it is in the file
 */
record LoraKey(String module, Part part) {

    enum Part {
        A,
        B,
        B_BIAS,
        ALPHA,
        DIFFERENCE,
        BIAS_DIFFERENCE
    }

    private static final String KOHYA = "lora_unet_";

    private static final List<String> PREFIXES =
            List.of("base_model.model.", "diffusion_model.", "transformer.", "pipe.dit.", "dit.");

    /** An adapter's name may stand between "lora_A" and "weight". */
    private static final Pattern PEFT = Pattern.compile("(.+)\\.lora_(A|B)(?:\\.[^.]+)?\\.(weight|bias)");

    private static final Pattern DOWN_UP = Pattern.compile("(.+)\\.lora(?:_|\\.)(down|up)\\.weight");

    private static final Pattern KOHYA_BLOCK = Pattern.compile("blocks_(\\d+)_(.+)");

    /** Parts whose own names have underscores, and those whose dots were turned into them. */
    private static final List<String> KOHYA_PARTS = List.of(
            "self_attn.q",
            "self_attn.k",
            "self_attn.v",
            "self_attn.o",
            "cross_attn.q",
            "cross_attn.k",
            "cross_attn.v",
            "cross_attn.o",
            "ffn.0",
            "ffn.2",
            "text_embedding.0",
            "text_embedding.2",
            "time_embedding.0",
            "time_embedding.2",
            "time_projection.1",
            "head.head",
            "patch_embedding");

    /** Empty for names that are no part of an adapter. */
    static Optional<LoraKey> parse(String name) {
        Matcher peft = PEFT.matcher(name);
        if (peft.matches()) {
            boolean bias = peft.group(3).equals("bias");
            if (peft.group(2).equals("A")) {
                return bias ? Optional.empty() : key(peft.group(1), Part.A);
            }
            return key(peft.group(1), bias ? Part.B_BIAS : Part.B);
        }
        Matcher downUp = DOWN_UP.matcher(name);
        if (downUp.matches()) {
            return key(downUp.group(1), downUp.group(2).equals("down") ? Part.A : Part.B);
        }
        if (name.endsWith(".alpha")) {
            return key(without(name, ".alpha"), Part.ALPHA);
        }
        if (name.endsWith(".diff_b")) {
            return key(without(name, ".diff_b"), Part.BIAS_DIFFERENCE);
        }
        return name.endsWith(".diff") ? key(without(name, ".diff"), Part.DIFFERENCE) : Optional.empty();
    }

    private static String without(String name, String ending) {
        return name.substring(0, name.length() - ending.length());
    }

    private static Optional<LoraKey> key(String path, Part part) {
        if (path.startsWith(KOHYA)) {
            return kohyaPath(path.substring(KOHYA.length())).map(module -> new LoraKey(canonical(module), part));
        }
        String module = path;
        for (String prefix : PREFIXES) {
            module = module.startsWith(prefix) ? module.substring(prefix.length()) : module;
        }
        return Optional.of(new LoraKey(canonical(module), part));
    }

    private static Optional<String> kohyaPath(String underscored) {
        Matcher block = KOHYA_BLOCK.matcher(underscored);
        String prefix = block.matches() ? "blocks." + block.group(1) + "." : "";
        String rest = block.matches() ? block.group(2) : underscored;
        return KOHYA_PARTS.stream()
                .filter(part -> part.replace('.', '_').equals(rest))
                .findFirst()
                .map(part -> prefix + part);
    }

    static String canonical(String module) {
        return WanNames.toDiffusers(module).orElse(module);
    }

    /** The module's path in kohya's spelling, without the prefix's weight names. */
    static String kohya(String original) {
        return KOHYA + original.replace('.', '_');
    }

    /** Which family writes names like this one. */
    static LoraFormat family(String name) {
        if (name.startsWith(KOHYA)) {
            return LoraFormat.KOHYA;
        }
        if (name.startsWith("diffusion_model.")) {
            return LoraFormat.COMFYUI;
        }
        if (name.startsWith("transformer.")) {
            return LoraFormat.DIFFUSERS;
        }
        return name.contains(".default.") ? LoraFormat.DIFFSYNTH : LoraFormat.PEFT;
    }
}
