package org.spatialalign.engine.workflow;

import java.util.List;
import java.util.Set;
import org.spatialalign.engine.evaluate.Unscorable;

/**
 * What is to be compared.
 *
 * @param base source model of the base's clips
 * @param tuned one or more source models
 * @param prompts only clips of these prompts; empty for all
 * @param seeds only clips of these seeds; empty for all
 * @param structures only clips of prompts of these sentence structures; empty for all. Those that a training has not
 *     seen come from {@link TrainedStructures#others}
 * @param threshold what a clip has to reach, in [0, 1]
 */
public record EvaluationChoice(
        String base,
        List<String> tuned,
        Set<String> prompts,
        Set<Long> seeds,
        Set<String> structures,
        double threshold,
        Unscorable counting) {

    /** Of all sentence structures. */
    public EvaluationChoice(
            String base,
            List<String> tuned,
            Set<String> prompts,
            Set<Long> seeds,
            double threshold,
            Unscorable counting) {
        this(base, tuned, prompts, seeds, Set.of(), threshold, counting);
    }

    public EvaluationChoice {
        tuned = List.copyOf(tuned);
        prompts = Set.copyOf(prompts);
        seeds = Set.copyOf(seeds);
        structures = Set.copyOf(structures);
        if (!(threshold >= 0 && threshold <= 1)) {
            throw new IllegalArgumentException("the threshold is " + threshold + "; expected 0 to 1");
        }
    }
}
