package org.spatialalign.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.Slider;
import javafx.scene.control.TextField;
import javafx.scene.control.TitledPane;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spatialalign.app.charts.RunChart;
import org.spatialalign.app.fx.FakeDialogs;
import org.spatialalign.app.job.ProjectSession;
import org.spatialalign.app.train.TrainProject;
import org.spatialalign.engine.job.JobState;
import org.spatialalign.engine.store.Project;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** A training in the whole window: set up, look at what it takes, start, watch, stop, resume, export. */
class TrainWalkTest {

    private static final long PATIENCE_SECONDS = 120;

    private final FxRobot robot = new FxRobot();
    private final FakeDialogs dialogs = new FakeDialogs();
    private Path folder = Path.of("");
    private @Nullable AppContext running;
    private @Nullable Stage stage;

    @BeforeEach
    void start(@TempDir Path temporary) throws Exception {
        folder = temporary;
        try (Project project = Project.create(folder.resolve("study"))) {
            TrainProject.fill(project, folder);
        }
        FxToolkit.registerPrimaryStage();
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
        WaitForAsyncUtils.waitForFxEvents();
    }

    @AfterEach
    void stop() throws Exception {
        AppContext context = Objects.requireNonNull(running);
        onFx(() -> {
            Objects.requireNonNull(stage).hide();
            context.close();
            return true;
        });
        FxToolkit.cleanupStages();
    }

    @Test
    void setUpStartWatchStopResumeAndExport() throws Exception {
        press(KeyCode.CONTROL, KeyCode.DIGIT6);
        await(() -> onFx(() -> scene().getRoot().lookupAll(".label").stream()
                .anyMatch(
                        label -> label instanceof Label words && words.getText().equals("No project is open"))));
        robot.interact(() -> context().opener().open(folder.resolve("study")));
        await(() -> session() != null);
        press(KeyCode.CONTROL, KeyCode.DIGIT6);

        TextField model = (TextField) require("#train-model");
        robot.interact(() -> model.setText(TrainProject.tinyModel().toString()));
        dialogs.willGive(TrainProject.preset(folder, 500));
        click("#train-preset-read");
        await(() -> ((TextField) require("#train-steps")).getText().equals("500"));
        await(() -> !require("#train-start").isDisabled());
        assertThat(words("#train-plan")).contains("Ready to start", "held out");
        press(KeyCode.CONTROL, KeyCode.ENTER);

        RunChart loss = (RunChart) require("#chart-loss");
        await(() -> onFx(loss::getAccessibleText).contains("trained pairs"));
        int before = onFx(loss::paints);
        await(() -> onFx(loss::paints) > before);
        press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.X);
        await(() -> state() == JobState.CANCELLED);
        await(() -> !require("#train-resume").isDisabled());
        click("#train-resume");
        await(() -> state() == JobState.RUNNING);
        await(() -> !require("#train-stop").isDisabled());
        click("#train-stop");
        await(() -> state() == JobState.CANCELLED);

