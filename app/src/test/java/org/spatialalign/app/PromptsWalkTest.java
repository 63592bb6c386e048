package org.spatialalign.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListView;
import javafx.scene.control.TableView;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spatialalign.app.fx.FakeDialogs;
import org.spatialalign.engine.interchange.PromptCsv;
import org.spatialalign.engine.prompt.DsrPrompt;
import org.spatialalign.engine.store.Project;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** Prompts in the whole window: written by words, pasted, made in numbers, checked, frozen, taken back, exported. */
class PromptsWalkTest {

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
            made.opener().create(folder.resolve("project"), () -> {});
            return true;
        });
        await(() -> context().opener().sessionProperty().get() != null);
        press(KeyCode.CONTROL, KeyCode.DIGIT2);
        require("#page-prompts");
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
    void writePasteMakeCheckFreezeUndoAndExport() throws Exception {
        writeBySlots();
        pasteSentence();
        pasteRows();
        makeMany();
        check();
        freeze();
        undo();
        export();
        assertThat(dialogs.errors).isEmpty();
    }

    private void writeBySlots() throws Exception {
        ListView<?> findings = (ListView<?>) require("#findings");
        assertThat(((Label) findings.getPlaceholder()).getText()).isEqualTo("There are no prompts to check yet.");
        press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.N);
        robot.write("cat");
        fill("#slot-scene", "In a quiet room");
        fill("#slot-verb", "walks");
        fill("#slot-object", "chair");
        robot.interact(() -> ((ToggleButton) find("#relation-final-top")).fire());
        assertThat(sentence())
                .isEqualTo("In a quiet room, a cat is on the left of a chair, then the cat walks to the top of the"
                        + " chair.");
        press(KeyCode.CONTROL, KeyCode.ENTER);
        await(() -> ids().equals(List.of("0001_LT")));
        await(() -> ((Label) findings.getPlaceholder()).getText().startsWith("Nothing found"));
        assertThat(text("#editor-heading")).isEqualTo("New prompt");
    }

    private void pasteSentence() throws Exception {
        press(KeyCode.CONTROL, KeyCode.L);
        clip("In a garden, a dog is on the right of a box, then the dog runs to the left of the box.");
        press(KeyCode.CONTROL, KeyCode.V);
        await(() -> text("#understood").equals("Understood"));
        press(KeyCode.CONTROL, KeyCode.ENTER);
        await(() -> ids().equals(List.of("0001_LT", "0002_RL")));
        assertThat(prompt("0002_RL").animal()).isEqualTo("dog");
    }

    private void pasteRows() throws Exception {
        clip("type\tprompt_id\tanimal\tobject\tscene\tinitial_SR\tfinal_SR\tprompt\n"
                + "LR\t9_LR\tcats\tsofa\tIn a loft\ton the left of\tto the right of\tIn a loft, a cats is on the left"
                + " of a sofa, then the cats walks to the right of the sofa.\n");
        focus("#prompt-table");
        press(KeyCode.CONTROL, KeyCode.V);
        await(() -> ids().size() == 3 && text("#editor-heading").equals("Prompt 9_LR"));
    }

    private void makeMany() throws Exception {
        dialogs.willFill(form -> {
            ((TextField) form.lookup("#expansion-size")).setText("30");
            assertThat(((Label) form.lookup("#expansion-count")).getText()).startsWith("30 prompts out of ");
            assertThat(((Label) form.lookup("#expansion-cost")).getText()).contains("150 clips");
        });
        press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.M);
        await(() -> ids().size() == 33 && text("#prompt-count").equals("33 prompts, 30 selected"));
    }

    private void check() throws Exception {
        press(KeyCode.ALT, KeyCode.DIGIT2);
        press(KeyCode.F8);
        await(() -> ((ListView<?>) require("#findings")).getSelectionModel().getSelectedItem() != null);
        robot.interact(() -> ((ButtonBase) find("#findings-all")).fire());
        press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.X);
        await(() -> prompt("9_LR").animal().equals("cat"));
    }

    private void freeze() throws Exception {
        dialogs.willFill(form -> ((TextField) form.lookup("#set-name")).setText("train"));
        focus("#prompt-table");
        press(KeyCode.CONTROL, KeyCode.G);
        ListView<?> sets = (ListView<?>) require("#prompt-sets");
        await(() -> sets.getItems().size() == 1);
        robot.interact(() -> sets.getSelectionModel().select(0));
        dialogs.willChoose(0);
        robot.interact(() -> ((ButtonBase) find("#prompts-freeze-set")).fire());
        await(() -> project().promptSets().latest("train").orElseThrow().frozen());
    }

    private void undo() throws Exception {
        focus("#prompt-table");
        press(KeyCode.CONTROL, KeyCode.Z);
        await(() -> prompt("9_LR").animal().equals("cats"));
        press(KeyCode.CONTROL, KeyCode.Z);
        await(() -> ids().size() == 3);
        assertThat(find("#page-prompts").isVisible()).isTrue();
        press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.Z);
        await(() -> ids().size() == 33);
    }

    private void export() throws Exception {
        Path file = folder.resolve("out.csv");
        dialogs.willChoose(0);
        dialogs.willGive(file);
        press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.F);
        press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.E);
        await(() -> Files.exists(file));
        assertThat(Files.readAllLines(file).get(0)).isEqualTo(String.join(",", PromptCsv.GROUP_COLUMNS));
        assertThat(PromptCsv.read(file).prompts()).hasSize(33);
    }

    private void clip(String text) {
        robot.interact(() -> {
            ClipboardContent content = new ClipboardContent();
            content.putString(text);
            Clipboard.getSystemClipboard().setContent(content);
        });
    }

    private void fill(String box, String text) throws TimeoutException {
        Node editor = onFx(() -> Objects.requireNonNull(find(box).lookup(".text-field")));
        robot.interact(() -> ((TextField) editor).setText(text));
    }

    private String sentence() throws TimeoutException {
        return ((TextArea) require("#slot-sentence")).getText();
    }

    private List<String> ids() throws Exception {
        TableView<?> table = (TableView<?>) find("#prompt-table");
        return table == null
                ? List.of()
                : onFx(() -> table.getItems().stream()
                        .map(row -> ((DsrPrompt) row).promptId())
                        .toList());
    }

    private DsrPrompt prompt(String id) throws Exception {
        return project().prompts().find(id).orElseThrow();
    }

    private Project project() {
        return Objects.requireNonNull(context().opener().sessionProperty().get())
                .project();
    }

    private AppContext context() {
        return Objects.requireNonNull(running);
    }

    private String text(String query) throws TimeoutException {
        return ((Labeled) require(query)).getText();
    }

    private Node find(String query) {
        return scene().lookup(query);
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
