package org.spatialalign.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spatialalign.app.fx.FakeDialogs;
import org.spatialalign.app.fx.Preferences;
import org.spatialalign.app.pairs.PairsProject;
import org.spatialalign.engine.prefer.Choice;
import org.spatialalign.engine.prefer.TakeBack;
import org.spatialalign.engine.prefer.Verdict;
import org.spatialalign.engine.prefer.VerdictEvent;
import org.spatialalign.engine.prefer.VerdictLog;
import org.spatialalign.engine.store.Project;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** Verdicts by keys alone, pressed by the robot in the whole window. */
class PairsKeysTest {

    private static final long PATIENCE_SECONDS = 120;
    private static final KeyCode[] KEYS = {
        KeyCode.A, KeyCode.DIGIT2, KeyCode.S, KeyCode.W, KeyCode.E, KeyCode.D, KeyCode.DIGIT1, KeyCode.DIGIT3
    };
    private static final Choice[] CHOICES = {
        Choice.LEFT, Choice.RIGHT, Choice.TIE, Choice.BOTH_BAD, Choice.SKIP, Choice.RIGHT, Choice.LEFT, Choice.TIE
    };

    private final FxRobot robot = new FxRobot();
    private final FakeDialogs dialogs = new FakeDialogs();
    private Path folder;
    private @Nullable AppContext running;
    private @Nullable Stage stage;

    @BeforeEach
    void start(@TempDir Path temporary) throws Exception {
        folder = temporary;
        FxToolkit.registerPrimaryStage();
    }

    /** @param half of the clips, each of which makes a pair with each of the other half */
    private void open(int half) throws Exception {
        PairsProject.write(folder.resolve("project"), half, half, 64, 48, 6);
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
        judge(100, 12);
    }

    @Test
    @Tag("slow")
    void ofAThousandNoneIsLostAndTheirOrderIsRight() throws Exception {
        judge(1000, 32);
    }

    /** Every key goes through the robot; after some of them the verdict is taken back, from the pair that came next. */
    private void judge(int verdicts, int half) throws Exception {
        open(half);
        robot.push(KeyCode.CONTROL, KeyCode.DIGIT5);
        robot.push(KeyCode.ALT, KeyCode.DIGIT2);
        await(() -> progress().startsWith("0 of "));
        List<String> expected = new ArrayList<>();
        Deque<String> standing = new ArrayDeque<>();
        for (int pressed = 0; standing.size() < verdicts; pressed++) {
            // Nobody can judge what is not to be seen yet.
            await(this::seen);
            robot.type(KEYS[pressed % KEYS.length]);
            expected.add(CHOICES[pressed % KEYS.length].name());
            standing.push(expected.get(expected.size() - 1));
            // Nine and eleven: never with the eight keys in step.
            if (pressed % 9 == 8 || pressed % 11 == 10) {
                robot.push(KeyCode.CONTROL, KeyCode.Z);
                expected.add("back from " + standing.pop());
            }
            assertThat(progress()).startsWith("%,d of ".formatted(standing.size()));
        }
        await(() -> progress().endsWith("all saved"));
        robot.push(KeyCode.CONTROL, KeyCode.Z);
        expected.add("back from " + standing.pop());
        await(() -> progress().startsWith("%,d of ".formatted(verdicts - 1))
                && progress().endsWith("all saved"));
        assertThat(chosen()).as("of a pair not judged yet").isZero();
        robot.push(KeyCode.PAGE_UP);
        assertThat(chosen()).as("of the pair before").isEqualTo(1);
        assertThat(dialogs.errors).isEmpty();
        stop();

        try (Project project = Project.open(folder.resolve("project"), Project.Access.READ_ONLY)) {
            VerdictLog log = project.verdicts().log();
            List<String> found = new ArrayList<>();
            Set<String> judged = new HashSet<>();
            for (VerdictEvent event : log.events().values()) {
                assertThat(event.annotator()).isEqualTo("Ada");
                if (event instanceof TakeBack back) {
                    Verdict taken =
                            (Verdict) Objects.requireNonNull(log.events().get(back.verdict()));
                    assertThat(judged.remove(pair(taken)))
                            .as("taken back while it stood")
                            .isTrue();
                    found.add("back from " + taken.choice());
                } else if (event instanceof Verdict verdict) {
                    assertThat(judged.add(pair(verdict))).as("each pair once").isTrue();
                    assertThat(verdict.blind() && verdict.submitted()).isTrue();
                    found.add(verdict.choice().name());
                }
            }
            assertThat(found).isEqualTo(expected);
            assertThat(judged).hasSize(verdicts - 1);
        }
    }

    private static String pair(Verdict verdict) {
        return verdict.key() + " " + verdict.repeat();
    }

    private AppContext context() {
        return Objects.requireNonNull(running);
    }

    /** How many verdicts are set off as what was said of the pair. */
    private long chosen() {
        return onFx(() -> Objects.requireNonNull(stage).getScene().getRoot().lookupAll(".verdict").stream()
                .filter(button -> button.getPseudoClassStates().contains(PseudoClass.getPseudoClass("chosen")))
                .count());
    }

    private boolean seen() {
        return onFx(() -> {
            Node clips = Objects.requireNonNull(stage).getScene().lookup("#pair-clips");
            return clips != null && clips.lookupAll(".image-view").stream().allMatch(Node::isVisible);
        });
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
