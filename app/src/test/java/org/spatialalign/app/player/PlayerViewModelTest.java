package org.spatialalign.app.player;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.spatialalign.engine.geometry.FrameBoxes;
import org.spatialalign.engine.geometry.PixelBox;
import org.spatialalign.engine.geometry.Role;
import org.spatialalign.engine.prompt.DsrType;
import org.spatialalign.engine.score.ScoreOutcome;
import org.spatialalign.engine.score.UnscorableReason;
import org.spatialalign.engine.track.CorrectionEdits;
import org.spatialalign.engine.track.Corrections;
import org.spatialalign.engine.track.EffectiveBox.Origin;
import org.spatialalign.engine.track.MachineBox.BoxState;
import org.spatialalign.engine.track.MachineTracks;

class PlayerViewModelTest {

    private static final DsrType LR = DsrType.of("LR");

    private record Edit(String label, Corrections after) {}

    private final PlayerViewModel player = new PlayerViewModel();
    private final List<Edit> edits = new ArrayList<>();

    @BeforeEach
    void open() {
        player.setEditSink((label, after) -> edits.add(new Edit(label, after)));
        player.open(Scenes.clip(), LR, Scenes.leftToRight(), Corrections.NONE);
        player.animalNameProperty().set("cat");
        player.objectNameProperty().set("chair");
    }

    @Test
    void opensOnTheFirstFrameWithItsScore() {
        assertThat(player.frame()).isZero();
        assertThat(player.playhead().frameCount()).isEqualTo(Scenes.FRAMES);
        assertThat(score()).isCloseTo(1.0, within(1e-3));
        assertThat(player.scoreFrames()).containsExactly(0, 1, 2, 38, 39, 40);
    }

