package org.spatialalign.app.charts;

import static org.assertj.core.api.Assertions.assertThat;

import atlantafx.base.theme.PrimerDark;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import javafx.application.Application;
import javafx.scene.Scene;
import javafx.scene.image.PixelReader;
import javafx.scene.layout.StackPane;
import javafx.scene.paint.Color;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

@ExtendWith(ApplicationExtension.class)
// TestFX calls start before each test.
@SuppressWarnings("NullAway.Init")
class RunChartTest {

    private RunChart chart;
    private final RunSeries loss = new RunSeries("loss", Ink.FIRST, false);
    private final RunSeries other = new RunSeries("other", Ink.SECOND, true);

    @Start
    void start(Stage stage) {
        Application.setUserAgentStylesheet(new PrimerDark().getUserAgentStylesheet());
        chart = new RunChart("Loss by step");
        chart.show(List.of(loss, other), List.of(new Guide(Math.log(2), "ln 2")));
        stage.setScene(new Scene(new StackPane(chart), 600, 300));
        stage.show();
    }

    private long pixels(FxRobot robot, Color colour) {
        WaitForAsyncUtils.waitForFxEvents();
        AtomicLong count = new AtomicLong();
        robot.interact(() -> {
            PixelReader pixels = chart.snapshot(null, null).getPixelReader();
            for (int y = 0; y < 300; y++) {
                for (int x = 0; x < 600; x++) {
                    Color seen = pixels.getColor(x, y);
                    double distance = Math.abs(seen.getRed() - colour.getRed())
                            + Math.abs(seen.getGreen() - colour.getGreen())
                            + Math.abs(seen.getBlue() - colour.getBlue());
                    count.addAndGet(distance < 0.15 ? 1 : 0);
                }
            }
        });
        return count.get();
    }

    @Test
    void emptyThenTwoCurvesThenMarks(FxRobot robot) {
        Color first = Color.web("#4dd0b5");
        Color second = Color.web("#f29bd0");
        assertThat(pixels(robot, first)).isZero();
        robot.interact(() -> {
            for (int i = 0; i < 5000; i++) {
                loss.add(i, Math.log(2) - i * 1e-4);
                other.add(i, i == 700 ? Double.NaN : 0.2);
            }
            chart.repaint();
        });
        assertThat(pixels(robot, first)).isGreaterThan(400);
        long dashed = pixels(robot, second);
        assertThat(dashed).as("dashed").isBetween(150L, 900L);
        assertThat(chart.hoverTexts(1000)).hasSize(3).first().isEqualTo("1000");
        assertThat(chart.hoverTexts(700)).anySatisfy(text -> assertThat(text).contains("no number"));
        robot.interact(() -> chart.callPlaces(place -> "step " + (long) place));
        assertThat(chart.hoverTexts(1000)).first().isEqualTo("step 1000");
    }

    @Test
    void aSecondCurveLiesOnTheFirst(FxRobot robot) {
        Color second = Color.web("#f29bd0");
        robot.interact(() -> {
            for (int i = 0; i < 500; i++) {
                loss.add(i, 0.5 + i * 1e-3);
                other.add(i, 0.5 + i * 1e-3);
            }
            chart.show(List.of(other), List.of());
        });
        long alone = pixels(robot, second);
        robot.interact(() -> chart.show(List.of(loss, other), List.of()));
        assertThat(alone).isPositive();
        assertThat(pixels(robot, second)).isGreaterThan(alone / 2);
    }

    @Test
    void thePointerLeavesNoTraceInTheNextPainting(FxRobot robot) {
        Color text = Color.web("#8d96a0");
        robot.interact(() -> {
            for (int i = 0; i < 500; i++) {
                loss.add(i, 0.5);
            }
            chart.repaint();
        });
        long before = pixels(robot, text);
        assertThat(before).isPositive();
        robot.moveTo(chart);
        WaitForAsyncUtils.waitForFxEvents();
        robot.interact(() -> chart.fireEvent(new javafx.scene.input.MouseEvent(
                javafx.scene.input.MouseEvent.MOUSE_EXITED,
                0,
                0,
                0,
                0,
                javafx.scene.input.MouseButton.NONE,
                0,
                false,
                false,
                false,
                false,
                false,
                false,
                false,
                false,
                false,
                false,
                null)));
        assertThat(pixels(robot, text)).isEqualTo(before);
    }

    @Test
    void draggingLooksCloserAndADoubleClickShowsAllAgain(FxRobot robot) {
        robot.interact(() -> {
            for (int i = 0; i < 100; i++) {
                loss.add(i, i);
            }
            chart.repaint();
        });
        robot.drag(robot.point(chart).atOffset(-60, 0).query(), javafx.scene.input.MouseButton.PRIMARY)
                .dropTo(robot.point(chart).atOffset(60, 0));
        assertThat(chart.zoomed()).isTrue();
        robot.doubleClickOn(chart);
        assertThat(chart.zoomed()).isFalse();
    }

    @Test
    void aLogarithmicAxisAndAFocusWithoutPositiveNumbers(FxRobot robot) {
        AtomicLong hidden = new AtomicLong(-1);
        robot.interact(() -> {
            chart.onHidden(hidden::set);
            for (int i = 0; i < 200; i++) {
                loss.add(i, i == 100 ? 1e9 : -1 - i % 7);
            }
            chart.setLogarithmic(true);
            chart.hideOutliers(true);
        });
        assertThat(pixels(robot, Color.BLACK)).isNotNegative();
        assertThat(hidden.get()).isEqualTo(1);
    }

    @Test
    void nothingIsPaintedForNothing(FxRobot robot) {
        WaitForAsyncUtils.waitForFxEvents();
        int before = chart.paints();
        robot.interact(() -> {
            for (int i = 0; i < 50; i++) {
                loss.add(i, i);
                chart.repaint();
            }
        });
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(chart.paints()).isBetween(before + 1, before + 3);
    }
}
