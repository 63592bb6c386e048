package org.spatialalign.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.application.Application;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spatialalign.app.fx.FakeDialogs;
import org.spatialalign.app.fx.Preferences;
import org.spatialalign.app.fx.Preferences.Appearance;
import org.spatialalign.app.job.ProjectSession;
import org.spatialalign.engine.job.JobState;
import org.spatialalign.engine.media.ClipEncoder;
import org.spatialalign.engine.store.ClipRecord;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** The whole window with its real engine; only the dialogs are answered by the test. */
class WindowTest {

    private static final long PATIENCE_SECONDS = 60;

    private Path folder;

    private final FxRobot robot = new FxRobot();
    private final FakeDialogs dialogs = new FakeDialogs();
    private @Nullable AppContext running;
    private @Nullable Stage stage;

    @BeforeEach
    void start(@TempDir Path temporary) throws Exception {
        folder = temporary;
        FxToolkit.registerPrimaryStage();
        begin();
    }

    @AfterEach
    void stop() throws Exception {
        end();
        FxToolkit.cleanupStages();
    }

    private void begin() throws Exception {
        AppPaths paths = new AppPaths(folder.resolve("config"), null, folder);
        WaitForAsyncUtils.asyncFx(() -> {
                    Stage fresh = new Stage();
                    AppContext made = new AppContext(paths, fresh, dialogs);
                    made.theme().install();
                    fresh.setScene(made.window().scene());
                    fresh.setWidth(1280);
                    fresh.setHeight(800);
                    fresh.show();
                    fresh.requestFocus();
                    made.window().start();
                    stage = fresh;
                    running = made;
                })
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        WaitForAsyncUtils.waitForFxEvents();
    }

    private void end() throws Exception {
        AppContext context = running;
        Stage shown = stage;
        if (context != null && shown != null) {
            running = null;
            WaitForAsyncUtils.asyncFx(() -> {
                        shown.hide();
                        context.close();
                        return true;
                    })
                    .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
    }

    private AppContext context() {
        return Objects.requireNonNull(running);
    }

    private Scene scene() {
        return Objects.requireNonNull(stage).getScene();
    }

    private @Nullable Node find(String query) throws Exception {
        return WaitForAsyncUtils.asyncFx(() -> scene().lookup(query)).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private Node require(String query) throws Exception {
        await(() -> find(query) != null);
        return Objects.requireNonNull(find(query));
    }

    private static void await(Callable<Boolean> condition) throws TimeoutException {
        WaitForAsyncUtils.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS, condition);
        WaitForAsyncUtils.waitForFxEvents();
    }

    private void press(KeyCode... keys) {
        robot.push(keys);
        WaitForAsyncUtils.waitForFxEvents();
    }

    private void open(Path project) throws Exception {
        robot.interact(() -> context().opener().create(project, () -> {}));
        await(() -> context().opener().sessionProperty().get() != null);
    }

    @Test
    void goesToEveryPageByKey() throws Exception {
        assertThat(find("#page-home")).isNotNull();
        press(KeyCode.CONTROL, KeyCode.DIGIT2);
        require("#page-prompts");
        press(KeyCode.CONTROL, KeyCode.DIGIT3);
        require("#page-generate");
        press(KeyCode.CONTROL, KeyCode.DIGIT5);
        require("#page-pairs");
        press(KeyCode.CONTROL, KeyCode.DIGIT6);
        require("#page-train");
        press(KeyCode.CONTROL, KeyCode.DIGIT7);
        require("#page-evaluate");
        press(KeyCode.CONTROL, KeyCode.COMMA);
        require("#page-settings");
        press(KeyCode.CONTROL, KeyCode.DIGIT1);
        require("#page-home");
        assertThat(find("#page-settings")).isNull();
    }

    @Test
    void findsACommandInThePalette() throws Exception {
        press(KeyCode.CONTROL, KeyCode.K);
        require("#palette");
        robot.write("evalu");
        press(KeyCode.ENTER);
        require("#page-evaluate");
        assertThat(find("#palette")).isNull();

        press(KeyCode.CONTROL, KeyCode.K);
        require("#palette");
        press(KeyCode.ESCAPE);
        assertThat(find("#palette")).isNull();
    }

    @Test
    void keysGoToTheTextWhileATextFieldHasTheFocus() throws Exception {
        press(KeyCode.CONTROL, KeyCode.COMMA);
        TextField name = (TextField) require("#annotator");
        robot.interact(name::requestFocus);
        robot.write("Ada");
        assertThat(name.getText()).isEqualTo("Ada");
        robot.interact(() -> context().settings().flush());
        assertThat(Files.readString(folder.resolve("config/settings.json"))).contains("\"Ada\"");
    }

    @Test
    void showsEveryKeyOnTheShortcutSheet() throws Exception {
        press(KeyCode.F1);
        Node sheet = require("#shortcut-sheet");
        await(() -> sheet.lookupAll(".key-cap").stream()
                .anyMatch(node -> node instanceof Label label && label.getText().equals("Ctrl+K")));
        press(KeyCode.ESCAPE);
        assertThat(find("#shortcut-sheet")).isNull();
    }

    @Test
    void switchesBetweenLightAndDark() throws Exception {
        robot.interact(() -> context().settings().set(Preferences.APPEARANCE, Appearance.LIGHT));
        assertThat(Application.getUserAgentStylesheet()).contains("light");
        press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.L);
        assertThat(context().settings().get(Preferences.APPEARANCE)).isEqualTo(Appearance.DARK);
        assertThat(Application.getUserAgentStylesheet()).contains("dark");
        assertThat(scene().getStylesheets()).anyMatch(sheet -> sheet.endsWith("workbench-dark.css"));
    }

