package org.spatialalign.app.train;

import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;
import org.spatialalign.app.fx.UiExecutor;
import org.spatialalign.app.job.JobListViewModel;
import org.spatialalign.app.job.JobRow;
import org.spatialalign.app.job.ProjectSession;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.job.JobState;
import org.spatialalign.engine.train.Checkpoints.Checkpoint;
import org.spatialalign.engine.workflow.SampleSettings;
import org.spatialalign.engine.workflow.SampleSpec;
import org.spatialalign.engine.workflow.TrainRun;
import org.spatialalign.engine.workflow.TrainSpec;
import org.spatialalign.engine.workflow.WorkflowJobs;

/** The Train page: what would be started, what runs, and how its curves are looked at. */
final class TrainViewModel {

    /** What a person looks at on the right. */
    enum Part {
        CURVES,
        SAMPLES,
        PAIRS,
        LORA
    }

    private final UiExecutor executor;
    private final JobListViewModel jobs;
    private final Consumer<Throwable> onProblem;
    private final TrainFormViewModel form;
    private final RunsViewModel runs;
    private final FilmViewModel film;
    private final ExportViewModel export;
    private final ReadOnlyObjectWrapper<@Nullable ProjectSession> session = new ReadOnlyObjectWrapper<>();
    private final ObjectProperty<Part> part = new SimpleObjectProperty<>(Part.CURVES);
    private final BooleanProperty setUp = new SimpleBooleanProperty(true);
    private final BooleanProperty wide = new SimpleBooleanProperty();
    private final ObjectProperty<Axis> axis = new SimpleObjectProperty<>(Axis.STEP);
    private final DoubleProperty smoothing = new SimpleDoubleProperty(0.6);
    private final BooleanProperty steadyMargin = new SimpleBooleanProperty();
    private final BooleanProperty logarithmic = new SimpleBooleanProperty();
    private final BooleanProperty focused = new SimpleBooleanProperty();
    private final BooleanBinding startable;
    private final BooleanBinding stoppable;
    private final BooleanBinding resumable;
    private final BooleanBinding finished;
    private final ObjectProperty<@Nullable Checkpoint> checkpoint = new SimpleObjectProperty<>();
    private boolean starting;

    TrainViewModel(UiExecutor executor, JobListViewModel jobs, Consumer<Throwable> onProblem) {
        this.executor = executor;
        this.jobs = jobs;
        this.onProblem = onProblem;
        form = new TrainFormViewModel(executor);
        runs = new RunsViewModel(executor, onProblem);
        film = new FilmViewModel(executor, onProblem);
        export = new ExportViewModel(executor, onProblem);
        part.addListener((o, before, now) -> runs.pairsWantedProperty().set(now == Part.PAIRS));
        runs.selectedProperty().addListener((o, before, now) -> film.show(now));
        // A job that has ended may have scored samples.
        jobs.activeProperty().addListener((o, before, now) -> film.refresh());
        startable =
                Bindings.createBooleanBinding(() -> writable() && form.ready().get(), session, form.ready());
        stoppable = Bindings.createBooleanBinding(
                () -> writable()
                        && row().filter(row -> active(row.stateProperty().get()))
                                .isPresent(),
                session,
                runs.versionProperty(),
                runs.selectedProperty(),
                jobs.activeProperty(),
                jobs.waitingProperty());
        finished = Bindings.createBooleanBinding(
                () -> writable()
                        && row().filter(row -> row.stateProperty().get() == JobState.SUCCEEDED)
                                .isPresent(),
                session,
                runs.versionProperty(),
                runs.selectedProperty(),
                jobs.activeProperty(),
                jobs.waitingProperty());
        resumable = Bindings.createBooleanBinding(
                () -> writable()
                        && row().filter(row -> row.canResume() || row.canRetry())
                                .isPresent(),
                session,
                runs.versionProperty(),
                runs.selectedProperty(),
                jobs.activeProperty(),
                jobs.waitingProperty());
    }

    /** Sets up a training that goes on with the chosen run. */
    void goOn() {
        RunEntry entry = runs.selectedProperty().get();
        if (entry != null && entry.run() != null) {
            form.goOnWith(entry.run());
            showLeft(true);
        }
    }

