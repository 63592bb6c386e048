package org.spatialalign.app.job;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;
import org.spatialalign.app.fx.UiExecutor;
import org.spatialalign.engine.job.JobQueue;
import org.spatialalign.engine.job.JobRecord;
import org.spatialalign.engine.job.JobState;

/**
 * The jobs of the open project as the window shows them. Nothing is pushed: {@link #sample} is called by a timer and
 * looks at the queue, so that a job may report a thousand times a second without the window noticing.
 */
public final class JobListViewModel {

    private final UiExecutor executor;
    private final InstantSource clock;
    private final Consumer<Throwable> onProblem;
    private final ObservableList<JobRow> rows = FXCollections.observableArrayList();
    private final Map<Long, JobRow> byId = new HashMap<>();
    private final ReadOnlyIntegerWrapper active = new ReadOnlyIntegerWrapper(0);
    private final ReadOnlyIntegerWrapper waiting = new ReadOnlyIntegerWrapper(0);
    private final ReadOnlyIntegerWrapper interrupted = new ReadOnlyIntegerWrapper(0);
    private final ReadOnlyBooleanWrapper paused = new ReadOnlyBooleanWrapper(false);
    private final ReadOnlyBooleanWrapper held = new ReadOnlyBooleanWrapper(false);
    private final ReadOnlyStringWrapper summary = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper log = new ReadOnlyStringWrapper("");
    private final ObjectProperty<@Nullable JobRow> selected = new SimpleObjectProperty<>();
    private final List<Consumer<JobRecord>> finished = new ArrayList<>();
    private final AtomicBoolean dirty = new AtomicBoolean();
    private final Consumer<JobRecord> mark = this::changed;
    /** Names the look at the queue among all background work. */
    private final Object look = new Object();

    private @Nullable JobQueue queue;
    private boolean readOnly;
    private boolean first;

    /** @param onProblem told when the queue cannot be read or a job cannot be changed */
    public JobListViewModel(UiExecutor executor, InstantSource clock, Consumer<Throwable> onProblem) {
        this.executor = executor;
        this.clock = clock;
        this.onProblem = onProblem;
        selected.addListener((observable, was, is) -> {
            log.set("");
            loadLog();
        });
    }

    /** The queue to show from now on; null when no project is open. */
    public void show(@Nullable JobQueue shown) {
        show(shown, false);
    }

    /** @param onlyLook whether the jobs belong to whoever has the project open for writing, and are not changed here */
    public void show(@Nullable JobQueue shown, boolean onlyLook) {
        if (queue != null) {
            queue.removeListener(mark);
        }
        queue = shown;
        readOnly = onlyLook;
        rows.clear();
        byId.clear();
        selected.set(null);
        active.set(0);
        waiting.set(0);
        interrupted.set(0);
        paused.set(false);
        held.set(false);
        summary.set("");
        first = true;
        executor.forget(look);
        if (shown != null) {
            shown.addListener(mark);
            dirty.set(true);
            sample();
        }
    }

    /** Comes on worker threads, and often. */
    private void changed(JobRecord job) {
        dirty.set(true);
    }

    /** Takes over what has happened; cheap when nothing has. */
    public void sample() {
        JobQueue now = queue;
        if (now == null || (!dirty.getAndSet(false) && active.get() == 0)) {
            return;
        }
        executor.load(look, () -> new Sample(now.jobs(), now.paused()), this::take, onProblem);
    }

    private record Sample(List<JobRecord> jobs, boolean paused) {}

    private void take(Sample sample) {
        int running = 0;
        int queued = 0;
        int broken = 0;
        List<JobRecord> ended = new ArrayList<>();
        Map<Long, Integer> line = line(sample.jobs());
        for (JobRecord job : sample.jobs()) {
            running += job.state().active() ? 1 : 0;
            queued += job.state() == JobState.QUEUED ? 1 : 0;
            broken += job.state() == JobState.INTERRUPTED ? 1 : 0;
            if (update(job, line.getOrDefault(job.id(), 0))) {
                ended.add(job);
            }
        }
        active.set(running);
        waiting.set(queued);
        interrupted.set(broken);
        paused.set(!readOnly && (broken > 0 || (sample.paused() && (queued > 0 || held.get()))));
        summary.set(JobCounts.summary(running, queued, broken, held.get(), paused.get()) + timeLeft());
        sort();
        first = false;
        JobRow chosen = selected.get();
        if (chosen != null
                && (chosen.stateProperty().get().active() || log.get().isEmpty())) {
            loadLog();
        }
        ended.forEach(job -> finished.forEach(listener -> listener.accept(job)));
    }

    /** Of what runs. */
    private String timeLeft() {
        return byId.values().stream()
                .filter(row -> row.rank() == 0 && !row.etaProperty().get().isEmpty())
                .map(row -> " · " + row.etaProperty().get())
                .findFirst()
                .orElse("");
    }

    /** Which place each waiting job has in the queue, from 1. */
    private static Map<Long, Integer> line(List<JobRecord> jobs) {
        Map<Long, Integer> places = new HashMap<>();
        jobs.stream()
                .filter(job -> job.state() == JobState.QUEUED)
                .sorted(Comparator.comparingDouble(JobRecord::place).thenComparingLong(JobRecord::id))
                .forEach(job -> places.put(job.id(), places.size() + 1));
        return places;
    }

