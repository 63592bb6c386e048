package org.spatialalign.app.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spatialalign.app.fx.SameThreadUiExecutor;
import org.spatialalign.app.inspect.TestProject;
import org.spatialalign.app.job.JobListViewModel;
import org.spatialalign.app.job.ProjectSession;
import org.spatialalign.engine.generate.ComputeChoice;
import org.spatialalign.engine.job.JobRecord;
import org.spatialalign.engine.store.ClipRecord;
import org.spatialalign.engine.store.Project;
import org.spatialalign.engine.train.EarlyStop;
import org.spatialalign.engine.train.SampleLog;
import org.spatialalign.engine.workflow.SampleSettings;
import org.spatialalign.engine.workflow.TrainPlan;
import org.spatialalign.engine.workflow.WorkflowJobs;

/** A run with samples, from the form to the film along its steps. */
class FilmViewModelTest {

    private final SameThreadUiExecutor executor = new SameThreadUiExecutor();
    private final List<Throwable> problems = new ArrayList<>();
    private final JobListViewModel jobs = new JobListViewModel(executor, Instant::now, problems::add);
    private final TrainViewModel model = new TrainViewModel(executor, jobs, problems::add);
    private final FilmViewModel film = model.film();
    private ProjectSession session;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        Project project = Project.create(folder.resolve("study"));
        TrainProject.fill(project, folder);
        session = new ProjectSession(project, new WorkflowJobs(project));
        jobs.show(session.jobs());
        model.open(session);
        TrainFormViewModel form = model.form();
        form.modelProperty().set(TrainProject.tinyModel().toString());
        form.readPreset(TrainProject.preset(folder, 4));
        form.deviceProperty().set(ComputeChoice.CPU);
        TrainProject.smallSamples(form.samples());
    }

    @AfterEach
    void close() throws Exception {
        model.open(null);
        jobs.show(null);
        session.close();
    }

    private RunEntry run() throws Exception {
        model.form().check();
        assertThat(model.form().problemProperty().get()).isEmpty();
        model.start();
        assertThat(session.jobs().await(session.jobs().jobs().get(0).id()).error())
                .isNull();
        model.sample();
        model.sample();
        return Objects.requireNonNull(model.runs().selectedProperty().get());
    }

    @Test
    void theFormSaysWhatSamplesTakeAndWhatMakesNoSense() throws Exception {
        SampleFormViewModel samples = model.form().samples();
        samples.chooseOneOfEachType();
        assertThat(samples.chosen()).containsExactly("0_LR", "1_RL");
        model.form().check();
        TrainPlan plan = Objects.requireNonNull(model.form().planProperty().get());
        assertThat(Objects.requireNonNull(plan.samples()).clips()).isEqualTo(2 * 2 * 3);
        samples.text(SampleField.SEEDS).set("0 to 4");
        assertThat(model.startable().get()).isFalse();
        model.form().check();
        assertThat(model.form().problemProperty().get()).contains("0 to 4");
        samples.text(SampleField.SEEDS).set("0");
        samples.text(SampleField.FRAMES).set("few");
        model.form().check();
        assertThat(model.form().problemProperty().get()).isEqualTo("Samples: Frames is 'few'; expected a whole number");
        samples.text(SampleField.FRAMES).set("9");
        samples.text(SampleField.DETECTOR).set(" models/detector ");
        SampleSettings asked = Objects.requireNonNull(samples.settings());
        assertThat(asked.detector()).isEqualTo("models/detector");
        samples.text(SampleField.DETECTOR).set("");
        assertThat(Objects.requireNonNull(samples.settings()).detector()).isNull();
        samples.show(asked);
        assertThat(samples.settings()).isEqualTo(asked);
        samples.choose(List.of());
        model.form().text(TrainField.STOP_FIGURE).set("SAMPLE_MEAN");
        assertThat(model.form().config().earlyStop().figure()).isEqualTo(EarlyStop.Figure.SAMPLE_MEAN);
        model.form().check();
        assertThat(Objects.requireNonNull(model.form().planProperty().get()).problems())
                .singleElement()
                .asString()
                .contains("early stop looks at the samples");
    }

    @Test
    void theSamplesOfARunAreAFilmAlongItsSteps() throws Exception {
        run();
        assertThat(film.filmProperty().get()).as("nobody looks").isEqualTo(Film.EMPTY);
        model.seen(true);
        model.partProperty().set(TrainViewModel.Part.SAMPLES);
        Film now = film.filmProperty().get();
        assertThat(now.steps()).containsExactly(0L, 2L, 4L);
        assertThat(now.rows()).extracting(Film.Row::promptId).containsExactly("0_LR", "1_RL");
        assertThat(now.rows().get(0).sentence()).isEqualTo("Cat number 0 walks past a chair.");
        assertThat(now.seeds()).containsExactly(0, 7);
        assertThat(film.placeProperty().get()).as("the newest").isEqualTo(2);
        assertThat(film.playhead().frameCount()).isEqualTo(5);
        for (Film.Cell cell : now.cells()) {
            assertThat(Objects.requireNonNull(film.clip(cell)).frameCount()).isEqualTo(5);
            assertThat(film.words(cell)).isEqualTo("no boxes yet");
        }
        assertThat(now.points())
                .extracting(Film.Point::drift)
                .doesNotContainNull()
                .first()
                .isEqualTo(0.0);
        Film.Cell first = now.cells().get(0);
        assertThat(film.chosenProperty().get()).isEqualTo(first);
        String last = film.chosenClip().orElseThrow();
        film.placeProperty().set(-5);
        assertThat(film.placeProperty().get()).isZero();
        assertThat(film.chosenClip().orElseThrow()).isNotEqualTo(last);
        film.goToStep(1.4);
        assertThat(film.placeProperty().get()).isEqualTo(1);
        film.placeProperty().set(99);
        assertThat(film.placeProperty().get()).isEqualTo(2);
        assertThat(problems).isEmpty();
    }

    @Test
    void scoresAppearWhenBoxesDoAndAnUnreadableClipIsSaid() throws Exception {
        Path folder = Objects.requireNonNull(run().run()).folder();
        String broken = SampleLog.read(folder).samples(4).get(1).clip();
        Files.writeString(
                session.project()
                        .clipFile(session.project().clips().find(broken).orElseThrow()),
                "no clip");
        model.seen(true);
        model.partProperty().set(TrainViewModel.Part.SAMPLES);
        Film.Cell unreadable = film.filmProperty().get().cells().get(1);
        assertThat(film.clip(unreadable)).isNull();
        assertThat(film.words(unreadable)).contains(broken);
        Film.Cell cell = film.filmProperty().get().cells().get(0);
        ClipRecord clip =
                session.project().clips().find(film.chosenClip().orElseThrow()).orElseThrow();
        TestProject.track(session, clip);
        film.refresh();
        assertThat(film.words(cell)).isNotEqualTo("no boxes yet");
        Film.Point end = film.filmProperty().get().points().get(2);
        assertThat(end.scored()).isEqualTo(1);
        assertThat(end.clips()).isEqualTo(4);
        assertThat(end.mean()).isBetween(0.0, 1.0);
        assertThat(end.share()).isIn(0.0, 1.0);
        assertThat(film.filmProperty().get().points().get(0).mean()).isNull();
        assertThat(problems).isEmpty();
    }

    @Test
    void aRunWithoutSamplesGetsThemAfterwards() throws Exception {
        model.form().samples().choose(List.of());
        run();
        jobs.sample();
        model.makeSamples();
        assertThat(problems).singleElement().asString().contains("Tick prompts under Samples");
        problems.clear();
        model.form().samples().choose(List.of("1_RL"));
        model.makeSamples();
        long job = session.jobs().jobs().stream().mapToLong(JobRecord::id).max().orElseThrow();
        assertThat(session.jobs().await(job).error()).isNull();
        model.seen(true);
        model.partProperty().set(TrainViewModel.Part.SAMPLES);
        assertThat(film.filmProperty().get().steps()).containsExactly(0L, 2L, 4L);
        assertThat(film.filmProperty().get().cells())
                .containsExactly(new Film.Cell("1_RL", 0), new Film.Cell("1_RL", 7));
        assertThat(problems).isEmpty();
    }

    @Test
    void whatThePageShowsComesBack() throws Exception {
        RunEntry run = run();
        model.form().text(TrainField.BETA).set("0.25");
        model.form().useProperty().set(org.spatialalign.engine.workflow.TrainSpec.Use.SCORE);
        model.partProperty().set(TrainViewModel.Part.PAIRS);
        model.axisProperty().set(Axis.PAIRS);
        model.logarithmicProperty().set(true);
        model.runs().compare(run, true);
        var state = TrainState.of(model);

        TrainViewModel again = new TrainViewModel(executor, jobs, problems::add);
        again.open(session);
        TrainState.restore(again, state);
        again.sample();
        again.sample();
        assertThat(TrainState.of(again)).isEqualTo(state);
        assertThat(again.form().config().name()).isEqualTo("tiny, changed");
        assertThat(again.form().samples().chosen()).containsExactly("0_LR", "1_RL");
        assertThat(Objects.requireNonNull(again.runs().selectedProperty().get()).jobId())
                .isEqualTo(run.jobId());
        again.open(null);
        assertThat(problems).isEmpty();
    }
}
