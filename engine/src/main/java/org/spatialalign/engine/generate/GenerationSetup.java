package org.spatialalign.engine.generate;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.core.CancelToken;
import org.spatialalign.engine.core.CancelledException;
import org.spatialalign.engine.core.Progress;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.tensor.Compute;

/**
 * What clips are made with, apart from prompt, seed and settings: enough to write down the recipe of each clip without
 * loading any weights.
 *
 * @param lora null without one
 * @param precision type of the network's matrices
 */
public record GenerationSetup(GenerationRecipe.Model model, GenerationRecipe.@Nullable Lora lora, String precision) {

    /**
     * Works out the identities of model and LoRA; the first time that reads all their files.
     *
     * @param folder complete
     * @param loraFile null without a LoRA
     * @param cache a folder for hashes of large files
     */
    public static GenerationSetup of(
            ModelFolder folder,
            @Nullable Path loraFile,
            double loraMultiplier,
            Compute compute,
            Path cache,
            Progress.Listener progress,
            CancelToken cancel)
            throws WorkbenchException, CancelledException {
        ModelIdentity identity = new ModelIdentity(cache);
        String hash = identity.of(folder, progress, cancel).hex();
        GenerationRecipe.Lora lora = loraFile == null ? null : identity.ofLora(loraFile, loraMultiplier);
        return new GenerationSetup(new GenerationRecipe.Model(folder.name(), hash), lora, compute.precision());
    }

    /** The recipe that is followed with this setup. */
    public GenerationRecipe recipe(String prompt, long seed, GenerationSettings settings) {
        return GenerationRecipe.of(model, lora, prompt, seed, settings, precision);
    }
}
