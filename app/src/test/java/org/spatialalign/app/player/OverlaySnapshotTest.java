package org.spatialalign.app.player;

import static org.assertj.core.api.Assertions.assertThat;

import atlantafx.base.theme.PrimerLight;
import java.util.function.IntFunction;
import javafx.application.Application;
import javafx.geometry.BoundingBox;
import javafx.scene.Scene;
import javafx.scene.SnapshotParameters;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.Pane;
import javafx.scene.paint.Color;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spatialalign.app.fx.RoleStyle;
import org.spatialalign.engine.geometry.PixelBox;
import org.spatialalign.engine.geometry.Role;
import org.spatialalign.engine.prompt.DsrType;
import org.spatialalign.engine.track.CorrectionEdits;
import org.spatialalign.engine.track.Corrections;
import org.spatialalign.engine.track.MachineBox.BoxState;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/**
 * What is painted over the picture, looked at pixel by pixel: places and colours, not letters, so that other fonts do
 * not matter.
 */
@ExtendWith(ApplicationExtension.class)
// TestFX calls start before each test.
@SuppressWarnings("NullAway.Init")
class OverlaySnapshotTest {

    private final PlayerViewModel player = new PlayerViewModel();
    private OverlayCanvas overlay;
    private WritableImage image;

    @Start
    void start(Stage stage) {
        Application.setUserAgentStylesheet(new PrimerLight().getUserAgentStylesheet());
        overlay = new OverlayCanvas(player);
        overlay.resize(2 * Scenes.WIDTH, 2 * Scenes.HEIGHT);
        overlay.setManaged(false);
        overlay.setViewport(new Viewport(2, 0, 0));
        player.editableProperty().set(false);
        player.open(Scenes.clip(), DsrType.of("LR"), Scenes.leftToRight(), Corrections.NONE);
        player.trailVisibleProperty().set(false);
        stage.setScene(new Scene(new Pane(overlay), 2 * Scenes.WIDTH, 2 * Scenes.HEIGHT, Color.GREY));
        stage.show();
    }

    @Test
    void theAnimalIsSolidAndTheObjectDashed(FxRobot robot) {
        snapshot(robot);
        PixelBox cat = Scenes.cat(40);
        PixelBox chair = Scenes.CHAIR;
        double animal = share(200, i -> at(cat.x1() + 4 + i * (cat.width() - 8) / 200, cat.y2()), Role.ANIMAL);
        double object = share(400, i -> at(chair.x1(), chair.y1() + 4 + i * (chair.height() - 8) / 400), Role.OBJECT);
        assertThat(animal).as("solid").isGreaterThan(0.97);
        assertThat(object).as("dashed 7 on, 4 off").isBetween(0.45, 0.8);
    }

    @Test
    void marksAreSquareForTheAnimalAndRoundForTheObject(FxRobot robot) {
        snapshot(robot);
        // The farthest corner of a square mark of about 6 px; a round one does not reach there.
        assertThat(near(at(Scenes.cat(40).x2() + 1.2, Scenes.cat(40).y2() + 1.2), Role.ANIMAL))
                .isTrue();
        assertThat(near(at(Scenes.CHAIR.x2() + 2.2, Scenes.CHAIR.y2() + 2.2), Role.OBJECT))
                .isFalse();
    }

    @Test
    void theTrailIsALineBehindAndDotsAhead(FxRobot robot) {
        robot.interact(() -> {
            player.goTo(20);
            player.trailVisibleProperty().set(true);
            overlay.repaint();
        });
        snapshot(robot);
        double step = 240.0 / 40;
        double here = 40 + 20 * step;
        double behind = share(60, i -> at(here - 6 - i * 0.5, 90), Role.ANIMAL);
        double ahead = share(60, i -> at(here + 6 + i * 0.5, 90), Role.ANIMAL);
        assertThat(behind).isGreaterThan(0.9);
        assertThat(ahead).isBetween(0.1, 0.75);
    }

    @Test
    void aLostAnimalLeavesACrossWhereItWasSeenLast(FxRobot robot) {
        robot.interact(() -> {
            player.setTracks(Scenes.without(Scenes.leftToRight(), BoxState.LOST, 10, 30), Corrections.NONE);
            player.goTo(25);
            overlay.repaint();
        });
        snapshot(robot);
        double lastSeen = 40 + 9 * 6;
        assertThat(near(at(lastSeen, 90), Role.ANIMAL)).isTrue();
        assertThat(near(at(lastSeen - 2, 88), Role.ANIMAL)).isTrue();
        assertThat(near(at(lastSeen, 86), Role.ANIMAL)).isFalse();
    }

    @Test
    void theMachinesBoxShowsUnderACorrectedOne(FxRobot robot) {
        robot.interact(() -> {
            player.correctionsProperty()
                    .set(CorrectionEdits.setKeyFrame(Corrections.NONE, Role.ANIMAL, 0, Scenes.cat(240)));
            overlay.repaint();
        });
        snapshot(robot);
        PixelBox machine = Scenes.cat(40);
        int brighter = 0;
        for (int i = 0; i < 70; i++) {
            brighter += at(machine.x1() + 2 + i * 0.5, machine.y2()).getBrightness() > 0.6 ? 1 : 0;
        }
        assertThat(brighter).as("dotted").isBetween(8, 50);
        assertThat(near(at(230, Scenes.cat(240).y2()), Role.ANIMAL)).isTrue();
    }

    private void snapshot(FxRobot robot) {
        robot.interact(() -> {
            overlay.getScene().getRoot().applyCss();
            overlay.layout();
            SnapshotParameters parameters = new SnapshotParameters();
            parameters.setFill(Color.GREY);
            parameters.setViewport(new javafx.geometry.Rectangle2D(0, 0, 2 * Scenes.WIDTH, 2 * Scenes.HEIGHT));
            image = overlay.snapshot(parameters, null);
            assertThat(new BoundingBox(0, 0, image.getWidth(), image.getHeight()))
                    .isEqualTo(new BoundingBox(0, 0, 2 * Scenes.WIDTH, 2 * Scenes.HEIGHT));
        });
    }

    /** The colour at a place of the picture. */
    private Color at(double x, double y) {
        return image.getPixelReader().getColor((int) Math.floor(2 * x), (int) Math.floor(2 * y));
    }

    private static double share(int samples, IntFunction<Color> colour, Role role) {
        int hits = 0;
        for (int i = 0; i < samples; i++) {
            hits += near(colour.apply(i), role) ? 1 : 0;
        }
        return (double) hits / samples;
    }

    /** Close in hue, and neither grey nor dark: lines are blended with what is under their edges. */
    private static boolean near(Color colour, Role role) {
        double difference =
                Math.abs(colour.getHue() - RoleStyle.of(role).colour().getHue());
        return Math.min(difference, 360 - difference) < 25
                && colour.getSaturation() > 0.35
                && colour.getBrightness() > 0.6;
    }
}
