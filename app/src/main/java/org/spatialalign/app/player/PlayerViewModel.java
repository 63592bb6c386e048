package org.spatialalign.app.player;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.geometry.FrameBoxes;
import org.spatialalign.engine.geometry.PixelBox;
import org.spatialalign.engine.geometry.Role;
import org.spatialalign.engine.media.Clip;
import org.spatialalign.engine.prompt.DsrType;
import org.spatialalign.engine.score.DsrScorer;
import org.spatialalign.engine.score.ScoreOutcome;
import org.spatialalign.engine.score.ScorePreset;
import org.spatialalign.engine.track.Corrections;
import org.spatialalign.engine.track.EffectiveBox;
import org.spatialalign.engine.track.EffectiveTracks;
import org.spatialalign.engine.track.MachineTracks;

/**
 * One clip with its boxes and its live score: what is shown, which frame, and the editing of boxes in source-picture
 * pixels. Every finished edit goes to the edit sink once; the page journals it, and sets {@link #correctionsProperty}
 * again after an undo. FX thread, but needs no toolkit.
 */
public final class PlayerViewModel {

    /** Scores boxes at once; called on every mouse move of a drag. */
    @FunctionalInterface
    public interface LiveScorer {
        ScoreOutcome score(DsrType type, EffectiveTracks tracks);
    }

    /** Receives a box drawn on a clip that has no tracks yet. */
    @FunctionalInterface
    public interface SeedSink {
        void drawn(int frame, Role role, PixelBox box);
    }

    private final Playhead playhead = new Playhead();
    private final LiveBoxes boxes;
    private final BoxEditor editor = new BoxEditor(this);
    private final BoxCommands commands = new BoxCommands(this, editor);

    private final ReadOnlyObjectWrapper<@Nullable Clip> clip = new ReadOnlyObjectWrapper<>();
    private final ObjectProperty<@Nullable Double> ghostScore = new SimpleObjectProperty<>();

    private final BooleanProperty overlayVisible = new SimpleBooleanProperty(true);
    private final BooleanProperty trailVisible = new SimpleBooleanProperty(true);
    private final BooleanProperty landscapeVisible = new SimpleBooleanProperty();
    private final DoubleProperty overlayOpacity = new SimpleDoubleProperty(1);
    private final BooleanProperty editable = new SimpleBooleanProperty(true);
    private final ObjectProperty<Role> selectedRole = new SimpleObjectProperty<>(Role.ANIMAL);
    private final StringProperty animalName = new SimpleStringProperty("animal");
    private final StringProperty objectName = new SimpleStringProperty("object");
    private final ReadOnlyStringWrapper notice = new ReadOnlyStringWrapper("");
    private final ReadOnlyIntegerWrapper goToRequests = new ReadOnlyIntegerWrapper();
    private final ReadOnlyIntegerWrapper fitRequests = new ReadOnlyIntegerWrapper();

    private BiConsumer<String, Corrections> editSink = (label, after) -> {};
    private SeedSink seedSink = (frame, role, box) -> {};
    private @Nullable Runnable retrackAction;

    /** Scores with the paper's settings. */
    public PlayerViewModel() {
        this((type, tracks) -> new DsrScorer(ScorePreset.PAPER).score(type, tracks.frames()));
    }

    public PlayerViewModel(LiveScorer scorer) {
        boxes = new LiveBoxes(scorer);
        boxes.corrections.addListener((o, before, now) -> editor.correctionsChanged());
        playhead.frameProperty().addListener((o, before, now) -> {
            editor.cancel();
            notice.set("");
        });
    }

    /**
     * Shows a clip from its first frame, stopped.
     *
     * @param dsrType which relations to score; null when no prompt is known
     * @param machine the boxes; null when the clip was not tracked yet, then boxes drawn are seeds
     */
    public void open(Clip shown, @Nullable DsrType dsrType, @Nullable MachineTracks machine, Corrections corrected) {
        editor.cancel();
        clip.set(null);
        playhead.open(shown.frameCount(), shown.info().frameRate());
        boxes.open(shown.frameCount(), dsrType, machine, corrected);
        notice.set("");
        clip.set(shown);
    }

    /** Shows nothing. */
    public void close() {
        editor.cancel();
        clip.set(null);
        playhead.open(0, 16);
        boxes.open(0, null, null, Corrections.NONE);
    }

    /** Other boxes for the clip that is open, for instance after re-tracking; the frame stays. */
    public void setTracks(@Nullable MachineTracks machine, Corrections corrected) {
        editor.cancel();
        boxes.setTracks(machine, corrected);
    }

    public void setType(@Nullable DsrType dsrType) {
        boxes.setType(dsrType);
    }