    @Test
    void jumpsThroughTheScoreBearingFramesAndSaysWhenThereAreNoMore() {
        List<Integer> visited = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            player.nextScoreFrame();
            visited.add(player.frame());
        }
        assertThat(visited).containsExactly(1, 2, 38, 39, 40);
        player.nextScoreFrame();
        assertThat(player.frame()).isEqualTo(40);
        assertThat(player.noticeProperty().get()).isEqualTo("No score-bearing frame after this one.");
        player.previousScoreFrame();
        assertThat(player.frame()).isEqualTo(39);
        assertThat(player.noticeProperty().get()).isEmpty();
    }

    @Test
    void jumpsFromTroubleToTrouble() {
        MachineTracks tracks = Scenes.without(Scenes.leftToRight(), BoxState.LOST, 5, 9);
        tracks = Scenes.without(tracks, BoxState.JUMPED, 10, 12);
        player.setTracks(tracks, CorrectionEdits.markOutside(Corrections.NONE, Role.OBJECT, 20, 21));
        assertThat(player.problemsProperty().get())
                .containsExactly(
                        new TrackProblem(Role.ANIMAL, TrackProblem.Kind.LOST, 5, 9),
                        new TrackProblem(Role.ANIMAL, TrackProblem.Kind.JUMPED, 10, 12),
                        new TrackProblem(Role.OBJECT, TrackProblem.Kind.OUTSIDE, 20, 21));
        player.nextProblemFrame();
        assertThat(player.frame()).isEqualTo(5);
        player.nextProblemFrame();
        player.nextProblemFrame();
        assertThat(player.frame()).isEqualTo(20);
        player.previousProblemFrame();
        assertThat(player.frame()).isEqualTo(10);
    }

    @Test
    void aBoxWithoutExtentIsAProblemToo() {
        Corrections flat = CorrectionEdits.setKeyFrame(Corrections.NONE, Role.ANIMAL, 7, new PixelBox(50, 50, 50, 80));
        player.correctionsProperty().set(flat);
        assertThat(player.problemsProperty().get())
                .anyMatch(p -> p.kind() == TrackProblem.Kind.UNUSABLE && p.contains(7));
    }

    @Test
    void theScoreFollowsWhileDraggingAndTheOldOneIsTheGhost() {
        player.goTo(40);
        double before = score();
        assertThat(player.beginDrag(Role.ANIMAL, BoxHandle.MOVE, 280, 90)).isTrue();
        assertThat(player.ghostScoreProperty().get()).isEqualTo(before);
        player.drag(180, 90);
        double halfway = score();
        assertThat(halfway).isLessThan(before);
        player.drag(80, 90);
        assertThat(score()).isLessThan(halfway);
        assertThat(edits).as("not before the release").isEmpty();
        assertThat(player.ghostBoxProperty().get()).isEqualTo(Scenes.cat(280));

        player.endDrag();
        assertThat(edits).hasSize(1);
        assertThat(edits.get(0).label()).isEqualTo("Move cat box in frame 40");
        assertThat(player.effectiveBox(Role.ANIMAL, 40).origin()).isEqualTo(Origin.KEY_FRAME);
        assertThat(box(Role.ANIMAL, 40)).isEqualTo(Scenes.cat(80));
        assertThat(player.ghostScoreProperty().get()).isNull();
        assertThat(player.ghostBoxProperty().get()).isNull();
    }

    @Test
    void aClickWithoutMovementChangesNothing() {
        player.beginDrag(Role.ANIMAL, BoxHandle.MOVE, 40, 90);
        player.endDrag();
        player.beginDrag(Role.ANIMAL, BoxHandle.MOVE, 40, 90);
        player.drag(60, 90);
        player.drag(40, 90);
        player.endDrag();
        player.beginDrag(Role.OBJECT, BoxHandle.DRAW, 10, 10);
        player.drag(12, 12);
        player.endDrag();
        assertThat(edits).isEmpty();
        assertThat(player.correctionsProperty().get()).isEqualTo(Corrections.NONE);
    }

    @Test
    void cancellingPutsEverythingBack() {
        player.beginDrag(Role.ANIMAL, BoxHandle.MOVE, 40, 90);
        player.drag(200, 90);
        player.cancelDrag();
        assertThat(player.correctionsProperty().get()).isEqualTo(Corrections.NONE);
        player.beginDrag(Role.ANIMAL, BoxHandle.MOVE, 40, 90);
        player.drag(200, 90);
        player.step(1);
        assertThat(player.isDragging()).isFalse();
        assertThat(player.correctionsProperty().get()).isEqualTo(Corrections.NONE);
        assertThat(edits).isEmpty();
    }

    @Test
    void resizesByEdgeAndCornerAndKeepsTheBoxWhole() {
        player.beginDrag(Role.OBJECT, BoxHandle.TOP_LEFT, 130, 50);
        player.drag(100, 40);
        player.endDrag();
        assertThat(box(Role.OBJECT, 0)).isEqualTo(new PixelBox(100, 40, 190, 130));
        player.beginDrag(Role.OBJECT, BoxHandle.RIGHT, 190, 90);
        player.drag(-500, 0);
        player.endDrag();
        assertThat(box(Role.OBJECT, 0)).isEqualTo(new PixelBox(100, 40, 102, 130));
        player.beginDrag(Role.OBJECT, BoxHandle.BOTTOM_RIGHT, 102, 130);
        player.drag(5000, 5000);
        player.endDrag();
        assertThat(box(Role.OBJECT, 0)).isEqualTo(new PixelBox(100, 40, Scenes.WIDTH, Scenes.HEIGHT));
        assertThat(edits)
                .extracting(Edit::label)
                .containsOnly("Resize chair box in frame 0")
                .hasSize(3);
        assertThat(player.selectedRole()).isEqualTo(Role.OBJECT);
    }

    @Test
    void aMovedBoxKeepsItsCentreInThePicture() {
        player.beginDrag(Role.ANIMAL, BoxHandle.MOVE, 40, 90);
        player.drag(-400, 90);
        player.endDrag();
        assertThat(box(Role.ANIMAL, 0).centerX()).isZero();
    }

    @Test
    void nudgesByPixels() {
        player.nudge(1, 0);
        player.nudge(0, -10);
        assertThat(box(Role.ANIMAL, 0)).isEqualTo(PixelBox.ofCenter(41, 80, 40, 30));
        assertThat(edits)
                .extracting(Edit::label)
                .containsOnly("Nudge cat box in frame 0")
                .hasSize(2);
    }

    @Test
    void keyFrameOnAndOff() {
        player.goTo(10);
        player.toggleKeyFrame();
        assertThat(player.effectiveBox(Role.ANIMAL, 10).origin()).isEqualTo(Origin.KEY_FRAME);
        player.toggleKeyFrame();
        assertThat(player.correctionsProperty().get()).isEqualTo(Corrections.NONE);
        assertThat(edits).extracting(Edit::label).containsExactly("Set cat key frame 10", "Remove cat key frame 10");
    }

    @Test
    void midpointGoesBetweenTheKeyFrames() {
        player.toggleKeyFrame();
        player.goTo(20);
        player.toggleKeyFrame();
        player.goTo(7);
        player.midpointKeyFrame();
        assertThat(player.frame()).isEqualTo(10);
        assertThat(player.effectiveBox(Role.ANIMAL, 10).origin()).isEqualTo(Origin.KEY_FRAME);
    }

    @Test
    void swapExchangesTheIdentitiesFromHereOn() {
        player.goTo(20);
        player.swapFromHere();
        assertThat(box(Role.ANIMAL, 19)).isEqualTo(Scenes.cat(40 + 240.0 * 19 / 40));
        assertThat(box(Role.ANIMAL, 20)).isEqualTo(Scenes.CHAIR);
        assertThat(score()).isLessThan(0.7);
        player.swapFromHere();
        assertThat(player.correctionsProperty().get()).isEqualTo(Corrections.NONE);
        assertThat(edits)
                .extracting(Edit::label)
                .containsExactly("Swap identities from frame 20", "Take back swap from frame 20");
    }

    @Test
    void outsideLastsToTheNextKeyFrameAndEndsWhereItIsBack() {
        player.goTo(30);
        player.toggleKeyFrame();
        player.goTo(20);
        player.toggleOutside();
        assertThat(player.box(Role.ANIMAL, 20)).isNull();
        assertThat(player.box(Role.ANIMAL, 29)).isNull();
        assertThat(player.box(Role.ANIMAL, 30)).isNotNull();
        player.goTo(25);
        player.toggleOutside();
        assertThat(player.box(Role.ANIMAL, 24)).isNull();
        assertThat(player.box(Role.ANIMAL, 25)).isNotNull();
        assertThat(edits)
                .extracting(Edit::label)
                .contains("Mark cat outside in frames 20 to 29", "Mark cat as back in frame 25");
    }

    @Test
    void revertRestoresTheMachine() {
        player.revert();
        assertThat(edits).isEmpty();
        assertThat(player.noticeProperty().get()).contains("Nothing was corrected");
        player.nudge(10, 0);
        player.revert();
        assertThat(box(Role.ANIMAL, 0)).isEqualTo(Scenes.cat(40));
        player.nudge(10, 0);
        player.goTo(5);
        player.revertAll();
        assertThat(player.correctionsProperty().get()).isEqualTo(Corrections.NONE);
    }

    @Test
    void straightLineBetweenKeyFramesOrOverTheLoopRange() {
        player.toggleStraightLine();
        assertThat(player.noticeProperty().get()).startsWith("A straight line needs");
        player.playhead().setLoopRange(5, 15);
        player.goTo(10);
        player.toggleStraightLine();
        assertThat(player.correctionsProperty().get().lines())
                .containsExactly(new Corrections.Span(Role.ANIMAL, 5, 15));
        player.toggleStraightLine();
        assertThat(player.correctionsProperty().get().lines()).isEmpty();
    }

    @Test
    void anUndoFromOutsideIsShownAndEndsADrag() {
        player.nudge(10, 0);
        player.beginDrag(Role.ANIMAL, BoxHandle.MOVE, 50, 90);
        player.drag(100, 90);
        player.correctionsProperty().set(Corrections.NONE);
        assertThat(player.isDragging()).isFalse();
        assertThat(box(Role.ANIMAL, 0)).isEqualTo(Scenes.cat(40));
        player.endDrag();
        assertThat(edits).hasSize(1);
    }

    @Test
    void withoutTracksDrawingMakesSeeds() {
        List<FrameBoxes> seeds = new ArrayList<>();
        player.setSeedSink((frame, role, box) -> seeds.add(new FrameBoxes(frame, null, null).with(role, box)));
        player.open(Scenes.clip(), LR, null, Corrections.NONE);
        assertThat(player.outcome()).isInstanceOfSatisfying(ScoreOutcome.Unscorable.class, u -> assertThat(u.reason())
                .isEqualTo(UnscorableReason.NO_BOXES));
        assertThat(player.problemsProperty().get()).isEmpty();
        player.goTo(3);
        player.beginDrag(Role.OBJECT, BoxHandle.DRAW, 100, 100);
        player.drag(50, 60);
        assertThat(player.draftBoxProperty().get()).isEqualTo(new PixelBox(50, 60, 100, 100));
        player.endDrag();
        assertThat(seeds).containsExactly(new FrameBoxes(3, null, new PixelBox(50, 60, 100, 100)));
        assertThat(player.draftBoxProperty().get()).isNull();

        player.seedsProperty().set(List.copyOf(seeds));
        player.beginDrag(Role.OBJECT, BoxHandle.MOVE, 70, 70);
        player.drag(80, 70);
        player.endDrag();
        assertThat(seeds.get(1).object()).isEqualTo(new PixelBox(60, 60, 110, 100));
        player.toggleOutside();
        assertThat(player.noticeProperty().get()).contains("not tracked yet");
        assertThat(edits).isEmpty();
    }

    @Test
    void readOnlyShowsEverythingAndChangesNothing() {
        player.editableProperty().set(false);
        assertThat(player.beginDrag(Role.ANIMAL, BoxHandle.MOVE, 40, 90)).isFalse();
        player.nudge(1, 0);
        player.toggleKeyFrame();
        player.swapFromHere();
        player.toggleOutside();
        assertThat(edits).isEmpty();
        assertThat(player.noticeProperty().get()).contains("read-only");
    }

    @Test
    void withoutPromptBoxesAreShownAndTheReasonIsNamed() {
        player.open(Scenes.clip(), null, Scenes.leftToRight(), Corrections.NONE);
        assertThat(player.score()).isNull();
        assertThat(player.box(Role.ANIMAL, 0)).isNotNull();
        assertThat(((ScoreOutcome.Unscorable) player.outcome()).reason()).isEqualTo(UnscorableReason.NO_PROMPT);
        player.nextScoreFrame();
        assertThat(player.noticeProperty().get()).isEqualTo("This clip has no score-bearing frame.");
    }

    @Test
    void closedItShowsNothingAndNoCommandFails() {
        player.close();
        player.nudge(1, 1);
        player.toggleKeyFrame();
        player.toggleOutside();
        player.midpointKeyFrame();
        player.step(1);
        player.retrack();
        assertThat(player.clip()).isNull();
        assertThat(edits).isEmpty();
    }

    private double score() {
        return Objects.requireNonNull(player.score());
    }

    private PixelBox box(Role role, int frame) {
        return Objects.requireNonNull(player.box(role, frame));
    }
}
