package org.spatialalign.app.pairs;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
import org.spatialalign.app.pairs.PairDecoder.Wish;
import org.spatialalign.app.player.CompareView.Side;
import org.spatialalign.app.player.Playhead;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.media.Clip;
import org.spatialalign.engine.media.VideoInfo;
import org.spatialalign.engine.store.Annotation;
import org.spatialalign.engine.store.ClipRecord;
import org.spatialalign.engine.store.Project;
import org.spatialalign.engine.store.TrackRecord;
import org.spatialalign.engine.track.EffectiveTracks;

/**
 * The two clips of the pair that is shown, on one playhead: their first frames as soon as these are there, which for the
 * pairs that come next is before they are asked for, then all of them. Never the pictures of another pair.
 */
final class PairClipsViewModel {

    /** Both clips as they can be shown. */
    record Shown(@Nullable Side left, @Nullable Side right) {
        static final Shown NOTHING = new Shown(null, null);
    }

    private record Both(ClipRecord left, ClipRecord right) {

        boolean has(ClipRecord clip) {
            return clip.id().equals(left.id()) || clip.id().equals(right.id());
        }
    }

    private final UiExecutor executor;
    private final Consumer<Throwable> onFailed;
    private final PairDecoder decoder;
    private final Playhead playhead = new Playhead();
    private final Map<String, EffectiveTracks> tracks = new HashMap<>();
    private @Nullable Project project;
    private @Nullable Both wanted;
    private boolean opening;

    private final ReadOnlyObjectWrapper<Shown> shown = new ReadOnlyObjectWrapper<>(Shown.NOTHING);
    private final ReadOnlyBooleanWrapper loading = new ReadOnlyBooleanWrapper();
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
    private final ReadOnlyBooleanWrapper seenToEnd = new ReadOnlyBooleanWrapper();
    private final BooleanProperty autoplay = new SimpleBooleanProperty(true);

    PairClipsViewModel(UiExecutor executor, Consumer<Throwable> onFailed) {
        this.executor = executor;
        this.onFailed = onFailed;
        decoder = new PairDecoder(executor, this::arrived, this::failed);
        playhead.frameProperty().addListener((o, before, now) -> {
            // At a high speed the last frame may be jumped over on the way back to the first.
            boolean round = playhead.playingProperty().get() && now.intValue() < before.intValue();
            if (!opening && !loading.get() && (round || now.intValue() == playhead.lastFrame())) {
                seenToEnd.set(true);
            }
        });
    }

    void open(@Nullable Project opened) {
        show(null, List.of(), Map.of());
        tracks.clear();
        project = opened;
        decoder.open(opened);
    }

    /** Boxes may have changed; the clips themselves never do. */
    void forgetTracks() {
        tracks.clear();
        Both both = wanted;
        Project in = project;
        if (both != null && in != null) {
            readTracks(in, both);
        }
    }

    /**
     * Shows two clips, and gets ready for what comes next. The same two with sides swapped go on where they are.
     *
     * @param sides null for none
     * @param next pairs that will probably be wanted, the nearest first
     * @param clips records of all of them
     */
    void show(@Nullable Sides sides, List<Sides> next, Map<String, ClipRecord> clips) {
        Both before = wanted;
        Both now = both(sides, clips);
        wanted = now;
        problem.set("");
        Project in = project;
        if (now == null || in == null) {
            wanted = null;
            executor.forget(this);
            decoder.want(List.of());
            open(0, 16);
            loading.set(false);
            shown.set(Shown.NOTHING);
            return;
        }
        boolean swapped = before != null && before.left.equals(now.right) && before.right.equals(now.left);
        if (swapped && !loading.get()) {
            shown.set(shownOf(now));
        } else {
            present(now);
            readTracks(in, now);
        }
        decoder.want(wishes(now, next, clips));
    }

    private static @Nullable Both both(@Nullable Sides sides, Map<String, ClipRecord> clips) {
        ClipRecord left = sides == null ? null : clips.get(sides.left());
        ClipRecord right = sides == null ? null : clips.get(sides.right());
        return left == null || right == null ? null : new Both(left, right);
    }

