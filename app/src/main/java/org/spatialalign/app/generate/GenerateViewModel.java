package org.spatialalign.app.generate;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
import org.spatialalign.app.fx.UiExecutor;
import org.spatialalign.app.job.ProjectSession;
import org.spatialalign.engine.core.CancelToken;
import org.spatialalign.engine.job.JobRecord;
import org.spatialalign.engine.store.ClipRecord;
import org.spatialalign.engine.store.Project;
import org.spatialalign.engine.store.ProjectChange;
import org.spatialalign.engine.workflow.ClipThumbnail;
import org.spatialalign.engine.workflow.GenerateSpec;
import org.spatialalign.engine.workflow.GenerationCheck;
import org.spatialalign.engine.workflow.WorkflowJobs;

/**
 * The page as a whole: keeps form, check and grid in step with the project and the queue, and asks for clips. FX
 * thread.
 */
final class GenerateViewModel {

    /** What the page shows. */
    enum Stage {
        NO_PROJECT,
        NO_PROMPTS,
        GRID
    }

    private final UiExecutor executor;
    private final Supplier<String> detector;
    private final Consumer<Throwable> onProblem;
    private final GenerateFormViewModel form = new GenerateFormViewModel();
    private final PromptChoiceViewModel choice;
    private final WatchViewModel watch;
    private final ModelCheckViewModel check;
    private final ClipGridViewModel grid;
    private final ReadOnlyObjectWrapper<Stage> stage = new ReadOnlyObjectWrapper<>(Stage.NO_PROJECT);
    private final ReadOnlyBooleanWrapper writable = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper canFill = new ReadOnlyBooleanWrapper();
    private final AtomicBoolean jobsChanged = new AtomicBoolean();
    private final AtomicBoolean clipsChanged = new AtomicBoolean();
    private final AtomicBoolean promptsChanged = new AtomicBoolean();
    private final Consumer<JobRecord> jobMark = this::changed;
    private final Consumer<ProjectChange> projectMark = this::changed;
    private final Object promptKey = new Object();
    private @Nullable ProjectSession session;

    /** @param onProblem told what could not be read or done */
    /** @param detector folder of the detector that looks at new clips; gives an empty text when there is none */
    GenerateViewModel(UiExecutor executor, Supplier<String> detector, Consumer<Throwable> onProblem) {
        this.executor = executor;
        this.detector = detector;
        this.onProblem = onProblem;
        choice = new PromptChoiceViewModel(this::readPrompts);
        watch = new WatchViewModel(executor, onProblem);
        check = new ModelCheckViewModel(executor, this::replan, onProblem);
        grid = new ClipGridViewModel(executor, this::ready, onProblem);
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
        executor.forget(promptKey);
        session = opened;
        choice.clear();
        grid.open(opened);
        watch.open(opened);
        writable.set(opened != null && !opened.project().readOnly());
        stage.set(opened == null ? Stage.NO_PROJECT : Stage.NO_PROMPTS);
        check.forget();
        if (opened != null) {
            opened.jobs().addListener(jobMark);
            opened.project().addListener(projectMark);
            readPrompts();
        }
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
            grid.overlay();
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
            check.forget();
        } else {
            int clips = Math.max(1, choice.prompts().size() * wanted.seeds().size());
            check.look(now.project(), wanted, clips);
            ready();
        }
    }

    private void replan() {
        if (session == null || stage.get() != Stage.GRID) {
            ready();
            return;
        }
        boolean elsewhere = watch.shownProperty().get();
        String source = elsewhere ? watch.sourceProperty().get() : "";
        GenerationCheck found = check.foundProperty().get();
        GenerateSpec wanted = form.specProperty().get();
        grid.plan(new ClipGridViewModel.Wanted(
                found == null || wanted == null ? null : found.setup(),
                elsewhere ? null : wanted,
                choice.prompts(),
                form.seedNumbersProperty().get(),
                source));
    }

    private void ready() {
        canFill.set(writable.get()
                && !watch.shownProperty().get()
                && check.usable()
                // While a model is loaded, what is free says nothing; the job looks again before it begins.
                && (check.shortages().isEmpty() || grid.working()));
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
        String finder = detector.get();
        executor.load(
                new Object(),
                () -> {
                    for (GenerateSpec spec : wanted) {
                        now.jobs().submit(WorkflowJobs.generateSpec(spec));
                    }
                    if (!finder.isEmpty()) {
                        // Behind them, in the same lane: it takes whatever clips have no boxes by then.
                        now.jobs().submit(WorkflowJobs.detectSpec(Path.of(finder), List.of()));
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
        check.forgetMachine();
        lookAtModel();
    }

    /** Asked for every few seconds. */
    void lookAtMemory() {
        GenerateSpec wanted = form.specProperty().get();
        check.lookAtMemory(wanted == null ? null : wanted.device());
    }

    /**
     * Finds a clip's small picture, and makes it where the clip is newer than its picture; off the FX thread. Null
     * without a project.
     */
    @Nullable
    Callable<Path> pictureOf(String clipId) {
        ProjectSession now = session;
        if (now == null) {
            return null;
        }
        Project project = now.project();
        return () -> {
            Path file = project.thumbnailFile(clipId);
            if (!Files.exists(file) && !project.readOnly()) {
                Optional<ClipRecord> clip = project.clips().find(clipId);
                if (clip.isPresent()) {
                    ClipThumbnail.ensure(project, clip.get(), CancelToken.never());
                }
            }
            return file;
        };
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

    ModelCheckViewModel check() {
        return check;
    }

    ClipGridViewModel grid() {
        return grid;
    }

    ReadOnlyObjectProperty<Stage> stageProperty() {
        return stage.getReadOnlyProperty();
    }

    ReadOnlyBooleanProperty writableProperty() {
        return writable.getReadOnlyProperty();
    }

    /** Whether holes can be filled now. */
    ReadOnlyBooleanProperty canFillProperty() {
        return canFill.getReadOnlyProperty();
    }
}
