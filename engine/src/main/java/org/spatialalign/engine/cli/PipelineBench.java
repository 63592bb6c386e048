package org.spatialalign.engine.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.cli.BenchCommand.Figure;
import org.spatialalign.engine.core.CancelToken;
import org.spatialalign.engine.core.CancelledException;
import org.spatialalign.engine.core.Progress;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.generate.ComputeChoice;
import org.spatialalign.engine.generate.GeneratedClip;
import org.spatialalign.engine.generate.GenerationListener;
import org.spatialalign.engine.generate.GenerationListener.Phase;
import org.spatialalign.engine.generate.GenerationRecipe;
import org.spatialalign.engine.generate.GenerationSettings;
import org.spatialalign.engine.generate.Latents;
import org.spatialalign.engine.generate.TextToVideoPipeline;
import org.spatialalign.engine.generate.VideoSize;
import org.spatialalign.engine.tensor.Compute;

/** A small clip of a prompt with a model's folder, from opening it to the file. */
final class PipelineBench {

    private static final VideoSize SIZE = new VideoSize(9, 64, 96);
    private static final int STEPS = 10;
    private static final int PASSES = 3;

    private final Path folder;

    PipelineBench(Path folder) {
        this.folder = folder;
    }

    /** @param model a model's folder; null measures nothing */
    List<Figure> run(@Nullable Path model) throws IOException, WorkbenchException, CancelledException {
        if (model == null) {
            return List.of(new Figure("pipeline", Double.NaN, "", "", "give a model's folder with --model"));
        }
        GenerationSettings paper = GenerationSettings.PAPER;
        GenerationSettings settings = new GenerationSettings(
                SIZE,
                paper.sampler(),
                STEPS,
                paper.shift(),
                paper.guidance(),
                paper.negativePrompt(),
                paper.frameRate(),
                paper.roundedTimesteps(),
                paper.eightBit());
        CancelToken cancel = CancelToken.never();
        // The library's own start is not the pipeline's.
        Compute compute = ComputeChoice.AUTO.compute();
        long opening = System.nanoTime();
        try (TextToVideoPipeline pipeline =
                TextToVideoPipeline.open(model, compute, folder, Progress.Listener.NONE, cancel)) {
            long encoding = System.nanoTime();
            GenerationRecipe recipe = pipeline.recipe("A cat walks to the right of a chair.", 0, settings);
            pipeline.encode(List.of(recipe.prompt(), settings.negativePrompt()), GenerationListener.NONE, cancel);
            long encoded = System.nanoTime();
            List<Long> times = new ArrayList<>();
            Latents latents = pipeline.generate(
                    recipe,
                    (phase, done, total) -> {
                        if (phase == Phase.DENOISING) {
                            times.add(System.nanoTime());
                        }
                    },
                    cancel);
            double step = Double.MAX_VALUE;
            for (int i = 1; i < times.size(); i++) {
                step = Math.min(step, (times.get(i) - times.get(i - 1)) / 1e6);
            }
            double decode = Double.MAX_VALUE;
            for (int pass = 0; pass < PASSES; pass++) {
                long decoding = System.nanoTime();
                GeneratedClip.write(
                        folder.resolve("clip.mp4"), pipeline, latents, recipe, GenerationListener.NONE, cancel);
                decode = Math.min(decode, (System.nanoTime() - decoding) / 1e6 / SIZE.frames());
            }
            String what = SIZE.words() + ", best of " + STEPS + ", "
                    + pipeline.model().name();
            return List.of(
                    new Figure("pipeline, open the folder", (encoding - opening) / 1e6, "ms", "", "files hashed"),
                    new Figure("pipeline, encode two prompts", (encoded - encoding) / 1e6, "ms", "", ""),
                    new Figure("pipeline, step", step, "ms", "", what),
                    new Figure("pipeline, decode and write", decode, "ms/frame", "", "best of " + PASSES),
                    new Figure("most memory so far", ModelBench.peakMemory(), "MiB", "", "of the whole process"));
        }
    }
}
