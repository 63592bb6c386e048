package org.spatialalign.app.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spatialalign.app.fx.SameThreadUiExecutor;
import org.spatialalign.app.generate.GridCell.State;
import org.spatialalign.app.job.ProjectSession;
import org.spatialalign.engine.job.JobRecord;
import org.spatialalign.engine.job.JobState;
import org.spatialalign.engine.prompt.DsrPrompt;
import org.spatialalign.engine.prompt.DsrType;
import org.spatialalign.engine.store.ClipRecord;
import org.spatialalign.engine.store.Project;
import org.spatialalign.engine.store.ProjectBusyException;
import org.spatialalign.engine.workflow.ClipRecipe;
import org.spatialalign.engine.workflow.GenerateSpec;
import org.spatialalign.engine.workflow.GenerateTrace;
import org.spatialalign.engine.workflow.GenerationCheck;
import org.spatialalign.engine.workflow.WorkflowJobs;

/** The grid over a real project, queue and tiny model, without a window. */
class GenerateViewModelTest {

    private Path folder;
    private ProjectSession session;
    private final List<Throwable> problems = new ArrayList<>();
    private String detector = "";
    private final GenerateViewModel model =
            new GenerateViewModel(new SameThreadUiExecutor(), () -> detector, problems::add);

    @BeforeEach
    void open(@TempDir Path temporary) throws Exception {
        folder = temporary;
        Project project = Project.create(folder.resolve("study"));
        for (String id : List.of("1_LR", "2_RL")) {
            DsrType type = DsrType.of(id.substring(2));
            project.prompts().add(new DsrPrompt(id, type, "cat", "chair", "", "", "", "A cat, " + id, ""), "test");
        }
        session = new ProjectSession(project, new WorkflowJobs(project));
        model.open(session);
        copy(tinyModel(), folder.resolve("model"));
    }

    @AfterEach
    void close() throws Exception {
        model.open(null);
        session.close();
        assertThat(problems).isEmpty();
    }

    private static Path tinyModel() {
        return Path.of(System.getProperty("basedir", "."), "../engine/src/test/resources/fixtures/wan-pipeline-tiny");
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
    }

    private void choose(String seeds) {
        model.form().text("frames").set("5");
        model.form().text("size").set("48x32");
        model.form().text("steps").set("1");
        model.form().seeds().set(seeds);
        model.form().model().set(folder.resolve("model").toString());
    }

    private GenerationCheck check() {
        return Objects.requireNonNull(model.check().foundProperty().get());
    }

    private List<State> states() {
        return model.grid().cells().stream().map(GridCell::state).toList();
    }

    private JobRecord fillAndWait() throws Exception {
        model.fill(model.grid().cells());
        List<JobRecord> jobs = session.jobs().jobs();
        JobRecord end = session.jobs().await(jobs.get(jobs.size() - 1).id());
        model.sample();
        model.sample();
        return end;
    }

