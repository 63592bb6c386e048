package org.spatialalign.app.generate;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;
import org.spatialalign.app.fx.UiExecutor;
import org.spatialalign.app.job.ProjectSession;
import org.spatialalign.engine.core.CancelToken;
import org.spatialalign.engine.generate.GenerationSettings;
import org.spatialalign.engine.generate.Machine;
import org.spatialalign.engine.generate.ModelFit;
import org.spatialalign.engine.job.JobRecord;
import org.spatialalign.engine.store.Project;
import org.spatialalign.engine.store.ProjectChange;
import org.spatialalign.engine.workflow.GenerateSpec;
import org.spatialalign.engine.workflow.GenerateSpec.Prompt;
import org.spatialalign.engine.workflow.GenerateTrace;
import org.spatialalign.engine.workflow.GenerationCheck;
import org.spatialalign.engine.workflow.GenerationPlan;
import org.spatialalign.engine.workflow.WorkflowJobs;

/**
 * The grid of prompts and seeds as the project, the queue and the form make it. Everything is read in the background;
 * the FX thread only takes over what has changed. FX thread.
 */
final class GenerateViewModel {

    /** What the page shows. */
    enum Stage {
        NO_PROJECT,
        NO_PROMPTS,
        GRID
    }

    private record Overlay(List<GridCell> cells, boolean working) {}

    private final UiExecutor executor;
    private final Consumer<Throwable> onProblem;
    private final GenerateFormViewModel form = new GenerateFormViewModel();
    private final PromptChoiceViewModel choice;
    private final WatchViewModel watch;
    private final ObservableList<GridLine> lines = FXCollections.observableArrayList();
    private final ReadOnlyObjectWrapper<List<Integer>> columns = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<Stage> stage = new ReadOnlyObjectWrapper<>(Stage.NO_PROJECT);
    private final ReadOnlyObjectWrapper<@Nullable GenerationCheck> check = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyBooleanWrapper checking = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper writable = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper canFill = new ReadOnlyBooleanWrapper();
    private final ReadOnlyLongWrapper revision = new ReadOnlyLongWrapper();
    private final ReadOnlyStringWrapper counts = new ReadOnlyStringWrapper("");
    /** What a job was asked for never changes; it is read once. */
    private final Map<Long, Optional<GenerateSpec>> specs = new ConcurrentHashMap<>();

    private final AtomicBoolean jobsChanged = new AtomicBoolean();
    private final AtomicBoolean clipsChanged = new AtomicBoolean();
    private final AtomicBoolean promptsChanged = new AtomicBoolean();
    private final Consumer<JobRecord> jobMark = this::changed;
    private final Consumer<ProjectChange> projectMark = this::changed;
    private final Object promptKey = new Object();
    private final Object checkKey = new Object();
    private final Object planKey = new Object();
    private final Object overlayKey = new Object();
    private final Object memoryKey = new Object();
    private final ReadOnlyStringWrapper memory = new ReadOnlyStringWrapper("");
    private @Nullable ProjectSession session;
    private @Nullable GenerationPlan plan;
    private @Nullable Machine machine;
    private boolean working;
    private final CellTimes times = new CellTimes(InstantSource.system());

    /** @param onProblem told what could not be read or done */
    GenerateViewModel(UiExecutor executor, Consumer<Throwable> onProblem) {
        this.executor = executor;
        this.onProblem = onProblem;
        choice = new PromptChoiceViewModel(this::readPrompts);
        watch = new WatchViewModel(executor, onProblem);
        form.specProperty().addListener((o, before, now) -> lookAtModel());
        form.seedNumbersProperty().addListener((o, before, now) -> replan());
        watch.shownProperty().addListener((o, before, now) -> replan());
        watch.sourceProperty().addListener((o, before, now) -> replan());
    }

    /** The project to show from now on; null for none. */
    void open(@Nullable ProjectSession opened) {
        ProjectSession before = session;
        if (before != null) {
            before.jobs().removeListener(jobMark);
            before.project().removeListener(projectMark);
        }
        List.of(promptKey, checkKey, planKey, overlayKey).forEach(executor::forget);
        session = opened;
        plan = null;
        specs.clear();
        lines.clear();
        check.set(null);
        checking.set(false);
        working = false;
        counts.set("");
        choice.clear();
        watch.open(opened);
        writable.set(opened != null && !opened.project().readOnly());
        stage.set(opened == null ? Stage.NO_PROJECT : Stage.NO_PROMPTS);
        if (opened != null) {
            opened.jobs().addListener(jobMark);
            opened.project().addListener(projectMark);
            readPrompts();
        }
        ready();
    }

    /** Comes on worker threads, and often. */
    private void changed(JobRecord job) {
        jobsChanged.set(true);
    }