    @Test
    void growsWithoutLeavingTheWindow() throws Exception {
        press(KeyCode.CONTROL, KeyCode.EQUALS);
        press(KeyCode.CONTROL, KeyCode.EQUALS);
        assertThat(context().settings().get(Preferences.SCALE)).isEqualTo(150);
        Node bar = require("#status-bar");
        await(() -> {
            Bounds bounds = bar.localToScene(bar.getBoundsInLocal());
            return Math.abs(bounds.getMaxX() - scene().getWidth()) < 2
                    && Math.abs(bounds.getMaxY() - scene().getHeight()) < 2
                    && bounds.getHeight() > 40;
        });
        press(KeyCode.CONTROL, KeyCode.DIGIT0);
        assertThat(context().settings().get(Preferences.SCALE)).isEqualTo(100);
    }

    @Test
    void comesBackAsItWasLeft() throws Exception {
        open(folder.resolve("project"));
        press(KeyCode.CONTROL, KeyCode.DIGIT7);
        require("#page-evaluate");
        press(KeyCode.CONTROL, KeyCode.J);
        await(() -> require("#job-drawer").isVisible());
        end();

        begin();
        Path last = Path.of(context().settings().get(Preferences.OPEN_PROJECT));
        assertThat(last).isEqualTo(folder.resolve("project"));
        robot.interact(() -> context().opener().reopen(last));
        require("#page-evaluate");
        await(() -> require("#job-drawer").isVisible());
        assertThat(((Label) require("#project-name")).getText()).isEqualTo("project");
    }

    @Test
    void importsWhatIsDroppedIntoANewProjectBeside() throws Exception {
        Path clips = Files.createDirectories(folder.resolve("base"));
        writeClip(clips.resolve("cat_LR_1_F4_seed07.mp4"), 40);
        writeClip(clips.resolve("other.mp4"), 200);
        Files.writeString(clips.resolve("broken_LR_1_F4_seed08.mp4"), "not a video");
        dialogs.willChoose(0);
        dialogs.willFill(form -> {
            TextField model = (TextField) form.lookup("#import-model");
            model.setText("tuned");
        });
        robot.interact(() -> context().drops().dropped(List.of(clips)));
        await(() -> context().opener().sessionProperty().get() != null);
        ProjectSession session =
                Objects.requireNonNull(context().opener().sessionProperty().get());
        await(() -> session.jobs().jobs().stream().anyMatch(job -> job.state() == JobState.SUCCEEDED));
        assertThat(session.project().folder()).isEqualTo(folder.resolve("spatialalign-project"));
        assertThat(session.project().clips().all())
                .extracting(ClipRecord::fileName, ClipRecord::model, ClipRecord::seed)
                .containsExactlyInAnyOrder(
                        tuple("cat_LR_1_F4_seed07.mp4", "tuned", 7), tuple("other.mp4", "tuned", null));
        await(() -> dialogs.shown.stream().anyMatch(text -> text.contains("broken_LR_1_F4_seed08.mp4")));
    }

    /** Four frames of one grey. */
    private static void writeClip(Path file, int grey) throws Exception {
        try (ClipEncoder encoder = new ClipEncoder(file, 64, 48, 8)) {
            for (int i = 0; i < 4; i++) {
                ByteBuffer frame = ByteBuffer.allocateDirect(64 * 48 * 4);
                while (frame.hasRemaining()) {
                    frame.put((byte) grey);
                }
                frame.flip();
                encoder.add(frame);
            }
        }
    }
}
