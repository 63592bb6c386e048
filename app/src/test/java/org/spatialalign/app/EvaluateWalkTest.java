package org.spatialalign.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TableView;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spatialalign.app.evaluate.TwoModels;
import org.spatialalign.app.fx.FakeDialogs;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** What a researcher does after tuning, in the whole window: figures, lost clips, side by side, atlas, report. */
class EvaluateWalkTest {

    private static final long PATIENCE_SECONDS = 60;

    private final FxRobot robot = new FxRobot();
    private final FakeDialogs dialogs = new FakeDialogs();
    private Path folder;
    private @Nullable AppContext running;
    private @Nullable Stage stage;

    @BeforeEach
    void start(@TempDir Path temporary) throws Exception {
        folder = temporary;
        TwoModels.create(folder).close();
        FxToolkit.registerPrimaryStage();
        onFx(() -> {
            Stage fresh = new Stage();
            AppContext made = new AppContext(new AppPaths(folder.resolve("config"), null, folder), fresh, dialogs);
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
        AppContext context = running;
        Stage shown = stage;
        if (context != null && shown != null) {
            onFx(() -> {
                shown.hide();
                context.close();
                return true;
            });
        }
        FxToolkit.cleanupStages();
    }

    @Test
    void figuresThenClipsThenAtlasThenReport() throws Exception {
        robot.interact(() -> context().opener().open(folder.resolve("project")));
        await(() -> context().opener().sessionProperty().get() != null);
        press(KeyCode.CONTROL, KeyCode.DIGIT7);
        require("#page-evaluate");
        TableView<?> table = (TableView<?>) require("#figure-table");
        await(() -> table.getItems().size() == 3);
        await(() -> require("#share-plot").getAccessibleText().contains("+lora  75.0 %"));

        // Left out instead of failures, by its key; then back.
        press(KeyCode.U);
        await(() -> require("#share-plot").getAccessibleText().contains("+lora  100.0 %"));
        press(KeyCode.U);

        press(KeyCode.DIGIT2);
        ListView<?> pairs = (ListView<?>) require("#pair-list");
        await(() -> pairs.getItems().size() == 3);
        await(() -> require("#contact-sheet").lookupAll(".sheet-cell").size() == 2);
        int first = pairs.getSelectionModel().getSelectedIndex();
        press(KeyCode.N);
        await(() -> pairs.getSelectionModel().getSelectedIndex() == first + 1);
        robot.clickOn("#filter-unscorable");
        await(() -> pairs.getItems().size() == 1);
        assertThat(text("#pair-sentence")).startsWith("A cat is on the top of");

        press(KeyCode.DIGIT3);
        await(() -> text("#kind-vanishes").equals("vanishes 1"));
        robot.clickOn("#kind-follows");
        press(KeyCode.N);
        await(() -> text("#atlas-chosen").startsWith("1_TL seed 1: vanishes, score no score"));
        press(KeyCode.I);
        require("#clip-table");
        await(() -> scene().lookup("#score-reason") != null || scene().lookup(".score-reason") != null);

        press(KeyCode.CONTROL, KeyCode.DIGIT7);
        Path report = folder.resolve("report.html");
        dialogs.willGive(report);
        press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.R);
        await(() -> Files.exists(report));
        assertThat(report).content().contains("base+lora against base");
        assertThat(dialogs.errors).isEmpty();
    }

    @Test
    void withoutAProjectThePageSaysWhatToDo() throws Exception {
        press(KeyCode.CONTROL, KeyCode.DIGIT7);
        Node page = require("#page-evaluate");
        await(() -> onFx(() -> page.lookupAll(".section-title").stream()
                .anyMatch(node -> node instanceof Label label
                        && label.getText().equals("No project is open")
                        && label.getParent().isVisible())));
    }

    private AppContext context() {
        return Objects.requireNonNull(running);
    }

    private String text(String query) throws TimeoutException {
        Node node = require(query);
        return node instanceof ToggleButton button ? button.getText() : ((Label) node).getText();
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
