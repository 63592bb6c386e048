package org.spatialalign.engine.workflow;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.core.CancelToken;
import org.spatialalign.engine.core.CancelledException;
import org.spatialalign.engine.core.Progress;
import org.spatialalign.engine.core.UserCache;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.generate.GeneratedClip;
import org.spatialalign.engine.generate.GenerationSetup;
import org.spatialalign.engine.generate.Machine;
import org.spatialalign.engine.generate.ModelConfigs;
import org.spatialalign.engine.generate.ModelFit;
import org.spatialalign.engine.generate.ModelFolder;
import org.spatialalign.engine.interchange.LoraFiles;
import org.spatialalign.engine.model.lora.LoraCheck;
import org.spatialalign.engine.tensor.Compute;

/**
 * Whether clips can be made with a model, a LoRA and settings on this machine, found out before anything is loaded.
 *
 * @param folder what the model's folder holds
 * @param setup null when model or LoRA cannot be used
 * @param fit memory and time; null when they cannot be told
 * @param loraLayers layers that the LoRA changes; 0 without one
 * @param problems what has to be put right: files, settings
 * @param shortages of memory or of room on the disk, as it is now, with what to do about them
 */
public record GenerationCheck(
        ModelFolder folder,
        @Nullable GenerationSetup setup,
        @Nullable ModelFit fit,
        int loraLayers,
        List<String> problems,
        List<String> shortages) {

    public GenerationCheck {
        problems = List.copyOf(problems);
        shortages = List.copyOf(shortages);
    }

    /**
     * Looks at files and machine; whatever is wrong becomes a line, never an exception.
     *
     * @param spec model, LoRA, settings, device; its prompts and seeds do not matter
     * @param clips how many are to be made
     * @param into the folder on whose disk there must be room
     * @param known what was measured before, to measure memory only; null measures speed too
     */
    public static GenerationCheck of(
            GenerateSpec spec, int clips, Path into, @Nullable Machine known, CancelToken cancel)
            throws CancelledException {
        List<String> problems = new ArrayList<>();
        List<String> shortages = new ArrayList<>();
        ModelFolder folder = ModelFolder.inspect(Path.of(spec.model()));
        ModelFit fit = null;
        GenerationSetup setup = null;
        int layers = 0;
        try {
            folder.requireComplete();
            ModelConfigs configs = ModelConfigs.read(folder.path());
            GenerateSpec.Lora lora = spec.lora();
            Path loraFile = lora == null ? null : Path.of(lora.file());
            if (loraFile != null) {
                layers = matched(loraFile, configs);
            }
            Compute compute = spec.device().compute();
            fit = ModelFit.of(configs, spec.settings(), compute, machine(compute, known));
            require(fit, shortages);
            try {
                GeneratedClip.requireRoom(into, configs, spec.settings(), clips, spec.saveLatents());
            } catch (WorkbenchException e) {
                shortages.add(String.valueOf(e.getMessage()));
            }
            setup = GenerationSetup.of(
                    folder,
                    loraFile,
                    lora == null ? 1 : lora.multiplier(),
                    compute,
                    UserCache.folder(),
                    Progress.Listener.NONE,
                    cancel);
        } catch (WorkbenchException e) {
            problems.add(String.valueOf(e.getMessage()));
        }
        return new GenerationCheck(folder, setup, fit, layers, problems, shortages);
    }

    private static int matched(Path lora, ModelConfigs configs) throws WorkbenchException {
        LoraCheck check =
                LoraCheck.of(LoraFiles.read(lora), configs.transformer().parameterShapes());
        check.requireComplete();
        return check.matched().size();
    }

    private static Machine machine(Compute compute, @Nullable Machine known) {
        if (known == null) {
            return Machine.measure(compute);
        }
        Machine now = Machine.look(compute);
        return new Machine(now.where(), now.freeBytes(), known.operationsPerSecond());
    }

    private static void require(ModelFit fit, List<String> shortages) {
        try {
            fit.require();
        } catch (WorkbenchException e) {
            shortages.add(String.valueOf(e.getMessage()));
        }
    }

    /** Whether a job could begin, were there memory and room enough. */
    public boolean usable() {
        return setup != null && problems.isEmpty();
    }
}
