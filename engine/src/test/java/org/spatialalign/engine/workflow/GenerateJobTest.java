package org.spatialalign.engine.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.spatialalign.engine.workflow.GenerateSpecs.CAT;
import static org.spatialalign.engine.workflow.GenerateSpecs.DOG;
import static org.spatialalign.engine.workflow.GenerateSpecs.QUICK;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spatialalign.engine.core.CancelToken;
import org.spatialalign.engine.core.CancelledException;
import org.spatialalign.engine.core.Progress;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.generate.GeneratedClip;
import org.spatialalign.engine.generate.GenerationRecipe;
import org.spatialalign.engine.generate.GenerationSettings;
import org.spatialalign.engine.generate.Latents;
import org.spatialalign.engine.generate.LoraFixture;
import org.spatialalign.engine.generate.ModelConfigs;
import org.spatialalign.engine.generate.TinyModel;
import org.spatialalign.engine.generate.VideoSize;
import org.spatialalign.engine.job.JobQueue;
import org.spatialalign.engine.job.JobRecord;
import org.spatialalign.engine.job.JobState;
import org.spatialalign.engine.prompt.DsrPrompt;
import org.spatialalign.engine.prompt.DsrType;
import org.spatialalign.engine.score.ScorePreset;
import org.spatialalign.engine.store.ClipListing;
import org.spatialalign.engine.store.ClipRecord;
import org.spatialalign.engine.store.ClipStatus;
import org.spatialalign.engine.store.GenerationRecord;
import org.spatialalign.engine.store.Project;
import org.spatialalign.engine.workflow.GenerateSpec.Prompt;

class GenerateJobTest {

    private Path temp = Path.of("");
    private Project project;

    @BeforeEach
    void create(@TempDir Path folder) throws Exception {
        temp = folder;
        project = Project.create(folder.resolve("study"));
        project.prompts()
                .add(
                        new DsrPrompt(
                                "3_LR", DsrType.of("LR"), "fox", "tree", "", "", "", "A fox runs past a tree.", ""),
                        "test");
    }

    @AfterEach
    void close() throws Exception {
        project.close();
    }

    private GenerateSummary run(GenerateSpec spec) throws Exception {
        try (JobQueue queue = new JobQueue(project.jobs(), new WorkflowJobs(project))) {
            JobRecord end = queue.await(queue.submit(WorkflowJobs.generateSpec(spec)));
            assertThat(end.error()).isNull();
            assertThat(end.state()).isEqualTo(JobState.SUCCEEDED);
            return GenerateSummary.of(Objects.requireNonNull(end.summary()));
        }
    }

    private String failure(GenerateSpec spec) throws Exception {
        try (JobQueue queue = new JobQueue(project.jobs(), new WorkflowJobs(project))) {
            JobRecord end = queue.await(queue.submit(WorkflowJobs.generateSpec(spec)));
            assertThat(end.state()).isEqualTo(JobState.FAILED);
            assertThat(project.clips().all()).isEmpty();
            return String.valueOf(end.error());
        }
    }

