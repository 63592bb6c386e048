package org.spatialalign.app.player;

import java.util.List;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.geometry.FrameBoxes;
import org.spatialalign.engine.geometry.PixelBox;
import org.spatialalign.engine.geometry.Role;
import org.spatialalign.engine.prompt.DsrType;
import org.spatialalign.engine.score.ScoreOutcome;
import org.spatialalign.engine.score.SsrCurve;
import org.spatialalign.engine.score.UnscorableReason;
import org.spatialalign.engine.track.Corrections;
import org.spatialalign.engine.track.EffectiveBox;
import org.spatialalign.engine.track.EffectiveTracks;
import org.spatialalign.engine.track.MachineBox;
import org.spatialalign.engine.track.MachineBox.BoxState;
import org.spatialalign.engine.track.MachineTracks;

/** Machine boxes, corrections and seeds, and what follows from them at once: the boxes that count, problems, score. */
final class LiveBoxes {

    private final PlayerViewModel.LiveScorer scorer;
    private int frameCount;

    final ReadOnlyObjectWrapper<@Nullable DsrType> type = new ReadOnlyObjectWrapper<>();
    final ReadOnlyObjectWrapper<@Nullable MachineTracks> tracks = new ReadOnlyObjectWrapper<>();
    final ReadOnlyBooleanWrapper hasTracks = new ReadOnlyBooleanWrapper();
    final ObjectProperty<Corrections> corrections = new SimpleObjectProperty<>(Corrections.NONE);
    final ObjectProperty<List<FrameBoxes>> seeds = new SimpleObjectProperty<>(List.of());
    final ReadOnlyObjectWrapper<EffectiveTracks> effective = new ReadOnlyObjectWrapper<>(nothing(0));
    final ReadOnlyObjectWrapper<ScoreOutcome> outcome = new ReadOnlyObjectWrapper<>(noPrompt());
    final ReadOnlyObjectWrapper<List<TrackProblem>> problems = new ReadOnlyObjectWrapper<>(List.of());

    LiveBoxes(PlayerViewModel.LiveScorer scorer) {
        this.scorer = scorer;
        corrections.addListener((o, before, now) -> recompute());
    }

    /** Another clip, without seeds. */
    void open(int frames, @Nullable DsrType dsrType, @Nullable MachineTracks machine, Corrections corrected) {
        frameCount = frames;
        seeds.set(List.of());
        type.set(dsrType);
        setTracks(machine, corrected);
    }

    void setTracks(@Nullable MachineTracks machine, Corrections corrected) {
        tracks.set(machine);
        hasTracks.set(machine != null);
        corrections.set(corrected);
        recompute();
    }

    void setType(@Nullable DsrType dsrType) {
        type.set(dsrType);
        recompute();
    }

    private void recompute() {
        MachineTracks machine = tracks.get();
        EffectiveTracks now = machine == null ? nothing(frameCount) : EffectiveTracks.of(machine, corrections.get());
        DsrType relations = type.get();
        ScoreOutcome scored = relations == null ? noPrompt() : scorer.score(relations, now);
        problems.set(machine == null ? List.of() : TrackProblem.of(now, scored));
        effective.set(now);
        outcome.set(scored);
    }

    /** The box that counts, or the seed drawn there when there are no tracks; null when there is none. */
    @Nullable
    PixelBox box(Role role, int frame) {
        if (hasTracks.get()) {
            return effectiveBox(role, frame).box();
        }
        return seeds.get().stream()
                .filter(s -> s.frame() == frame)
                .findFirst()
                .flatMap(s -> s.box(role))
                .orElse(null);
    }

    /** Says "nobody looked" beyond the frames that the tracks know. */
    EffectiveBox effectiveBox(Role role, int frame) {
        EffectiveTracks now = effective.get();
        if (frame >= now.frameCount()) {
            return new EffectiveBox(null, EffectiveBox.Origin.MACHINE, MachineBox.absent(BoxState.NONE));
        }
        return now.box(role, frame);
    }

    private static EffectiveTracks nothing(int frames) {
        return EffectiveTracks.of(MachineTracks.none(frames), Corrections.NONE);
    }

    private static ScoreOutcome noPrompt() {
        return new ScoreOutcome.Unscorable(
                UnscorableReason.NO_PROMPT,
                "No prompt says which relations to look for.",
                new SsrCurve(List.of()),
                List.of());
    }
}
