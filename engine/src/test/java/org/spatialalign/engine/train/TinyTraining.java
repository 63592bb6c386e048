package org.spatialalign.engine.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.spatialalign.engine.core.CancelToken;
import org.spatialalign.engine.core.CancelledException;
import org.spatialalign.engine.core.ContentHash;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.model.wan.WanTransformer3D;
import org.spatialalign.engine.model.wan.WanTransformerConfig;
import org.spatialalign.engine.prompt.DsrType;
import org.spatialalign.engine.tensor.Compute;

/** A training of a few thousand numbers on latents that are made up on the spot; also a process of its own. */
final class TinyTraining {

    private static final WanTransformerConfig MODEL =
            new WanTransformerConfig(List.of(1, 2, 2), 2, 12, 4, 4, 10, 8, 48, 2, 1e-6, 64);

    private static final int PROMPTS = 5;

    private TinyTraining() {}

    /** Six steps of three micro-batches of two pairs, a checkpoint every second step. */
    static TrainingConfig config(long seed, TrainingConfig.Sampling sampling) {
        TrainingConfig paper = TrainingConfig.PAPER;
        return new TrainingConfig(
                "tiny",
                paper.dpo(),
                false,
                5,
                new TrainingConfig.Adapter(paper.adapter().targets(), 2, 4),
                new TrainingConfig.Optimiser(1e-2, 2, 8, 0.9, 0.999, 1e-8, 0.01),
                6,
                3,
                2,
                sampling,
                DpoStep.Memory.PLAIN,
                new TrainingConfig.Checkpoints(2, 0, true),
                new TrainingConfig.Validation(0.2, 1, 4),
                20,
                seed);
    }

    static TrainingConfig with(TrainingConfig config, TrainingConfig.Checkpoints checkpoints, double stopAbove) {
        return new TrainingConfig(
                config.name(),
                config.dpo(),
                config.sharedNoise(),
                config.shift(),
                config.adapter(),
                config.optimiser(),
                config.steps(),
                config.accumulate(),
                config.pairsPerBatch(),
                config.sampling(),
                config.memory(),
                checkpoints,
                config.validation(),
                stopAbove,
                config.seed());
    }

    static RunRecord record(TrainingConfig config) {
        List<TrainingPair> pairs = new ArrayList<>();
        for (int prompt = 0; prompt < PROMPTS; prompt++) {
            for (int pair = 0; pair < 2; pair++) {
                pairs.add(new TrainingPair(
                        "p" + prompt,
                        "A cat, number " + prompt + ".",
                        DsrType.of(prompt % 2 == 0 ? "LR" : "TL"),
                        ContentHash.ofText("winner " + prompt + " " + pair),
                        ContentHash.ofText("loser " + prompt + " " + pair),
                        false));
            }
        }
        return new RunRecord(
                config,
                "nowhere",
                ContentHash.ofText("model"),
                "set",
                ContentHash.ofText("pairs"),
                "cpu FLOAT32",
                "test",
                TrainingPair.split(pairs, config.validation().share(), config.seed()));
    }

    /** Latents and contexts that their names decide. */
    static class Made implements PairBatches.Material {

        @Override
        public NDArray latents(TrainingPair pair, boolean winner, NDManager manager) throws WorkbenchException {
            return noise((winner ? pair.winner() : pair.loser()).hex(), manager, 1, 4, 2, 4, 4);
        }

        @Override
        public NDArray context(TrainingPair pair, NDManager manager) {
            return noise(pair.prompt(), manager, 1, 6, 10);
        }

        private static NDArray noise(String name, NDManager manager, long... sizes) {
            Shape shape = new Shape(sizes);
            Random random = new Random(name.hashCode());
            float[] values = new float[(int) shape.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) random.nextGaussian();
            }
            return manager.create(values, shape);
        }
    }

    static Checkpoints.Checkpoint run(
            Path folder, RunRecord record, PairBatches.Material material, TrainingListener listener, CancelToken cancel)
            throws WorkbenchException, CancelledException {
        try (WanTransformer3D model = WanTransformer3D.untrained(MODEL, Compute.cpu(), 7)) {
            return new TrainingRun(folder, record, model, Compute.cpu(), material, listener, cancel, Clock.systemUTC())
                    .run();
        }
    }

    /** Folder and seed; says every micro-batch, until it is through or killed. */
    public static void main(String[] arguments) throws Exception {
        RunRecord record = record(config(Long.parseLong(arguments[1]), TrainingConfig.Sampling.PROMPTS));
        TrainingListener listener = new TrainingListener() {
            @Override
            public void onProgress(long step, int position) {
                System.out.println("at " + step + " " + position);
                System.out.flush();
            }
        };
        run(Path.of(arguments[0]), record, new Made(), listener, CancelToken.never());
        System.out.println("done");
    }
}