    /** Comes on worker threads. */
    private void changed(ProjectChange change) {
        switch (change.kind()) {
            case PROMPTS, PROMPT_SETS -> promptsChanged.set(true);
            case CLIPS -> clipsChanged.set(true);
            default -> {
                // Scores and boxes change nothing here.
            }
        }
    }

    /** Takes over what has happened meanwhile; cheap when nothing has. Called by a timer while the page is shown. */
    void sample() {
        if (session == null) {
            return;
        }
        if (promptsChanged.getAndSet(false)) {
            readPrompts();
        } else if (clipsChanged.getAndSet(false)) {
            jobsChanged.set(false);
            replan();
        } else if (jobsChanged.getAndSet(false)) {
            overlay();
        }
    }

    private void readPrompts() {
        ProjectSession now = session;
        if (now != null) {
            executor.load(
                    promptKey,
                    () -> PromptChoiceViewModel.read(now.project(), choice.wanted()),
                    read -> {
                        choice.take(read);
                        stage.set(read.prompts().isEmpty() ? Stage.NO_PROMPTS : Stage.GRID);
                        lookAtModel();
                    },
                    onProblem);
        }
    }

    private void lookAtModel() {
        ProjectSession now = session;
        GenerateSpec wanted = form.specProperty().get();
        if (now == null || wanted == null || stage.get() != Stage.GRID) {
            executor.forget(checkKey);
            checking.set(false);
            check.set(null);
            replan();
            return;
        }
        checking.set(true);
        ready();
        Machine known = machine;
        Path into = now.project().folder();
        int clips = Math.max(1, choice.prompts().size() * wanted.seeds().size());
        executor.load(
                checkKey,
                () -> GenerationCheck.of(wanted, clips, into, known, CancelToken.never()),
                found -> {
                    checking.set(false);
                    check.set(found);
                    if (found.fit() != null) {
                        machine = found.fit().machine();
                    }
                    replan();
                },
                problem -> {
                    checking.set(false);
                    onProblem.accept(problem);
                });
    }

    private void replan() {
        ProjectSession now = session;
        if (now == null || stage.get() != Stage.GRID) {
            ready();
            return;
        }
        GenerationCheck found = check.get();
        GenerateSpec wanted = form.specProperty().get();
        List<Prompt> prompts = choice.prompts();
        List<Integer> seeds = form.seedNumbersProperty().get();
        String source = watch.shownProperty().get() ? watch.sourceProperty().get() : "";
        executor.load(
                planKey,
                () -> source.isEmpty()
                        ? GenerationPlan.of(
                                now.project(),
                                found == null || wanted == null ? null : found.setup(),
                                prompts,
                                seeds,
                                wanted == null ? GenerationSettings.PAPER : wanted.settings())
                        : GenerationPlan.ofSource(now.project(), source, prompts, seeds),
                read -> {
                    plan = read;
                    overlay();
                },
                onProblem);
    }

    private void overlay() {
        ProjectSession now = session;
        GenerationPlan known = plan;
        if (now == null || known == null) {
            return;
        }
        GenerateSpec wanted =
                watch.shownProperty().get() ? null : form.specProperty().get();
        List<Prompt> prompts = choice.prompts();
        List<Integer> seeds = form.seedNumbersProperty().get();
        executor.load(
                overlayKey,
                () -> {
                    List<CellStates.Work> work = work(now);
                    boolean active =
                            work.stream().anyMatch(one -> one.job().state().active());
                    return new Overlay(CellStates.of(known, wanted, work), active);
                },
                read -> {
                    working = read.working();
                    take(prompts, seeds, read.cells());
                },
                onProblem);
    }

    private List<CellStates.Work> work(ProjectSession from) {
        List<CellStates.Work> work = new ArrayList<>();
        for (JobRecord job : from.jobs().jobs()) {
            specs.computeIfAbsent(job.id(), id -> WorkflowJobs.generateSpecOf(job.spec()))
                    .ifPresent(spec ->
                            work.add(new CellStates.Work(job, spec, GenerateTrace.of(from.project(), job.id()))));
        }
        return work;
    }

    private void take(List<Prompt> prompts, List<Integer> seeds, List<GridCell> cells) {
        int width = seeds.size();
        if (cells.size() != prompts.size() * width) {
            return;
        }
        boolean same = seeds.equals(columns.get())
                && prompts.equals(lines.stream().map(GridLine::prompt).toList());
        List<GridLine> fresh = new ArrayList<>();
        for (int i = 0; i < prompts.size(); i++) {
            List<GridCell> row = cells.subList(i * width, (i + 1) * width).stream()
                    .map(times::of)
                    .toList();
            if (same) {
                lines.get(i).update(row);
            } else {
                fresh.add(new GridLine(prompts.get(i), row));
            }
        }
        if (!same) {
            lines.clear();
            columns.set(seeds);
            lines.setAll(fresh);
        }
        counts.set(GridCounts.of(cells));
        revision.set(revision.get() + 1);
        ready();
    }