        click("#train-pairs");
        await(() -> ((Label) require("#train-pair-summary")).getText().contains("refused so far"));
        click("#train-lora");
        ListView<?> checkpoints = (ListView<?>) require("#train-checkpoints");
        await(() -> !checkpoints.getItems().isEmpty());
        assertThat(((ComboBox<?>) require("#train-format")).getItems()).hasSize(5);
        dialogs.willGive(folder.resolve("for-diffusers.safetensors"));
        click("#train-export");
        await(() -> ((Label) require("#train-export-outcome")).getText().contains("each has its place in the model"));
        assertThat(folder.resolve("for-diffusers.safetensors")).exists();
        assertThat(dialogs.errors).isEmpty();
    }

    @Test
    void samplesArePlayedAlongTheTrainingAndOpenedInInspect() throws Exception {
        robot.interact(() -> context().opener().open(folder.resolve("study")));
        await(() -> session() != null);
        press(KeyCode.CONTROL, KeyCode.DIGIT6);
        type("#train-model", TrainProject.tinyModel().toString());
        dialogs.willGive(TrainProject.preset(folder, 4));
        click("#train-preset-read");
        await(() -> ((TextField) require("#train-steps")).getText().equals("4"));
        TitledPane samples = (TitledPane) require("#train-samples-form");
        robot.interact(() -> samples.setExpanded(true));
        await(() -> !((ListView<?>) require("#train-sample-prompts")).getItems().isEmpty());
        click("#train-sample-each-type");
        type("#train-sample-seeds", "0, 7");
        type("#train-sample-frames", "5");
        type("#train-sample-size", "48x32");
        type("#train-sample-steps", "2");
        assertThat(onFx(samples::getText)).isEqualTo("Samples: 2 prompts");
        await(() -> !require("#train-start").isDisabled());
        assertThat(words("#train-plan")).contains("12 clips at 3 steps");
        click("#train-start");
        click("#train-samples");
        await(() -> onFx(() -> scene().lookup("#film-0_LR-7")) != null);
        await(() -> state() == JobState.SUCCEEDED);

        Label step = (Label) require("#film-step-words");
        await(() -> step.getText().equals("Step 4"));
        robot.interact(() -> scene().getRoot().requestFocus());
        press(KeyCode.HOME);
        await(() -> step.getText().equals("Base model"));
        press(KeyCode.RIGHT);
        assertThat(onFx(step::getText)).isEqualTo("Step 2");
        press(KeyCode.END);
        press(KeyCode.LEFT);
        assertThat(onFx(step::getText)).isEqualTo("Step 2");
        assertThat(onFx(((RunChart) require("#film-guards"))::getAccessibleText))
                .contains("drift 0.");
        Slider frame = (Slider) require("#film-frame");
        press(KeyCode.PERIOD);
        assertThat(onFx(frame::getValue)).isEqualTo(1);
        press(KeyCode.W);
        assertThat(onFx(() -> scene().lookup(".train-left").isVisible()))
                .as("all room for the samples")
                .isFalse();
        press(KeyCode.ALT, KeyCode.R);
        assertThat(onFx(() -> scene().lookup(".train-left").isVisible())).isTrue();
        Node cell = require("#film-1_RL-0");
        robot.interact(cell::requestFocus);
        assertThat(onFx(cell::getAccessibleText)).isEqualTo("1_RL, seed 0: no boxes yet");
        goesOnAndIsComparedWithWhereItBegan();
        click("#train-samples");
        await(() -> onFx(() -> scene().lookup("#film-1_RL-0") != null));
        robot.interact(() -> scene().lookup("#film-1_RL-0").requestFocus());
        press(KeyCode.I);
        await(() -> onFx(() -> scene().lookup("#clip-search") != null));
        assertThat(dialogs.errors).isEmpty();
    }

    private void goesOnAndIsComparedWithWhereItBegan() throws TimeoutException {
        click("#train-curves");
        click("#train-runs");
        await(() -> !require("#train-go-on").isDisabled());
        click("#train-go-on");
        await(() -> ((TextField) require("#train-steps")).getText().equals("8"));
        assertThat(((Label) require("#train-parent")).getText()).startsWith("Goes on with run 1 from step 4.");
        type("#train-steps", "6");
        await(() -> !require("#train-start").isDisabled());
        click("#train-start");
        await(() -> Objects.requireNonNull(session()).jobs().jobs().size() == 2
                && Objects.requireNonNull(session()).jobs().jobs().stream()
                        .allMatch(job -> job.state() == JobState.SUCCEEDED));
        CheckBox beside = (CheckBox) require("#train-compare-1");
        robot.interact(beside::fire);
        RunChart loss = (RunChart) require("#chart-loss");
        await(() -> onFx(loss::getAccessibleText).contains("run 1 trained pairs")
                && onFx(loss::getAccessibleText).contains("run 2 trained pairs"));
    }

    private void type(String query, String text) throws TimeoutException {
        TextField field = (TextField) require(query);
        robot.interact(() -> field.setText(text));
    }

    private JobState state() {
        return Objects.requireNonNull(session()).jobs().jobs().get(0).state();
    }

    /** Everything that is written inside it. */
    private String words(String query) throws TimeoutException {
        Node node = require(query);
        return onFx(() -> String.join(
                "\n",
                node.lookupAll(".label").stream()
                        .map(label -> label instanceof Label words ? words.getText() : "")
                        .toList()));
    }

    private void click(String query) throws TimeoutException {
        ButtonBase button = (ButtonBase) require(query);
        robot.interact(button::fire);
        WaitForAsyncUtils.waitForFxEvents();
    }

    private AppContext context() {
        return Objects.requireNonNull(running);
    }

    private @Nullable ProjectSession session() {
        return context().opener().sessionProperty().get();
    }

    private Node require(String query) throws TimeoutException {
        await(() -> onFx(() -> scene().lookup(query) != null));
        return onFx(() -> Objects.requireNonNull(scene().lookup(query)));
    }

    private Scene scene() {
        return Objects.requireNonNull(stage).getScene();
    }

    private static <T> T onFx(Callable<T> work) {
        return WaitForAsyncUtils.waitForAsyncFx(1000 * PATIENCE_SECONDS, work);
    }

    private static void await(Callable<Boolean> condition) throws TimeoutException {
        WaitForAsyncUtils.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS, condition);
        WaitForAsyncUtils.waitForFxEvents();
    }

    private void press(KeyCode... keys) {
        robot.push(keys);
        WaitForAsyncUtils.waitForFxEvents();
    }
}
