package org.spatialalign.engine.workflow;

import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.core.ContentHash;
import org.spatialalign.engine.generate.ComputeChoice;
import org.spatialalign.engine.prefer.PreferencePair;
import org.spatialalign.engine.train.RunRecord;
import org.spatialalign.engine.train.TrainingConfig;

/**
 * A training to do.
 *
 * @param model the model's folder
 * @param pairSet name of a set of pairs of the project
 * @param pairsHash of that set, which never changes
 * @param use which of its pairs
 * @param config all settings
 * @param samples clips to make of the checkpoints; null for none
 * @param parent the checkpoint of an earlier run to go on from; null to begin with a new adapter
 */
public record TrainSpec(
        String model,
        String pairSet,
        ContentHash pairsHash,
        Use use,
        TrainingConfig config,
        ComputeChoice device,
        @Nullable SampleSettings samples,
        RunRecord.@Nullable Parent parent) {

    /** A training from the beginning, without samples. */
    public TrainSpec(
            String model, String pairSet, ContentHash pairsHash, Use use, TrainingConfig config, ComputeChoice device) {
        this(model, pairSet, pairsHash, use, config, device, null, null);
    }

    public TrainSpec withConfig(TrainingConfig value) {
        return new TrainSpec(model, pairSet, pairsHash, use, value, device, samples, parent);
    }

    public TrainSpec withSamples(@Nullable SampleSettings value) {
        return new TrainSpec(model, pairSet, pairsHash, use, config, device, value, parent);
    }

    /** The same training with more steps, from a checkpoint of a run of this one. */
    public TrainSpec goingOn(RunRecord.Parent from, long steps) {
        return new TrainSpec(model, pairSet, pairsHash, use, config.withSteps(steps), device, samples, from);
    }

    /** The same, as if it began by itself. */
    TrainSpec alone() {
        return new TrainSpec(model, pairSet, pairsHash, use, config, device, samples, null);
    }

    /** Which pairs of a set are trained on; ties never are. */
    public enum Use {
        ALL,
        /** Those that came about by score. */
        SCORE,
        /** Those that people decided. */
        VERDICT;

        /** Whether a training takes this pair of its set. */
        public boolean takes(PreferencePair pair) {
            return !pair.tie()
                    && switch (this) {
                        case ALL -> true;
                        case SCORE -> pair.source() == PreferencePair.Source.SCORE;
                        case VERDICT -> pair.source() == PreferencePair.Source.HUMAN;
                    };
        }
    }
}
