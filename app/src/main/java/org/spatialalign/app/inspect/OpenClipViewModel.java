package org.spatialalign.app.inspect;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;
import org.spatialalign.app.fx.UiExecutor;
import org.spatialalign.app.fx.WorkQueue;
import org.spatialalign.app.job.ProjectSession;
import org.spatialalign.app.player.ClipLoader;
import org.spatialalign.app.player.PlayerViewModel;
import org.spatialalign.engine.core.CancelToken;
import org.spatialalign.engine.core.CancelledException;
import org.spatialalign.engine.geometry.FrameBoxes;
import org.spatialalign.engine.geometry.PixelBox;
import org.spatialalign.engine.geometry.Role;
import org.spatialalign.engine.media.DecodedClip;
import org.spatialalign.engine.media.Frame;
import org.spatialalign.engine.media.MediaProblem;
import org.spatialalign.engine.prompt.DsrPrompt;
import org.spatialalign.engine.store.Annotation;
import org.spatialalign.engine.store.ClipStatus;
import org.spatialalign.engine.store.Project;
import org.spatialalign.engine.store.ProjectChange;
import org.spatialalign.engine.store.TrackRecord;
import org.spatialalign.engine.track.Corrections;
import org.spatialalign.engine.workflow.ScoreSentence;
import org.spatialalign.engine.workflow.Scoring;

/**
 * The clip in the player: decoded off the FX thread, its boxes read from the project and written back with every edit,
 * its score following. Writes go through one queue, in order; what others change (undo, a tracking job) is read again.
 */
final class OpenClipViewModel {

    private record Opened(ClipState state, DecodedClip decoded) {}

    private final UiExecutor executor;
    private final WorkQueue queue;
    private final PlayerViewModel player;
    private final ClipLoader loader = new ClipLoader();
    private final Supplier<String> annotator;
    private final Consumer<Throwable> onFailed;

    private final ReadOnlyObjectWrapper<@Nullable ClipRow> row = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable ClipState> state = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyBooleanWrapper loading = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper writable = new ReadOnlyBooleanWrapper();
    private final ReadOnlyObjectWrapper<@Nullable Frame> poster = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyStringWrapper explanation = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");

    private @Nullable ProjectSession session;
    private @Nullable Scoring scoring;
    /** The clip that is in the player; edits go to it. */
    private @Nullable String playing;

    private CancelToken decoding = CancelToken.never();
    private CancelToken decodingAhead = CancelToken.never();
    private int startFrame;
    /** What is stored was read at a moment at which it could not be taken over. */
    private boolean stale;

    OpenClipViewModel(
            UiExecutor executor,
            WorkQueue queue,
            PlayerViewModel player,
            Supplier<String> annotator,
            Consumer<Throwable> onFailed) {
        this.executor = executor;
        this.queue = queue;
        this.player = player;
        this.annotator = annotator;
        this.onFailed = onFailed;
        player.setEditSink(this::edited);
        player.setSeedSink(this::seedDrawn);
        player.editableProperty().bind(writable.and(loading.not()));
        player.outcomeProperty().subscribe(this::explain);
        row.subscribe(this::explain);
        player.ghostScoreProperty().subscribe(ghost -> {
            if (ghost == null && stale) {
                reread();
            }
        });
        queue.busyProperty().subscribe(busy -> {
            if (!busy && stale) {
                reread();
            }
        });
    }

    private void explain() {
        ClipRow of = row.get();
        DsrPrompt prompt = of == null ? null : of.prompt();
        boolean shown = of != null && of.id().equals(playing);
        explanation.set(prompt == null || !shown ? "" : ScoreSentence.explain(player.outcome(), prompt));
    }

    void open(@Nullable ProjectSession opened) {
        session = opened;
        scoring = opened == null ? null : new Scoring(opened.project(), opened.preset());
        decodingAhead.cancel();
        loader.clear();
        writable.set(opened != null && !opened.project().readOnly());
        show(null);
    }

    /** Frame to begin with when the next clip is shown. */
    void startAt(int frame) {
        startFrame = frame;
    }

    /** Shows another clip, or takes over what is new about the one that is shown. */
    void show(@Nullable ClipRow next) {
        ClipRow before = row.get();
        ProjectSession in = session;
        row.set(next);
        if (next == null || in == null) {
            decoding.cancel();
            executor.forget(this);
            close();
            return;
        }
        if (before != null && before.id().equals(next.id())) {
            takePrompt(next);
            return;
        }
        load(in, next);
    }

