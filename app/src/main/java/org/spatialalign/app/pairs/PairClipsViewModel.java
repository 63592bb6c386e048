package org.spatialalign.app.pairs;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import org.jspecify.annotations.Nullable;
import org.spatialalign.app.fx.UiExecutor;
import org.spatialalign.app.pairs.JudgeViewModel.Sides;
import org.spatialalign.app.player.ClipLoader;
import org.spatialalign.app.player.CompareView.Side;
import org.spatialalign.app.player.Playhead;
import org.spatialalign.engine.core.CancelToken;
import org.spatialalign.engine.core.CancelledException;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.media.DecodedClip;
import org.spatialalign.engine.store.ClipRecord;
import org.spatialalign.engine.store.Project;
import org.spatialalign.engine.store.TrackRecord;
import org.spatialalign.engine.track.EffectiveTracks;

/** The two clips of the pair that is shown, decoded, on one playhead; the next pair's are decoded ahead. */
final class PairClipsViewModel {

    /** Half a large window; wider pictures would only cost memory. */
    private static final int WIDEST = 640;

    private static final long LEAST_BYTES = 400L << 20;

    /** Both clips as they can be shown. */
    record Shown(@Nullable Side left, @Nullable Side right) {
        static final Shown NOTHING = new Shown(null, null);
    }

    private final UiExecutor executor;
    private final Consumer<Throwable> onFailed;
    private final ClipLoader loader =
            new ClipLoader(Math.max(LEAST_BYTES, Runtime.getRuntime().maxMemory() / 4), WIDEST);
    private final Playhead playhead = new Playhead();
    private final Object ahead = new Object();
    private final Map<String, EffectiveTracks> tracks = new HashMap<>();
    private CancelToken decoding = CancelToken.never();
    private CancelToken decodingAhead = CancelToken.never();
    private @Nullable Project project;
    private @Nullable Sides wanted;

    private final ReadOnlyObjectWrapper<Shown> shown = new ReadOnlyObjectWrapper<>(Shown.NOTHING);
    private final ReadOnlyBooleanWrapper loading = new ReadOnlyBooleanWrapper();
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
    private final BooleanProperty autoplay = new SimpleBooleanProperty(true);

    PairClipsViewModel(UiExecutor executor, Consumer<Throwable> onFailed) {
        this.executor = executor;
        this.onFailed = onFailed;
    }

    void open(@Nullable Project opened) {
        show(null, Map.of());
        loader.clear();
        tracks.clear();
        project = opened;
    }

    /** Boxes may have changed; the clips themselves never do. */
    void forgetTracks() {
        tracks.clear();
    }

    /** Shows these two; null for none. The same two with sides swapped go on where they are. */
    void show(@Nullable Sides sides, Map<String, ClipRecord> clips) {
        Sides before = wanted;
        wanted = sides;
        decoding.cancel();
        Project in = project;
        ClipRecord left = sides == null ? null : clips.get(sides.left());
        ClipRecord right = sides == null ? null : clips.get(sides.right());
        problem.set("");
        if (sides == null || in == null || left == null || right == null) {
            executor.forget(this);
            loading.set(false);
            playhead.open(0, 16);
            shown.set(Shown.NOTHING);
            return;
        }
        if (before != null && before.equals(sides.swapped()) && !loading.get()) {
            Shown now = shown.get();
            shown.set(new Shown(/* left= */ now.right, /* right= */ now.left));
            return;
        }
        DecodedClip knownLeft = loader.peek(in.clipFile(left));
        DecodedClip knownRight = loader.peek(in.clipFile(right));
        if (knownLeft != null && knownRight != null) {
            present(new Shown(
                    new Side(knownLeft.clip(), tracks.get(left.id())),
                    new Side(knownRight.clip(), tracks.get(right.id()))));
        } else {
            playhead.pause();
            loading.set(true);
        }
        load(in, left, right);
    }

    private record Loaded(Side left, Side right) {}

    private void load(Project in, ClipRecord left, ClipRecord right) {
        CancelToken cancel = new CancelToken();
        decoding = cancel;
        executor.load(
                this,
                () -> new Loaded(side(in, left, cancel), side(in, right, cancel)),
                both -> {
                    remember(left, both.left);
                    remember(right, both.right);
                    Shown now = new Shown(both.left, both.right);
                    if (loading.get()) {
                        present(now);
                    } else {
                        shown.set(now);
                    }
                },
                failure -> {
                    if (!(failure instanceof CancelledException)) {
                        failed(failure);
                    }
                });
    }

    private void remember(ClipRecord clip, Side side) {
        EffectiveTracks known = side.tracks();
        if (known != null) {
            tracks.put(clip.id(), known);
        }
    }

    private void failed(Throwable failure) {
        loading.set(false);
        shown.set(Shown.NOTHING);
        if (failure instanceof WorkbenchException) {
            problem.set(String.valueOf(failure.getMessage()));
        } else {
            onFailed.accept(failure);
        }
    }

    private void present(Shown now) {
        loading.set(false);
        Side left = now.left;
        Side right = now.right;
        if (left != null && right != null) {
            boolean longer = seconds(right) > seconds(left);
            Side leading = longer ? right : left;
            playhead.open(leading.clip().frameCount(), leading.clip().info().frameRate());
        }
        shown.set(now);
        if (autoplay.get()) {
            playhead.playForwards();
        }
    }

    private static double seconds(Side side) {
        return side.clip().frameCount() / side.clip().info().frameRate();
    }

    private Side side(Project in, ClipRecord clip, CancelToken cancel) throws WorkbenchException, CancelledException {
        DecodedClip decoded = loader.load(in.clipFile(clip), clip.video(), cancel);
        var annotation = in.tracks().annotation(clip.id());
        Long trackId = annotation.trackId();
        TrackRecord track = trackId == null ? null : in.tracks().find(trackId).orElse(null);
        return new Side(
                decoded.clip(), track == null ? null : EffectiveTracks.of(track.tracks(), annotation.corrections()));
    }

    /** Decodes a pair that will probably be wanted next. */
    void expect(Sides sides, Map<String, ClipRecord> clips) {
        decodingAhead.cancel();
        Project in = project;
        ClipRecord left = clips.get(sides.left());
        ClipRecord right = clips.get(sides.right());
        if (in == null || left == null || right == null) {
            return;
        }
        CancelToken cancel = new CancelToken();
        decodingAhead = cancel;
        executor.load(
                ahead,
                () -> {
                    for (ClipRecord clip : new ClipRecord[] {left, right}) {
                        Path file = in.clipFile(clip);
                        loader.ahead(file, clip.video(), cancel);
                    }
                    return true;
                },
                done -> {},
                // Whoever comes to that pair hears of it.
                failure -> {});
    }

    Playhead playhead() {
        return playhead;
    }

    ReadOnlyObjectProperty<Shown> shownProperty() {
        return shown.getReadOnlyProperty();
    }

    /** Whether the pair cannot be seen yet. */
    ReadOnlyBooleanProperty loadingProperty() {
        return loading.getReadOnlyProperty();
    }

    /** Why a clip cannot be shown; empty when both can. */
    ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }

    /** Whether a pair plays as soon as it is shown. */
    BooleanProperty autoplayProperty() {
        return autoplay;
    }
}
