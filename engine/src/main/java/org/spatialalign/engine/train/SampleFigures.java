package org.spatialalign.engine.train;

import org.jspecify.annotations.Nullable;

/**
 * What the samples of one checkpoint say. Scores say how well the prompts are followed; the rest are guard rails: a
 * score that rises while clips drift far from the base's, all look alike, or the animal changes its looks, is paid for
 * with broken videos.
 *
 * @param step of the checkpoint; 0 is the base model
 * @param clips that were asked for
 * @param missing of them that could not be made
 * @param unscored of them in which nobody has followed boxes yet: they say nothing
 * @param unscorable of them that have boxes and still no score, such as those where the animal is gone
 * @param threshold what a clip has to reach
 * @param share of the scored and the unscorable clips that reach it; null when there are none
 * @param mean score of the scored clips; null when there are none
 * @param drift mean distance in looks from the base's clip of the same prompt and seed, in [0, 1]; null without those
 * @param diversity mean distance in looks between the seeds of a prompt, in [0, 1]; null with a single seed
 * @param consistency how well the animal keeps its looks, in [0, 1]; null where it was not followed
 */
public record SampleFigures(
        long step,
        int clips,
        int missing,
        int unscored,
        int unscorable,
        double threshold,
        @Nullable Double share,
        @Nullable Double mean,
        @Nullable Double drift,
        @Nullable Double diversity,
        @Nullable Double consistency) {

    /** Clips with a score. */
    public int scored() {
        return clips - missing - unscored - unscorable;
    }
}
