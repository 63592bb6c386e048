package org.spatialalign.engine.interchange;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.core.FileFault;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.model.lora.Lora;
import org.spatialalign.engine.model.lora.LoraFile;
import org.spatialalign.engine.model.lora.LoraFormat;
import org.spatialalign.engine.model.lora.LoraReader;
import org.spatialalign.engine.tensor.safetensors.SafetensorsFile;

/** Finds and reads adapters on disk: safetensors, and torch checkpoints such as the paper's. */
public final class LoraFiles {

    private static final String SAFETENSORS = ".safetensors";
    private static final List<String> CHECKPOINTS = List.of(".ckpt", ".pth", ".pt", ".bin");
    private static final String CONFIG = "adapter_config.json";

    private LoraFiles() {}

    /**
     * Reads an adapter from a file, or from a folder that holds one.
     *
     * @throws WorkbenchException when there is none, or the file is damaged or asks to run something
     */
    public static LoraFile read(Path fileOrFolder) throws WorkbenchException {
        Path file = Files.isDirectory(fileOrFolder) ? find(fileOrFolder) : fileOrFolder;
        if (!Files.isRegularFile(file)) {
            throw new InterchangeException(file, "", "cannot be read: there is no such file");
        }
        if (file.toString().endsWith(SAFETENSORS)) {
            try (SafetensorsFile source = SafetensorsFile.open(file)) {
                return LoraReader.read(source, source.metadata(), config(file));
            }
        }
        try (TorchCheckpoint source = TorchCheckpoint.open(file)) {
            return LoraReader.read(source, notes(source), config(file));
        }
    }

    /** What a checkpoint of the paper's training loop says of its adapter. */
    private static Map<String, String> notes(TorchCheckpoint source) {
        Map<String, String> notes = new LinkedHashMap<>();
        @Nullable String alpha = source.values().get("hyper_parameters/lora_alpha");
        @Nullable String step = source.values().get("global_step");
        if (alpha != null) {
            notes.put("alpha", alpha);
        }
        if (step != null) {
            notes.put(Lora.STEP, step);
        }
        return notes;
    }

    private static @Nullable String config(Path file) throws InterchangeException {
        Path config = file.resolveSibling(CONFIG);
        // Other files may lie in the same folder; the configuration belongs to the one with PEFT's name.
        boolean its = file.getFileName().toString().startsWith("adapter_model.");
        try {
            return its && Files.exists(config) ? Files.readString(config) : null;
        } catch (IOException e) {
            throw new InterchangeException(config, "", "cannot be read: " + FileFault.reason(e), e);
        }
    }

    private static Path find(Path folder) throws InterchangeException {
        for (LoraFormat format : LoraFormat.values()) {
            Path file = folder.resolve(format.fileName());
            if (Files.isRegularFile(file)) {
                return file;
            }
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> found = files.filter(LoraFiles::mayHoldTensors).sorted().toList();
            if (found.size() == 1) {
                return found.get(0);
            }
            throw new InterchangeException(
                    folder,
                    "",
                    found.isEmpty()
                            ? "holds no adapter; expected a file like " + LoraFormat.PEFT.fileName()
                            : "holds " + found.size() + " files of tensors; name the one that is meant");
        } catch (IOException e) {
            throw new InterchangeException(folder, "", "cannot be read: " + FileFault.reason(e), e);
        }
    }

    private static boolean mayHoldTensors(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return name.endsWith(SAFETENSORS) || CHECKPOINTS.stream().anyMatch(name::endsWith);
    }
}
