package org.spatialalign.engine.generate;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spatialalign.engine.core.CancelToken;
import org.spatialalign.engine.core.Progress;
import org.spatialalign.engine.golden.Golden;
import org.spatialalign.engine.model.wan.VaeRun;
import org.spatialalign.engine.schedule.SchedulerConfig;
import org.spatialalign.engine.tensor.Compute;
import org.spatialalign.engine.tensor.GradMode;
import org.spatialalign.engine.tensor.Scope;

/** A whole model folder, from prompt to bytes, against diffusers and against DiffSynth's sampler. */
@Tag("golden")
class PipelineGoldenTest {

    private static final double EMBEDDINGS = 2e-5;
    private static final double LATENTS = 1e-4;
    private static final double VIDEO = 5e-4;
    private static final double DIFFERENT_BYTES = 0.002;

    private final JsonNode sizes = Golden.json(TinyModel.folder().resolve("case.json"));
    private Golden golden;
    private TextToVideoPipeline pipeline;

    @BeforeEach
    void open(@TempDir Path cache) throws Exception {
        golden = Golden.open(TinyModel.folder().resolve("io.safetensors"));
        pipeline = TextToVideoPipeline.open(
                TinyModel.folder(), Compute.cpu(), cache, Progress.Listener.NONE, CancelToken.never());
    }

    @AfterEach
    void close() {
        pipeline.close();
        golden.close();
    }

    private GenerationSettings settings(SamplerKind sampler, double shift, boolean rounded, EightBit rule) {
        return new GenerationSettings(
                new VideoSize(
                        sizes.get("num_frames").asInt(),
                        sizes.get("height").asInt(),
                        sizes.get("width").asInt()),
                sampler,
                sizes.get("steps").asInt(),
                shift,
                sizes.get("guidance_scale").asDouble(),
                sizes.get("negative_prompt").asText(),
                16,
                rounded,
                rule);
    }

    private GenerationRecipe recipe(GenerationSettings settings) {
        return pipeline.recipe(sizes.get("prompt").asText(), 0, settings);
    }

    @Test
    void promptsBecomeTheSameStates() throws Exception {
        GenerationRecipe recipe = recipe(settings(SamplerKind.EULER, 5, false, EightBit.DIFFSYNTH));
        String negative = recipe.settings().negativePrompt();
        pipeline.encode(List.of(recipe.prompt(), negative), GenerationListener.NONE, CancelToken.never());
        golden.matches(pipeline.states(recipe.prompt(), golden.manager()), "prompt_embeds", EMBEDDINGS);
        golden.matches(pipeline.states(negative, golden.manager()), "negative_prompt_embeds", EMBEDDINGS);
    }

    @Test
    void uniPcFollowsDiffusersStepByStep() throws Exception {
        double shift = SchedulerConfig.read(TinyModel.folder().resolve("scheduler/scheduler_config.json"))
                .shift();
        GenerationRecipe recipe = recipe(settings(SamplerKind.UNIPC, shift, false, EightBit.DIFFUSERS));
        List<Integer> steps = new ArrayList<>();
        Latents latents = generate(recipe, step -> {
            steps.add(step.index);
            matchesStep(step.with, "noise_cond", step.index);
            matchesStep(step.without == null ? step.with : step.without, "noise_uncond", step.index);
            matchesStep(step.after, "latents_after_step", step.index);
        });
        assertThat(steps).hasSize(sizes.get("steps").asInt());
        decodes(latents, recipe, "%s");
    }

    @Test
    void eulerFollowsDiffSynth() throws Exception {
        for (String variant : List.of("", ".bf16_timesteps")) {
            GenerationRecipe recipe = recipe(settings(SamplerKind.EULER, 5, !variant.isEmpty(), EightBit.DIFFSYNTH));
            Latents latents = generate(
                    recipe, step -> matchesStep(step.after, "diffsynth.latents_after_step" + variant, step.index));
            decodes(latents, recipe, "diffsynth.%s" + variant);
        }
    }

    private Latents generate(GenerationRecipe recipe, Denoiser.Probe probe) throws Exception {
        NDArray noise = golden.get("in.latents");
        return pipeline.generate(recipe, noise, GenerationListener.NONE, CancelToken.never(), probe);
    }

    /** The file has one tensor for all steps, or one per step. */
    private void matchesStep(NDArray got, String name, int step)
            throws org.spatialalign.engine.core.WorkbenchException {
        try (Scope scope = Scope.open()) {
            NDArray want = golden.get(name).get(new NDIndex("{}", step)).reshape(got.getShape());
            assertThat(Golden.relative(got, want)).as("%s, step %d", name, step).isLessThanOrEqualTo(LATENTS);
        }
    }

    /** @param names how the fixture's tensors of this run are named */
    private void decodes(Latents latents, GenerationRecipe recipe, String names) throws Exception {
        try (GradMode mode = GradMode.off();
                Scope scope = Scope.open()) {
            NDArray video = pipeline.decoder().decode(latents.toNDArray(golden.manager()), VaeRun.plain());
            String decoded = String.format(names, "decoded_minus1_to_1");
            if (golden.has(decoded)) {
                golden.matches(video, decoded, VIDEO);
            }
        }
        String pictures = String.format(names, "video_uint8");
        if (golden.has(pictures)) {
            matchesBytes(latents, recipe, golden.longs(pictures));
        }
    }

    private void matchesBytes(Latents latents, GenerationRecipe recipe, long[] bytes) throws Exception {
        VideoSize size = recipe.settings().size();
        Shape shape = new Shape(size.frames(), size.height(), size.width(), 3);
        assertThat(bytes).hasSize((int) shape.size());
        List<byte[]> frames = new ArrayList<>();
        pipeline.decode(latents, recipe.settings().eightBit(), GenerationListener.NONE, CancelToken.never(), bgra -> {
            byte[] copy = new byte[bgra.remaining()];
            bgra.duplicate().get(copy);
            frames.add(copy);
        });
        assertThat(frames).hasSize(size.frames());
        int different = 0;
        int at = 0;
        for (byte[] frame : frames) {
            ByteBuffer bgra = ByteBuffer.wrap(frame);
            for (int pixel = 0; pixel < size.height() * size.width(); pixel++) {
                for (int channel = 0; channel < 3; channel++) {
                    int got = bgra.get(4 * pixel + 2 - channel) & 0xff;
                    int off = Math.abs(got - (int) bytes[at++]);
                    assertThat(off).as("byte %d", at - 1).isLessThanOrEqualTo(1);
                    different += off;
                }
            }
        }
        assertThat(different).isLessThanOrEqualTo((int) (DIFFERENT_BYTES * bytes.length));
    }
}
