package org.spatialalign.engine.workflow;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.generate.ComputeChoice;
import org.spatialalign.engine.generate.GenerationSettings;
import org.spatialalign.engine.prompt.DsrPrompt;
import org.spatialalign.engine.store.Project;

/**
 * Clips to generate: every prompt with every seed.
 *
 * @param model the model's folder
 * @param lora null for the model as it is
 * @param prompts written out
 * @param promptIds of prompts that the project has
 * @param saveLatents whether to keep what the decoder made the frames of; training wants it
 * @param again whether to make once more what the same recipe has made already, to see whether it comes out the same
 */
public record GenerateSpec(
        String model,
        @Nullable Lora lora,
        List<Prompt> prompts,
        List<String> promptIds,
        List<Integer> seeds,
        GenerationSettings settings,
        ComputeChoice device,
        boolean saveLatents,
        boolean again) {

    /**
     * A LoRA.
     *
     * @param file safetensors, or a torch checkpoint
     * @param multiplier on top of the scaling the file asks for
     */
    public record Lora(String file, double multiplier) {}

    /**
     * One prompt.
     *
     * @param id by which clips are matched to it; null for one without
     */
    public record Prompt(@Nullable String id, String text) {

        /** @throws WorkbenchException when the project has no prompt of this id, or it has no sentence */
        public static Prompt of(Project project, String id) throws WorkbenchException {
            DsrPrompt prompt = project.prompts()
                    .find(id)
                    .orElseThrow(() -> new WorkbenchException("there is no prompt " + id + " in the project"));
            if (prompt.sentence().isBlank()) {
                throw new WorkbenchException("prompt " + id + " has no sentence to give to the model");
            }
            return new Prompt(id, prompt.sentence());
        }
    }

    /** Makes what is not there yet. */
    public GenerateSpec(
            String model,
            @Nullable Lora lora,
            List<Prompt> prompts,
            List<String> promptIds,
            List<Integer> seeds,
            GenerationSettings settings,
            ComputeChoice device,
            boolean saveLatents) {
        this(model, lora, prompts, promptIds, seeds, settings, device, saveLatents, false);
    }

    public GenerateSpec {
        prompts = List.copyOf(prompts);
        promptIds = List.copyOf(promptIds);
        seeds = List.copyOf(seeds);
    }

    /** How many clips that are. */
    public int cells() {
        return Math.multiplyExact(prompts.size() + promptIds.size(), seeds.size());
    }
}
