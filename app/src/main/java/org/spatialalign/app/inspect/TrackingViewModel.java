package org.spatialalign.app.inspect;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;
import org.spatialalign.app.fx.UiExecutor;
import org.spatialalign.app.fx.WorkQueue;
import org.spatialalign.app.job.ProjectSession;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.job.JobRecord;
import org.spatialalign.engine.job.JobSpec;
import org.spatialalign.engine.job.JobState;
import org.spatialalign.engine.track.TrackerOptions;
import org.spatialalign.engine.workflow.WorkflowJobs;

/** The tracking and detection jobs that were asked for on this page, and how the one of the clip shown gets on. */
final class TrackingViewModel {

    private final WorkQueue queue;
    private final Supplier<String> detector;
    private final Consumer<Throwable> onFailed;
    private final Map<String, JobRecord> latest = new HashMap<>();
    private final Map<Long, String> clips = new HashMap<>();
    private final ReadOnlyBooleanWrapper running = new ReadOnlyBooleanWrapper();
    private final ReadOnlyDoubleWrapper progress = new ReadOnlyDoubleWrapper(-1);
    private final ReadOnlyStringWrapper text = new ReadOnlyStringWrapper("");
    private final Consumer<JobRecord> listener;
    private @Nullable ProjectSession session;
    private @Nullable String shown;

    /** @param detector its folder; gives an empty text when there is none */
    TrackingViewModel(UiExecutor executor, WorkQueue queue, Supplier<String> detector, Consumer<Throwable> onFailed) {
        this.queue = queue;
        this.detector = detector;
        this.onFailed = onFailed;
        this.listener = record -> executor.onFxThread(() -> changed(record));
    }

    void open(@Nullable ProjectSession opened) {
        ProjectSession before = session;
        if (before != null) {
            before.jobs().removeListener(listener);
        }
        session = opened;
        latest.clear();
        clips.clear();
        if (opened != null) {
            opened.jobs().addListener(listener);
        }
        show(null);
    }

    /** Which clip's tracking is told about. */
    void show(@Nullable String clipId) {
        shown = clipId;
        refresh();
    }

    /** Follows the seeds, or the corrected boxes, through a clip; a job like any other. */
    void track(String clipId) {
        submit(clipId, WorkflowJobs.trackSpec(List.of(clipId), TrackerOptions.DEFAULT));
    }

    /** Looks for the animal and the object, follows them and scores the clip. */
    void detect(String clipId) {
        if (hasDetector()) {
            submit(clipId, WorkflowJobs.detectSpec(Path.of(detector.get()), List.of(clipId)));
        }
    }

    /** The same for every clip that nobody has said anything about. */
    void detectAll() {
        ProjectSession in = session;
        if (in != null && hasDetector()) {
            JobSpec spec = WorkflowJobs.detectSpec(Path.of(detector.get()), List.of());
            queue.submit(() -> in.jobs().submit(spec), id -> {}, onFailed);
        }
    }

    private boolean hasDetector() {
        boolean chosen = !detector.get().isEmpty();
        if (!chosen) {
            onFailed.accept(new WorkbenchException("No detector is chosen; choose its folder in Settings"));
        }
        return chosen;
    }

    private void submit(String clipId, JobSpec spec) {
        ProjectSession in = session;
        JobRecord now = latest.get(clipId);
        if (in == null || (now != null && !now.state().finished())) {
            return;
        }
        queue.submit(
                () -> in.jobs().submit(spec),
                id -> {
                    clips.put(id, clipId);
                    in.jobs().job(id).ifPresent(this::changed);
                },
                onFailed);
    }

    /** Asks the tracking of the clip shown to stop. */
    void cancel() {
        ProjectSession in = session;
        JobRecord record = shown == null ? null : latest.get(shown);
        if (in != null && record != null) {
            queue.submit(
                    () -> {
                        in.jobs().cancel(record.id());
                        return record.id();
                    },
                    done -> {},
                    onFailed);
        }
    }

    private void changed(JobRecord record) {
        String clip = clips.get(record.id());
        if (clip != null) {
            latest.put(clip, record);
            if (clip.equals(shown)) {
                refresh();
            }
        }
    }

    private void refresh() {
        JobRecord record = shown == null ? null : latest.get(shown);
        if (record == null) {
            running.set(false);
            text.set("");
            return;
        }
        running.set(!record.state().finished());
        progress.set(record.state() == JobState.RUNNING ? record.progress().fraction() : -1);
        boolean detecting = WorkflowJobs.detects(record.spec());
        String work = detecting ? "Detection" : "Tracking";
        text.set(
                switch (record.state()) {
                    case QUEUED -> detecting ? "Waiting to be looked at" : "Waiting to be tracked";
                    case RUNNING -> detecting ? "Detecting and tracking" : "Tracking";
                    case CANCELLING -> "Stopping";
                    case FAILED -> work + " failed. " + (record.error() == null ? "" : record.error());
                    case CANCELLED -> work + " was stopped";
                    case INTERRUPTED -> work + " was interrupted";
                    case SUCCEEDED -> "";
                });
    }

    ReadOnlyBooleanProperty runningProperty() {
        return running.getReadOnlyProperty();
    }

    /** In [0, 1], or -1 while not known. */
    ReadOnlyDoubleProperty progressProperty() {
        return progress.getReadOnlyProperty();
    }

    /** What the tracking of the clip shown is doing, or how it ended unless it went well. */
    ReadOnlyStringProperty textProperty() {
        return text.getReadOnlyProperty();
    }
}
