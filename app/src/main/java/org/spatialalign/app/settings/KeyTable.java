package org.spatialalign.app.settings;

import atlantafx.base.theme.Styles;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignR;
import org.spatialalign.app.fx.Command;
import org.spatialalign.app.fx.Dialogs;
import org.spatialalign.app.fx.Keymap;

/** Every command with its key: press the key's button, then the new key. */
final class KeyTable extends VBox {

    private final Keymap keymap;
    private final Dialogs dialogs;
    private final ObservableList<Keymap.Entry> shown = FXCollections.observableArrayList();
    private final TextField filter = new TextField();
    private final ListView<Keymap.Entry> list = new ListView<>(shown);
    private final List<Row> rows = new ArrayList<>();
    private @Nullable String capturing;

    KeyTable(Keymap keymap, Dialogs dialogs) {
        this.keymap = keymap;
        this.dialogs = dialogs;
        setSpacing(8);
        filter.setPromptText("Find a command or a key");
        filter.setAccessibleText("Find a command or a key");
        filter.setId("keys-filter");
        filter.textProperty().addListener(observable -> refresh());
        HBox.setHgrow(filter, Priority.ALWAYS);
        Button resetAll = new Button("Reset all");
        resetAll.setMinWidth(Region.USE_PREF_SIZE);
        resetAll.setOnAction(event -> {
            keymap.resetAll();
            showKeys();
        });
        list.setId("keys-list");
        list.setFixedCellSize(40);
        list.setPrefHeight(360);
        list.getStyleClass().add(Styles.DENSE);
        list.setPlaceholder(new Label("No such command"));
        list.setCellFactory(view -> new Row());
        getChildren().addAll(new HBox(8, filter, resetAll), list);
    }

    /** Shows the commands registered by now. */
    void refresh() {
        String wanted = filter.getText().strip().toLowerCase(Locale.ROOT);
        shown.setAll(keymap.entries().stream()
                .filter(entry -> wanted.isEmpty() || describe(entry.command()).contains(wanted))
                .toList());
    }

    /** Refreshing the list would make its cells anew and take the focus from the button that waits for a key. */
    private void showKeys() {
        rows.forEach(Row::render);
    }

    private String describe(Command command) {
        String key = keymap.keyText(command).get();
        return (command.group() + " " + command.title() + " " + key).toLowerCase(Locale.ROOT);
    }

    private void beginCapture(String commandId) {
        capturing = commandId;
        keymap.pausedProperty().set(true);
        showKeys();
    }

    private void endCapture() {
        capturing = null;
        keymap.pausedProperty().set(false);
        showKeys();
    }

    private void captured(Command command, KeyEvent event) {
        if (event.getCode().isModifierKey()) {
            return;
        }
        event.consume();
        if (event.getCode() == KeyCode.BACK_SPACE && !event.isShortcutDown()) {
            keymap.remap(command.id(), null);
        } else if (event.getCode() != KeyCode.ESCAPE) {
            assign(command, combination(event));
        }
        endCapture();
    }

    private static KeyCombination combination(KeyEvent event) {
        return new KeyCodeCombination(
                event.getCode(),
                modifier(event.isShiftDown()),
                modifier(event.isControlDown()),
                modifier(event.isAltDown()),
                modifier(event.isMetaDown()),
                KeyCombination.ModifierValue.UP);
    }

    private static KeyCombination.ModifierValue modifier(boolean down) {
        return down ? KeyCombination.ModifierValue.DOWN : KeyCombination.ModifierValue.UP;
    }

    private void assign(Command command, KeyCombination key) {
        Optional<Command> other = keymap.conflict(command.id(), key);
        if (other.isPresent()) {
            String question =
                    key.getDisplayText() + " already means \"" + other.get().title() + "\" where \""
                            + command.title() + "\" can be used. If it changes, \""
                            + other.get().title()
                            + "\" is left without a key.";
            if (!dialogs.confirm("This key is taken", question, "Change it")) {
                return;
            }
            keymap.remap(other.get().id(), null);
        }
        keymap.remap(command.id(), key);
    }

    private final class Row extends ListCell<Keymap.Entry> {

        private final Label title = new Label();
        private final Label group = new Label();
        private final Button key = new Button();
        private final Button reset = new Button(null, new FontIcon(MaterialDesignR.RESTORE));
        private final HBox box = new HBox(8, title, group, key, reset);

        Row() {
            rows.add(this);
            box.setAlignment(Pos.CENTER_LEFT);
            HBox.setHgrow(title, Priority.ALWAYS);
            title.setMaxWidth(Double.MAX_VALUE);
            title.setMinWidth(80);
            group.getStyleClass().add("caption");
            key.setMinWidth(160);
            key.getStyleClass().add(Styles.SMALL);
            key.setTooltip(new Tooltip("Press this, then the new key. Backspace takes the key away, Esc leaves it."));
            key.setOnAction(event -> {
                Keymap.Entry entry = getItem();
                if (entry != null) {
                    beginCapture(entry.command().id());
                    key.requestFocus();
                }
            });
            key.addEventFilter(KeyEvent.KEY_PRESSED, event -> {
                Keymap.Entry entry = getItem();
                if (entry != null && entry.command().id().equals(capturing)) {
                    captured(entry.command(), event);
                }
            });
            key.focusedProperty().addListener((observable, was, is) -> {
                if (was && capturing != null) {
                    endCapture();
                }
            });
            reset.getStyleClass().addAll(Styles.BUTTON_ICON, Styles.FLAT, Styles.SMALL);
            reset.setTooltip(new Tooltip("Back to the original key"));
            reset.setAccessibleText("Back to the original key");
            reset.setOnAction(event -> {
                Keymap.Entry entry = getItem();
                if (entry != null) {
                    keymap.reset(entry.command().id());
                    showKeys();
                }
            });
        }

        @Override
        protected void updateItem(Keymap.Entry entry, boolean empty) {
            super.updateItem(entry, empty);
            render();
        }

        private void render() {
            Keymap.Entry entry = getItem();
            if (isEmpty() || entry == null) {
                setGraphic(null);
                return;
            }
            Command command = entry.command();
            title.setText(command.title());
            group.setText(command.group());
            String text = keymap.keyText(command).get();
            boolean waiting = command.id().equals(capturing);
            key.setText(waiting ? "Press the new key" : text.isEmpty() ? "none" : text);
            key.setId("key-" + command.id().replace('.', '-'));
            key.setAccessibleText(command.title() + ": " + (text.isEmpty() ? "no key" : text) + ". Press to change.");
            reset.setVisible(keymap.isRemapped(command.id()));
            setGraphic(box);
        }
    }
}