    private void load(ProjectSession in, ClipRow next) {
        decoding.cancel();
        decodingAhead.cancel();
        CancelToken cancel = new CancelToken();
        decoding = cancel;
        player.playhead().pause();
        loading.set(true);
        problem.set("");
        Project project = in.project();
        Path file = project.clipFile(next.clip());
        if (loader.peek(file) == null) {
            executor.load(poster, () -> loader.first(file), this::showPoster, failure -> {});
        }
        executor.load(
                this,
                () -> new Opened(
                        ClipState.read(project, next.id()),
                        loader.load(file, next.clip().video(), cancel)),
                opened -> opened(next, opened),
                failure -> failed(next, failure));
    }

    /** Decodes a clip that will probably be looked at next. What is wrong with it is told when it is. */
    void expect(ClipRow next) {
        ProjectSession in = session;
        if (in == null || loading.get()) {
            return;
        }
        CancelToken cancel = new CancelToken();
        decodingAhead = cancel;
        Path file = in.project().clipFile(next.clip());
        executor.load(
                loader,
                () -> {
                    loader.ahead(file, next.clip().video(), cancel);
                    return file;
                },
                done -> {},
                failure -> {});
    }

    private void showPoster(Frame first) {
        if (loading.get()) {
            poster.set(first);
        }
    }

    private void opened(ClipRow of, Opened opened) {
        playing = of.id();
        DsrPrompt prompt = of.prompt();
        TrackRecord track = opened.state().track();
        player.open(
                opened.decoded().clip(),
                prompt == null ? null : prompt.type(),
                track == null ? null : track.tracks(),
                opened.state().annotation().corrections());
        player.seedsProperty().set(opened.state().seeds());
        takePrompt(of);
        explain();
        player.goTo(startFrame);
        startFrame = 0;
        state.set(opened.state());
        problem.set(opened.decoded().problem().map(MediaProblem::message).orElse(""));
        if (of.status() == ClipStatus.NOT_SCORED || of.status() == ClipStatus.STALE) {
            score(of.id());
        }
        finishLoading();
    }

    private void finishLoading() {
        executor.forget(poster);
        poster.set(null);
        loading.set(false);
    }

    private void failed(ClipRow of, Throwable failure) {
        if (failure instanceof CancelledException) {
            return;
        }
        close();
        takePrompt(of);
        String message = failure.getMessage();
        problem.set(message == null ? of.clip().fileName() + " cannot be shown: " + failure : message);
    }

    private void close() {
        playing = null;
        player.close();
        state.set(null);
        problem.set("");
        finishLoading();
    }

    private void takePrompt(ClipRow of) {
        DsrPrompt prompt = of.prompt();
        player.animalNameProperty().set(prompt == null ? "animal" : prompt.animal());
        player.objectNameProperty().set(prompt == null ? "object" : prompt.object());
        boolean same = Objects.equals(player.typeProperty().get(), prompt == null ? null : prompt.type());
        if (playing != null && !same) {
            player.setType(prompt == null ? null : prompt.type());
        }
    }

    /** Something in the project changed. FX thread. */
    void changed(ProjectChange change) {
        String about = change.clipId();
        boolean mine = playing != null && (about == null || about.equals(playing));
        switch (change.kind()) {
            case ANNOTATION -> {
                if (mine) {
                    score(Objects.requireNonNull(playing));
                    reread();
                }
            }
            case TRACKS, SEEDS -> {
                if (mine) {
                    reread();
                }
            }
            case PROMPTS, CLIPS, SCORES, VIEWS, VERDICTS, PAIR_SETS, PROMPT_SETS, VOCABULARY -> {}
        }
    }

    /** Computes and stores the score of a clip whose boxes or prompt changed. */
    void score(String clipId) {
        Scoring with = scoring;
        if (with != null && writable.get()) {
            queue.submit(() -> with.score(clipId), done -> {}, onFailed);
        }
    }

    private void reread() {
        ProjectSession in = session;
        String id = playing;
        if (in == null || id == null) {
            return;
        }
        stale = false;
        queue.submit(() -> ClipState.read(in.project(), id), read -> take(id, read), onFailed);
    }

