package org.spatialalign.app.job;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.spatialalign.engine.core.Progress;
import org.spatialalign.engine.job.JobRecord;
import org.spatialalign.engine.job.JobState;

/** One job in the drawer. The same object stays for the same job, so that a list keeps its place while it goes on. */
public final class JobRow {

    private final long id;
    private final String title;
    private final TimeLeft timeLeft = new TimeLeft();
    private final ReadOnlyObjectWrapper<JobState> state;
    private final ReadOnlyDoubleWrapper fraction = new ReadOnlyDoubleWrapper(-1);
    private final ReadOnlyStringWrapper detail = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper eta = new ReadOnlyStringWrapper("");

    private int inLine;

    JobRow(JobRecord job, int inLine, Instant now) {
        id = job.id();
        title = job.spec().title();
        state = new ReadOnlyObjectWrapper<>(job.state());
        update(job, inLine, now);
    }

    /** @param place in the queue, from 1; 0 for a job that does not wait */
    void update(JobRecord job, int place, Instant now) {
        inLine = place;
        state.set(job.state());
        Progress progress = job.progress();
        fraction.set(job.state() == JobState.SUCCEEDED ? 1 : progress.fraction());
        eta.set(job.state() == JobState.RUNNING ? timeLeft.update(progress, now) : "");
        detail.set(detail(job, place));
    }

    private static String detail(JobRecord job, int place) {
        String error = job.error();
        return switch (job.state()) {
            case QUEUED -> place == 1 ? "waiting, next in the queue" : "waiting, number " + place + " in the queue";
            case RUNNING -> counted(job.progress());
            case CANCELLING -> "stopping";
            case SUCCEEDED -> "done" + taken(job) + outcome(job);
            case FAILED -> error == null ? "failed" : "failed: " + error;
            case CANCELLED -> "cancelled";
            case INTERRUPTED -> "was interrupted when the program ended";
        };
    }

    private static String taken(JobRecord job) {
        Instant began = job.started();
        Instant ended = job.finished();
        if (began == null || ended == null) {
            return "";
        }
        long seconds = Math.max(1, Duration.between(began, ended).toSeconds());
        return seconds < 60 ? " in " + seconds + " s" : " in " + seconds / 60 + " min " + seconds % 60 + " s";
    }

    private static String outcome(JobRecord job) {
        String text = JobOutcome.of(job).text();
        return text.isEmpty() ? "" : ": " + text;
    }

    private static String counted(Progress progress) {
        if (progress.total() == 0) {
            return progress.message();
        }
        String count = String.format(Locale.ROOT, "%,d of %,d %s", progress.done(), progress.total(), progress.unit());
        return progress.message().isEmpty() ? count : count + " · " + progress.message();
    }

    /** What runs comes first, then what waits, then what is over. */
    int rank() {
        JobState now = state.get();
        return now.active() ? 0 : now == JobState.QUEUED ? 1 : 2;
    }

    int inLine() {
        return inLine;
    }

    public boolean canMove() {
        return state.get() == JobState.QUEUED;
    }

    public long id() {
        return id;
    }

    public String title() {
        return title;
    }

    public ReadOnlyObjectProperty<JobState> stateProperty() {
        return state.getReadOnlyProperty();
    }

    /** In [0, 1]; -1 while not known. */
    public ReadOnlyDoubleProperty fractionProperty() {
        return fraction.getReadOnlyProperty();
    }

    /** What it is doing, or how it ended. */
    public ReadOnlyStringProperty detailProperty() {
        return detail.getReadOnlyProperty();
    }

    public ReadOnlyStringProperty etaProperty() {
        return eta.getReadOnlyProperty();
    }

    public boolean canCancel() {
        return state.get() == JobState.QUEUED || state.get() == JobState.RUNNING || state.get() == JobState.INTERRUPTED;
    }

    public boolean canResume() {
        return state.get() == JobState.INTERRUPTED || state.get() == JobState.CANCELLED;
    }

    public boolean canRetry() {
        return state.get() == JobState.FAILED;
    }
}