    /** First frames of this pair and the next, then this pair, so that no key finds nothing; then what is further off. */
    private List<Wish> wishes(Both now, List<Sides> next, Map<String, ClipRecord> clips) {
        List<Both> ahead = new ArrayList<>();
        for (Sides sides : next) {
            Both both = both(sides, clips);
            if (both != null) {
                ahead.add(both);
            }
        }
        Set<Wish> wishes = new LinkedHashSet<>();
        add(wishes, now, false);
        ahead.stream().limit(1).forEach(both -> add(wishes, both, false));
        add(wishes, now, true);
        ahead.forEach(both -> add(wishes, both, false));
        ahead.stream()
                .limit(1)
                .filter(both -> decoder.hasRoomAhead(both.left) && decoder.hasRoomAhead(both.right))
                .forEach(both -> add(wishes, both, true));
        return List.copyOf(wishes);
    }

    private static void add(Set<Wish> to, Both both, boolean whole) {
        to.add(new Wish(both.left, whole));
        to.add(new Wish(both.right, whole));
    }

    private void arrived(ClipRecord clip) {
        Both now = wanted;
        if (now != null && now.has(clip) && loading.get() && problem.get().isEmpty()) {
            present(now);
        }
    }

    /** As much as there is of the pair; plays when all of it is there. */
    private void present(Both now) {
        boolean whole = decoder.whole(now.left) != null && decoder.whole(now.right) != null;
        VideoInfo left = info(now.left);
        VideoInfo right = info(now.right);
        VideoInfo leading = seconds(right) > seconds(left) ? right : left;
        open(leading.frameCount(), leading.frameRate());
        shown.set(shownOf(now));
        loading.set(!whole);
        if (whole && playhead.lastFrame() == 0) {
            seenToEnd.set(true);
        }
        if (whole && autoplay.get()) {
            playhead.playForwards();
        }
    }

    private void open(int frames, double framesPerSecond) {
        opening = true;
        playhead.open(frames, framesPerSecond);
        opening = false;
        seenToEnd.set(false);
    }

    private Shown shownOf(Both both) {
        Side left = side(both.left);
        Side right = side(both.right);
        return left == null || right == null ? Shown.NOTHING : new Shown(left, right);
    }

    private @Nullable Side side(ClipRecord clip) {
        Clip best = decoder.best(clip);
        return best == null ? null : new Side(best, tracks.get(clip.id()));
    }

    /** Of what could be decoded; as announced while it is not there yet. */
    private VideoInfo info(ClipRecord clip) {
        Clip whole = decoder.whole(clip);
        return whole == null ? clip.video() : whole.info();
    }

    private static double seconds(VideoInfo info) {
        return info.frameCount() / info.frameRate();
    }

    private void readTracks(Project in, Both both) {
        executor.load(
                this,
                () -> {
                    Map<String, EffectiveTracks> read = new HashMap<>();
                    for (ClipRecord clip : List.of(both.left, both.right)) {
                        decoder.requireFile(in, clip);
                        EffectiveTracks known = tracks(in, clip);
                        if (known != null) {
                            read.put(clip.id(), known);
                        }
                    }
                    return read;
                },
                read -> {
                    tracks.keySet().removeAll(List.of(both.left.id(), both.right.id()));
                    tracks.putAll(read);
                    Both now = wanted;
                    if (now != null && problem.get().isEmpty()) {
                        shown.set(shownOf(now));
                    }
                },
                failure -> failed(both.left, failure));
    }

    private static @Nullable EffectiveTracks tracks(Project in, ClipRecord clip) throws WorkbenchException {
        Annotation annotation = in.tracks().annotation(clip.id());
        Long trackId = annotation.trackId();
        TrackRecord track = trackId == null ? null : in.tracks().find(trackId).orElse(null);
        return track == null ? null : EffectiveTracks.of(track.tracks(), annotation.corrections());
    }

    private void failed(ClipRecord clip, Throwable failure) {
        Both now = wanted;
        if (now == null || !now.has(clip)) {
            // Whoever comes to that pair hears of it.
            return;
        }
        loading.set(false);
        playhead.pause();
        shown.set(Shown.NOTHING);
        if (failure instanceof WorkbenchException) {
            problem.set(String.valueOf(failure.getMessage()));
        } else {
            onFailed.accept(failure);
        }
    }

    Playhead playhead() {
        return playhead;
    }

    /** What can be seen: nothing, first frames while {@link #loadingProperty}, or the whole clips. */
    ReadOnlyObjectProperty<Shown> shownProperty() {
        return shown.getReadOnlyProperty();
    }

    /** Whether there is more of the pair to come. */
    ReadOnlyBooleanProperty loadingProperty() {
        return loading.getReadOnlyProperty();
    }

    /** Whether both clips have played to the end, or were dragged there. */
    ReadOnlyBooleanProperty seenToEndProperty() {
        return seenToEnd.getReadOnlyProperty();
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