    @Test
    void anotherRecipeOverwritesNothing() throws Exception {
        choose("0,3");
        assertThat(model.canFillProperty().get()).as("%s", check().problems()).isTrue();
        assertThat(states()).containsOnly(State.HOLE).hasSize(4);
        assertThat(fillAndWait().state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(states()).containsOnly(State.DONE);
        model.form().text("steps").set("2");
        assertThat(states()).containsOnly(State.HOLE);
        assertThat(model.grid().cells()).allMatch(cell -> cell.others().size() == 1);
        int jobs = session.jobs().jobs().size();
        model.form().text("steps").set("1");
        model.fill(model.grid().cells());
        assertThat(session.jobs().jobs()).as("nothing to fill, no job").hasSize(jobs);
    }

    @Test
    void aDetectionWaitsBehindTheClipsWhenThereIsADetector() throws Exception {
        detector = folder.resolve("detector").toString();
        choose("0");
        session.jobs().setPaused(true);
        model.fill(model.grid().cells());
        assertThat(session.jobs().jobs())
                .extracting(job -> job.spec().title())
                .containsExactlyInAnyOrder("Generate 2 clips", "Detect in all clips");
        assertThat(session.jobs().jobs().stream()
                        .sorted(Comparator.comparingDouble(JobRecord::place))
                        .map(job -> WorkflowJobs.detects(job.spec())))
                .containsExactly(false, true);
    }

    @Test
    void oneFailureSaysWhyAndCanBeRetried() throws Exception {
        choose("0");
        Path weights = folder.resolve("model/vae/diffusion_pytorch_model.safetensors");
        byte[] whole = Files.readAllBytes(weights);
        session.jobs().setPaused(true);
        model.fill(model.grid().cells());
        model.sample();
        assertThat(states()).containsOnly(State.QUEUED);
        Files.delete(weights);
        session.jobs().setPaused(false);
        JobRecord end = session.jobs().await(session.jobs().jobs().get(0).id());
        assertThat(end.state()).isEqualTo(JobState.FAILED);
        model.sample();
        assertThat(states()).containsOnly(State.FAILED);
        assertThat(model.grid().cells()).allMatch(cell -> cell.detail().contains("vae"));
        Files.write(weights, whole);
        assertThat(fillAndWait().state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(states()).containsOnly(State.DONE);
    }

    @Test
    void aFailureAndAPreviewAreSeenWhileTheJobRuns() throws Exception {
        choose("0");
        model.form().text("steps").set("900");
        session.jobs().setPaused(true);
        model.fill(model.grid().cells());
        long job = session.jobs().jobs().get(0).id();
        GridCell first = model.grid().cells().get(0);
        String clip = Objects.requireNonNull(first.recipe()).fileName(first.promptId());
        Files.createDirectories(
                GenerateTrace.of(session.project(), job).folder().resolve(clip));
        session.jobs().setPaused(false);
        while (model.grid().cells().get(1).preview() == null
                && !session.jobs().job(job).orElseThrow().state().finished()) {
            model.sample();
            Thread.onSpinWait();
        }
        assertThat(states()).containsExactly(State.FAILED, State.RUNNING);
        assertThat(model.grid().cells().get(0).detail()).contains("is a folder");
        assertThat(model.grid().countsProperty().get())
                .contains("1 in the queue")
                .contains("1 failed");
        Path picture =
                Objects.requireNonNull(model.grid().cells().get(1).preview()).file();
        BufferedImage seen = ImageIO.read(picture.toFile());
        assertThat(List.of(seen.getWidth(), seen.getHeight())).containsExactly(48, 32);
        session.jobs().cancel(job);
        session.jobs().await(job);
        model.sample();
        assertThat(model.grid().cells()).allMatch(cell -> cell.preview() == null);
    }

    @Test
    void whatCannotBeUsedIsSaidBeforeAnythingStarts() throws Exception {
        choose("0");
        model.form().text("size").set("50x32");
        assertThat(check().problems()).singleElement().asString().contains("50x32");
        assertThat(model.canFillProperty().get()).isFalse();
        model.form().text("size").set("fifty");
        assertThat(model.form().problemProperty().get()).contains("fifty").contains("832x480");
        model.form().text("size").set("8192x8192");
        model.form().text("frames").set("1001");
        assertThat(check().shortages()).anyMatch(line -> line.contains("memory"));
        assertThat(model.canFillProperty().get()).isFalse();
        choose("0-");
        assertThat(model.form().problemProperty().get()).contains("0-");
        choose("0");
        assertThat(model.canFillProperty().get()).isTrue();
        Path lora = Files.copy(
                folder.resolve("model/vae/diffusion_pytorch_model.safetensors"), folder.resolve("other.safetensors"));
        model.form().lora().set(lora.toString());
        assertThat(check().problems()).singleElement().asString().contains("other.safetensors");
        assertThat(model.canFillProperty().get()).isFalse();
        model.form().lora().set("");
        Files.delete(folder.resolve("model/transformer/config.json"));
        model.checkAgain();
        assertThat(check().problems()).singleElement().asString().contains("transformer");
        model.form().model().set(folder.resolve("study").toString());
        assertThat(check().problems()).singleElement().asString().contains("a SpatialAlign project");
    }

    @Test
    void anInterruptedJobWaitsForAPerson() throws Exception {
        choose("0");
        model.form().text("steps").set("900");
        model.fill(model.grid().cells());
        while (session.jobs().jobs().get(0).state() != JobState.RUNNING) {
            Thread.onSpinWait();
        }
        model.open(null);
        session.close();
        Project again = Project.open(folder.resolve("study"), Project.Access.WRITE);
        session = new ProjectSession(again, new WorkflowJobs(again));
        model.open(session);
        model.sample();
        assertThat(states()).containsOnly(State.INTERRUPTED);
        assertThat(model.grid().countsProperty().get()).contains("2 interrupted");
        assertThat(session.jobs().jobs()).extracting(JobRecord::state).containsExactly(JobState.INTERRUPTED);
    }

    @Test
    void twoQueuesOnOneProjectAreRefused() throws Exception {
        Path place = folder.resolve("study");
        assertThatThrownBy(() -> Project.open(place, Project.Access.WRITE)).isInstanceOf(ProjectBusyException.class);
        try (Project second = Project.open(place, Project.Access.READ_ONLY);
                ProjectSession looking = new ProjectSession(second, new WorkflowJobs(second))) {
            model.open(looking);
            choose("0");
            assertThat(check().usable()).isTrue();
            assertThat(model.canFillProperty().get())
                    .as("only the first one fills")
                    .isFalse();
            model.fill(model.grid().cells());
            assertThat(looking.jobs().jobs()).isEmpty();
            model.open(session);
        }
    }

    @Test
    void sameSeedsWithALoraAreAskedForOnceMore() throws Exception {
        choose("0,3");
        model.form().text("steps").set("2");
        session.jobs().setPaused(true);
        GenerateSpec.Lora lora =
                new GenerateSpec.Lora(folder.resolve("dsr.safetensors").toString(), 1);
        List<GridCell> row = model.grid().cells().subList(0, 2);
        model.fillWith(lora, row);
        GenerateSpec asked = model.grid().asked().get(0);
        assertThat(asked.lora()).isEqualTo(lora);
        assertThat(asked.seeds()).containsExactly(0, 3);
        assertThat(asked.prompts()).extracting(GenerateSpec.Prompt::id).containsExactly("1_LR");
        assertThat(asked.settings().steps()).isEqualTo(2);
        assertThat(model.form().lora().get()).isEqualTo(lora.file());
    }

    @Test
    void freeMemoryIsToldAndAPictureThatIsMissingIsMade() throws Exception {
        assertThat(model.pictureOf("any")).isNotNull();
        choose("0");
        model.lookAtMemory();
        assertThat(model.check().memoryProperty().get()).contains("free on the processor");
        fillAndWait();
        String clip = Objects.requireNonNull(model.grid().cells().get(0).clip());
        Path picture = session.project().thumbnailFile(clip);
        Files.delete(picture);
        assertThat(Objects.requireNonNull(model.pictureOf(clip)).call()).isEqualTo(picture);
        assertThat(picture).isNotEmptyFile();
        model.form().model().set("");
        model.lookAtMemory();
        assertThat(model.check().memoryProperty().get()).isEmpty();
    }

    @Test
    void clipsOfAWatchedFolderFillTheSameGrid() throws Exception {
        choose("0");
        fillAndWait();
        ClipRecord made = session.project().clips().all().get(0);
        Path elsewhere = Files.createDirectory(folder.resolve("other-model"));
        WatchViewModel watch = model.watch();
        watch.folderProperty().set(elsewhere.toString());
        watch.patternProperty().set("(?<prompt>.+)-(?<seed>");
        watch.start();
        assertThat(watch.troubledProperty().get()).isTrue();
        watch.patternProperty().set("(?<prompt>.+)-(?<seed>\\d+)");
        watch.start();
        watch.shownProperty().set(true);
        assertThat(watch.troubledProperty().get()).isFalse();
        assertThat(states()).containsOnly(State.HOLE);
        Path clip = elsewhere.resolve(made.promptId() + "-0.mp4");
        Files.copy(session.project().clipFile(made), clip);
        // Another clip than the one the project has: a file of the same content is known already.
        Files.write(clip, new byte[] {0, 0, 0, 8, 'f', 'r', 'e', 'e'}, java.nio.file.StandardOpenOption.APPEND);
        watch.look();
        watch.look();
        List<JobRecord> jobs = session.jobs().jobs();
        assertThat(jobs).hasSize(2);
        session.jobs().await(jobs.get(1).id());
        model.sample();
        assertThat(states()).contains(State.DONE).hasSize(2);
        assertThat(watch.stateProperty().get()).contains("1 clip taken");
        String taken = model.grid().cells().stream()
                .map(GridCell::clip)
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow();
        assertThat(ClipRecipe.of(session.project(), taken))
                .as("its file says how it was made")
                .isEqualTo(ClipRecipe.of(session.project(), made.id()))
                .isPresent();

        Files.delete(clip);
        Files.delete(elsewhere);
        watch.look();
        assertThat(watch.troubledProperty().get()).isTrue();
        assertThat(watch.stateProperty().get()).contains("not there any more");
        Files.createDirectory(elsewhere);
        watch.look();
        assertThat(watch.troubledProperty().get()).isFalse();
    }
}
