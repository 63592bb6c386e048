package org.spatialalign.app.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.TextInputControl;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spatialalign.app.fx.BackgroundUiExecutor;
import org.spatialalign.app.fx.CommandButtons;
import org.spatialalign.app.fx.Keymap;
import org.spatialalign.app.fx.Settings;
import org.spatialalign.app.job.JobListViewModel;
import org.spatialalign.app.job.ScriptedJobs;
import org.spatialalign.app.job.Ticker;
import org.spatialalign.engine.job.JobQueue;
import org.spatialalign.engine.job.JobState;
import org.spatialalign.engine.store.Project;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** The drawer over a real queue that runs in the background. */
class JobDrawerTest {

    private static final long PATIENCE_SECONDS = 60;

    private final FxRobot robot = new FxRobot();
    private final BackgroundUiExecutor executor = new BackgroundUiExecutor();
    private final ScriptedJobs kinds = new ScriptedJobs();
    private @Nullable Project project;
    private @Nullable JobQueue queue;
    private @Nullable JobListViewModel jobs;
    private @Nullable Stage stage;
    private @Nullable Ticker ticker;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        FxToolkit.registerPrimaryStage();
        Project made = Project.create(folder.resolve("project"));
        JobQueue running = new JobQueue(made.jobs(), kinds);
        project = made;
        queue = running;
        robot.interact(() -> {
            JobListViewModel model = new JobListViewModel(executor, InstantSource.system(), problem -> {
                throw new AssertionError(problem);
            });
            model.show(running);
            Stage fresh = new Stage();
            fresh.setScene(new Scene(drawer(model), 900, 300));
            fresh.show();
            Ticker steady = new Ticker(50, model::sample);
            steady.start();
            jobs = model;
            stage = fresh;
            ticker = steady;
        });
    }

    private static JobDrawer drawer(JobListViewModel model) {
        return new JobDrawer(
                model,
                new ShellViewModel(List.of("home")),
                JobCommands.of(model),
                new CommandButtons(new Keymap(new Settings(Path.of("none")))));
    }

    @AfterEach
    void stop() throws Exception {
        kinds.release.countDown();
        robot.interact(() -> {
            Objects.requireNonNull(ticker).stop();
            Objects.requireNonNull(stage).hide();
        });
        executor.close();
        Objects.requireNonNull(queue).close();
        Objects.requireNonNull(project).close();
        FxToolkit.cleanupStages();
    }

    private static void await(Callable<Boolean> condition) throws Exception {
        WaitForAsyncUtils.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS, condition);
        WaitForAsyncUtils.waitForFxEvents();
    }

    private <T> T onFx(Callable<T> look) throws Exception {
        return WaitForAsyncUtils.asyncFx(look).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private Button button(String query) throws Exception {
        await(() -> onFx(() -> scene().lookup(query) instanceof Button button && button.isVisible()));
        return onFx(() -> (Button) Objects.requireNonNull(scene().lookup(query)));
    }

    private Scene scene() {
        return Objects.requireNonNull(stage).getScene();
    }

    @Test
    void cancelsAJobThatRunsAndResumesIt() throws Exception {
        JobQueue running = Objects.requireNonNull(queue);
        JobListViewModel model = Objects.requireNonNull(jobs);
        long id = running.submit(ScriptedJobs.spec("wait"));
        Button cancel = button(".job-cancel");
        robot.interact(cancel::fire);
        assertThat(running.await(id).state()).isEqualTo(JobState.CANCELLED);

        Button again = button(".job-again");
        assertThat(again.getText()).isEqualTo("Resume");
        robot.interact(again::fire);
        kinds.release.countDown();
        await(() -> running.job(id).orElseThrow().state() == JobState.SUCCEEDED);
        await(() -> onFx(() -> model.rows().get(0).stateProperty().get() == JobState.SUCCEEDED));

        robot.interact(() -> model.selectedProperty().set(model.rows().get(0)));
        await(() -> onFx(() -> scene().lookup("#job-log") instanceof TextInputControl log
                && log.getText().contains("begins wait")));
    }
}