    private void ready() {
        GenerationCheck found = check.get();
        canFill.set(writable.get()
                && !checking.get()
                && !watch.shownProperty().get()
                && found != null
                && found.usable()
                // While a model is loaded, what is free says nothing; the job looks again before it begins.
                && (found.shortages().isEmpty() || working));
    }

    /** Asks for the clips of these cells that are not there and not asked for yet. */
    void fill(List<GridCell> cells) {
        GenerateSpec wanted = form.specProperty().get();
        if (wanted != null && canFill.get()) {
            submit(Fillings.of(wanted, choice.prompts(), cells));
        }
    }

    /** Asks for the clips of these prompts and seeds with a LoRA, with everything else as the form says. */
    void fillWith(GenerateSpec.Lora lora, List<GridCell> cells) {
        GenerateSpec wanted = form.specProperty().get();
        if (wanted != null && writable.get()) {
            submit(Fillings.all(Fillings.with(wanted, lora), choice.prompts(), cells));
            form.lora().set(lora.file());
            form.loraScale().set(String.valueOf(lora.multiplier()));
        }
    }

    /** Keeps jobs in the queue, the first one first. */
    void submit(List<GenerateSpec> wanted) {
        ProjectSession now = session;
        if (now == null || wanted.isEmpty()) {
            return;
        }
        executor.load(
                new Object(),
                () -> {
                    for (GenerateSpec spec : wanted) {
                        now.jobs().submit(WorkflowJobs.generateSpec(spec));
                    }
                    return wanted.size();
                },
                count -> {
                    jobsChanged.set(true);
                    sample();
                },
                onProblem);
    }

    /** Looks at memory, disk and files again. */
    void checkAgain() {
        machine = null;
        lookAtModel();
    }

    @Nullable
    Project project() {
        ProjectSession now = session;
        return now == null ? null : now.project();
    }

    UiExecutor executor() {
        return executor;
    }

    GenerateFormViewModel form() {
        return form;
    }

    PromptChoiceViewModel choice() {
        return choice;
    }

    WatchViewModel watch() {
        return watch;
    }

    ObservableList<GridLine> lines() {
        return lines;
    }

    List<GridCell> cells() {
        return lines.stream().flatMap(line -> line.all().stream()).toList();
    }

    /** The seeds, one column each. */
    ReadOnlyObjectProperty<List<Integer>> columnsProperty() {
        return columns.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Stage> stageProperty() {
        return stage.getReadOnlyProperty();
    }

    /** What was found out about model, LoRA and machine; null while nothing is chosen. */
    ReadOnlyObjectProperty<@Nullable GenerationCheck> checkProperty() {
        return check.getReadOnlyProperty();
    }

    ReadOnlyBooleanProperty checkingProperty() {
        return checking.getReadOnlyProperty();
    }

    ReadOnlyBooleanProperty writableProperty() {
        return writable.getReadOnlyProperty();
    }

    /** Whether holes can be filled now. */
    ReadOnlyBooleanProperty canFillProperty() {
        return canFill.getReadOnlyProperty();
    }

    /** Changes whenever the grid was brought up to date. */
    ReadOnlyLongProperty revisionProperty() {
        return revision.getReadOnlyProperty();
    }

    /** "12 of 24 made, 1 failed". */
    ReadOnlyStringProperty countsProperty() {
        return counts.getReadOnlyProperty();
    }

    /** The specs of all jobs that generate, the newest first: where models and LoRAs were found before. */
    List<GenerateSpec> asked() {
        ProjectSession now = session;
        if (now == null) {
            return List.of();
        }
        List<GenerateSpec> found = new ArrayList<>();
        for (CellStates.Work work : work(now)) {
            found.add(0, work.spec());
        }
        return found;
    }

    /** Where a clip's small picture lies. */
    @Nullable
    Path pictureOf(String clipId) {
        ProjectSession now = session;
        return now == null ? null : now.project().thumbnailFile(clipId);
    }

    /** Free memory where the form's device computes; asked for every few seconds. */
    void lookAtMemory() {
        GenerateSpec wanted = form.specProperty().get();
        if (wanted == null || machine == null) {
            memory.set("");
            return;
        }
        executor.load(
                memoryKey,
                () -> Machine.look(wanted.device().compute()),
                found -> memory.set(ModelFit.gigabytes(found.freeBytes()) + " memory free on " + found.where()),
                problem -> memory.set(""));
    }

    /** "5.1 GB memory free on the processor"; empty while not known. */
    ReadOnlyStringProperty memoryProperty() {
        return memory.getReadOnlyProperty();
    }
}
