package org.spatialalign.engine.train;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.spatialalign.engine.core.CancelToken;
import org.spatialalign.engine.core.ContentHash;
import org.spatialalign.engine.interchange.LoraFiles;
import org.spatialalign.engine.model.lora.LoraInjection;
import org.spatialalign.engine.prompt.DsrType;
import org.spatialalign.engine.tensor.Compute;

/**
 * Preference training does what it is for, where it can be known: a model that obeys its texts in three of five cases
 * obeys new texts more often after it was trained on pairs of its own samples. A minute of pretraining for each of three
 * seeds.
 */
@Tag("slow")
class DpoAlignmentTest {

    private static final int PRETRAINING = Integer.getInteger("spatialalign.alignment.steps", 3000);
    private static final int TEXTS = 40;
    private static final int SAMPLES = 16;

    private final Path folder;

    DpoAlignmentTest(@TempDir Path folder) {
        this.folder = folder;
    }

    /** Before or after, on held-out texts: share of each text's samples in the mode it names, and how far from it. */
    private record Seen(List<Double> shares, double distance) {}

    private static Seen look(TwoModes world, List<TwoModes.Text> texts) throws Exception {
        List<Double> shares = new ArrayList<>();
        double distance = 0;
        for (int t = 0; t < texts.size(); t++) {
            int obeyed = 0;
            for (float[] sample : world.samples(texts.get(t), SAMPLES, 900 + t)) {
                obeyed += world.mode(sample) == texts.get(t).mode() ? 1 : 0;
                distance += world.distance(sample) / (texts.size() * SAMPLES);
            }
            shares.add((double) obeyed / SAMPLES);
        }
        return new Seen(shares, distance);
    }

    /** Pairs of samples of the model itself: the better one is in the mode that the text names. */
    private static final class OwnSamples implements PairBatches.Material {

        private final TwoModes world;
        private final Map<ContentHash, float[]> samples = new HashMap<>();
        private final Map<String, TwoModes.Text> texts = new HashMap<>();
        private final List<TrainingPair> pairs = new ArrayList<>();

        OwnSamples(TwoModes world, List<TwoModes.Text> from) throws Exception {
            this.world = world;
            for (int t = 0; t < from.size(); t++) {
                TwoModes.Text text = from.get(t);
                String prompt = "text " + t;
                texts.put(prompt, text);
                List<ContentHash> better = new ArrayList<>();
                List<ContentHash> worse = new ArrayList<>();
                float[][] made = world.samples(text, SAMPLES, t);
                for (int s = 0; s < made.length; s++) {
                    ContentHash hash = ContentHash.ofText(prompt + " " + s);
                    samples.put(hash, made[s]);
                    (world.mode(made[s]) == text.mode() ? better : worse).add(hash);
                }
                for (ContentHash winner : better) {
                    worse.forEach(loser ->
                            pairs.add(new TrainingPair(prompt, prompt, DsrType.of("LR"), winner, loser, false)));
                }
            }
        }

        @Override
        public NDArray latents(TrainingPair pair, boolean winner, NDManager manager) {
            float[] found = samples.get(winner ? pair.winner() : pair.loser());
            return manager.create(java.util.Objects.requireNonNull(found), TwoModes.one());
        }

        @Override
        public NDArray context(TrainingPair pair, NDManager manager) {
            return world.context(java.util.Objects.requireNonNull(texts.get(pair.prompt())), manager);
        }
    }

    private static TrainingConfig config(double lambda, long seed) {
        TrainingConfig paper = TrainingConfig.PAPER;
        return new TrainingConfig(
                "two modes",
                new DpoSettings(DpoSettings.Form.SPATIALALIGN, 1, 5, lambda),
                false,
                5,
                new TrainingConfig.Adapter(paper.adapter().targets(), 4, 4),
                new TrainingConfig.Optimiser(2e-3, 20, 400, 0.9, 0.999, 1e-8, 0.01),
                300,
                1,
                16,
                TrainingConfig.Sampling.PROMPTS,
                DpoStep.Memory.PLAIN,
                new TrainingConfig.Checkpoints(300, 1, false),
                new TrainingConfig.Validation(0.2, 50, 64),
                20,
                seed);
    }

