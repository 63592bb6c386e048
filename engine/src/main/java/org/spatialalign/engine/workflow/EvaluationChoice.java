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
 * @param threshold what a clip has to reach, in [0, 1]
 */
public record EvaluationChoice(
        String base, List<String> tuned, Set<String> prompts, Set<Long> seeds, double threshold, Unscorable counting) {

    public EvaluationChoice {
        tuned = List.copyOf(tuned);
        prompts = Set.copyOf(prompts);
        seeds = Set.copyOf(seeds);
        if (!(threshold >= 0 && threshold <= 1)) {
            throw new IllegalArgumentException("the threshold is " + threshold + "; expected 0 to 1");
        }
    }
}
