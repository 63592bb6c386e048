package org.spatialalign.app.prompts;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.ListChangeListener;
import javafx.scene.control.Label;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableColumn.SortType;
import javafx.scene.control.TablePosition;
import javafx.scene.control.TableView;
import org.spatialalign.engine.prompt.DsrPrompt;

/**
 * The prompts as rows. Sorting and selection by id are the view-model's: the table only shows them, so that fifty
 * thousand rows are never compared one with another here.
 */
final class PromptTable extends TableView<DsrPrompt> {

    private final PromptsViewModel prompts;
    private final PromptListViewModel list;
    private final Map<PromptColumn, TableColumn<DsrPrompt, String>> columns = new EnumMap<>(PromptColumn.class);
    private boolean adopting = true;

    /** @param onRefused told why a text cannot stand where it was written */
    PromptTable(PromptsViewModel prompts, Consumer<Throwable> onRefused) {
        this.prompts = prompts;
        this.list = prompts.list();
        setId("prompt-table");
        setAccessibleText("Prompts");
        getStyleClass().addAll("dense", "prompt-table");
        setItems(list.rows());
        setTableMenuButtonVisible(true);
        setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_SUBSEQUENT_COLUMNS);
        setFixedCellSize(26);
        setPlaceholder(new Label(""));
        getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
        editableProperty().bind(prompts.writableProperty());
        getColumns().add(new FindingsColumn(prompts.lint()));
        for (PromptColumn column : PromptColumn.values()) {
            add(column, onRefused);
        }
        setSortPolicy(view -> {
            takeSort();
            return true;
        });
        list.sortProperty().subscribe(this::showSort);
        getSelectionModel().getSelectedItems().addListener((ListChangeListener<DsrPrompt>) change -> takeSelection());
        list.shownProperty().subscribe(() -> adoptSelection(false));
        list.selectedProperty().subscribe(() -> adoptSelection(true));
        prompts.lint().allProperty().addListener((o, before, now) -> refresh());
        adopting = false;
        adoptSelection(true);
    }

    private void add(PromptColumn column, Consumer<Throwable> onRefused) {
        TableColumn<DsrPrompt, String> made = new TableColumn<>(column.title());
        made.setId("column-" + column.name());
        made.setCellValueFactory(features -> new ReadOnlyStringWrapper(column.of(features.getValue())));
        made.setCellFactory(view -> new PromptCell(column));
        made.setPrefWidth(column.width());
        made.setMinWidth(column.minWidth());
        made.setEditable(column.editable());
        made.setVisible(column != PromptColumn.STRUCTURE && column != PromptColumn.GROUP);
        made.setOnEditCommit(event -> {
            try {
                prompts.write(event.getRowValue(), column, event.getNewValue());
            } catch (PromptInputException refused) {
                onRefused.accept(refused);
            }
            requestFocus();
        });
        columns.put(column, made);
        getColumns().add(made);
    }

    /** Writes in the cell that was clicked last, or in the animal's of the selected row. */
    void editCell() {
        TablePosition<?, ?> focused = getFocusModel().getFocusedCell();
        int row = focused == null ? -1 : focused.getRow();
        if (row < 0 || row >= list.rows().size()) {
            row = Math.max(0, getSelectionModel().getSelectedIndex());
        }
        TableColumn<DsrPrompt, String> animal = columns.get(PromptColumn.ANIMAL);
        for (TableColumn<DsrPrompt, String> column : columns.values()) {
            if (focused != null && column.equals(focused.getTableColumn()) && column.isEditable()) {
                edit(row, column);
                return;
            }
        }
        if (animal != null) {
            edit(row, animal);
        }
    }

    /** The headers were clicked: several with Shift held. */
    private void takeSort() {
        if (adopting) {
            return;
        }
        List<PromptSort> order = new ArrayList<>();
        for (TableColumn<DsrPrompt, ?> header : getSortOrder()) {
            columns.forEach((column, made) -> {
                if (made.equals(header)) {
                    order.add(new PromptSort(column, header.getSortType() == SortType.DESCENDING));
                }
            });
        }
        list.sortProperty().set(order);
    }

    private void showSort(List<PromptSort> order) {
        boolean before = adopting;
        adopting = true;
        List<TableColumn<DsrPrompt, ?>> headers = new ArrayList<>();
        for (PromptSort sort : order) {
            TableColumn<DsrPrompt, String> header = columns.get(sort.column());
            if (header != null) {
                header.setSortType(sort.descending() ? SortType.DESCENDING : SortType.ASCENDING);
                headers.add(header);
            }
        }
        if (!getSortOrder().equals(headers)) {
            getSortOrder().setAll(headers);
        }
        adopting = before;
    }

    /** While rows are exchanged the selection flickers; only what a person selects counts. */
    private void takeSelection() {
        if (adopting || list.exchanging()) {
            return;
        }
        Set<String> ids = new LinkedHashSet<>();
        List<DsrPrompt> rows = list.rows();
        // The model's own list of what is selected looks for each of its entries anew.
        int left = getSelectionModel().getSelectedIndices().size();
        for (int row = 0; row < rows.size() && ids.size() < left; row++) {
            if (getSelectionModel().isSelected(row)) {
                ids.add(rows.get(row).promptId());
            }
        }
        adopting = true;
        list.selectedProperty().set(ids);
        adopting = false;
    }

    private void adoptSelection(boolean scroll) {
        if (adopting) {
            return;
        }
        adopting = true;
        int[] places = list.selectedProperty().get().stream()
                .mapToInt(list::position)
                .filter(place -> place >= 0)
                .sorted()
                .toArray();
        if (places.length == 0) {
            getSelectionModel().clearSelection();
        } else if (!sameSelection(places)) {
            getSelectionModel().clearSelection();
            getSelectionModel().selectIndices(places[0], places);
            getFocusModel().focus(places[0]);
            if (scroll) {
                scrollTo(Math.max(0, places[0] - 3));
            }
        }
        adopting = false;
    }

    private boolean sameSelection(int[] places) {
        List<Integer> now = getSelectionModel().getSelectedIndices();
        if (now.size() != places.length) {
            return false;
        }
        for (int place : places) {
            if (!getSelectionModel().isSelected(place)) {
                return false;
            }
        }
        return true;
    }
}
