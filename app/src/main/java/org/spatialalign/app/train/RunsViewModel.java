package org.spatialalign.app.train;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;
import org.spatialalign.app.fx.UiExecutor;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.store.Project;
import org.spatialalign.engine.train.Checkpoints;
import org.spatialalign.engine.train.PairMargin;
import org.spatialalign.engine.train.RunRecord;
import org.spatialalign.engine.train.TrainingPair;
import org.spatialalign.engine.workflow.TrainRun;

/**
 * The trainings of the project and what they have said. Nothing is pushed: {@link #sample} is called by a timer and
 * has the new lines read in the background, one look at a time.
 */
final class RunsViewModel {

    /** More would not be told apart. */
    static final int MOST_SHOWN = 4;

    /** Stands for no run. */
    static final long NONE = -1;

    private final UiExecutor executor;
    private final Consumer<Throwable> onProblem;
    private final ObservableList<RunEntry> entries = FXCollections.observableArrayList();
    private final ObjectProperty<@Nullable RunEntry> selected = new SimpleObjectProperty<>();
    private final ReadOnlyLongWrapper version = new ReadOnlyLongWrapper();
    private final ObservableList<PairRow> pairs = FXCollections.observableArrayList();
    private final ObjectProperty<@Nullable PairRow> chosenPair = new SimpleObjectProperty<>();
    private final BooleanProperty pairsWanted = new SimpleBooleanProperty();
    private @Nullable Project project;
    private Object look = new Object();
    private boolean looking;
    private String lastProblem = "";
    private @Nullable RunEntry pairsOf;
    private int pairsAtStep = -1;
    private long pairsNanos;
    private long pairsAt;
    private long awaited = NONE;
    /** Runs to be drawn beside the chosen one as soon as they are in the list. */
    private final Set<Long> awaitedBeside = new TreeSet<>();

    RunsViewModel(UiExecutor executor, Consumer<Throwable> onProblem) {
        this.executor = executor;
        this.onProblem = onProblem;
        pairsWanted.addListener((o, before, now) -> sample());
        selected.addListener((o, before, now) -> sample());
    }

    /** Null when none is open. */
    void open(@Nullable Project opened) {
        executor.forget(look);
        look = new Object();
        looking = false;
        project = opened;
        selected.set(null);
        awaited = NONE;
        awaitedBeside.clear();
        entries.clear();
        pairs.clear();
        pairsOf = null;
        changed();
        sample();
    }

    /** Lets the curves be looked at again. */
    void changed() {
        version.set(version.get() + 1);
    }

    private record Read(RunEntry entry, @Nullable Batch batch, List<Checkpoints.Checkpoint> checkpoints) {}

    private record Sample(
            List<TrainRun> runs, List<Read> read, @Nullable RunEntry pairsOf, List<PairRow> pairs, long pairsNanos) {}

    /** Takes over what has been written meanwhile. */
    void sample() {
        Project open = project;
        if (open == null || looking) {
            return;
        }
        looking = true;
        Map<RunEntry, Path> reading = new LinkedHashMap<>();
        for (RunEntry entry : shown()) {
            TrainRun run = entry.run();
            if (run != null) {
                reading.put(entry, run.folder());
            }
        }
        RunEntry margins = pairsDue() ? selected.get() : null;
        executor.load(look, () -> read(open, reading, margins), this::take, problem -> {
            looking = false;
            // Once is enough: it comes again with each look.
            String text = String.valueOf(problem.getMessage());
            if (!text.equals(lastProblem)) {
                lastProblem = text;
                onProblem.accept(problem);
            }
        });
    }

    /** Margins of all pairs take long where there are many steps: they get a tenth of the time at most. */
    private boolean pairsDue() {
        RunEntry now = selected.get();
        if (!pairsWanted.get() || now == null || now.run() == null) {
            return false;
        }
        boolean known = now.equals(pairsOf) && pairsAtStep == now.curves().steps();
        boolean rested = !now.equals(pairsOf) || System.nanoTime() - pairsAt > 10 * pairsNanos;
        return !known && rested && now.curves().steps() > 0;
    }

    private static Sample read(Project project, Map<RunEntry, Path> reading, @Nullable RunEntry margins)
            throws WorkbenchException {
        List<TrainRun> runs = TrainRun.all(project);
        Map<Long, Path> folders = new LinkedHashMap<>();
        runs.forEach(run -> folders.put(run.job().id(), run.folder()));
        List<Read> read = new ArrayList<>();
        for (Map.Entry<RunEntry, Path> one : reading.entrySet()) {
            RunEntry entry = one.getKey();
            Path folder = folders.getOrDefault(entry.jobId(), one.getValue());
            read.add(new Read(entry, entry.tail().read(folder), Checkpoints.list(folder)));
        }
        long start = System.nanoTime();
        List<PairRow> rows = List.of();
        Path folder = margins == null ? null : folders.get(margins.jobId());
        if (margins != null && folder != null) {
            rows = rows(margins.tail().margins(), RunRecord.read(folder).pairs());
        }
        return new Sample(runs, read, margins, rows, System.nanoTime() - start);
    }

