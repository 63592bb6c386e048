package org.spatialalign.app.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
import org.spatialalign.app.evaluate.EvaluateViewModel.Shown;
import org.spatialalign.app.fx.UiExecutor;
import org.spatialalign.app.job.ProjectSession;
import org.spatialalign.app.player.Playhead;
import org.spatialalign.engine.core.CancelToken;
import org.spatialalign.engine.core.CancelledException;
import org.spatialalign.engine.core.Progress;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.evaluate.Comparison;
import org.spatialalign.engine.evaluate.ScoredClip;
import org.spatialalign.engine.media.Clip;
import org.spatialalign.engine.media.ClipDecoder;
import org.spatialalign.engine.media.DecodeOptions;
import org.spatialalign.engine.media.MediaException;
import org.spatialalign.engine.score.ScoreOutcome;
import org.spatialalign.engine.store.ClipRecord;
import org.spatialalign.engine.store.Project;
import org.spatialalign.engine.store.TrackRecord;
import org.spatialalign.engine.track.EffectiveTracks;

/** The clips of one prompt and seed, the base's first, decoded to be played on one playhead. */
final class SideBySideViewModel {

    /** One clip; {@code why} says what is wrong with it when there is none. */
    record Side(
            String id,
            String model,
            @Nullable Clip clip,
            @Nullable EffectiveTracks tracks,
            ScoreOutcome outcome,
            String why) {}

    private static final int WIDTH = 640;

    private final UiExecutor executor;
    private final EvaluateViewModel evaluate;
    private final Consumer<Throwable> onFailed;
    private final Playhead playhead = new Playhead();
    private final ReadOnlyObjectWrapper<List<Side>> sides = new ReadOnlyObjectWrapper<>(List.of());
    private CancelToken decoding = CancelToken.never();
    private Comparison.@Nullable Pair wanted;
    private List<String> ids = List.of();
    private boolean visible;

    SideBySideViewModel(
            UiExecutor executor, EvaluateViewModel evaluate, PairsListViewModel list, Consumer<Throwable> onFailed) {
        this.executor = executor;
        this.evaluate = evaluate;
        this.onFailed = onFailed;
        list.selectedProperty().addListener((o, before, now) -> {
            wanted = now;
            load();
        });
        wanted = list.selectedProperty().get();
    }

    /** Clips are only decoded while they can be seen. */
    void setVisible(boolean now) {
        visible = now;
        if (!now) {
            playhead.pause();
        }
        load();
    }

    private void load() {
        ProjectSession open = evaluate.session();
        Shown shown = evaluate.shownProperty().get();
        Comparison.Pair pair = wanted;
        if (open == null || shown == null || pair == null) {
            decoding.cancel();
            executor.forget(this);
            ids = List.of();
            sides.set(List.of());
            return;
        }
        List<ScoredClip> clips = clips(shown, pair);
        List<String> now = clips.stream().map(ScoredClip::clip).toList();
        if (!visible || now.equals(ids)) {
            return;
        }
        decoding.cancel();
        CancelToken cancel = new CancelToken();
        decoding = cancel;
        ids = now;
        executor.load(this, () -> read(open, shown, clips, cancel), this::take, problem -> {
            if (!(problem instanceof CancelledException)) {
                ids = List.of();
                onFailed.accept(problem);
            }
        });
    }

    /** Base, the tuned model of the list, then whatever the other tuned models made of it. */
    private static List<ScoredClip> clips(Shown shown, Comparison.Pair pair) {
        List<ScoredClip> clips = new ArrayList<>(List.of(pair.base(), pair.tuned()));
        shown.evaluation().versus().values().forEach(comparison -> comparison.pairs().stream()
                .filter(other -> other.base().equals(pair.base()) && !clips.contains(other.tuned()))
                .forEach(other -> clips.add(other.tuned())));
        return clips;
    }

    private static List<Side> read(ProjectSession open, Shown shown, List<ScoredClip> clips, CancelToken cancel)
            throws WorkbenchException, CancelledException {
        Project project = open.project();
        List<Side> made = new ArrayList<>();
        for (ScoredClip scored : clips) {
            ClipRecord record = shown.data().listing(scored.clip()).clip();
            ScoreOutcome outcome = java.util.Objects.requireNonNull(
                            shown.data().scores().get(scored.clip()))
                    .outcome();
            var annotation = project.tracks().annotation(record.id());
            Long trackId = annotation.trackId();
            TrackRecord track =
                    trackId == null ? null : project.tracks().find(trackId).orElse(null);
            EffectiveTracks tracks =
                    track == null ? null : EffectiveTracks.of(track.tracks(), annotation.corrections());
            Clip clip = null;
            String why = "";
            try {
                clip = new ClipDecoder()
                        .decode(project.clipFile(record), DecodeOptions.scaled(WIDTH), Progress.Listener.NONE, cancel)
                        .clip();
            } catch (MediaException unreadable) {
                why = String.valueOf(unreadable.getMessage());
            }
            made.add(new Side(record.id(), record.model(), clip, tracks, outcome, why));
        }
        return made;
    }

    private void take(List<Side> made) {
        int frames = 0;
        double rate = 16;
        for (Side side : made) {
            Clip clip = side.clip();
            // The longest one leads; the others hold their last frame.
            if (clip != null && clip.frameCount() > frames) {
                frames = clip.frameCount();
                rate = clip.info().frameRate();
            }
        }
        playhead.open(frames, rate);
        sides.set(made);
    }

    Playhead playhead() {
        return playhead;
    }

    ReadOnlyObjectProperty<List<Side>> sidesProperty() {
        return sides.getReadOnlyProperty();
    }
}