    /**
     * Makes the samples that the chosen run lacks, and works out again what all of them say. One that was not asked for
     * any gets those of the form.
     */
    void makeSamples() {
        ProjectSession open = session.get();
        RunEntry entry = runs.selectedProperty().get();
        TrainRun run = entry == null ? null : entry.run();
        if (open == null || run == null) {
            return;
        }
        try {
            SampleSettings own = run.spec().samples();
            SampleSettings settings = own == null ? form.samples().settings() : own;
            if (settings == null) {
                showLeft(true);
                throw new WorkbenchException("Run " + run.job().id()
                        + " was not asked for samples. Tick prompts under Samples on the left, then make them again.");
            }
            long id = run.job().id();
            executor.load(
                    film,
                    () -> open.jobs().submit(WorkflowJobs.sampleSpec(new SampleSpec(id, settings))),
                    job -> {},
                    onProblem);
        } catch (WorkbenchException unclear) {
            onProblem.accept(unclear);
        }
    }

    private static boolean active(JobState state) {
        return state == JobState.RUNNING || state == JobState.QUEUED;
    }

    private boolean writable() {
        ProjectSession open = session.get();
        return open != null && !open.project().readOnly();
    }

    /** Null when none is open. */
    void open(@Nullable ProjectSession opened) {
        session.set(opened);
        film.open(opened);
        form.open(opened == null ? null : opened.project());
        runs.open(opened == null ? null : opened.project());
    }

    /** Starts what was checked; its curves come to the front. */
    void start() {
        ProjectSession open = session.get();
        TrainSpec spec = form.startable();
        if (open == null || spec == null || starting) {
            return;
        }
        starting = true;
        executor.load(
                this,
                () -> open.jobs().submit(WorkflowJobs.trainSpec(spec)),
                job -> {
                    starting = false;
                    setUp.set(false);
                    part.set(Part.CURVES);
                    runs.await(job);
                },
                failure -> {
                    starting = false;
                    onProblem.accept(failure);
                });
    }

    /** The chosen run keeps its state, to go on from there. */
    void stop() {
        row().ifPresent(jobs::cancel);
    }

    void resume() {
        // A failed run too goes on from its last checkpoint: trying again would throw that away.
        row().ifPresent(jobs::resume);
    }

    /** The chosen run's job. */
    Optional<JobRow> row() {
        RunEntry entry = runs.selectedProperty().get();
        return entry == null ? Optional.empty() : row(entry);
    }

    Optional<JobRow> row(RunEntry entry) {
        return jobs.rows().stream().filter(row -> row.id() == entry.jobId()).findFirst();
    }

    TrainFormViewModel form() {
        return form;
    }

    RunsViewModel runs() {
        return runs;
    }

    FilmViewModel film() {
        return film;
    }

    /** Called by a timer while the page is seen. */
    void sample() {
        runs.sample();
        film.sample();
    }

    /** Whether the page is seen: clips are only read and played then. */
    void seen(boolean now) {
        film.wantedProperty().bind(Bindings.createBooleanBinding(() -> now && part.get() == Part.SAMPLES, part));
    }

    ExportViewModel export() {
        return export;
    }

    ReadOnlyObjectProperty<@Nullable ProjectSession> sessionProperty() {
        return session.getReadOnlyProperty();
    }

    ObjectProperty<Part> partProperty() {
        return part;
    }

    /** Whether the form is on the left; else the runs are. */
    BooleanProperty setUpProperty() {
        return setUp;
    }

    /** Brings the form or the runs to the left. */
    void showLeft(boolean form) {
        setUp.set(form);
        wide.set(false);
    }

    /** Whether all room is for what is on the right. */
    BooleanProperty wideProperty() {
        return wide;
    }

    ObjectProperty<Axis> axisProperty() {
        return axis;
    }

    /** In [0, 0.99]. */
    DoubleProperty smoothingProperty() {
        return smoothing;
    }

    /** Whether the margin is smoothed by 0.9, however the others are. */
    BooleanProperty steadyMarginProperty() {
        return steadyMargin;
    }

    BooleanProperty logarithmicProperty() {
        return logarithmic;
    }

    /** Whether outliers are left out of the axes. */
    BooleanProperty focusedProperty() {
        return focused;
    }

    /** The checkpoint whose LoRA would be exported. */
    ObjectProperty<@Nullable Checkpoint> checkpointProperty() {
        return checkpoint;
    }

    BooleanBinding startable() {
        return startable;
    }

    BooleanBinding stoppable() {
        return stoppable;
    }

    /** Whether the chosen run is through. */
    BooleanBinding finished() {
        return finished;
    }

    BooleanBinding resumable() {
        return resumable;
    }
}