    private static List<PairRow> rows(List<PairMargin> margins, List<TrainingPair> pairs) {
        return margins.stream()
                .filter(margin -> margin.pair() < pairs.size())
                .map(margin -> new PairRow(pairs.get(margin.pair()), margin))
                .toList();
    }

    private void take(Sample sample) {
        looking = false;
        lastProblem = "";
        List<TrainRun> runs = new ArrayList<>(sample.runs());
        runs.sort(Comparator.comparingLong((TrainRun run) -> run.job().id()).reversed());
        Map<Long, RunEntry> known = new LinkedHashMap<>();
        entries.stream().filter(entry -> entry.run() != null).forEach(entry -> known.put(entry.jobId(), entry));
        int place = 0;
        for (TrainRun run : runs) {
            RunEntry entry = known.get(run.job().id());
            if (entry == null) {
                entries.add(place, RunEntry.of(run));
            } else {
                entry.update(run);
            }
            place++;
        }
        for (Read read : sample.read()) {
            Batch batch = read.batch();
            if (batch != null) {
                read.entry().curves().take(batch);
            }
            read.entry().setCheckpoints(read.checkpoints());
        }
        takePairs(sample);
        entries.stream().filter(entry -> awaitedBeside.remove(entry.jobId())).forEach(entry -> entry.comparedProperty()
                .set(true));
        entries.stream()
                .filter(entry -> awaited != NONE && entry.jobId() == awaited)
                .findFirst()
                .ifPresent(entry -> {
                    awaited = NONE;
                    selected.set(entry);
                });
        if (selected.get() == null && !entries.isEmpty()) {
            selected.set(entries.get(0));
        }
        changed();
    }

    private void takePairs(Sample sample) {
        RunEntry of = sample.pairsOf();
        RunEntry now = selected.get();
        if (of != null && of.equals(now)) {
            pairs.setAll(sample.pairs());
            pairsOf = of;
            pairsAtStep = of.curves().steps();
            pairsNanos = sample.pairsNanos();
            pairsAt = System.nanoTime();
        } else if (pairsOf != null && !pairsOf.equals(now)) {
            pairs.clear();
            pairsOf = null;
        }
    }

    /** Adds the curves of event files, drawn beside the chosen run. */
    void addEvents(Path fileOrFolder) {
        RunEntry entry = RunEntry.ofEvents(fileOrFolder);
        executor.load(
                entry,
                () -> RunTail.events(fileOrFolder, Files.isDirectory(fileOrFolder)),
                batch -> {
                    entry.curves().take(batch);
                    entry.comparedProperty().set(true);
                    entries.add(entry);
                    if (selected.get() == null) {
                        selected.set(entry);
                    }
                    changed();
                },
                onProblem);
    }

    /** Draws this run beside the chosen one, or no longer. */
    void compare(RunEntry entry, boolean wanted) {
        entry.comparedProperty().set(wanted);
        changed();
        sample();
    }

    /** Chooses the run of a job that was just started, as soon as it is in the list. */
    void await(long jobId) {
        awaited = jobId;
        sample();
    }

    /** Chooses a run and those beside it, as they were; those that are gone are left out. */
    void restore(long chosen, List<Long> beside) {
        awaitedBeside.addAll(beside);
        await(chosen);
    }

    /** The job of the chosen run, or of the one that will be chosen; {@link #NONE} for none. */
    long wantedRun() {
        RunEntry now = selected.get();
        return now == null ? awaited : now.jobId();
    }

    /** The jobs of the runs that are drawn beside the chosen one. */
    List<Long> comparedRuns() {
        return entries.stream()
                .filter(entry -> entry.run() != null && entry.comparedProperty().get())
                .map(RunEntry::jobId)
                .toList();
    }

    /** The chosen run, then those to compare it with. */
    List<RunEntry> shown() {
        List<RunEntry> shown = new ArrayList<>();
        RunEntry first = selected.get();
        if (first != null) {
            shown.add(first);
        }
        entries.stream()
                .filter(entry -> entry.comparedProperty().get() && !entry.equals(first))
                .limit(MOST_SHOWN - shown.size())
                .forEach(shown::add);
        return shown;
    }

    ObservableList<RunEntry> entries() {
        return entries;
    }

    ObjectProperty<@Nullable RunEntry> selectedProperty() {
        return selected;
    }

    /** Changes whenever something new may be drawn. */
    ReadOnlyLongProperty versionProperty() {
        return version.getReadOnlyProperty();
    }

    /** The pairs of the chosen run, those that the model refuses first. */
    ObservableList<PairRow> pairs() {
        return pairs;
    }

    /** The pair that somebody has picked out. */
    ObjectProperty<@Nullable PairRow> chosenPairProperty() {
        return chosenPair;
    }

    /** Whether {@link #pairs} is kept up to date. */
    BooleanProperty pairsWantedProperty() {
        return pairsWanted;
    }
}