    // Moving through the clip

    /** The frames the score is made of, ascending; empty when there is no score. */
    public List<Integer> scoreFrames() {
        if (boxes.outcome.get() instanceof ScoreOutcome.Scored scored) {
            return Stream.concat(scored.terms().firstFrames().stream(), scored.terms().lastFrames().stream())
                    .distinct()
                    .sorted()
                    .toList();
        }
        return List.of();
    }

    public void nextScoreFrame() {
        jump(scoreFrames(), true, "score-bearing frame");
    }

    public void previousScoreFrame() {
        jump(scoreFrames(), false, "score-bearing frame");
    }

    /** To the beginning of the next run of frames with a problem. */
    public void nextProblemFrame() {
        jump(problemStarts(), true, "problem");
    }

    public void previousProblemFrame() {
        jump(problemStarts(), false, "problem");
    }

    private List<Integer> problemStarts() {
        return boxes.problems.get().stream().map(TrackProblem::from).distinct().toList();
    }

    private void jump(List<Integer> targets, boolean forward, String what) {
        int here = playhead.frame();
        playhead.pause();
        (forward
                        ? targets.stream().filter(f -> f > here).findFirst()
                        : targets.stream().filter(f -> f < here).reduce((a, b) -> b))
                .ifPresentOrElse(
                        playhead::goTo,
                        () -> notice.set(
                                targets.isEmpty()
                                        ? "This clip has no " + what + "."
                                        : "No " + what + (forward ? " after" : " before") + " this one."));
    }

    public void step(int frames) {
        playhead.step(frames);
    }

    public void goTo(int frame) {
        playhead.goTo(frame);
    }

    /** Asks the view to put the cursor into the frame box. */
    public void requestGoTo() {
        goToRequests.set(goToRequests.get() + 1);
    }

    /** Asks the view to show the whole picture. */
    public void requestFit() {
        fitRequests.set(fitRequests.get() + 1);
    }

    // Editing: see BoxEditor and BoxCommands

    public void setEditSink(BiConsumer<String, Corrections> sink) {
        editSink = sink;
    }

    public void setSeedSink(SeedSink sink) {
        seedSink = sink;
    }

    public void setRetrackAction(@Nullable Runnable action) {
        retrackAction = action;
    }

    /** Tracks again from the corrected boxes, when the page offers it. */
    public void retrack() {
        Runnable action = retrackAction;
        if (action != null && editable.get()) {
            action.run();
        }
    }

    /** The box that counts, or the seed drawn there when the clip was not tracked; null when there is none. */
    public @Nullable PixelBox box(Role role, int frame) {
        return boxes.box(role, frame);
    }

    /** With its origin; says "nobody looked" beyond the frames that the tracks know. */
    public EffectiveBox effectiveBox(Role role, int frame) {
        return boxes.effectiveBox(role, frame);
    }

    double pictureWidth() {
        Clip shown = clip.get();
        return shown == null ? 0 : shown.info().width();
    }

    double pictureHeight() {
        Clip shown = clip.get();
        return shown == null ? 0 : shown.info().height();
    }

    /** The real name, "cat" or "chair". */
    public String name(Role role) {
        return role == Role.ANIMAL ? animalName.get() : objectName.get();
    }

    /**
     * A hand takes hold of a box, at a point in source-picture pixels. Nothing changes before it moves.
     *
     * @return whether there is something to take hold of
     */
    public boolean beginDrag(Role role, BoxHandle handle, double x, double y) {
        return editor.begin(role, handle, x, y);
    }

    public void drag(double x, double y) {
        editor.drag(x, y);
    }

    /** Lets go: one edit when something moved, none otherwise. */
    public void endDrag() {
        editor.end();
    }

    /** Lets go and puts everything back. */
    public void cancelDrag() {
        editor.cancel();
    }

    public boolean isDragging() {
        return editor.isDragging();
    }

    /** Moves the selected box by pixels. */
    public void nudge(double dx, double dy) {
        commands.nudge(dx, dy);
    }

    public void toggleKeyFrame() {
        commands.toggleKeyFrame();
    }

    /** Goes to the middle between the key frames around this one and sets a key frame there. */
    public void midpointKeyFrame() {
        commands.midpointKeyFrame();
    }

    public void swapFromHere() {
        commands.swapFromHere();
    }

    /** The selected thing is outside from here to its next key frame; on a frame marked so, it is back. */
    public void toggleOutside() {
        commands.toggleOutside();
    }

    /** The machine's box again in this frame. */
    public void revert() {
        commands.revertFrame();
    }