    /** What runs, then what waits in its order, then what is over, the newest first. */
    private void sort() {
        List<JobRow> ordered = new ArrayList<>(rows);
        ordered.sort(Comparator.comparingInt(JobRow::rank)
                .thenComparingInt(JobRow::inLine)
                .thenComparing(Comparator.comparingLong(JobRow::id).reversed()));
        if (!ordered.equals(rows)) {
            JobRow chosen = selected.get();
            rows.setAll(ordered);
            selected.set(chosen);
        }
    }

    /** Returns whether the job has come to its end since the last look. */
    private boolean update(JobRecord job, int inLine) {
        JobRow row = byId.get(job.id());
        boolean wasFinished = row == null ? first : row.stateProperty().get().finished();
        if (row == null) {
            row = new JobRow(job, inLine, clock.instant());
            byId.put(job.id(), row);
            rows.add(0, row);
        } else {
            row.update(job, inLine, clock.instant());
        }
        return job.state().finished() && !wasFinished;
    }

    private void loadLog() {
        JobQueue now = queue;
        JobRow row = selected.get();
        if (now != null && row != null) {
            executor.load(log, () -> String.join("\n", now.log(row.id())), log::set, onProblem);
        }
    }

    /** Stops it; one that was interrupted is then no longer offered for going on. */
    public void cancel(JobRow row) {
        boolean interrupted = row.stateProperty().get() == JobState.INTERRUPTED;
        change(queue -> {
            if (interrupted) {
                queue.resume(row.id());
            }
            queue.cancel(row.id());
        });
    }

    public void resume(JobRow row) {
        change(queue -> queue.resume(row.id()));
    }

    public void retry(JobRow row) {
        change(queue -> queue.retry(row.id()));
    }

    /** Goes on with it where it stopped, or from the beginning where it failed. */
    public void again(JobRow row) {
        if (row.canResume()) {
            resume(row);
        } else if (row.canRetry()) {
            retry(row);
        }
    }

    public void moveToFront(JobRow row) {
        change(queue -> queue.moveToFront(row.id()));
    }

    public void moveUp(JobRow row) {
        change(queue -> queue.moveUp(row.id()));
    }

    public void moveDown(JobRow row) {
        change(queue -> queue.moveDown(row.id()));
    }

    /** Starts no more jobs (what runs goes on), or goes on with all of them. */
    public void togglePaused() {
        if (paused.get()) {
            resumeQueue();
        } else if (queue != null && !readOnly) {
            held.set(true);
            change(queue -> queue.setPaused(true));
        }
    }

    /** Lets the jobs go on that ran or waited when the program ended, in the order in which they were asked for. */
    public void resumeQueue() {
        held.set(false);
        change(queue -> {
            for (JobRecord job : queue.jobs()) {
                if (job.state() == JobState.INTERRUPTED) {
                    queue.resume(job.id());
                }
            }
            queue.setPaused(false);
        });
    }

    /** Whether jobs can be cancelled and resumed here; not where the project is open read-only. */
    public boolean canChange() {
        return !readOnly;
    }

    private void change(Change change) {
        JobQueue now = queue;
        if (now == null) {
            return;
        }
        Callable<Boolean> work = () -> {
            change.apply(now);
            return true;
        };
        // Each change is a key of its own: two in a row must both happen.
        executor.load(
                new Object(),
                work,
                done -> {
                    dirty.set(true);
                    sample();
                },
                onProblem);
    }

    private interface Change {
        void apply(JobQueue queue) throws Exception;
    }

    /** Called once for each job that ends while the project is open. */
    public void onFinished(Consumer<JobRecord> listener) {
        finished.add(listener);
    }

    /** What runs, then what waits in the order of the queue, then what is over, the newest first. */
    public ObservableList<JobRow> rows() {
        return rows;
    }

    public ReadOnlyIntegerProperty activeProperty() {
        return active.getReadOnlyProperty();
    }

    public ReadOnlyIntegerProperty waitingProperty() {
        return waiting.getReadOnlyProperty();
    }

    /** How many jobs ran when the program ended. */
    public ReadOnlyIntegerProperty interruptedProperty() {
        return interrupted.getReadOnlyProperty();
    }

    /** Whether somebody paused the queue, and not the end of the program. */
    public ReadOnlyBooleanProperty heldProperty() {
        return held.getReadOnlyProperty();
    }

    /** The queue in one line: "1 running, 2 waiting"; empty when it is empty. */
    public ReadOnlyStringProperty summaryProperty() {
        return summary.getReadOnlyProperty();
    }

    /** Whether jobs wait that only go on when {@link #resumeQueue} is called. */
    public ReadOnlyBooleanProperty pausedProperty() {
        return paused.getReadOnlyProperty();
    }

    /** The job whose log is shown. */
    public ObjectProperty<@Nullable JobRow> selectedProperty() {
        return selected;
    }

    public ReadOnlyStringProperty logProperty() {
        return log.getReadOnlyProperty();
    }
}
