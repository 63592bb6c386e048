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
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spatialalign.app.fx.FakeDialogs;
import org.spatialalign.app.train.TrainProject;
import org.spatialalign.engine.generate.ComputeChoice;
import org.spatialalign.engine.job.JobQueue;
import org.spatialalign.engine.store.Project;
import org.spatialalign.engine.train.TrainingPresets;
import org.spatialalign.engine.workflow.TrainSpec;
import org.spatialalign.engine.workflow.WorkflowJobs;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** By keys alone from a clip to the LoRA that was trained on it, back, and to the pages where things are worked on. */
class TraceWalkTest {

    private static final long PATIENCE_SECONDS = 120;

    private final FxRobot robot = new FxRobot();
    private final FakeDialogs dialogs = new FakeDialogs();
    private @Nullable AppContext running;
    private @Nullable Stage stage;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        Path study = folder.resolve("study");
        try (Project project = Project.create(study)) {
            TrainProject.fill(project, folder);
            train(project, folder);
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
        press(KeyCode.CONTROL, KeyCode.DIGIT8);
        await(() -> shows("No project is open"));
        robot.interact(() -> context().opener().open(study));
        await(() -> context().opener().sessionProperty().get() != null);
    }

    private static void train(Project project, Path folder) throws Exception {
        TrainSpec spec = new TrainSpec(
                TrainProject.tinyModel().toString(),
                TrainProject.SET,
                project.pairSets().find(TrainProject.SET).orElseThrow().hash(),
                TrainSpec.Use.ALL,
                TrainingPresets.read(TrainProject.preset(folder, 2)),
                ComputeChoice.CPU);
        try (JobQueue queue = new JobQueue(project.jobs(), new WorkflowJobs(project))) {
            assertThat(queue.await(queue.submit(WorkflowJobs.trainSpec(spec))).error())
                    .isNull();
        }
    }

    @AfterEach
    void stop() throws Exception {
        AppContext context = context();
        onFx(() -> {
            Objects.requireNonNull(stage).hide();
            context.close();
            return true;
        });
        FxToolkit.cleanupStages();
    }

    @Test
    void fromAClipToTheLoraAndBackAndToTheirPages() throws Exception {
        press(KeyCode.CONTROL, KeyCode.DIGIT8);
        await(() -> shows("Nothing is traced yet") && shows("Ctrl+H"));
        press(KeyCode.CONTROL, KeyCode.DIGIT4);
        await(() -> onFx(() -> scene().lookup("#trained-note") instanceof Hyperlink note
                && note.isVisible()
                && note.getText().contains("with these boxes")));
        press(KeyCode.CONTROL, KeyCode.H);
        await(() -> title().startsWith("base/"));
        String clip = title();

        follow("#trace-of", "kind=PAIR, node=Node");
        await(() -> title().contains(" and base seed "));
        follow("#trace-of", "first: 3 pairs");
        await(() -> title().equals("first: 3 pairs"));
        follow("#trace-of", "tiny");
        await(() -> title().startsWith("1: "));
        follow("#trace-of", "step-000002");
        await(() -> title().equals("step-000002 of run 1"));

        press(KeyCode.ALT, KeyCode.LEFT);
        await(() -> title().startsWith("1: "));
        press(KeyCode.O);
        await(() -> scene().lookup("#train-run-list") != null);
        press(KeyCode.ALT, KeyCode.L);
        ListView<?> checkpoints = (ListView<?>) require("#train-checkpoints");
        await(() -> onFx(() -> checkpoints.getSelectionModel().getSelectedItem() != null));
        press(KeyCode.CONTROL, KeyCode.H);
        await(() -> title().equals("step-000002 of run 1"));
        press(KeyCode.ALT, KeyCode.LEFT);
        press(KeyCode.ALT, KeyCode.LEFT);
        press(KeyCode.ALT, KeyCode.LEFT);
        press(KeyCode.ALT, KeyCode.LEFT);
        await(() -> title().equals(clip));

        press(KeyCode.CONTROL, KeyCode.DIGIT4);
        Hyperlink note = (Hyperlink) require("#trained-note");
        robot.interact(note::fire);
        await(() -> shows("Boxes"));
        assertThat(((ButtonBase) require("#trace-open")).getText()).isEqualTo("Open in Inspect");
        assertThat(dialogs.errors).isEmpty();
    }

    /** Goes to the list by its key, down to the line that has these words, and follows it. */
    private void follow(String list, String words) throws Exception {
        press(list.equals("#trace-of") ? KeyCode.RIGHT : KeyCode.LEFT);
        ListView<?> lines = (ListView<?>) require(list);
        await(() -> onFx(lines::isFocused));
        for (int step = 0; step < lines.getItems().size(); step++) {
            if (String.valueOf(onFx(() -> lines.getSelectionModel().getSelectedItem()))
                    .contains(words)) {
                press(KeyCode.ENTER);
                return;
            }
            press(KeyCode.DOWN);
        }
        throw new AssertionError("no line with " + words + " in " + lines.getItems());
    }

    private String title() {
        return onFx(() -> scene().lookup("#trace-title") instanceof Label label ? label.getText() : "");
    }

    private boolean shows(String words) {
        return onFx(() -> scene().getRoot().lookupAll(".label").stream()
                .anyMatch(label -> label instanceof Label said && said.getText().equals(words)));
    }

    private AppContext context() {
        return Objects.requireNonNull(running);
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