    /** The machine's boxes again in all frames of the selected role. */
    public void revertAll() {
        commands.revertAll();
    }

    /** A straight line between the key frames around this one, or over the loop range; again: the machine's motion. */
    public void toggleStraightLine() {
        commands.toggleStraightLine();
    }

    void finishEdit(String label) {
        notice.set("");
        editSink.accept(label, boxes.corrections.get());
    }

    void finishSeed(int frame, Role role, PixelBox box) {
        notice.set("");
        seedSink.drawn(frame, role, box);
    }

    void tell(String text) {
        notice.set(text);
    }

    void showGhostScore(boolean shown) {
        ghostScore.set(shown ? score() : null);
    }

    // State

    /** The live DSR-Score, or null when there is none. */
    public @Nullable Double score() {
        return boxes.outcome.get() instanceof ScoreOutcome.Scored scored ? scored.dsrScore() : null;
    }

    public Playhead playhead() {
        return playhead;
    }

    public ReadOnlyObjectProperty<@Nullable Clip> clipProperty() {
        return clip.getReadOnlyProperty();
    }

    public @Nullable Clip clip() {
        return clip.get();
    }

    public ReadOnlyObjectProperty<@Nullable DsrType> typeProperty() {
        return boxes.type.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty hasTracksProperty() {
        return boxes.hasTracks.getReadOnlyProperty();
    }

    public boolean hasTracks() {
        return boxes.hasTracks.get();
    }

    public ObjectProperty<Corrections> correctionsProperty() {
        return boxes.corrections;
    }

    public ReadOnlyObjectProperty<EffectiveTracks> effectiveProperty() {
        return boxes.effective.getReadOnlyProperty();
    }

    public EffectiveTracks effective() {
        return boxes.effective.get();
    }

    public ReadOnlyObjectProperty<ScoreOutcome> outcomeProperty() {
        return boxes.outcome.getReadOnlyProperty();
    }

    public ScoreOutcome outcome() {
        return boxes.outcome.get();
    }

    public ReadOnlyObjectProperty<List<TrackProblem>> problemsProperty() {
        return boxes.problems.getReadOnlyProperty();
    }

    /** The score before the drag that is going on; null outside drags and when there was none. */
    public ObjectProperty<@Nullable Double> ghostScoreProperty() {
        return ghostScore;
    }

    public ReadOnlyObjectProperty<@Nullable ScoreOutcome> ghostOutcomeProperty() {
        return editor.ghostOutcome.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<@Nullable PixelBox> ghostBoxProperty() {
        return editor.ghostBox.getReadOnlyProperty();
    }

    /** The seed being drawn; null outside of such a drag. */
    public ReadOnlyObjectProperty<@Nullable PixelBox> draftBoxProperty() {
        return editor.draftBox.getReadOnlyProperty();
    }

    /** Boxes drawn by a person that a tracker starts from; shown and edited while there are no tracks. */
    public ObjectProperty<List<FrameBoxes>> seedsProperty() {
        return boxes.seeds;
    }

    public IntegerProperty frameProperty() {
        return playhead.frameProperty();
    }

    public int frame() {
        return playhead.frame();
    }

    public BooleanProperty playingProperty() {
        return playhead.playingProperty();
    }

    public BooleanProperty loopingProperty() {
        return playhead.loopingProperty();
    }

    public DoubleProperty speedProperty() {
        return playhead.speedProperty();
    }

    public BooleanProperty overlayVisibleProperty() {
        return overlayVisible;
    }

    public BooleanProperty trailVisibleProperty() {
        return trailVisible;
    }

    /** Whether score-bearing frames show the score that each other place of the box would give. */
    public BooleanProperty landscapeVisibleProperty() {
        return landscapeVisible;
    }

    public DoubleProperty overlayOpacityProperty() {
        return overlayOpacity;
    }

    /** False while the project is read-only: everything can be looked at, nothing changed. */
    public BooleanProperty editableProperty() {
        return editable;
    }

    public ObjectProperty<Role> selectedRoleProperty() {
        return selectedRole;
    }

    public Role selectedRole() {
        return selectedRole.get();
    }

    public StringProperty animalNameProperty() {
        return animalName;
    }

    public StringProperty objectNameProperty() {
        return objectName;
    }

    /** One sentence about the last command that could not do anything; empty otherwise. */
    public ReadOnlyStringProperty noticeProperty() {
        return notice.getReadOnlyProperty();
    }

    public ReadOnlyIntegerProperty goToRequestsProperty() {
        return goToRequests.getReadOnlyProperty();
    }

    public ReadOnlyIntegerProperty fitRequestsProperty() {
        return fitRequests.getReadOnlyProperty();
    }
}
