package org.spatialalign.engine.train;

import java.util.List;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.model.lora.LoraTargets;
import org.spatialalign.engine.schedule.TrainingTimesteps;
import org.spatialalign.engine.tensor.AdamW;

/**
 * Everything that decides what a training does, apart from the model and the pairs. The names are the keys of the JSON
 * files that {@link TrainingPresets} reads.
 *
 * @param name of the preset, for people
 * @param dpo the loss
 * @param sharedNoise whether winner and loser of a pair get the same noise
 * @param shift of the table of times; 5 for Wan 2.1
 * @param adapter what is trained
 * @param optimiser how
 * @param steps of the optimiser, after which the training is through
 * @param accumulate micro-batches in one step
 * @param pairsPerBatch pairs that go through the network at once; all of one size if there are several
 * @param sampling how pairs are drawn
 * @param memory how gradients are computed; the numbers are the same
 * @param checkpoints when the state is kept, and which states stay
 * @param validation pairs that are not trained on
 * @param stopAbove a total loss above this, or one that is no number, stops the run; the losses of one pair
 * @param seed of everything random
 * @param earlyStop when to end before the last step; files from before there was such a thing have none, and never do
 */
public record TrainingConfig(
        String name,
        DpoSettings dpo,
        boolean sharedNoise,
        double shift,
        Adapter adapter,
        Optimiser optimiser,
        long steps,
        int accumulate,
        int pairsPerBatch,
        Sampling sampling,
        DpoStep.Memory memory,
        Checkpoints checkpoints,
        Validation validation,
        double stopAbove,
        long seed,
        EarlyStop earlyStop) {

    public TrainingConfig {
        earlyStop = earlyStop == null ? EarlyStop.NEVER : earlyStop;
    }

    /** One that goes to its last step. */
    public TrainingConfig(
            String name,
            DpoSettings dpo,
            boolean sharedNoise,
            double shift,
            Adapter adapter,
            Optimiser optimiser,
            long steps,
            int accumulate,
            int pairsPerBatch,
            Sampling sampling,
            DpoStep.Memory memory,
            Checkpoints checkpoints,
            Validation validation,
            double stopAbove,
            long seed) {
        this(
                name,
                dpo,
                sharedNoise,
                shift,
                adapter,
                optimiser,
                steps,
                accumulate,
                pairsPerBatch,
                sampling,
                memory,
                checkpoints,
                validation,
                stopAbove,
                seed,
                EarlyStop.NEVER);
    }

    /** How the pairs of a micro-batch are drawn. */
    public enum Sampling {
        /** A prompt, each as likely as the next, then one of its pairs; with replacement, as in the paper's script. */
        PROMPTS,

        /** All pairs in a random order, then all again in another. */
        PASSES
    }

    /**
     * Low-rank matrices.
     *
     * @param targets the modules, as in {@link LoraTargets}
     * @param alpha over the rank is the strength
     */
    public record Adapter(List<String> targets, int rank, double alpha) {
        public Adapter {
            targets = List.copyOf(targets);
        }
    }

    /**
     * AdamW with a linear warm-up and half a cosine down to 0; see {@link LearningRateSchedule}.
     *
     * @param learningRate the highest
     * @param warmup steps until it is reached
     * @param total steps until it is 0 again
     */
    public record Optimiser(
            double learningRate, long warmup, long total, double beta1, double beta2, double eps, double weightDecay) {

        /** The settings of one step. */
        public AdamW at(double rate) {
            return new AdamW(rate, beta1, beta2, eps, weightDecay);
        }

        public LearningRateSchedule schedule() {
            return new LearningRateSchedule(learningRate, warmup, total);
        }
    }

    /**
     * @param every so many steps one is written; one more at the end and when the run is stopped
     * @param keepLast how many of them stay; 0 for all
     * @param keepBest whether the one with the lowest loss on the held-out pairs stays besides
     */
    public record Checkpoints(long every, int keepLast, boolean keepBest) {}

    /**
     * @param share of the prompts whose pairs are held out, 0 to below 1
     * @param every so many steps they are looked at, and before each checkpoint; 0 for checkpoints only
     * @param pairs of them at most, for time's sake
     */
    public record Validation(double share, long every, int pairs) {}

    /** What the paper's released adapter was trained with, on one machine: 48 pairs a step, 2400 steps. */
    public static final TrainingConfig PAPER = new TrainingConfig(
            "paper",
            DpoSettings.PAPER,
            false,
            5,
            new Adapter(LoraTargets.TEXT_PATHWAY.entries(), 16, 16),
            new Optimiser(1e-4, 300, 3000, 0.9, 0.999, 1e-8, 0.01),
            2400,
            48,
            1,
            Sampling.PROMPTS,
            DpoStep.Memory.CHECKPOINTED,
            new Checkpoints(100, 0, true),
            new Validation(0.1, 0, 16),
            20,
            0);

    /** Pairs in one step of the optimiser. */
    public int pairsPerStep() {
        return accumulate * pairsPerBatch;
    }

    /** Whether the state is kept after so many steps. */
    public boolean isCheckpoint(long done) {
        return done % checkpoints.every == 0 || done == steps;
    }

    /** Pairs that go through the network in the whole training, with repetitions. */
    public long pairsInAll() {
        return Math.multiplyExact(steps, (long) pairsPerStep());
    }

    public TrainingConfig withSteps(long value) {
        return with(name, value, checkpoints, seed, earlyStop);
    }

    public TrainingConfig withSeed(long value) {
        return with(name, steps, checkpoints, value, earlyStop);
    }

    public TrainingConfig withEarlyStop(EarlyStop value) {
        return with(name, steps, checkpoints, seed, value);
    }

    /** What decides the numbers of each step: the same for trainings of which one is the beginning of the other. */
    TrainingConfig course() {
        return with("", 0, new Checkpoints(1, 0, false), seed, EarlyStop.NEVER);
    }

    private TrainingConfig with(String name, long steps, Checkpoints checkpoints, long seed, EarlyStop earlyStop) {
        return new TrainingConfig(
                name,
                dpo,
                sharedNoise,
                shift,
                adapter,
                optimiser,
                steps,
                accumulate,
                pairsPerBatch,
                sampling,
                memory,
                checkpoints,
                validation,
                stopAbove,
                seed,
                earlyStop);
    }

    /** @throws WorkbenchException naming the key that makes no sense, what it is and what is expected */
    public void check() throws WorkbenchException {
        require(!name.isBlank(), "name", "'" + name + "'", "a name for people");
        require(finite(shift) && shift > 0, "shift", shift, "a positive number");
        boolean named = !adapter.targets.isEmpty() && adapter.targets.stream().noneMatch(String::isBlank);
        require(named, "adapter.targets", adapter.targets, "names of modules, such as cross_attn.k");
        require(adapter.rank > 0, "adapter.rank", adapter.rank, "1 or more");
        require(finite(adapter.alpha) && adapter.alpha > 0, "adapter.alpha", adapter.alpha, "a positive number");
        checkOptimiser();
        require(steps > 0, "steps", steps, "1 or more");
        require(accumulate > 0, "accumulate", accumulate, "1 or more");
        require(pairsPerBatch > 0, "pairsPerBatch", pairsPerBatch, "1 or more");
        require(checkpoints.every > 0, "checkpoints.every", checkpoints.every, "1 or more");
        require(checkpoints.keepLast >= 0, "checkpoints.keepLast", checkpoints.keepLast, "1 or more, or 0 for all");
        double share = validation.share;
        require(share >= 0 && share < 1, "validation.share", share, "from 0 to below 1");
        require(validation.every >= 0, "validation.every", validation.every, "1 or more, or 0");
        require(validation.pairs > 0, "validation.pairs", validation.pairs, "1 or more");
        require(stopAbove > Math.log(2), "stopAbove", stopAbove, "more than ln 2, where every training starts");
        require(earlyStop.patience() > 0, "earlyStop.patience", earlyStop.patience(), "1 or more checkpoints");
        boolean gain = finite(earlyStop.minimumGain()) && earlyStop.minimumGain() >= 0;
        require(gain, "earlyStop.minimumGain", earlyStop.minimumGain(), "0 or more");
        boolean comparable = !earlyStop.figure().ofHeldOut() || share > 0;
        require(comparable, "earlyStop.figure", earlyStop.figure(), "NONE, since validation.share is 0");
    }

    private void checkOptimiser() throws WorkbenchException {
        Optimiser o = optimiser;
        boolean rate = finite(o.learningRate) && o.learningRate >= 0;
        require(rate, "optimiser.learningRate", o.learningRate, "0 or more, 1e-4 as a rule");
        require(o.warmup >= 0, "optimiser.warmup", o.warmup, "0 or more steps");
        require(o.total > o.warmup, "optimiser.total", o.total, "more than the warm-up's " + o.warmup + " steps");
        require(o.beta1 >= 0 && o.beta1 < 1, "optimiser.beta1", o.beta1, "from 0 to below 1");
        require(o.beta2 >= 0 && o.beta2 < 1, "optimiser.beta2", o.beta2, "from 0 to below 1");
        require(finite(o.eps) && o.eps > 0, "optimiser.eps", o.eps, "a small positive number");
        require(finite(o.weightDecay) && o.weightDecay >= 0, "optimiser.weightDecay", o.weightDecay, "0 or more");
    }

    private static boolean finite(double value) {
        return Double.isFinite(value);
    }

    private static void require(boolean sound, String key, Object found, String expected) throws WorkbenchException {
        if (!sound) {
            throw new WorkbenchException(key + " is " + found + "; expected " + expected);
        }
    }

    TrainingTimesteps times() {
        return new TrainingTimesteps(shift);
    }
}
