package org.spatialalign.engine.workflow.provenance;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.core.ContentHash;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.model.lora.Lora;
import org.spatialalign.engine.tensor.safetensors.SafetensorsFile;

/**
 * A LoRA and what tells of its training.
 *
 * @param name of its file
 * @param file where it lies; null when only its name and hash are known, from the clips that were made with it
 * @param run the training of this project whose checkpoint it is; null for any other file
 * @param notes what the file says of its training
 */
record KnownLora(ContentHash hash, String name, @Nullable Path file, @Nullable Long run, Map<String, String> notes) {

    static KnownLora named(ContentHash hash, String name) {
        return new KnownLora(hash, name, null, null, Map.of());
    }

    static KnownLora of(ContentHash hash, Path file, @Nullable Long run) throws WorkbenchException {
        String name = String.valueOf(file.getFileName());
        Map<String, String> notes = Map.of();
        if (name.endsWith(".safetensors")) {
            try (SafetensorsFile opened = SafetensorsFile.open(file)) {
                notes = Map.copyOf(opened.metadata());
            }
        }
        return new KnownLora(hash, name, file, run, notes);
    }

    /** The trainings it may be of: its own, or, of a file from elsewhere, those with the same pairs and the same model. */
    List<KnownRun> runs(List<KnownRun> all) {
        List<KnownRun> fitting = new ArrayList<>();
        for (KnownRun known : all) {
            boolean own = run != null && run == known.id();
            ContentHash base = known.base();
            boolean same = run == null
                    && base != null
                    && base.hex().equals(notes.get(Lora.BASE_HASH))
                    && known.run().spec().pairsHash().hex().equals(notes.get(Lora.DATASET_HASH))
                    && Objects.equals(known.run().spec().config().name(), notes.getOrDefault("preset", ""));
            if (own || same) {
                fitting.add(known);
            }
        }
        return fitting;
    }

    boolean trainedOn(ContentHash pairs) {
        return pairs.hex().equals(notes.get(Lora.DATASET_HASH));
    }
}
