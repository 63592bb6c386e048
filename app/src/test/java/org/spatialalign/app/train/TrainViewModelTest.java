package org.spatialalign.app.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spatialalign.app.fx.SameThreadUiExecutor;
import org.spatialalign.app.job.JobListViewModel;
import org.spatialalign.app.job.ProjectSession;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.interchange.LoraFiles;
import org.spatialalign.engine.job.JobRecord;
import org.spatialalign.engine.job.JobState;
import org.spatialalign.engine.model.lora.LoraFormat;
import org.spatialalign.engine.store.Project;
import org.spatialalign.engine.train.RunRecord;
import org.spatialalign.engine.train.TrainingConfig;
import org.spatialalign.engine.workflow.TrainPlan;
import org.spatialalign.engine.workflow.WorkflowJobs;

/** From the form to curves and an exported LoRA, without a window. */
class TrainViewModelTest {

    private final SameThreadUiExecutor executor = new SameThreadUiExecutor();
    private final List<Throwable> problems = new ArrayList<>();
    private final JobListViewModel jobs = new JobListViewModel(executor, Instant::now, problems::add);
    private final TrainViewModel model = new TrainViewModel(executor, jobs, problems::add);
    private Path temp = Path.of("");
    private ProjectSession session;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        temp = folder;
        Project project = Project.create(folder.resolve("study"));
        TrainProject.fill(project, folder);
        session = new ProjectSession(project, new WorkflowJobs(project));
        jobs.show(session.jobs());
        model.open(session);
    }

    @AfterEach
    void close() throws Exception {
        model.open(null);
        jobs.show(null);
        session.close();
    }

    private TrainFormViewModel form() {
        return model.form();
    }

    private String problem() {
        form().check();
        return form().problemProperty().get();
    }

    @Test
    void theFormSaysWhatIsMissingAndWhatMakesNoSense() throws Exception {
        assertThat(problem()).contains("folder of the model");
        form().modelProperty().set(temp.resolve("nowhere").toString());
        assertThat(problem()).contains("nowhere");
        form().modelProperty().set(TrainProject.tinyModel().toString());
        form().text(TrainField.STEPS).set("many");
        assertThat(problem()).isEqualTo("Steps is 'many'; expected a whole number");
        form().text(TrainField.STEPS).set("0");
        assertThat(problem()).contains("steps is 0; expected 1 or more");
        assertThat(model.startable().get()).isFalse();
        form().text(TrainField.STEPS).set("2400");
        assertThat(form().config()).isEqualTo(TrainingConfig.PAPER);
        form().text(TrainField.RANK).set("8");
        assertThat(form().config().adapter().rank()).isEqualTo(8);
        assertThat(form().config().name()).isEqualTo("paper, changed");
        form().reset();
        assertThat(form().config()).isEqualTo(TrainingConfig.PAPER);
    }

    @Test
    void settingsGoToAFileAndBack() throws Exception {
        form().text(TrainField.BETA).set("0.5");
        Path file = temp.resolve("mine.json");
        form().writePreset(file);
        assertThat(form().problemProperty().get()).isEmpty();
        assertThat(form().presetProperty().get().name()).isEqualTo("mine");
        assertThat(form().config().dpo().beta()).isEqualTo(0.5);
        Files.writeString(file, "{\"steps\": \"many\"}");
        form().readPreset(file);
        assertThat(form().problemProperty().get()).contains("mine.json").contains("steps");
    }

    @Test
    void aPlanThenARunWithCurvesPairsAndALora() throws Exception {
        prepare(6);
        form().check();
        TrainPlan plan = Objects.requireNonNull(form().planProperty().get());
        assertThat(plan.problems()).isEmpty();
        assertThat(plan.trained() + plan.heldOut()).isEqualTo(3);
        assertThat(model.startable().get()).isTrue();
        model.start();
        assertThat(model.setUpProperty().get()).isFalse();
        JobRecord end = session.jobs().await(session.jobs().jobs().get(0).id());
        assertThat(end.error()).isNull();

        model.runs().sample();
        model.runs().sample();
        RunEntry run = Objects.requireNonNull(model.runs().selectedProperty().get());
        assertThat(run.curves().steps()).isEqualTo(6);
        assertThat(run.curves().of(Metric.LOSS_DPO).value(0)).isCloseTo(Math.log(2), within());
        assertThat(run.curves().of(Metric.MARGIN).x(Axis.PAIRS, 5)).isEqualTo(12);
        assertThat(run.curves().of(Metric.HELD_OUT_DPO).size()).isPositive();
        model.partProperty().set(TrainViewModel.Part.PAIRS);
        model.runs().sample();
        assertThat(model.runs().pairs()).hasSize(plan.trained());
        assertThat(model.runs().pairs()).extracting(PairRow::verdict).containsOnly("seen too rarely");
        exports(run);
        eventsBesideIt(run);
        assertThat(problems).isEmpty();
    }

    private static org.assertj.core.data.Offset<Double> within() {
        return org.assertj.core.data.Offset.offset(1e-6);
    }

    private void exports(RunEntry run) throws WorkbenchException {
        Path lora = run.checkpoints().get(run.checkpoints().size() - 1).lora();
        for (LoraFormat format : LoraFormat.values()) {
            model.export().formatProperty().set(format);
            Path target = temp.resolve(format + ".safetensors");
            model.export().export(lora, TrainProject.tinyModel(), target);
            assertThat(model.export().outcomeProperty().get()).contains("each has its place in the model");
            assertThat(LoraFiles.read(target).lora().modules()).isNotEmpty();
        }
        model.export().export(lora, temp.resolve("gone"), temp.resolve("again.safetensors"));
        assertThat(model.export().outcomeProperty().get()).contains("Not checked");
    }

    private void eventsBesideIt(RunEntry run) {
        Path folder = Objects.requireNonNull(run.run()).folder().resolve("events");
        model.runs().addEvents(folder);
        assertThat(model.runs().shown()).hasSize(2);
        Points imported = model.runs().shown().get(1).curves().of(Metric.MARGIN);
        assertThat(imported.size()).isEqualTo(6);
        assertThat(imported.value(5))
                .isEqualTo((float) run.curves().of(Metric.MARGIN).value(5));
        model.runs().compare(model.runs().shown().get(1), false);
        assertThat(model.runs().shown()).containsExactly(run);
    }

    @Test
    void aRunIsStoppedAndGoesOnFromThere() throws Exception {
        prepare(400);
        form().check();
        model.start();
        long id = session.jobs().jobs().get(0).id();
        await(() -> steps() >= 1);
        await(() -> model.stoppable().get());
        model.stop();
        assertThat(session.jobs().await(id).state()).isEqualTo(JobState.CANCELLED);
        await(() -> model.resumable().get());
        int stopped = steps();
        model.resume();
        await(() -> steps() > stopped);
        await(() -> model.stoppable().get());
        model.stop();
        session.jobs().await(id);
        Points steps = Objects.requireNonNull(model.runs().selectedProperty().get())
                .curves()
                .of(Metric.LOSS_DPO);
        for (int i = 0; i < steps.size(); i++) {
            assertThat(steps.x(Axis.STEP, i)).isEqualTo(i);
        }
        assertThat(problems).isEmpty();
    }

    @Test
    void aFinishedRunIsTrainedOn() throws Exception {
        prepare(4);
        form().check();
        model.start();
        long first = session.jobs().jobs().get(0).id();
        session.jobs().await(first);
        await(() -> steps() == 4 && model.finished().get());
        model.goOn();
        assertThat(model.setUpProperty().get()).isTrue();
        assertThat(form().parentProperty().get()).isEqualTo(new RunRecord.Parent(first, 4));
        assertThat(form().text(TrainField.STEPS).get()).isEqualTo("8");
        String beta = form().text(TrainField.BETA).get();
        form().text(TrainField.BETA).set("9");
        form().check();
        assertThat(Objects.requireNonNull(form().planProperty().get()).problems())
                .singleElement()
                .asString()
                .contains("dpo.beta");
        form().text(TrainField.BETA).set(beta);
        form().check();
        assertThat(Objects.requireNonNull(form().planProperty().get()).problems())
                .isEmpty();
        model.start();
        long second =
                session.jobs().jobs().stream().mapToLong(JobRecord::id).max().orElseThrow();
        assertThat(second).isGreaterThan(first);
        assertThat(session.jobs().await(second).error()).isNull();
        await(() -> steps() == 8);
        RunEntry run = Objects.requireNonNull(model.runs().selectedProperty().get());
        assertThat(run.jobId()).isEqualTo(second);
        assertThat(run.story()).isEqualTo(" · goes on with run " + first + " from step 4");
        assertThat(problems).isEmpty();
    }

    private int steps() {
        jobs.sample();
        model.runs().sample();
        RunEntry run = model.runs().selectedProperty().get();
        return run == null ? 0 : run.curves().steps();
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    private void await(Condition condition) throws Exception {
        Instant late = Instant.now().plus(Duration.ofMinutes(2));
        while (!condition.holds()) {
            assertThat(Instant.now()).isBefore(late);
            jobs.sample();
            Thread.sleep(20);
        }
    }

    private void prepare(int steps) throws Exception {
        form().modelProperty().set(TrainProject.tinyModel().toString());
        form().readPreset(TrainProject.preset(temp, steps));
        form().deviceProperty().set(org.spatialalign.engine.generate.ComputeChoice.CPU);
    }
}
