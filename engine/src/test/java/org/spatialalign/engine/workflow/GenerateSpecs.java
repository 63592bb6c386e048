package org.spatialalign.engine.workflow;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.generate.ComputeChoice;
import org.spatialalign.engine.generate.EightBit;
import org.spatialalign.engine.generate.GenerationSettings;
import org.spatialalign.engine.generate.SamplerKind;
import org.spatialalign.engine.generate.TinyModel;
import org.spatialalign.engine.generate.VideoSize;
import org.spatialalign.engine.workflow.GenerateSpec.Prompt;

/** Small matrices for the tiny model. */
final class GenerateSpecs {

    static final GenerationSettings QUICK = new GenerationSettings(
            new VideoSize(5, 32, 48), SamplerKind.EULER, 2, 5, 5, "static", 16, true, EightBit.DIFFSYNTH);

    static final Prompt CAT = new Prompt(null, "A cat is on the left of a chair.");
    static final Prompt DOG = new Prompt("7_RL", "A dog is on the right of a box.");

    private GenerateSpecs() {}

    static GenerateSpec of(List<Prompt> prompts, List<Integer> seeds) {
        return of(TinyModel.folder(), null, prompts, List.of(), seeds, QUICK);
    }

    static GenerateSpec of(
            Path model,
            GenerateSpec.@Nullable Lora lora,
            List<Prompt> prompts,
            List<String> promptIds,
            List<Integer> seeds,
            GenerationSettings settings) {
        return new GenerateSpec(model.toString(), lora, prompts, promptIds, seeds, settings, ComputeChoice.CPU, true);
    }
}
