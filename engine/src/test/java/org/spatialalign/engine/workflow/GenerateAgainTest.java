package org.spatialalign.engine.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.spatialalign.engine.workflow.GenerateSpecs.DOG;
import static org.spatialalign.engine.workflow.GenerateSpecs.QUICK;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spatialalign.engine.core.CancelToken;
import org.spatialalign.engine.core.Progress;
import org.spatialalign.engine.generate.ComputeChoice;
import org.spatialalign.engine.generate.GeneratedClip;
import org.spatialalign.engine.generate.GenerationListener;
import org.spatialalign.engine.generate.GenerationRecipe;
import org.spatialalign.engine.generate.Latents;
import org.spatialalign.engine.generate.TextToVideoPipeline;
import org.spatialalign.engine.generate.TinyModel;
import org.spatialalign.engine.job.JobQueue;
import org.spatialalign.engine.job.JobRecord;
import org.spatialalign.engine.job.JobState;
import org.spatialalign.engine.store.ClipRecord;
import org.spatialalign.engine.store.Project;
import org.spatialalign.engine.tensor.Compute;
import org.spatialalign.engine.workflow.imports.ImportSpec;

/** Clips of another version of the program, and clips that are made once more. */
class GenerateAgainTest {

    private static final GenerateSpec SPEC = GenerateSpecs.of(List.of(DOG), List.of(0));

    private Path folder;
    private Project project;
    private TextToVideoPipeline pipeline;

    @BeforeEach
    void open(@TempDir Path temporary) throws Exception {
        folder = temporary;
        project = Project.create(folder.resolve("study"));
        pipeline = TextToVideoPipeline.open(
                TinyModel.folder(),
                Compute.cpu(),
                folder.resolve("cache"),
                Progress.Listener.NONE,
                CancelToken.never());
    }

    @AfterEach
    void close() throws Exception {
        pipeline.close();
        project.close();
    }

    /** What the recipe says when another program has followed it. */
    private GenerationRecipe by(String codeVersion, String revision) {
        GenerationRecipe own = pipeline.recipe(DOG.text(), 0, QUICK);
        return new GenerationRecipe(
                codeVersion, own.model(), null, own.prompt(), 0, own.settings(), own.precision(), revision);
    }

    /** The clip that a program of another version left in the project. */
    private String keepClipOf(GenerationRecipe recipe, long seedOfPictures) throws Exception {
        GenerationRecipe own = pipeline.recipe(DOG.text(), seedOfPictures, QUICK);
        Latents latents = pipeline.generate(own, GenerationListener.NONE, CancelToken.never());
        ProjectShelf shelf = new ProjectShelf(project, Files.createDirectories(folder.resolve("work")));
        Path file = shelf.clipFile(recipe, DOG.id());
        GeneratedClip.write(file, pipeline, latents, recipe, GenerationListener.NONE, CancelToken.never());
        return shelf.keep(recipe, DOG.id(), false, CancelToken.never());
    }

    private GenerateSummary run(boolean again, List<String> log) throws Exception {
        GenerateSpec spec = new GenerateSpec(
                SPEC.model(),
                null,
                SPEC.prompts(),
                List.of(),
                SPEC.seeds(),
                SPEC.settings(),
                ComputeChoice.CPU,
                false,
                again);
        try (JobQueue queue = new JobQueue(project.jobs(), new WorkflowJobs(project))) {
            JobRecord end = queue.await(queue.submit(WorkflowJobs.generateSpec(spec)));
            assertThat(end.state()).as("%s", end.error()).isEqualTo(JobState.SUCCEEDED);
            log.addAll(queue.log(end.id()));
            return GenerateSummary.of(Objects.requireNonNull(end.summary()));
        }
    }

    @Test
    void aClipOfAnotherVersionWithTheSameNumbersIsThere() throws Exception {
        String clip = keepClipOf(by("0.0.9", TextToVideoPipeline.REVISION), 0);
        assertThat(run(false, new ArrayList<>()).upToDate())
                .extracting(GenerateSummary.Cell::clip)
                .containsExactly(clip);
        Path out = Files.createDirectories(folder.resolve("out"));
        ClipRecord kept = project.clips().find(clip).orElseThrow();
        Path copy = Files.copy(project.clipFile(kept), out.resolve(kept.fileName()));
        GeneratedClip.writeRecipe(copy, by("0.0.9", TextToVideoPipeline.REVISION));
        GenerateSummary there = GenerateJob.into(out, SPEC, Progress.Listener.NONE, CancelToken.never(), line -> {});
        assertThat(there.made()).isEmpty();
        assertThat(there.upToDate()).hasSize(1);
    }

    @Test
    void aClipThatWasMadeElsewhereComesWithItsRecipe() throws Exception {
        Path out = folder.resolve("out");
        GenerateJob.into(out, SPEC, Progress.Listener.NONE, CancelToken.never(), line -> {});
        ImportSpec what = ImportSpec.sniff(List.of(out));
        try (JobQueue queue = new JobQueue(project.jobs(), new WorkflowJobs(project))) {
            assertThat(queue.await(queue.submit(WorkflowJobs.importSpec(what))).state())
                    .isEqualTo(JobState.SUCCEEDED);
        }
        ClipRecord taken = project.clips().all().get(0);
        assertThat(taken.promptId()).isEqualTo(DOG.id());
        assertThat(ClipRecipe.of(project, taken.id())).contains(pipeline.recipe(DOG.text(), 0, QUICK));
        GenerateSummary summary = run(false, new ArrayList<>());
        assertThat(summary.made()).isEmpty();
        assertThat(summary.upToDate()).extracting(GenerateSummary.Cell::clip).containsExactly(taken.id());
    }

    @Test
    void aPipelineWithOtherNumbersMakesTheClipAnew() throws Exception {
        String before = keepClipOf(by("0.0.9", "0.0.9"), 0);
        GenerateSummary summary = run(false, new ArrayList<>());
        assertThat(summary.made()).extracting(GenerateSummary.Cell::clip).doesNotContain(before);
        assertThat(project.clips().all()).hasSize(2);
    }

    @Test
    void madeOnceMoreItIsComparedByItsPictures() throws Exception {
        String clip = keepClipOf(by("0.0.9", TextToVideoPipeline.REVISION), 0);
        List<String> log = new ArrayList<>();
        assertThat(run(true, log).upToDate())
                .extracting(GenerateSummary.Cell::clip)
                .containsExactly(clip);
        assertThat(log).anyMatch(line -> line.contains("came out the same, pixel by pixel"));
        assertThat(project.clips().all()).hasSize(1);
    }

    @Test
    void aClipThatComesOutOtherwiseIsKeptBesideTheFirst() throws Exception {
        String clip = keepClipOf(by("0.0.9", TextToVideoPipeline.REVISION), 5);
        List<String> log = new ArrayList<>();
        assertThat(run(true, log).made()).hasSize(1);
        assertThat(log).anyMatch(line -> line.contains("differs from clip " + clip));
        assertThat(project.clips().all()).hasSize(2);
    }
}
