package org.spatialalign.app.fx;

import java.util.Set;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.ComboBoxBase;
import javafx.scene.control.ListView;
import javafx.scene.control.Slider;
import javafx.scene.control.Spinner;
import javafx.scene.control.TabPane;
import javafx.scene.control.TableView;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.TreeView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import org.jspecify.annotations.Nullable;

/**
 * The one place where a key pressed in a window becomes a command. Sees keys before the controls do, but leaves alone
 * what the focused control needs itself: text to text fields, the space bar to buttons, arrows to sliders and lists.
 */
public final class KeyDispatcher {

    private static final Set<KeyCode> PRESS = Set.of(KeyCode.SPACE, KeyCode.ENTER);
    private static final Set<KeyCode> MOVE = Set.of(
            KeyCode.LEFT,
            KeyCode.RIGHT,
            KeyCode.UP,
            KeyCode.DOWN,
            KeyCode.HOME,
            KeyCode.END,
            KeyCode.PAGE_UP,
            KeyCode.PAGE_DOWN);
    private static final Set<KeyCode> ROWS = Set.of(
            KeyCode.UP, KeyCode.DOWN, KeyCode.HOME, KeyCode.END, KeyCode.PAGE_UP, KeyCode.PAGE_DOWN, KeyCode.ENTER);
    /** With Ctrl these edit text. */
    private static final Set<KeyCode> TEXT_EDITING = Set.of(
            KeyCode.A,
            KeyCode.C,
            KeyCode.V,
            KeyCode.X,
            KeyCode.Z,
            KeyCode.Y,
            KeyCode.BACK_SPACE,
            KeyCode.DELETE,
            KeyCode.INSERT);

    private final Keymap keymap;
    private boolean swallowTyped;

    private KeyDispatcher(Keymap keymap) {
        this.keymap = keymap;
    }

    /** Listens to the keys of this scene as long as it lives. */
    public static void install(Keymap keymap, Scene scene) {
        KeyDispatcher dispatcher = new KeyDispatcher(keymap);
        scene.addEventFilter(KeyEvent.KEY_PRESSED, event -> dispatcher.pressed(event, scene.getFocusOwner()));
        scene.addEventFilter(KeyEvent.KEY_TYPED, dispatcher::typed);
    }

    private void pressed(KeyEvent event, @Nullable Node focus) {
        swallowTyped = false;
        if (keymap.pausedProperty().get() || (focus != null && needsItself(focus, event))) {
            return;
        }
        for (Command command : keymap.candidates(focus)) {
            KeyCombination key = keymap.keyOf(command.id());
            if (key != null && key.match(event) && command.enabled().get()) {
                event.consume();
                swallowTyped = true;
                command.run().run();
                return;
            }
        }
    }

    /** A key that moved the focus into a text field must not leave its letter there. */
    private void typed(Event event) {
        if (swallowTyped) {
            event.consume();
            swallowTyped = false;
        }
    }

    private static boolean needsItself(Node focus, KeyEvent event) {
        boolean plain = !event.isControlDown() && !event.isAltDown() && !event.isMetaDown();
        KeyCode code = event.getCode();
        if (isTextInput(focus)) {
            if (plain) {
                return !code.isFunctionKey() && code != KeyCode.ESCAPE;
            }
            return event.isShortcutDown() && (TEXT_EDITING.contains(code) || MOVE.contains(code));
        }
        if (!plain) {
            return false;
        }
        if (focus instanceof ComboBoxBase || focus instanceof ChoiceBox || focus instanceof Spinner) {
            return PRESS.contains(code) || MOVE.contains(code);
        }
        if (focus instanceof ButtonBase) {
            return PRESS.contains(code);
        }
        if (focus instanceof Slider || focus instanceof TabPane) {
            return MOVE.contains(code);
        }
        if (focus instanceof TreeView) {
            return MOVE.contains(code) || code == KeyCode.ENTER;
        }
        return (focus instanceof ListView || focus instanceof TableView) && ROWS.contains(code);
    }

    private static boolean isTextInput(Node focus) {
        if (focus instanceof TextInputControl text) {
            return text.isEditable();
        }
        return (focus instanceof ComboBoxBase<?> box && box.isEditable())
                || (focus instanceof Spinner<?> spinner && spinner.isEditable());
    }
}
