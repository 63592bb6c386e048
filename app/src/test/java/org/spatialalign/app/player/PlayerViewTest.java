package org.spatialalign.app.player;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.geometry.Point2D;
import javafx.geometry.VerticalDirection;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.kordamp.ikonli.javafx.FontIcon;
import org.spatialalign.engine.geometry.FrameBoxes;
import org.spatialalign.engine.geometry.PixelBox;
import org.spatialalign.engine.geometry.Role;
import org.spatialalign.engine.prompt.DsrType;
import org.spatialalign.engine.track.Corrections;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

@ExtendWith(ApplicationExtension.class)
// TestFX calls start before each test.
@SuppressWarnings("NullAway.Init")
class PlayerViewTest {

    private PlayerWindow window;

    @Start
    void start(Stage stage) throws IOException {
        window = new PlayerWindow(stage);
    }

    @Test
    void playsAndStepsByKeys(FxRobot robot) throws TimeoutException {
        robot.type(KeyCode.SPACE);
        WaitForAsyncUtils.waitFor(60, TimeUnit.SECONDS, () -> window.player.frame() > 2);
        robot.type(KeyCode.SPACE);
        assertThat(window.player.playingProperty().get()).isFalse();
        robot.type(KeyCode.HOME).type(KeyCode.RIGHT, 3).type(KeyCode.COMMA);
        assertThat(window.player.frame()).isEqualTo(2);
        robot.type(KeyCode.N);
        assertThat(window.player.frame()).isEqualTo(38);
        robot.press(KeyCode.SHIFT).type(KeyCode.LEFT).release(KeyCode.SHIFT);
        assertThat(window.player.frame()).isEqualTo(28);
        assertThat(window.view.picture().getAccessibleText())
                .startsWith(
                        "Frame 28 of 0 to 40, cat at 65% across, 50% down, chair at 50% across, 50% down, score 1.0");
    }

    @Test
    void goesToATypedFrameAndGivesTheKeysBack(FxRobot robot) {
        robot.type(KeyCode.G).type(KeyCode.DIGIT1, KeyCode.DIGIT7, KeyCode.ENTER);
        assertThat(window.player.frame()).isEqualTo(17);
        robot.type(KeyCode.G).type(KeyCode.X, KeyCode.ENTER);
        assertThat(window.player.frame()).isEqualTo(17);
        robot.type(KeyCode.RIGHT);
        assertThat(window.player.frame()).isEqualTo(18);
        assertThat(window.edits).as("x was text, not a swap").isEmpty();
    }

    @Test
    void draggingABoxMovesTheScoreAndMakesOneEdit(FxRobot robot) {
        robot.type(KeyCode.END);
        double before = score();
        PixelBox cat = Objects.requireNonNull(window.player.box(Role.ANIMAL, 40));
        robot.moveTo(window.onScreen(cat.centerX() + 8, cat.centerY() + 5));
        robot.press(MouseButton.PRIMARY);
        robot.moveTo(window.onScreen(120, 95));
        assertThat(score()).isLessThan(before - 0.05);
        assertThat(window.player.ghostScoreProperty().get()).isEqualTo(before);
        assertThat(label(robot, "#score-before")).isEqualTo(String.format(java.util.Locale.ROOT, "was %.3f", before));
        assertThat(window.edits).isEmpty();
        robot.release(MouseButton.PRIMARY);
        assertThat(window.edits).containsExactly("Move cat box in frame 40");
        assertThat(Objects.requireNonNull(window.player.box(Role.ANIMAL, 40)).centerX())
                .isCloseTo(112, within(2.0));
        assertThat(label(robot, "#score-before")).isEmpty();
        assertThat(label(robot, "#score-number")).isEqualTo(String.format(java.util.Locale.ROOT, "%.3f", score()));
    }

    @Test
    void escapeDuringADragPutsTheBoxBack(FxRobot robot) {
        robot.moveTo(window.onScreen(48, 95)).press(MouseButton.PRIMARY);
        robot.moveTo(window.onScreen(120, 95));
        assertThat(window.player.isDragging()).isTrue();
        robot.type(KeyCode.ESCAPE).release(MouseButton.PRIMARY);
        assertThat(window.edits).isEmpty();
        assertThat(window.player.correctionsProperty().get()).isEqualTo(Corrections.NONE);
    }

    @Test
    void anEdgeOfTheSelectedBoxResizes(FxRobot robot) {
        robot.type(KeyCode.DIGIT2);
        robot.moveTo(window.onScreen(Scenes.CHAIR.x2(), 80)).press(MouseButton.PRIMARY);
        robot.moveTo(window.onScreen(Scenes.CHAIR.x2() + 30, 80)).release(MouseButton.PRIMARY);
        assertThat(window.edits).containsExactly("Resize chair box in frame 0");
        PixelBox chair = Objects.requireNonNull(window.player.box(Role.OBJECT, 0));
        assertThat(chair.x1()).isEqualTo(Scenes.CHAIR.x1());
        assertThat(chair.x2()).isCloseTo(Scenes.CHAIR.x2() + 30, within(2.0));
    }

    @Test
    void theWheelZoomsAtTheCursorAndZFits(FxRobot robot) {
        Viewport fitted = window.view.picture().viewport();
        Point2D cat = window.onScreen(40, 90);
        robot.moveTo(cat).scroll(3, VerticalDirection.UP);
        Viewport zoomed = window.view.picture().viewport();
        assertThat(zoomed.scale()).isNotEqualTo(fitted.scale());
        Point2D after = window.onScreen(40, 90);
        assertThat(after.distance(cat)).isLessThan(2);
        robot.type(KeyCode.Z);
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(window.view.picture().viewport()).isEqualTo(fitted);
    }

