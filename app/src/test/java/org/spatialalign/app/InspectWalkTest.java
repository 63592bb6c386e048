package org.spatialalign.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spatialalign.app.fx.FakeDialogs;
import org.spatialalign.app.inspect.TestProject;
import org.spatialalign.app.job.ProjectSession;
import org.spatialalign.app.player.PicturePoints;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.geometry.PixelBox;
import org.spatialalign.engine.job.JobState;
import org.spatialalign.engine.store.ClipListing;
import org.spatialalign.engine.track.Corrections;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** A person's first quarter of an hour, in the whole window: drop, play, step, filter, correct, undo, come back. */
class InspectWalkTest {

    private static final long PATIENCE_SECONDS = 120;

    private final FxRobot robot = new FxRobot();
    private final FakeDialogs dialogs = new FakeDialogs();
    private Path folder;
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

    @Test
    void dropPlayStepFilterCorrectUndoAndComeBack() throws Exception {
        Path dropped = TestProject.writeDrop(folder.resolve("clips"));
        dialogs.willChoose(0);
        dialogs.willFill(form -> {});
        robot.interact(() -> context().drops().dropped(List.of(dropped)));
        await(() -> session() != null);
        await(() -> finished("import") && finished("track") && finished("score"));

        press(KeyCode.CONTROL, KeyCode.DIGIT4);
        TableView<?> table = (TableView<?>) require("#clip-table");
        await(() -> table.getItems().size() == 2 && text("#score-number").startsWith("0."));

        playAndStep();
        filter();
        String before = text("#score-number");
        String clip = correctedWhileTheScoreFollows(before);
        undoAndRedo(clip, before);
        String corrected = text("#score-number");
        press(KeyCode.HOME);
        robot.type(KeyCode.RIGHT, 5);
        robot.clickOn("#clip-search").write("seed02");
        await(() -> text("#clip-count").equals("1 of 2 clips"));

        restart();
        require("#clip-table");
        await(() -> text("#clip-count").equals("1 of 2 clips"));
        assertThat(((TextField) require("#clip-search")).getText()).isEqualTo("seed02");
        await(() -> frame() == 5 && text("#score-number").equals(corrected));
        assertThat(corrections(clip).keyFrames()).hasSize(1);
        await(() -> scene().getRoot().lookupAll(".button").stream()
                .anyMatch(
                        button -> String.valueOf(button.getAccessibleText()).contains("Undo") && !button.isDisabled()));
        focus("#clip-table");
        press(KeyCode.CONTROL, KeyCode.Z);
        await(() -> corrections(clip).isEmpty() && text("#score-number").equals(before));
        assertThat(dialogs.errors).isEmpty();
    }

    private void playAndStep() throws Exception {
        focus("#clip-table");
        press(KeyCode.SPACE);
        await(() -> frame() > 2);
        press(KeyCode.SPACE);
        press(KeyCode.HOME);
        focus("#picture");
        press(KeyCode.HOME);
        robot.type(KeyCode.RIGHT, 4).type(KeyCode.LEFT);
        await(() -> frame() == 3);
        press(KeyCode.N);
        assertThat(frame()).as("the next of the frames that decide").isEqualTo(TestProject.FRAMES - 3);
        press(KeyCode.HOME);
    }

    private void filter() throws Exception {
        press(KeyCode.CONTROL, KeyCode.F);
        robot.write("seed01");
        await(() -> text("#clip-count").equals("1 of 2 clips"));
        press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.F);
        await(() -> text("#clip-count").equals("2 clips"));
        focus("#picture");
    }

    /** Drags the animal away from its place in the first frame; returns the clip. */
    private String correctedWhileTheScoreFollows(String before) throws Exception {
        press(KeyCode.HOME);
        Node picture = require("#picture");
        PixelBox cat = TestProject.animal(0);
        robot.moveTo(at(picture, cat.centerX(), cat.centerY())).press(MouseButton.PRIMARY);
        robot.moveTo(at(picture, cat.centerX() + 40, cat.centerY() - 10));
        robot.moveTo(at(picture, cat.centerX() + 100, cat.centerY() - 10));
        await(() -> !text("#score-number").equals(before));
        assertThat(text("#score-before")).contains(before);
        robot.release(MouseButton.PRIMARY);
        await(() -> listing().stream().anyMatch(ClipListing::corrected));
        ClipListing corrected =
                listing().stream().filter(ClipListing::corrected).findFirst().orElseThrow();
        String shown = text("#score-number");
        String id = corrected.clip().id();
        await(() -> listing().stream()
                .anyMatch(row -> row.clip().id().equals(id)
                        && row.dsrScore() != null
                        && "%.3f".formatted(row.dsrScore()).equals(shown)));
        return id;
    }

    private void undoAndRedo(String clip, String before) throws Exception {
        String after = text("#score-number");
        press(KeyCode.CONTROL, KeyCode.Z);
        await(() -> corrections(clip).isEmpty() && text("#score-number").equals(before));
        press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.Z);
        await(() -> corrections(clip).keyFrames().size() == 1
                && text("#score-number").equals(after));
    }

    private void restart() throws Exception {
        end();
        begin();
        Path last = folder.resolve("spatialalign-project");
        robot.interact(() -> context().opener().open(last));
        await(() -> session() != null);
    }

    private boolean finished(String kind) {
        return Objects.requireNonNull(session()).jobs().jobs().stream()
                .anyMatch(job -> job.spec().kind().equals(kind) && job.state() == JobState.SUCCEEDED);
    }

    private Corrections corrections(String clip) throws WorkbenchException {
        return Objects.requireNonNull(session())
                .project()
                .tracks()
                .annotation(clip)
                .corrections();
    }

    private List<ClipListing> listing() throws WorkbenchException {
        ProjectSession open = Objects.requireNonNull(session());
        return open.project().clips().listing(open.preset().id());
    }

    private int frame() throws TimeoutException {
        return Integer.parseInt(((TextField) require("#frame-box")).getText());
    }

    private static Point2D at(Node picture, double x, double y) {
        return onFx(() -> PicturePoints.onScreen(picture, x, y));
    }

    private void begin() {
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

    private void end() {
        AppContext context = running;
        Stage shown = stage;
        if (context != null && shown != null) {
            running = null;
            onFx(() -> {
                shown.hide();
                context.close();
                return true;
            });
        }
    }

    private AppContext context() {
        return Objects.requireNonNull(running);
    }

    private @Nullable ProjectSession session() {
        return context().opener().sessionProperty().get();
    }

    private String text(String query) throws TimeoutException {
        return ((Label) require(query)).getText();
    }

    /** Waits for it: parts of a page come with its first layout. */
    private Node require(String query) throws TimeoutException {
        await(() -> onFx(() -> scene().lookup(query) != null));
        return onFx(() -> Objects.requireNonNull(scene().lookup(query)));
    }

    private void focus(String query) throws TimeoutException {
        Node node = require(query);
        robot.interact(node::requestFocus);
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