    private record Outcome(Seen after, double drift, double wins) {}

    private Outcome train(TwoModes world, OwnSamples own, double lambda, long seed, List<TwoModes.Text> heldOut)
            throws Exception {
        TrainingConfig config = config(lambda, seed);
        Path run = folder.resolve(seed + "-" + lambda);
        RunRecord record = new RunRecord(
                config,
                "two modes",
                ContentHash.ofText("model " + seed),
                "own samples",
                ContentHash.ofText("pairs " + seed),
                "cpu FLOAT32",
                "test",
                TrainingPair.split(own.pairs, config.validation().share(), seed));
        Checkpoints.Checkpoint last = new TrainingRun(
                        run,
                        record,
                        world.model(),
                        Compute.cpu(),
                        own,
                        new TrainingListener() {},
                        CancelToken.never(),
                        Clock.systemUTC())
                .run();
        List<Validation> validations = TrainingLog.read(run).validations();
        Validation end = validations.get(validations.size() - 1);
        try (LoraInjection adapter = LoraInjection.attach(world.model().linears(), LoraFiles.read(last.lora()))) {
            assertThat(adapter.pairs()).isNotEmpty();
            return new Outcome(look(world, heldOut), end.regulariser(), end.wins());
        }
    }

    @Test
    void trainingOnItsOwnSamplesMakesAModelObeyNewTexts(TestReporter reporter) throws Exception {
        List<Double> gains = new ArrayList<>();
        for (long seed = 1; seed <= 3; seed++) {
            try (TwoModes world = new TwoModes(seed)) {
                double loss = world.pretrain(PRETRAINING);
                OwnSamples own = new OwnSamples(world, world.texts(TEXTS));
                List<TwoModes.Text> heldOut = world.texts(TEXTS);
                Seen before = look(world, heldOut);
                Outcome held = train(world, own, 0.5, seed, heldOut);
                Outcome free = train(world, own, 0, seed, heldOut);
                double[] gain = differences(held.after(), before);
                reporter.publishEntry(
                        "seed " + seed,
                        String.format(
                                Locale.ROOT,
                                "loss %.4f, pairs %d; base: share %.3f, distance %.4f; regularised: share %.3f %s, distance"
                                        + " %.4f, drift %.4f, wins %.2f; free: share %.3f %s, distance %.4f, drift"
                                        + " %.4f, wins %.2f",
                                loss,
                                own.pairs.size(),
                                mean(before.shares()),
                                before.distance(),
                                mean(held.after().shares()),
                                Arrays.toString(interval(gain)),
                                held.after().distance(),
                                held.drift(),
                                held.wins(),
                                mean(free.after().shares()),
                                Arrays.toString(interval(differences(free.after(), before))),
                                free.after().distance(),
                                free.drift(),
                                free.wins()));
                assertThat(interval(gain)[0]).as("seed %d", seed).isPositive();
                assertThat(free.drift()).isGreaterThan(held.drift());
                for (double one : gain) {
                    gains.add(one);
                }
            }
        }
        double[] all = interval(gains.stream().mapToDouble(Double::doubleValue).toArray());
        reporter.publishEntry("all seeds", "gain " + Arrays.toString(all));
        assertThat(all[0]).isPositive();
    }

    private static double[] differences(Seen after, Seen before) {
        double[] gain = new double[after.shares().size()];
        for (int i = 0; i < gain.length; i++) {
            gain[i] = after.shares().get(i) - before.shares().get(i);
        }
        return gain;
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }

    /** 95 % of the mean, by drawing texts with replacement: low, mean, high. */
    private static double[] interval(double[] gain) {
        Random random = new Random(7);
        double[] means = new double[2000];
        for (int i = 0; i < means.length; i++) {
            for (int j = 0; j < gain.length; j++) {
                means[i] += gain[random.nextInt(gain.length)] / gain.length;
            }
        }
        Arrays.sort(means);
        return new double[] {means[49], Arrays.stream(gain).average().orElseThrow(), means[1949]};
    }
}