    @Test
    void aMatrixBecomesClipsOfTheProjectOnce() throws Exception {
        GenerateSpec spec =
                GenerateSpecs.of(TinyModel.folder(), null, List.of(CAT, DOG), List.of("3_LR"), List.of(0, 4), QUICK);
        GenerateSummary summary = run(spec);
        assertThat(summary.made()).hasSize(spec.cells());
        assertThat(summary.failed()).isEmpty();
        List<ClipListing> clips = project.clips().listing(ScorePreset.PAPER.id());
        assertThat(clips)
                .extracting(c -> c.clip().promptId())
                .containsExactly(null, null, "7_RL", "7_RL", "3_LR", "3_LR");
        assertThat(clips).extracting(c -> c.clip().seed()).containsExactly(0, 4, 0, 4, 0, 4);
        assertThat(clips.get(5).status()).isEqualTo(ClipStatus.NO_SEED);
        for (ClipListing listing : clips) {
            ClipRecord clip = listing.clip();
            assertThat(clip.model()).isEqualTo("wan-pipeline-tiny");
            assertThat(clip.video().frameCount()).isEqualTo(QUICK.size().frames());
            assertThat(project.thumbnailFile(clip)).isNotEmptyFile();
            GenerationRecord made = project.generations().find(clip.id()).orElseThrow();
            GenerationRecipe recipe = GenerationRecipe.of(made.recipe());
            assertThat(made.recipeHash()).isEqualTo(recipe.hash());
            assertThat(clip.fileName()).isEqualTo(recipe.fileName(clip.promptId()));
            assertThat(GeneratedClip.recipeOf(project.clipFile(clip))).contains(recipe);
            Path latents = project.resolve(String.valueOf(made.latents()));
            assertThat(Latents.read(latents).shape()).hasSize(5);
        }
        assertThat(mp4sUnder(project.folder().resolve("runs"))).isEmpty();

        GenerateSummary again = run(spec);
        assertThat(again.made()).isEmpty();
        assertThat(again.upToDate()).hasSize(spec.cells());
        assertThat(project.clips().all()).hasSize(spec.cells());
    }

    @Test
    void aClipLearnsItsPromptLaterAndTheSameTextIsMadeOnce() throws Exception {
        run(GenerateSpecs.of(List.of(new Prompt(null, DOG.text())), List.of(3)));
        assertThat(project.clips().all()).extracting(ClipRecord::promptId).containsExactly((String) null);
        GenerateSummary summary = run(GenerateSpecs.of(List.of(DOG, new Prompt("8_RL", DOG.text())), List.of(3, 4)));
        assertThat(summary.made()).hasSize(1);
        assertThat(project.clips().all()).extracting(ClipRecord::promptId).containsExactly(DOG.id(), DOG.id());
    }

    @Test
    void aChangedRecipeOverwritesNothing() throws Exception {
        run(GenerateSpecs.of(List.of(DOG), List.of(0)));
        ClipRecord first = project.clips().all().get(0);
        run(GenerateSpecs.of(
                TinyModel.folder(),
                null,
                List.of(DOG),
                List.of(),
                List.of(0),
                QUICK.withSize(new VideoSize(9, 32, 48))));
        assertThat(project.clips().all()).hasSize(2).contains(first);
        assertThat(project.clipFile(first)).isNotEmptyFile();
    }

    @Test
    void aLoraIsPartOfTheClipsSource() throws Exception {
        Path lora = LoraFixture.write(temp.resolve("dsr.safetensors"), ModelConfigs.read(TinyModel.folder()), 0);
        GenerateSpec.Lora half = new GenerateSpec.Lora(lora.toString(), 0.5);
        run(GenerateSpecs.of(TinyModel.folder(), half, List.of(DOG), List.of(), List.of(0), QUICK));
        assertThat(project.clips().all()).extracting(ClipRecord::model).containsExactly("wan-pipeline-tiny+dsr*0.5");
    }

    @Test
    void aFailedCellIsNotedAndTheRestGoesOn() throws Exception {
        Path out = temp.resolve("out");
        GenerateSpec spec = GenerateSpecs.of(List.of(CAT), List.of(0, 1, 2));
        GenerateSummary whole = into(temp.resolve("whole"), spec);
        String second = Path.of(whole.made().get(1).clip()).getFileName().toString();
        Files.createDirectories(out.resolve(second));
        GenerateSummary summary = into(out, spec);
        assertThat(summary.made()).extracting(GenerateSummary.Cell::seed).containsExactly(0L, 2L);
        assertThat(summary.failed()).singleElement().satisfies(failure -> {
            assertThat(failure.seed()).isEqualTo(1);
            assertThat(failure.why()).contains("is a folder");
        });
        Files.delete(out.resolve(second));
        GenerateSummary repaired = into(out, spec);
        assertThat(repaired.upToDate()).hasSize(2);
        assertThat(repaired.made()).hasSize(1);
    }

