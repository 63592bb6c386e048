package org.spatialalign.engine.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spatialalign.engine.core.CancelToken;
import org.spatialalign.engine.core.CancelledException;
import org.spatialalign.engine.core.Progress;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.generate.GenerationListener.Phase;
import org.spatialalign.engine.generate.GenerationRecipe.Lora;
import org.spatialalign.engine.media.ClipDecoder;
import org.spatialalign.engine.media.ClipTags;
import org.spatialalign.engine.media.Frame;
import org.spatialalign.engine.media.ProbedClip;
import org.spatialalign.engine.media.VideoInfo;
import org.spatialalign.engine.model.lora.LoraFile;
import org.spatialalign.engine.tensor.Compute;
import org.spatialalign.engine.tensor.safetensors.SafetensorsFile;

class TextToVideoPipelineTest {

    private static final String PROMPT = "A cat is on the left of a chair.";
    private static final GenerationSettings QUICK = new GenerationSettings(
            new VideoSize(5, 32, 48), SamplerKind.EULER, 3, 5, 5, "static", 16, true, EightBit.DIFFSYNTH);

    private Path temp = Path.of("");
    private TextToVideoPipeline pipeline;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        temp = folder;
        pipeline = TextToVideoPipeline.open(
                TinyModel.folder(),
                Compute.cpu(),
                folder.resolve("cache"),
                Progress.Listener.NONE,
                CancelToken.never());
    }

    @AfterEach
    void close() {
        pipeline.close();
    }

    private Latents latents(String prompt, long seed, GenerationSettings settings) throws Exception {
        return pipeline.generate(pipeline.recipe(prompt, seed, settings), GenerationListener.NONE, CancelToken.never());
    }

    private static GenerationSettings with(SamplerKind sampler, double guidance, boolean rounded) {
        return new GenerationSettings(
                QUICK.size(),
                sampler,
                QUICK.steps(),
                5,
                guidance,
                QUICK.negativePrompt(),
                16,
                rounded,
                QUICK.eightBit());
    }

    @Test
    void theSameRecipeMakesTheSameBytesAndAnyOtherDoesNot() throws Exception {
        Latents first = latents(PROMPT, 1, QUICK);
        assertThat(latents(PROMPT, 2, QUICK).hash()).isNotEqualTo(first.hash());
        assertThat(latents(PROMPT, 1, QUICK).hash()).isEqualTo(first.hash());
        assertThat(latents("A dog.", 1, QUICK).hash()).isNotEqualTo(first.hash());
        assertThat(latents(PROMPT, 1, with(SamplerKind.UNIPC, 5, true)).hash()).isNotEqualTo(first.hash());
        assertThat(latents(PROMPT, 1, with(SamplerKind.EULER, 5, false)).hash()).isNotEqualTo(first.hash());
        assertThat(latents(PROMPT, 1, with(SamplerKind.EULER, 1, true)).hash()).isNotEqualTo(first.hash());
        try (TextToVideoPipeline again = TextToVideoPipeline.open(
                TinyModel.copy(temp.resolve("copy")),
                Compute.cpu(),
                temp.resolve("cache"),
                Progress.Listener.NONE,
                CancelToken.never())) {
            GenerationRecipe recipe = again.recipe(PROMPT, 1, QUICK);
            assertThat(recipe.model().hash()).isEqualTo(pipeline.model().hash());
            assertThat(again.generate(recipe, GenerationListener.NONE, CancelToken.never())
                            .hash())
                    .isEqualTo(first.hash());
        }
    }

    @Test
    void latentsAreKeptWithTheirRecipe() throws Exception {
        Latents made = latents(PROMPT, 1, QUICK);
        GenerationRecipe recipe = pipeline.recipe(PROMPT, 1, QUICK);
        Path file = temp.resolve("a.safetensors");
        made.save(file, recipe);
        Latents read = Latents.read(file);
        assertThat(read.hash()).isEqualTo(made.hash());
        assertThat(read.shape()).isEqualTo(made.shape());
        try (SafetensorsFile source = SafetensorsFile.open(file)) {
            assertThat(GenerationRecipe.fromJson(source.metadata().getOrDefault(Latents.RECIPE, "")))
                    .isEqualTo(recipe);
        }
        Path other = TinyModel.folder().resolve("vae/diffusion_pytorch_model.safetensors");
        assertThatThrownBy(() -> Latents.read(other)).hasMessageContaining("latents");
    }

    @Test
    void aClipCarriesItsRecipe() throws Exception {
        GenerationRecipe recipe = pipeline.recipe(PROMPT + " \"Ünïcödé\" 猫", 7, QUICK);
        Latents made = pipeline.generate(recipe, GenerationListener.NONE, CancelToken.never());
        Path file = temp.resolve(recipe.fileName(null));
        List<Phase> phases = new ArrayList<>();
        GeneratedClip.write(
                file, pipeline, made, recipe, (phase, done, total) -> phases.add(phase), CancelToken.never());
        assertThat(phases).containsOnly(Phase.DECODING).isNotEmpty();
        assertThat(GeneratedClip.recipeOf(file)).contains(recipe);
        assertThat(GeneratedClip.isMadeBy(recipe, file)).isTrue();
        assertThat(GeneratedClip.isMadeBy(pipeline.recipe(PROMPT, 7, QUICK), file))
                .isFalse();
        assertThat(ClipTags.read(file)).containsEntry("title", recipe.prompt());
        ProbedClip probed = new ClipDecoder().probe(file);
        assertThat(probed.problem()).isEmpty();
        assertThat(probed.info()).isEqualTo(new VideoInfo(48, 32, 16, 5));
        Path beside = GeneratedClip.writeRecipe(file, recipe);
        assertThat(GenerationRecipe.fromJson(Files.readString(beside))).isEqualTo(recipe);
        assertThat(filesIn(temp)).contains(file.getFileName().toString()).noneMatch(name -> name.contains(".part"));
    }

    @Test
    void aCancelStopsWithinOneEvaluationAndLeavesNoFile() throws Exception {
        GenerationRecipe recipe = pipeline.recipe(PROMPT, 1, QUICK);
        CancelToken cancel = new CancelToken();
        List<Integer> steps = new ArrayList<>();
        assertThatThrownBy(() -> pipeline.generate(
                        recipe,
                        (phase, done, total) -> {
                            if (phase == Phase.DENOISING) {
                                steps.add(done);
                                if (done == 1) {
                                    cancel.cancel();
                                }
                            }
                        },
                        cancel))
                .isInstanceOf(CancelledException.class);
        assertThat(steps).containsExactly(0, 1);
        Latents made = latents(PROMPT, 1, QUICK);
        CancelToken inDecoding = new CancelToken();
        Path file = temp.resolve("out/a.mp4");
        assertThatThrownBy(() -> GeneratedClip.write(
                        file, pipeline, made, recipe, (phase, done, total) -> inDecoding.cancel(), inDecoding))
                .isInstanceOf(CancelledException.class);
        assertThat(filesIn(temp.resolve("out"))).isEmpty();
    }

    @Test
    void previewsShowTheMiddleAndChangeNothing() throws Exception {
        List<String> shown = new ArrayList<>();
        GenerationListener watching = new GenerationListener() {
            @Override
            public void onProgress(Phase phase, int done, int total) {}

            @Override
            public boolean wantsPreview(int step, int steps) {
                return step % 2 == 0;
            }

            @Override
            public void onPreview(int step, Frame frame) {
                shown.add(step + " " + frame.width() + "x" + frame.height());
            }
        };
        GenerationRecipe recipe = pipeline.recipe(PROMPT, 1, QUICK);
        Latents watched = pipeline.generate(recipe, watching, CancelToken.never());
        assertThat(shown).containsExactly("2 48x32");
        assertThat(watched.hash()).isEqualTo(latents(PROMPT, 1, QUICK).hash());
    }

    @Test
    void aLoraChangesTheClipByItsMultiplierAndComesOffAgain() throws Exception {
        Latents plain = latents(PROMPT, 1, QUICK);
        LoraFile lora = LoraFixture.read(LoraFixture.write(temp.resolve("a.safetensors"), pipeline.configs(), 0));
        Lora full = new Lora("a.safetensors", "0".repeat(64), 1);
        pipeline.attach(lora, full);
        GenerationRecipe recipe = pipeline.recipe(PROMPT, 1, QUICK);
        assertThat(recipe.lora()).isEqualTo(full);
        Latents changed = latents(PROMPT, 1, QUICK);
        assertThat(changed.hash()).isNotEqualTo(plain.hash());
        pipeline.attach(lora, new Lora(full.name(), full.hash(), 0.5));
        assertThat(latents(PROMPT, 1, QUICK).hash()).isNotIn(plain.hash(), changed.hash());
        assertThatThrownBy(() -> pipeline.generate(recipe, GenerationListener.NONE, CancelToken.never()))
                .isInstanceOf(WorkbenchException.class)
                .hasMessageContaining("+a");
        pipeline.detach();
        assertThat(latents(PROMPT, 1, QUICK).hash()).isEqualTo(plain.hash());
    }

    @Test
    void aLoraOfAnotherModelIsRefusedAndNothingStaysOn() throws Exception {
        Latents plain = latents(PROMPT, 1, QUICK);
        LoraFile other = LoraFixture.read(LoraFixture.write(temp.resolve("b.safetensors"), pipeline.configs(), 3));
        assertThatThrownBy(() -> pipeline.attach(other, new Lora("b.safetensors", "0".repeat(64), 1)))
                .isInstanceOf(WorkbenchException.class)
                .hasMessageContaining("b.safetensors")
                .hasMessageContaining("the model");
        assertThat(pipeline.recipe(PROMPT, 1, QUICK).lora()).isNull();
        assertThat(latents(PROMPT, 1, QUICK).hash()).isEqualTo(plain.hash());
    }

    @Test
    void whatCannotBeMadeIsRefused() throws Exception {
        GenerationRecipe wrongSize = pipeline.recipe(PROMPT, 1, QUICK.withSize(new VideoSize(4, 30, 48)));
        assertThatThrownBy(() -> pipeline.generate(wrongSize, GenerationListener.NONE, CancelToken.never()))
                .isInstanceOf(WorkbenchException.class)
                .hasMessageContaining("the nearest is 5 frames of 48x32");
        GenerationRecipe empty = pipeline.recipe("  ", 1, QUICK);
        assertThatThrownBy(() -> pipeline.generate(empty, GenerationListener.NONE, CancelToken.never()))
                .isInstanceOf(WorkbenchException.class)
                .hasMessageContaining("prompt");
        GenerationRecipe elsewhere = GenerationRecipe.of(
                new GenerationRecipe.Model("other", "f".repeat(64)), null, PROMPT, 1, QUICK, "float32");
        assertThatThrownBy(() -> pipeline.generate(elsewhere, GenerationListener.NONE, CancelToken.never()))
                .isInstanceOf(WorkbenchException.class)
                .hasMessageContaining("other")
                .hasMessageContaining("files differ");
        assertThatThrownBy(() -> TextToVideoPipeline.open(
                        temp, Compute.cpu(), temp, Progress.Listener.NONE, CancelToken.never()))
                .isInstanceOf(WorkbenchException.class)
                .hasMessageContaining("model_index.json");
    }

    private static List<String> filesIn(Path folder) throws Exception {
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
