package org.spatialalign.engine.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spatialalign.engine.core.CancelToken;
import org.spatialalign.engine.generate.ComputeChoice;
import org.spatialalign.engine.generate.GenerationListener.Phase;
import org.spatialalign.engine.generate.GenerationSettings;
import org.spatialalign.engine.generate.TinyModel;
import org.spatialalign.engine.generate.VideoSize;
import org.spatialalign.engine.job.JobQueue;
import org.spatialalign.engine.job.JobRecord;
import org.spatialalign.engine.job.JobState;
import org.spatialalign.engine.store.Project;

/** What the window knows of a matrix before and after it is made. */
class GenerationPlanTest {

    private static final GenerateSpec SPEC =
            GenerateSpecs.of(List.of(GenerateSpecs.DOG, new GenerateSpec.Prompt("8_LT", "A cat.")), List.of(0, 3));

    private Path folder;

    @BeforeEach
    void folder(@TempDir Path temporary) {
        folder = temporary;
    }

    private GenerationCheck check(GenerateSpec spec) throws Exception {
        return GenerationCheck.of(spec, spec.cells(), folder, null, CancelToken.never());
    }

    private static GenerateSpec with(String model, GenerateSpec.@Nullable Lora lora, GenerationSettings settings) {
        return new GenerateSpec(
                model, lora, SPEC.prompts(), List.of(), SPEC.seeds(), settings, ComputeChoice.CPU, false);
    }

    @Test
    void foreseesTheRecipesThatTheJobFollows() throws Exception {
        try (Project project = Project.create(folder.resolve("project"));
                JobQueue queue = new JobQueue(project.jobs(), new WorkflowJobs(project))) {
            GenerationCheck check = check(SPEC);
            assertThat(check.usable()).as("%s", check.problems()).isTrue();
            assertThat(check.shortages()).isEmpty();
            GenerationPlan before =
                    GenerationPlan.of(project, check.setup(), SPEC.prompts(), SPEC.seeds(), SPEC.settings());
            assertThat(before.cells())
                    .hasSize(4)
                    .allMatch(cell -> cell.clip() == null && cell.others().isEmpty());

            assertThat(WorkflowJobs.generateSpecOf(WorkflowJobs.generateSpec(SPEC)))
                    .contains(SPEC);
            JobRecord end = queue.await(queue.submit(WorkflowJobs.generateSpec(SPEC)));
            assertThat(end.state()).as("%s", end.error()).isEqualTo(JobState.SUCCEEDED);
            GenerateSummary made = GenerateSummary.of(Objects.requireNonNull(end.summary()));
            GenerationPlan after =
                    GenerationPlan.of(project, check.setup(), SPEC.prompts(), SPEC.seeds(), SPEC.settings());
            assertThat(after.cells())
                    .extracting(
                            cell -> Objects.requireNonNull(cell.recipe()).hash().hex() + cell.clip())
                    .containsExactlyElementsOf(made.made().stream()
                            .map(cell -> cell.recipe() + cell.clip())
                            .toList());

            GenerationSettings more = SPEC.settings().withSize(new VideoSize(9, 32, 48));
            GenerationPlan other = GenerationPlan.of(project, check.setup(), SPEC.prompts(), SPEC.seeds(), more);
            assertThat(other.cells())
                    .as("another recipe overwrites nothing")
                    .allMatch(cell -> cell.clip() == null && cell.others().size() == 1);
            GenerationPlan named = GenerationPlan.ofSource(
                    project, TinyModel.folder().getFileName().toString(), SPEC.prompts(), List.of(0, 1));
            assertThat(named.cells()).extracting(cell -> cell.clip() != null).containsExactly(true, false, true, false);
        }
    }

    @Test
    void readsItsOwnLinesOfProgress() {
        GenerateProgress line = new GenerateProgress(2, 24, Phase.DENOISING, 3, 50, "7_RL_F81_seed00_abc.mp4");
        assertThat(GenerateProgress.read(line.line())).contains(line);
        GenerateProgress frames = new GenerateProgress(2, 24, Phase.DECODING, 3, 50, "a, b.mp4");
        assertThat(GenerateProgress.read(frames.line())).contains(frames);
        assertThat(GenerateProgress.read("encoding prompt 1 of 3")).isEmpty();
    }

    @Test
    void saysWhatIsWrongWithAFolder() throws Exception {
        assertThat(check(with(folder.resolve("nowhere").toString(), null, SPEC.settings()))
                        .problems())
                .singleElement()
                .asString()
                .contains("there is no such folder");
        Path incomplete = TinyModel.copy(folder.resolve("incomplete"));
        Files.delete(incomplete.resolve("vae/diffusion_pytorch_model.safetensors"));
        GenerationCheck check = check(with(incomplete.toString(), null, SPEC.settings()));
        assertThat(check.usable()).isFalse();
        assertThat(check.problems()).singleElement().asString().contains("vae");
        Path other = TinyModel.copy(folder.resolve("other"));
        TinyModel.edit(other.resolve("model_index.json"), "WanPipeline", "FluxPipeline");
        assertThat(check(with(other.toString(), null, SPEC.settings())).problems())
                .singleElement()
                .asString()
                .contains("another family");
    }

    @Test
    void refusesHostileFiles() throws Exception {
        Path json = TinyModel.copy(folder.resolve("json"));
        Files.writeString(json.resolve("transformer/config.json"), "[".repeat(100_000));
        assertThat(check(with(json.toString(), null, SPEC.settings())).problems())
                .hasSize(1);
        Path weights = TinyModel.copy(folder.resolve("weights"));
        byte[] length = {-1, -1, -1, -1, -1, -1, -1, 127, '{'};
        Files.write(weights.resolve("vae/diffusion_pytorch_model.safetensors"), length);
        assertThat(check(with(weights.toString(), null, SPEC.settings())).problems())
                .singleElement()
                .asString()
                .contains("vae");
        Path lora = folder.resolve("lora.safetensors");
        Files.write(lora, length);
        String model = TinyModel.folder().toString();
        assertThat(check(with(model, new GenerateSpec.Lora(lora.toString(), 1), SPEC.settings()))
                        .problems())
                .singleElement()
                .asString()
                .contains("lora.safetensors");
    }

    @Test
    void saysThatMemoryDoesNotSuffice() throws Exception {
        GenerationSettings huge = SPEC.settings().withSize(new VideoSize(1001, 8192, 8192));
        GenerationCheck check = check(with(TinyModel.folder().toString(), null, huge));
        assertThat(check.usable()).as("%s", check.problems()).isTrue();
        assertThat(check.shortages()).anyMatch(line -> line.contains("memory") && line.contains("make it"));
    }
}