    @Test
    void previewsOfLongRunsChangeNothing() throws Exception {
        GenerationSettings longer = new GenerationSettings(
                QUICK.size(),
                QUICK.sampler(),
                10,
                QUICK.shift(),
                QUICK.guidance(),
                "static",
                16,
                true,
                QUICK.eightBit());
        GenerateSpec spec = GenerateSpecs.of(TinyModel.folder(), null, List.of(DOG), List.of(), List.of(0), longer);
        Path work = Files.createDirectories(temp.resolve("work"));
        GenerateTrace trace = new GenerateTrace(work);
        List<String> seen = new ArrayList<>();
        Progress.Listener listener = progress -> {
            String message = progress.message();
            if (message.contains("step") && trace.preview().isPresent()) {
                seen.add(message.replaceAll(".*step (\\d+) of.*", "$1"));
            }
        };
        Files.writeString(work.resolve("preview.jpg"), "left by an earlier run");
        new GenerateMatrix(
                        spec,
                        spec.prompts(),
                        new ProjectShelf(project, work),
                        temp.resolve("cache"),
                        listener,
                        CancelToken.never(),
                        line -> {})
                .run();
        assertThat(seen).containsExactly("2", "3", "4", "5", "6", "7", "8", "9", "10");
        assertThat(trace.preview()).isEmpty();
        assertThat(trace.failures()).isEmpty();
        Path plain = temp.resolve("plain");
        GenerateSummary without = into(plain, spec);
        ClipRecord watched = project.clips().all().get(0);
        assertThat(project.clipFile(watched))
                .hasSameBinaryContentAs(Path.of(without.made().get(0).clip()));
        GenerationRecord made = project.generations().find(watched.id()).orElseThrow();
        assertThat(project.resolve(String.valueOf(made.latents())))
                .hasSameBinaryContentAs(plain.resolve(watched.fileName().replace(".mp4", ".safetensors")));
        assertThat(plain.resolve("preview.jpg")).doesNotExist();
        assertThat(IntStream.rangeClosed(1, 50).filter(step -> GenerateTrace.showsAfter(step, 50)))
                .containsExactly(10, 20, 30, 40);
        assertThat(IntStream.rangeClosed(1, 9).filter(step -> GenerateTrace.showsAfter(step, 9)))
                .isEmpty();
    }

    @Test
    void aFolderGetsTheSameFilesAndADamagedOneIsMadeAnew() throws Exception {
        GenerateSpec spec = GenerateSpecs.of(List.of(CAT), List.of(0));
        Path file = Path.of(into(temp.resolve("a"), spec).made().get(0).clip());
        Path same = Path.of(into(temp.resolve("b"), spec).made().get(0).clip());
        assertThat(file).hasSameBinaryContentAs(same);
        assertThat(GeneratedClip.recipeFile(file)).content().startsWith("{\"format\":\"spatialalign-recipe-1\"");
        assertThat(file.resolveSibling(file.getFileName().toString().replace(".mp4", ".safetensors")))
                .isNotEmptyFile();
        Files.writeString(file, "damaged");
        assertThat(into(temp.resolve("a"), spec).made()).hasSize(1);
        assertThat(file).hasSameBinaryContentAs(same);
    }

    private static GenerateSummary into(Path folder, GenerateSpec spec) throws Exception {
        return GenerateJob.into(folder, spec, Progress.Listener.NONE, CancelToken.never(), line -> {});
    }

    @Test
    void aCancelLeavesWholeClipsOnlyAndTheRestIsMadeLater() throws Exception {
        GenerateSpec spec = GenerateSpecs.of(List.of(CAT), List.of(0, 1, 2));
        Path work = Files.createDirectories(temp.resolve("work"));
        CancelToken cancel = new CancelToken();
        List<String> after = new ArrayList<>();
        Progress.Listener listener = progress -> {
            if (cancel.isCancelled()) {
                after.add(progress.message());
            }
            if (progress.message().startsWith("cell 2 of 3, step 1")) {
                cancel.cancel();
            }
        };
        ProjectShelf shelf = new ProjectShelf(project, work);
        assertThatThrownBy(() -> new GenerateMatrix(
                                spec, spec.prompts(), shelf, temp.resolve("cache"), listener, cancel, line -> {})
                        .run())
                .isInstanceOf(CancelledException.class);
        assertThat(after).isEmpty();
        assertThat(project.clips().all()).hasSize(1);
        assertThat(mp4sUnder(temp.resolve("work"))).isEmpty();
        GenerateSummary rest = run(spec);
        assertThat(rest.upToDate()).hasSize(1);
        assertThat(rest.made()).hasSize(2);
    }