    /** An answer that is older than an edit in the queue, or comes during a drag, is asked for again afterwards. */
    private void take(String id, ClipState read) {
        if (!id.equals(playing)) {
            return;
        }
        if (queue.hasMore() || player.isDragging()) {
            stale = true;
            return;
        }
        stale = false;
        ClipState before = state.get();
        TrackRecord track = read.track();
        Corrections corrections = read.annotation().corrections();
        boolean otherTrack = before == null
                || !Objects.equals(
                        before.annotation().trackId(), read.annotation().trackId());
        if (otherTrack) {
            player.setTracks(track == null ? null : track.tracks(), corrections);
        } else if (!player.correctionsProperty().get().equals(corrections)) {
            Integer touched = FirstDifference.of(player.correctionsProperty().get(), corrections);
            player.correctionsProperty().set(corrections);
            if (touched != null) {
                player.goTo(touched);
            }
        }
        if (!player.seedsProperty().get().equals(read.seeds())) {
            player.seedsProperty().set(read.seeds());
        }
        state.set(read);
    }

    private void edited(String label, Corrections after) {
        ClipState now = state.get();
        apply(label, after, now == null ? null : now.annotation().trackId());
    }

    private void apply(String label, Corrections after, @Nullable Long trackId) {
        ProjectSession in = session;
        String id = playing;
        if (in == null || id == null || !writable.get()) {
            return;
        }
        Annotation annotation = new Annotation(id, trackId, after);
        queue.submit(() -> in.project().edits().apply(label, annotator.get(), annotation), done -> {}, failure -> {
            // What is on the screen was not saved; show what is.
            onFailed.accept(failure);
            reread();
        });
    }

    private void seedDrawn(int frame, Role role, PixelBox box) {
        ProjectSession in = session;
        String id = playing;
        if (in == null || id == null || !writable.get()) {
            return;
        }
        TreeMap<Integer, FrameBoxes> seeds = new TreeMap<>();
        player.seedsProperty().get().forEach(seed -> seeds.put(seed.frame(), seed));
        seeds.put(
                frame,
                seeds.getOrDefault(frame, new FrameBoxes(frame, null, null)).with(role, box));
        List<FrameBoxes> after = new ArrayList<>(seeds.values());
        player.seedsProperty().set(List.copyOf(after));
        queue.submit(
                () -> {
                    in.project().seeds().put(id, after, annotator.get());
                    return after;
                },
                done -> {},
                onFailed);
    }

    /** Makes an earlier tracking result count again; an edit like any other, so that it can be undone. */
    void restore(ClipState.TrackEntry entry) {
        apply("Use the boxes of " + entry.source() + " again", Corrections.NONE, entry.id());
    }

    /** Takes back all corrections of the clip in one step. */
    void revertToMachine() {
        ClipState now = state.get();
        if (now != null && !player.correctionsProperty().get().isEmpty()) {
            player.correctionsProperty().set(Corrections.NONE);
            apply(
                    "Revert all boxes to the machine's",
                    Corrections.NONE,
                    now.annotation().trackId());
        }
    }

    /** Says which prompt the clip was made from. */
    void match(String promptId, @Nullable Integer seed) {
        ProjectSession in = session;
        Scoring with = scoring;
        ClipRow of = row.get();
        ClipState known = state.get();
        boolean tracked = known != null && known.track() != null;
        if (in != null && with != null && of != null && writable.get()) {
            queue.submit(
                    () -> {
                        in.project().clips().assignPrompt(of.id(), promptId, seed);
                        // Without boxes it waits for them; it is not a clip that cannot be scored.
                        if (tracked) {
                            with.score(of.id());
                        }
                        return of;
                    },
                    done -> {},
                    onFailed);
        }
    }

    PlayerViewModel player() {
        return player;
    }

    /** The clip shown or being opened, as the table knows it. */
    ReadOnlyObjectProperty<@Nullable ClipRow> rowProperty() {
        return row.getReadOnlyProperty();
    }

    /** What is stored about the clip in the player; null while none is. */
    ReadOnlyObjectProperty<@Nullable ClipState> stateProperty() {
        return state.getReadOnlyProperty();
    }

    /** The first frame of a clip that is still being decoded; null otherwise. */
    ReadOnlyObjectProperty<@Nullable Frame> posterProperty() {
        return poster.getReadOnlyProperty();
    }

    ReadOnlyBooleanProperty loadingProperty() {
        return loading.getReadOnlyProperty();
    }

    /** False for a project that is open read-only. */
    ReadOnlyBooleanProperty writableProperty() {
        return writable.getReadOnlyProperty();
    }

    /** The score in one sentence; empty while there is nothing to say. */
    ReadOnlyStringProperty explanationProperty() {
        return explanation.getReadOnlyProperty();
    }

    /** Why the clip is not shown, or not to its end; empty when all is well. */
    ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }
}
