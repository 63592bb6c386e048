package org.spatialalign.app.generate;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javafx.beans.Observable;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.control.Label;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TablePosition;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.workflow.GenerateSpec.Prompt;

/** Prompts down, seeds across. Arrows move, Shift and Ctrl choose several cells; a prompt stands for its whole row. */
final class GenerateGrid extends TableView<GridLine> {

    private static final double LINE = CellTile.HEIGHT + 8;
    private static final double COLUMN = CellTile.WIDTH + 8;
    private static final double PROMPT = 150;
    private static final double WIDEST_PROMPT = 420;
    private static final double SCROLL_BAR = 16;

    private final ReadOnlyObjectWrapper<@Nullable GridCell> focused = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<List<GridCell>> chosen = new ReadOnlyObjectWrapper<>(List.of());
    private final ClipPictures pictures;

    /** @param open called for Enter and a double click on a clip */
    GenerateGrid(GenerateViewModel model, ClipPictures pictures, Runnable open) {
        this.pictures = pictures;
        setId("generate-grid");
        getStyleClass().add("generate-grid");
        setAccessibleText("Clips by prompt and seed");
        setItems(model.grid().lines());
        setFixedCellSize(LINE);
        getSelectionModel().setCellSelectionEnabled(true);
        getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
        getColumns().add(promptColumn());
        widthProperty().subscribe(this::widen);
        model.grid().columnsProperty().subscribe(this::columns);
        getSelectionModel().getSelectedCells().addListener((Observable changed) -> look());
        getFocusModel().focusedCellProperty().addListener(observable -> look());
        model.grid().revisionProperty().addListener((o, before, now) -> {
            chooseFirst();
            look();
        });
        addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ENTER && !event.isShortcutDown() && !event.isAltDown()) {
                open.run();
                event.consume();
            }
        });
        addEventHandler(MouseEvent.MOUSE_CLICKED, event -> {
            if (event.getClickCount() == 2 && event.getButton() == MouseButton.PRIMARY) {
                open.run();
            }
        });
    }

    private TableColumn<GridLine, Prompt> promptColumn() {
        TableColumn<GridLine, Prompt> column = new TableColumn<>("Prompt");
        column.setPrefWidth(PROMPT);
        column.setMinWidth(120);
        column.setSortable(false);
        column.setReorderable(false);
        column.setCellValueFactory(
                line -> new SimpleObjectProperty<>(line.getValue().prompt()));
        column.setCellFactory(made -> new PromptCell());
        return column;
    }

    private void columns(List<Integer> seeds) {
        List<TableColumn<GridLine, ?>> all = new ArrayList<>();
        all.add(getColumns().get(0));
        for (int i = 0; i < seeds.size(); i++) {
            int at = i;
            TableColumn<GridLine, GridCell> column = new TableColumn<>("Seed " + seeds.get(i));
            column.setPrefWidth(COLUMN);
            column.setMinWidth(COLUMN);
            column.setMaxWidth(COLUMN);
            column.setSortable(false);
            column.setReorderable(false);
            column.setResizable(false);
            column.setCellValueFactory(line -> line.getValue().cell(at));
            column.setCellFactory(made -> new CellTile(pictures));
            all.add(column);
        }
        getColumns().setAll(all);
        widen();
    }

    /** Prompts get what the clips leave, as far as they need it. */
    private void widen() {
        double left = getWidth() - (getColumns().size() - 1) * COLUMN - SCROLL_BAR;
        getColumns().get(0).setPrefWidth(Math.max(PROMPT, Math.min(left, WIDEST_PROMPT)));
    }

    private void look() {
        Set<GridCell> cells = new LinkedHashSet<>();
        for (TablePosition<?, ?> at : getSelectionModel().getSelectedCells()) {
            cells.addAll(at(at));
        }
        chosen.set(List.copyOf(cells));
        List<GridCell> here = at(getFocusModel().getFocusedCell());
        focused.set(here.size() == 1 ? here.get(0) : null);
    }

    private List<GridCell> at(@Nullable TablePosition<?, ?> position) {
        if (position == null
                || position.getRow() < 0
                || position.getRow() >= getItems().size()) {
            return List.of();
        }
        List<GridCell> line = getItems().get(position.getRow()).all();
        int column = position.getColumn() - 1;
        return column < 0 ? line : column < line.size() ? List.of(line.get(column)) : List.of();
    }

    /** The cell where the keyboard is; null on a prompt. */
    ReadOnlyObjectProperty<@Nullable GridCell> hereProperty() {
        return focused.getReadOnlyProperty();
    }

    /** The cells chosen; those of whole rows where prompts are chosen. */
    ReadOnlyObjectProperty<List<GridCell>> chosenProperty() {
        return chosen.getReadOnlyProperty();
    }

    /** The row where the keyboard is. */
    List<GridCell> row() {
        return Optional.ofNullable(getFocusModel().getFocusedCell())
                .filter(at -> at.getRow() >= 0 && at.getRow() < getItems().size())
                .map(at -> getItems().get(at.getRow()).all())
                .orElse(List.of());
    }

    /** The column where the keyboard is; empty on a prompt. */
    List<GridCell> column() {
        TablePosition<?, ?> at = getFocusModel().getFocusedCell();
        int column = at == null ? -1 : at.getColumn() - 1;
        return column < 0
                ? List.of()
                : getItems().stream().map(line -> line.all().get(column)).toList();
    }

    /** Puts the keyboard on the first clip, if it is nowhere yet. */
    void focusClips() {
        requestFocus();
        chooseFirst();
    }

    private void chooseFirst() {
        if (!getItems().isEmpty()
                && getSelectionModel().getSelectedCells().isEmpty()
                && getColumns().size() > 1) {
            getSelectionModel().select(0, getColumns().get(1));
            getFocusModel().focus(0, getColumns().get(1));
        }
    }

    private static final class PromptCell extends TableCell<GridLine, Prompt> {

        private final Label id = new Label();
        private final Label text = new Label();
        private final VBox box = new VBox(id, text);
        private final Tooltip whole = new Tooltip();

        PromptCell() {
            getStyleClass().add("generate-prompt");
            id.getStyleClass().add("strong");
            text.getStyleClass().add("caption");
            text.setWrapText(true);
            text.prefWidthProperty().bind(widthProperty().subtract(24));
            text.setPrefHeight(32);
            text.setMinHeight(32);
            whole.setShowDelay(Duration.millis(400));
            whole.setWrapText(true);
            whole.setMaxWidth(420);
        }

        @Override
        protected void updateItem(@Nullable Prompt prompt, boolean empty) {
            super.updateItem(prompt, empty);
            if (empty || prompt == null) {
                setGraphic(null);
                setTooltip(null);
                return;
            }
            id.setText(String.valueOf(prompt.id()));
            text.setText(prompt.text());
            whole.setText(prompt.text());
            setTooltip(whole);
            setAccessibleText("Prompt " + prompt.id() + ": " + prompt.text());
            setGraphic(box);
        }
    }
}