    @Test
    void whatCannotBeDoneSaysWhatAndWhy() throws Exception {
        List<Prompt> cat = List.of(CAT);
        Path tiny = TinyModel.folder();
        assertThat(failure(GenerateSpecs.of(List.of(), List.of(0)))).contains("no prompt");
        assertThat(failure(GenerateSpecs.of(cat, List.of()))).contains("no seed");
        assertThat(failure(GenerateSpecs.of(cat, List.of(-1)))).contains("-1");
        assertThat(failure(GenerateSpecs.of(List.of(new Prompt("5", " ")), List.of(0))))
                .contains("prompt 5 is empty");
        assertThat(failure(GenerateSpecs.of(tiny, null, List.of(), List.of("nobody"), List.of(0), QUICK)))
                .contains("no prompt nobody");
        assertThat(failure(GenerateSpecs.of(
                        tiny, null, cat, List.of(), List.of(0), QUICK.withSize(new VideoSize(6, 32, 50)))))
                .contains("the nearest is 5 frames of 48x32");
        assertThat(failure(GenerateSpecs.of(temp, null, cat, List.of(), List.of(0), QUICK)))
                .contains("model_index.json");
        Path broken = TinyModel.copy(temp.resolve("broken"));
        Files.delete(broken.resolve("vae/config.json"));
        assertThat(failure(GenerateSpecs.of(broken, null, cat, List.of(), List.of(0), QUICK)))
                .contains("vae")
                .contains("config.json");
        assertThat(failure(GenerateSpecs.of(
                        tiny, null, cat, List.of(), List.of(0), QUICK.withSize(new VideoSize(4001, 8000, 8000)))))
                .contains("of memory")
                .contains("would fit");
    }

    @Test
    void aLoraThatIsNoneIsRefused() throws Exception {
        Path other = LoraFixture.write(temp.resolve("other.safetensors"), ModelConfigs.read(TinyModel.folder()), 3);
        Path weights = TinyModel.folder().resolve("vae/diffusion_pytorch_model.safetensors");
        Path text = Files.writeString(temp.resolve("lora.txt"), "x");
        Path pickle = Files.writeString(temp.resolve("lora.ckpt"), "x");
        for (Path lora : List.of(other, weights, text, pickle, temp.resolve("absent.safetensors"))) {
            GenerateSpec.Lora choice = new GenerateSpec.Lora(lora.toString(), 1);
            assertThat(failure(
                            GenerateSpecs.of(TinyModel.folder(), choice, List.of(CAT), List.of(), List.of(0), QUICK)))
                    .contains(lora.getFileName().toString());
        }
    }

    @Test
    void aDiskWithoutRoomIsNoticedBefore() throws Exception {
        ModelConfigs configs = ModelConfigs.read(TinyModel.folder());
        assertThatThrownBy(
                        () -> GeneratedClip.requireRoom(temp, configs, QUICK.withSize(VideoSize.PAPER), 1 << 30, true))
                .isInstanceOf(WorkbenchException.class)
                .hasMessageContaining("Free some space");
        Path later = temp.resolve("not/there/yet");
        assertThatThrownBy(
                        () -> GeneratedClip.requireRoom(later, configs, QUICK.withSize(VideoSize.PAPER), 1 << 30, true))
                .as("a folder that will be made")
                .hasMessageContaining(later.toString());
        GeneratedClip.requireRoom(temp, configs, QUICK, 1, true);
    }

    private static List<Path> mp4sUnder(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".mp4")).toList();
        }
    }
}
