package org.spatialalign.app.fx;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

class KeyDispatcherTest {

    private final FxRobot robot = new FxRobot();
    private final List<String> done = new ArrayList<>();
    private final TextField field = new TextField();
    private final Button button = new Button("Press");
    private final VBox view = new VBox();
    private final SimpleBooleanProperty allowed = new SimpleBooleanProperty(true);
    private @Nullable Keymap keymap;
    private @Nullable Stage stage;

    @BeforeAll
    static void startToolkit() throws Exception {
        // Before the first instance: the fields are controls.
        FxToolkit.registerPrimaryStage();
    }

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        Keymap keys = new Keymap(new Settings(folder));
        keymap = keys;
        view.setFocusTraversable(true);
        keys.registerGlobal(List.of(command("global.space", "Space"), command("global.find", "Slash")));
        keys.registerPage(
                "inspect", List.of(command("page.space", "Space").when(allowed), command("page.z", "Ctrl+Z")));
        keys.registerView("inspect", "player", view, List.of(command("view.space", "Space")));
        keys.showPage("inspect");
        button.setOnAction(event -> done.add("button"));
        robot.interact(() -> {
            Stage fresh = new Stage();
            Scene scene = new Scene(new VBox(field, button, view), 300, 200);
            KeyDispatcher.install(keys, scene);
            fresh.setScene(scene);
            fresh.show();
            fresh.requestFocus();
            stage = fresh;
        });
    }

    @AfterEach
    void stop() throws Exception {
        robot.interact(() -> Objects.requireNonNull(stage).hide());
        FxToolkit.cleanupStages();
    }

    private Command command(String id, String key) {
        return Command.of(id, id, "Test", key, MaterialDesignA.ABACUS, () -> {
            done.add(id);
            if (id.equals("global.find")) {
                field.requestFocus();
            }
        });
    }

    private void press(Node focus, KeyCode... keys) {
        robot.interact(focus::requestFocus);
        robot.push(keys);
        WaitForAsyncUtils.waitForFxEvents();
    }

    @Test
    void asksTheNarrowestScopeFirst() {
        press(view, KeyCode.SPACE);
        assertThat(done).containsExactly("view.space");
    }

    @Test
    void leavesTextAndItsUndoToATextField() {
        press(field, KeyCode.SPACE);
        press(field, KeyCode.CONTROL, KeyCode.Z);
        assertThat(done).isEmpty();
        press(view, KeyCode.CONTROL, KeyCode.Z);
        assertThat(done).containsExactly("page.z");
    }

    @Test
    void leavesTheSpaceBarToAButton() {
        press(button, KeyCode.SPACE);
        assertThat(done).containsExactly("button");
    }

    @Test
    void aKeyThatLeadsToATextFieldDoesNotWriteThere() {
        press(view, KeyCode.SLASH);
        assertThat(done).containsExactly("global.find");
        assertThat(field.isFocused()).isTrue();
        assertThat(field.getText()).isEmpty();
    }

    @Test
    void passesOverWhatIsNotEnabledAndRestsWhilePaused() {
        Objects.requireNonNull(keymap).showPage("inspect");
        robot.interact(() -> allowed.set(false));
        robot.interact(() -> view.getParent().requestFocus());
        Objects.requireNonNull(keymap).pausedProperty().set(true);
        press(view, KeyCode.SPACE);
        assertThat(done).isEmpty();
    }
}
