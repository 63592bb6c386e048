package org.spatialalign.app.prompts;

import javafx.scene.control.TableCell;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.prompt.DsrPrompt;

/** A field of a prompt, written in place: Enter or leaving stores it, Escape does not. */
final class PromptCell extends TableCell<DsrPrompt, String> {

    private final PromptColumn column;
    private @Nullable TextField field;
    private @Nullable Tooltip tip;

    PromptCell(PromptColumn column) {
        this.column = column;
        if (column == PromptColumn.ANIMAL) {
            getStyleClass().add("animal-cell");
        } else if (column == PromptColumn.OBJECT) {
            getStyleClass().add("object-cell");
        }
    }

    @Override
    protected void updateItem(@Nullable String text, boolean empty) {
        super.updateItem(text, empty);
        if (empty || text == null) {
            setText(null);
            setGraphic(null);
            setTooltip(null);
            return;
        }
        if (isEditing()) {
            return;
        }
        setGraphic(null);
        setText(text);
        // Only long texts are ever cut; a tooltip for each cell would cost more than the rows.
        if (column == PromptColumn.SENTENCE || column == PromptColumn.SCENE) {
            Tooltip shown = tip;
            if (shown == null) {
                shown = new Tooltip();
                shown.setWrapText(true);
                shown.setMaxWidth(420);
                tip = shown;
            }
            shown.setText(text);
            setTooltip(text.isEmpty() ? null : shown);
        }
    }

    @Override
    public void startEdit() {
        super.startEdit();
        if (!isEditing()) {
            return;
        }
        TextField editor = field;
        if (editor == null) {
            editor = made();
            field = editor;
        }
        editor.setText(getItem());
        setText(null);
        setGraphic(editor);
        editor.selectAll();
        editor.requestFocus();
    }

    private TextField made() {
        TextField editor = new TextField();
        editor.setAccessibleText(column.title());
        editor.getStyleClass().add("cell-field");
        editor.setOnAction(event -> {
            commitEdit(editor.getText());
            event.consume();
        });
        editor.setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.ESCAPE) {
                cancelEdit();
                getTableView().requestFocus();
                event.consume();
            }
        });
        editor.focusedProperty().addListener((o, before, focused) -> {
            if (!focused && isEditing()) {
                commitEdit(editor.getText());
            }
        });
        return editor;
    }

    @Override
    public void cancelEdit() {
        super.cancelEdit();
        setGraphic(null);
        setText(getItem());
    }
}
