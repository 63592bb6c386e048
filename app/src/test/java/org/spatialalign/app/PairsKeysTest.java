package org.spatialalign.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.event.Event;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spatialalign.app.fx.FakeDialogs;
import org.spatialalign.app.fx.Preferences;
import org.spatialalign.app.pairs.PairsProject;
import org.spatialalign.engine.prefer.Choice;
import org.spatialalign.engine.prefer.TakeBack;
import org.spatialalign.engine.prefer.Verdict;
import org.spatialalign.engine.prefer.VerdictEvent;
import org.spatialalign.engine.store.Project;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** A thousand verdicts by keys alone, in the whole window, as fast as keys can be pressed. */
class PairsKeysTest {

    private static final long PATIENCE_SECONDS = 120;
    private static final int VERDICTS = 1000;

    private final FxRobot robot = new FxRobot();
    private final FakeDialogs dialogs = new FakeDialogs();
    private Path folder;
    private @Nullable AppContext running;
    private @Nullable Stage stage;

    @BeforeEach
    void start(@TempDir Path temporary) throws Exception {
        folder = temporary;
        FxToolkit.registerPrimaryStage();
        PairsProject.write(folder.resolve("project"), 32, 32, 64, 48, 6);
        AppPaths paths = new AppPaths(folder.resolve("config"), null, folder);
        onFx(() -> {
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
            return true;
        });
        robot.interact(() -> context().settings().set(Preferences.ANNOTATOR, "Ada"));
        robot.interact(() -> context().opener().open(folder.resolve("project")));
        await(() -> context().opener().sessionProperty().get() != null);
    }

    @AfterEach
    void stop() throws Exception {
        AppContext context = running;
        if (context != null) {
            running = null;
            onFx(() -> {
                Objects.requireNonNull(stage).hide();
                context.close();
                return true;
            });
        }
        FxToolkit.cleanupStages();
    }

    @Test
    void noVerdictIsLostAndTheirOrderIsRight() throws Exception {
        robot.push(KeyCode.CONTROL, KeyCode.DIGIT5);
        robot.push(KeyCode.ALT, KeyCode.DIGIT2);
        await(() -> progress().startsWith("0 of 1,0"));
        KeyCode[] keys = {
            KeyCode.A, KeyCode.DIGIT2, KeyCode.S, KeyCode.W, KeyCode.E, KeyCode.D, KeyCode.DIGIT1, KeyCode.DIGIT3
        };
        Choice[] choices = {
            Choice.LEFT, Choice.RIGHT, Choice.TIE, Choice.BOTH_BAD, Choice.SKIP, Choice.RIGHT, Choice.LEFT, Choice.TIE
        };
        List<Choice> pressed = new ArrayList<>();
        for (int i = 0; i < VERDICTS; i++) {
            if (i < 2 * keys.length) {
                robot.type(keys[i % keys.length]);
            } else {
                type(keys[i % keys.length]);
            }
            pressed.add(choices[i % choices.length]);
        }
        await(() -> progress().startsWith("1,000 of ") && progress().endsWith("all saved"));
        robot.push(KeyCode.CONTROL, KeyCode.Z);
        await(() -> progress().startsWith("999 of ") && progress().endsWith("all saved"));
        assertThat(dialogs.errors).isEmpty();
        stop();

        try (Project project = Project.open(folder.resolve("project"), Project.Access.READ_ONLY)) {
            List<VerdictEvent> events =
                    List.copyOf(project.verdicts().log().events().values());
            List<Verdict> said = events.stream()
                    .filter(Verdict.class::isInstance)
                    .map(Verdict.class::cast)
                    .toList();
            assertThat(said.stream().map(Verdict::choice).toList()).isEqualTo(pressed);
            Set<String> pairs = new HashSet<>();
            said.forEach(verdict -> pairs.add(verdict.key() + " " + verdict.repeat()));
            assertThat(pairs).as("each pair once").hasSize(VERDICTS);
            assertThat(said).allSatisfy(verdict -> {
                assertThat(verdict.annotator()).isEqualTo("Ada");
                assertThat(verdict.blind()).isTrue();
            });
            assertThat(events.get(events.size() - 1)).isInstanceOf(TakeBack.class);
            assertThat(events).hasSize(VERDICTS + 1);
        }
    }

    /** As the keyboard does it, without the robot's rests. */
    private void type(KeyCode key) {
        onFx(() -> {
            Scene scene = Objects.requireNonNull(stage).getScene();
            for (var kind : List.of(KeyEvent.KEY_PRESSED, KeyEvent.KEY_RELEASED)) {
                Event.fireEvent(
                        scene.getFocusOwner(), new KeyEvent(kind, "", key.getName(), key, false, false, false, false));
            }
            return true;
        });
    }

    private AppContext context() {
        return Objects.requireNonNull(running);
    }

    private String progress() {
        return onFx(() -> Objects.requireNonNull(stage).getScene().lookup("#pair-progress-text") instanceof Label label
                ? label.getText()
                : "");
    }

    private static <T> T onFx(Callable<T> work) {
        return WaitForAsyncUtils.waitForAsyncFx(1000 * PATIENCE_SECONDS, work);
    }

    private static void await(Callable<Boolean> condition) throws TimeoutException {
        WaitForAsyncUtils.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS, condition);
        WaitForAsyncUtils.waitForFxEvents();
    }
}
