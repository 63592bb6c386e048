package org.spatialalign.engine.workflow;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.generate.ComputeChoice;
import org.spatialalign.engine.generate.GenerationSettings;
import org.spatialalign.engine.train.TrainingConfig;

/**
 * The clips that show what a training does: the same prompts and seeds at each checkpoint that is sampled, and first of
 * all by the base model. They have no part in the training; with or without them its numbers are the same.
 *
 * @param prompts of the project, written out: the text as it was when the run was asked for
 * @param seeds of the first noise
 * @param settings how the clips are made; the LoRA's multiplier is 1
 * @param every so many checkpoints one is sampled, and the last one always; 1 for all
 * @param threshold what a clip has to reach to be counted
 * @param detector folder of a detector that finds the boxes of the clips, so that they have scores; null leaves that to
 *     people
 */
public record SampleSettings(
        List<GenerateSpec.Prompt> prompts,
        List<Integer> seeds,
        GenerationSettings settings,
        int every,
        double threshold,
        @Nullable String detector) {

    /** Without a detector. */
    public SampleSettings(
            List<GenerateSpec.Prompt> prompts,
            List<Integer> seeds,
            GenerationSettings settings,
            int every,
            double threshold) {
        this(prompts, seeds, settings, every, threshold, null);
    }

    public SampleSettings {
        prompts = List.copyOf(prompts);
        seeds = List.copyOf(seeds);
    }

    /** @throws WorkbenchException naming what makes no sense */
    public void check() throws WorkbenchException {
        if (prompts.isEmpty() || seeds.isEmpty()) {
            throw new WorkbenchException("samples need a prompt and a seed; there is no "
                    + (prompts.isEmpty() ? "prompt" : "seed") + ". Choose some, or go without samples");
        }
        Set<String> texts = new HashSet<>();
        for (GenerateSpec.Prompt prompt : prompts) {
            if (!texts.add(prompt.text())) {
                throw new WorkbenchException("two prompts of the samples say the same: '" + prompt.text()
                        + "'. Leave one out; more clips of a prompt come from more seeds");
            }
            if (prompt.id() == null || prompt.text().isBlank()) {
                throw new WorkbenchException("samples are made of prompts of the project, which know what is to"
                        + " happen; '" + prompt.text() + "' is none");
            }
        }
        if (every < 1) {
            throw new WorkbenchException("samples.every is " + every + "; expected 1 or more checkpoints");
        }
        if (!(threshold >= 0 && threshold <= 1)) {
            throw new WorkbenchException("samples.threshold is " + threshold + "; expected 0 to 1");
        }
        settings.check();
    }

    /** Clips at each checkpoint that is sampled. */
    public int clips() {
        return Math.multiplyExact(prompts.size(), seeds.size());
    }

    /** Whether the checkpoint of this step is sampled. */
    public boolean wants(long step, TrainingConfig config) {
        return step == config.steps()
                || (step % config.checkpoints().every() == 0
                        && step / config.checkpoints().every() % every == 0);
    }

    /**
     * How many checkpoints of a training are sampled, the base included.
     *
     * @param from steps that are behind it when it begins; above 0 when it goes on with another
     */
    public long checkpoints(TrainingConfig config, long from) {
        long apart = Math.multiplyExact(config.checkpoints().every(), (long) every);
        return config.steps() / apart - from / apart + 1 + (config.steps() % apart == 0 ? 0 : 1);
    }

    /** The clips of one checkpoint as a matrix; which LoRA is on the model is said elsewhere. */
    GenerateSpec matrix(String model, ComputeChoice device) {
        return new GenerateSpec(model, null, prompts, List.of(), seeds, settings, device, false);
    }
}