    @Test
    void theMiddleButtonAndEmptyPlacesDragThePicture(FxRobot robot) {
        Viewport before = window.view.picture().viewport();
        robot.moveTo(window.onScreen(250, 30))
                .press(MouseButton.PRIMARY)
                .moveBy(25, 10)
                .release(MouseButton.PRIMARY);
        robot.moveTo(window.onScreen(160, 90))
                .press(MouseButton.MIDDLE)
                .moveBy(25, 10)
                .release(MouseButton.MIDDLE);
        Viewport after = window.view.picture().viewport();
        assertThat(after.x() - before.x()).isCloseTo(50, within(2.0));
        assertThat(after.y() - before.y()).isCloseTo(20, within(2.0));
        assertThat(window.edits).isEmpty();
    }

    @Test
    void scrubsOnTheTimelineAndSetsTheLoopWithShift(FxRobot robot) {
        TimelineView timeline = window.view.timeline();
        robot.moveTo(timeline);
        robot.press(MouseButton.PRIMARY);
        int middle = window.player.frame();
        assertThat(middle).isBetween(18, 22);
        robot.moveBy(100, 0).release(MouseButton.PRIMARY);
        assertThat(window.player.frame()).isGreaterThan(middle + 2);
        robot.press(KeyCode.SHIFT).press(MouseButton.PRIMARY).moveBy(-100, 0);
        robot.release(MouseButton.PRIMARY).release(KeyCode.SHIFT);
        assertThat(window.player.playhead().hasLoopRange()).isTrue();
        assertThat(timeline.getAccessibleText()).startsWith("frame " + window.player.frame());
    }

    @Test
    void aTermLeadsToItsFrames(FxRobot robot) {
        robot.clickOn("#term-final-mean");
        assertThat(window.player.frame()).isEqualTo(38);
        robot.clickOn("#term-final-mean");
        assertThat(window.player.frame()).isEqualTo(39);
        robot.clickOn("#term-initial-gap");
        assertThat(window.player.frame()).isZero();
        robot.type(KeyCode.ENTER);
        assertThat(window.player.frame()).isEqualTo(40);
    }

    @Test
    void theBarsAddUpToTheScore(FxRobot robot) {
        WaterfallRow total = robot.lookup("#term-total").query();
        WaterfallRow last = robot.lookup("#term-final-gap").query();
        assertThat(Objects.requireNonNull(last.bar().step()).to()).isCloseTo(score(), within(1e-12));
        assertThat(Objects.requireNonNull(total.bar().step()).guides()).containsExactly(0.5, 1.0);
        assertThat(label(robot, "#score-context")).contains("gets 0.500").contains("1.000");
    }

    @Test
    void drawsSeedsWhereThereAreNoTracks(FxRobot robot) {
        List<FrameBoxes> seeds = new ArrayList<>();
        robot.interact(() -> {
            window.player.setSeedSink(
                    (frame, role, box) -> seeds.add(new FrameBoxes(frame, null, null).with(role, box)));
            window.player.open(Scenes.clip(), DsrType.of("LR"), null, Corrections.NONE);
        });
        assertThat(window.view.modeLine().get()).startsWith("Seeds: drag on the picture to draw a box around the cat.");
        assertThat(label(robot, "#score-number")).isEqualTo("No boxes");
        robot.type(KeyCode.DIGIT2);
        robot.moveTo(window.onScreen(100, 50)).press(MouseButton.PRIMARY);
        robot.moveTo(window.onScreen(200, 120)).release(MouseButton.PRIMARY);
        assertThat(seeds).hasSize(1);
        PixelBox box = Objects.requireNonNull(seeds.get(0).object());
        assertThat(box.x1()).isCloseTo(100, within(1.0));
        assertThat(box.y2()).isCloseTo(120, within(1.0));
    }

    @Test
    void buttonsFollowTheirValuesAndLeaveTheKeysToThePicture(FxRobot robot) {
        ToggleButton loop = robot.lookup("#player-loop").query();
        assertThat(loop.isSelected()).isTrue();
        robot.clickOn(loop);
        assertThat(window.player.loopingProperty().get()).isFalse();
        assertThat(loop.isSelected()).isFalse();
        robot.type(KeyCode.BACK_SLASH);
        assertThat(loop.isSelected()).isTrue();
        robot.clickOn("#player-next").type(KeyCode.RIGHT);
        assertThat(window.player.frame()).isEqualTo(2);
        assertThat(robot.lookup("#player-next").queryButton().getTooltip().getText())
                .startsWith("One frame on (");
    }

    @Test
    void iconsGrowWithTheTextOfTheWindow(FxRobot robot) {
        FontIcon icon = (FontIcon) robot.lookup("#player-next").queryButton().getGraphic();
        double before = icon.getLayoutBounds().getHeight();
        robot.interact(() -> window.view.getScene().getRoot().setStyle("-fx-font-size: 28px"));
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(icon.getLayoutBounds().getHeight()).isGreaterThan(1.6 * before);
    }

    @Test
    void nothingIsPaintedWhenNothingChanges(FxRobot robot) {
        robot.type(KeyCode.RIGHT);
        WaitForAsyncUtils.waitForFxEvents();
        int paints = window.view.picture().overlayPaints();
        robot.interact(() -> window.view.requestLayout());
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(window.view.picture().overlayPaints()).isEqualTo(paints);
    }

    private double score() {
        return Objects.requireNonNull(window.player.score());
    }

    private static String label(FxRobot robot, String id) {
        return robot.lookup(id).queryAs(Label.class).getText();
    }
}
