package org.spatialalign.engine.model.lora;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.core.AtomicFiles;
import org.spatialalign.engine.core.FileFault;
import org.spatialalign.engine.core.Json;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.model.wan.WanNames;
import org.spatialalign.engine.tensor.ElementType;
import org.spatialalign.engine.tensor.TensorInfo;
import org.spatialalign.engine.tensor.safetensors.SafetensorsWriter;

/**
 * Writes an adapter in the names of one family of programs, as float32 safetensors. Rank and alpha are always in the
 * metadata as well, beside the adapter's own notes.
 */
public final class LoraWriter {

    private static final String CONFIG = "adapter_config.json";

    /** What one family says in the metadata is not true in the words of another. */
    private static final Set<String> FOREIGN =
            Set.of("format", "lora_adapter_metadata", "ss_network_dim", "ss_network_alpha", Lora.RANK, Lora.ALPHA);

    private final SafetensorsWriter writer = new SafetensorsWriter();
    private final LoraFormat format;

    private LoraWriter(LoraFormat format) {
        this.format = format;
    }

    /**
     * Writes files, whole or not at all, replacing what was there.
     *
     * @param target a file ending in ".safetensors", or a folder, in which the file gets the name that these programs
     *     look for. PEFT's adapter_config.json is put beside it
     * @return the file with the matrices
     * @throws WorkbenchException when the adapter has something that the format cannot hold, or on trouble with files
     */
    public static Path write(Lora lora, LoraFormat format, Path target) throws WorkbenchException {
        Path file = target.toString().endsWith(".safetensors") ? target : target.resolve(format.fileName());
        Lora written = format == LoraFormat.DIFFSYNTH ? folded(lora) : lora;
        LoraWriter writer = new LoraWriter(format);
        for (Map.Entry<String, LoraModule> entry : written.modules().entrySet()) {
            writer.add(entry.getKey(), entry.getValue());
        }
        writer.metadata(written).forEach(writer.writer::metadata);
        writer.writer.write(file);
        if (format == LoraFormat.PEFT) {
            writeConfig(written, file.resolveSibling(CONFIG));
        }
        return file;
    }

    /** Their loader multiplies by a number that the user gives, usually 1, and knows no alpha. */
    private static Lora folded(Lora lora) {
        return lora.map(module -> {
            @Nullable LoraPair pair = module.pair();
            return pair == null ? module : new LoraModule(pair.folded(), module.difference(), module.biasDifference());
        });
    }

    private void add(String path, LoraModule module) throws WorkbenchException {
        String original = WanNames.toOriginal(path).orElse(path);
        @Nullable LoraPair pair = module.pair();
        if ((pair == null || module.biasDifference() != null) && format != LoraFormat.COMFYUI) {
            throw new WorkbenchException("module " + path + " is changed by a full difference, which only files in"
                    + " ComfyUI's names can hold");
        }
        String name =
                switch (format) {
                    case PEFT -> "base_model.model." + path;
                    case DIFFUSERS -> "transformer." + path;
                    case DIFFSYNTH -> original;
                    case COMFYUI -> "diffusion_model." + original;
                    case KOHYA -> LoraKey.kohya(original);
                };
        if (!LoraKey.parse(name + ".alpha")
                .map(LoraKey::module)
                .filter(path::equals)
                .isPresent()) {
            throw new WorkbenchException("module " + path + " has no name in this format");
        }
        if (pair != null) {
            boolean upDown = format == LoraFormat.KOHYA;
            String adapter = format == LoraFormat.DIFFSYNTH ? ".default.weight" : ".weight";
            put(name + (upDown ? ".lora_down.weight" : ".lora_A" + adapter), pair.a());
            put(name + (upDown ? ".lora_up.weight" : ".lora_B" + adapter), pair.b());
            if (upDown || format == LoraFormat.COMFYUI) {
                put(name + ".alpha", LoraTensor.of(new float[] {(float) pair.alpha()}));
            }
        }
        @Nullable LoraTensor difference = module.difference();
        if (difference != null) {
            put(name + ".diff", difference);
        }
        @Nullable LoraTensor biasDifference = module.biasDifference();
        if (biasDifference != null) {
            put(name + ".diff_b", biasDifference);
        }
    }

    private void put(String name, LoraTensor tensor) {
        writer.add(new TensorInfo(name, ElementType.F32, tensor.shape()), tensor.bytes());
    }

    private Map<String, String> metadata(Lora lora) {
        Map<String, String> metadata = new LinkedHashMap<>(lora.metadata());
        metadata.keySet().removeAll(FOREIGN);
        lora.rank().ifPresent(rank -> metadata.put(Lora.RANK, Long.toString(rank)));
        lora.alpha().ifPresent(alpha -> metadata.put(Lora.ALPHA, number(alpha).asText()));
        if (format == LoraFormat.PEFT || format == LoraFormat.DIFFUSERS) {
            metadata.put("format", "pt");
        }
        if (format == LoraFormat.DIFFUSERS) {
            metadata.put("lora_adapter_metadata", Json.write(config(lora, "transformer.")));
        }
        if (format == LoraFormat.KOHYA) {
            lora.rank().ifPresent(rank -> metadata.put("ss_network_dim", Long.toString(rank)));
            lora.alpha()
                    .ifPresent(alpha ->
                            metadata.put("ss_network_alpha", number(alpha).asText()));
        }
        return metadata;
    }

    /** Whole numbers as such: other programs expect them. */
    private static JsonNode number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e9 ? Json.tree((long) value) : Json.tree(value);
    }

    /** The most common strength, and which modules differ from it, in the words of PEFT's LoraConfig. */
    private static ObjectNode config(Lora lora, String prefix) {
        LoraPair usual = lora.pairs().findFirst().orElseThrow();
        ObjectNode config = Json.object();
        config.set(prefix + "lora_alpha", number(usual.alpha()));
        config.put(prefix + "r", usual.rank());
        ObjectNode alphas = Json.object();
        ObjectNode ranks = Json.object();
        lora.modules().forEach((path, module) -> {
            @Nullable LoraPair pair = module.pair();
            if (pair != null && pair.alpha() != usual.alpha()) {
                alphas.set(path, number(pair.alpha()));
            }
            if (pair != null && pair.rank() != usual.rank()) {
                ranks.put(path, pair.rank());
            }
        });
        if (!alphas.isEmpty() || !ranks.isEmpty()) {
            config.set(prefix + "alpha_pattern", alphas);
            config.set(prefix + "rank_pattern", ranks);
        }
        lora.modules().keySet().forEach(config.putArray(prefix + "target_modules")::add);
        return config;
    }

    private static void writeConfig(Lora lora, Path file) throws WorkbenchException {
        ObjectNode config = Json.object();
        config.put("peft_type", "LORA");
        config.setAll(config(lora, ""));
        config.put("lora_dropout", 0.0);
        config.put("bias", "none");
        config.put("use_rslora", false);
        config.put("use_dora", false);
        config.put("fan_in_fan_out", false);
        config.put("inference_mode", true);
        config.put("init_lora_weights", true);
        config.putNull("task_type");
        config.putNull("base_model_name_or_path");
        try {
            AtomicFiles.<IOException>write(
                    file, temporary -> Files.writeString(temporary, config.toPrettyString() + "\n"));
        } catch (IOException e) {
            throw new WorkbenchException("cannot write " + file + ": " + FileFault.reason(e), e);
        }
    }
}
