package org.spatialalign.app.inspect;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import javafx.css.PseudoClass;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableColumn.SortType;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.prompt.DsrPrompt;

/**
 * The clips as rows. Sorting is the view-model's: the table only shows which columns it goes by, so that a hundred
 * thousand rows are never compared one with another here.
 */
final class ClipTable extends TableView<ClipRow> {

    private static final PseudoClass GROUP_START = PseudoClass.getPseudoClass("group-start");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneId.systemDefault());

    private final ClipTableViewModel table;
    private final Map<ClipColumn, TableColumn<ClipRow, ?>> columns = new EnumMap<>(ClipColumn.class);
    /** True also until all columns are there: the table asks for its order before, and has none. */
    private boolean adopting = true;

    ClipTable(ClipTableViewModel table) {
        this.table = table;
        setId("clip-table");
        getStyleClass().addAll("dense", "clip-table");
        setItems(table.rows());
        setTableMenuButtonVisible(true);
        setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_SUBSEQUENT_COLUMNS);
        setFixedCellSize(26);
        setPlaceholder(new Label(""));
        for (ClipColumn column : ClipColumn.values()) {
            add(column);
        }
        setRowFactory(view -> new Row());
        setSortPolicy(view -> {
            takeSort();
            return true;
        });
        table.sortProperty().subscribe(this::showSort);
        getSelectionModel().selectedItemProperty().addListener((o, before, now) -> {
            // While rows are exchanged the selection flickers; only what a person selects counts.
            if (now != null && !adopting) {
                table.selectedIdProperty().set(now.id());
            }
        });
        table.rows().addListener((ListChangeListener<ClipRow>) change -> adoptSelection(false));
        table.selectedIdProperty().subscribe(() -> adoptSelection(true));
        adoptSelection(true);
    }

    private void add(ClipColumn column) {
        switch (column) {
            case SCORE -> column(column, 76, ClipCells.Score::new);
            case STATUS -> column(column, 98, ClipCells.Status::new);
            case PROMPT -> column(column, 110, () -> new ClipCells.Text(ClipRow::name, ClipTable::describe));
            case TYPE -> column(column, 48, () -> text(ClipRow::typeCode));
            case SEED -> column(column, 48, () -> text(Facet.SEED::valueOf));
            case MODEL -> column(column, 54, () -> text(row -> row.clip().model()));
            case ANIMAL -> column(column, 70, () -> text(Facet.ANIMAL::valueOf));
            case OBJECT -> column(column, 70, () -> text(Facet.OBJECT::valueOf));
            case CORRECTED -> column(column, 70, () -> text(row -> row.listing().corrected() ? "by hand" : ""));
            case FRAMES ->
                column(
                        column,
                        60,
                        () -> text(row -> Integer.toString(row.clip().video().frameCount())));
            case FILE -> column(column, 180, () -> text(row -> row.clip().fileName()));
            case IMPORTED ->
                column(column, 120, () -> text(row -> TIME.format(row.clip().importedAt())));
        }
    }

    private static ClipCells.Text text(Function<ClipRow, String> text) {
        return new ClipCells.Text(text, text);
    }

    private static String describe(ClipRow row) {
        DsrPrompt prompt = row.prompt();
        return (prompt == null ? row.clip().fileName() : prompt.sentence()) + "\n"
                + row.clip().fileName();
    }

    private interface CellMaker {
        TableCell<ClipRow, ClipRow> make();
    }

    private void column(ClipColumn column, double width, CellMaker cell) {
        TableColumn<ClipRow, ClipRow> made = new TableColumn<>(column.title());
        made.setId("column-" + column.name());
        made.setCellValueFactory(features -> new ReadOnlyObjectWrapper<>(features.getValue()));
        made.setCellFactory(view -> cell.make());
        made.setPrefWidth(width);
        made.setMinWidth(Math.min(width, 40));
        made.setReorderable(true);
        made.setVisible(ClipColumn.AT_FIRST.contains(column));
        columns.put(column, made);
        getColumns().add(made);
    }

    /** The headers were clicked: several with Shift held. */
    private void takeSort() {
        if (adopting) {
            return;
        }
        List<SortKey> keys = new ArrayList<>();
        for (TableColumn<ClipRow, ?> header : getSortOrder()) {
            columns.forEach((column, made) -> {
                if (made.equals(header)) {
                    keys.add(new SortKey(column, header.getSortType() == SortType.DESCENDING));
                }
            });
        }
        table.sortProperty().set(keys.isEmpty() ? ClipTableViewModel.DEFAULT_SORT : keys);
    }

    private void showSort(List<SortKey> keys) {
        adopting = true;
        List<TableColumn<ClipRow, ?>> order = new ArrayList<>();
        // The order that nobody chose has no arrows.
        for (SortKey key : keys.equals(ClipTableViewModel.DEFAULT_SORT) ? List.<SortKey>of() : keys) {
            TableColumn<ClipRow, ?> header = columns.get(key.column());
            if (header != null) {
                header.setSortType(key.descending() ? SortType.DESCENDING : SortType.ASCENDING);
                order.add(header);
            }
        }
        if (!getSortOrder().equals(order)) {
            getSortOrder().setAll(order);
        }
        adopting = false;
    }

    private void adoptSelection(boolean scroll) {
        adopting = true;
        int position = table.selectedPosition();
        if (position < 0) {
            getSelectionModel().clearSelection();
        } else if (getSelectionModel().getSelectedIndex() != position) {
            getSelectionModel().clearAndSelect(position);
            getFocusModel().focus(position);
        }
        adopting = false;
        if (scroll && position >= 0 && !showing(position)) {
            scrollTo(Math.max(0, position - 3));
        }
    }

    private boolean showing(int position) {
        return lookupAll(".table-row-cell").stream()
                .filter(Row.class::isInstance)
                .map(Row.class::cast)
                .anyMatch(row -> row.getIndex() == position && row.whollyInside());
    }

    /** Draws a line above the first row of each group. */
    private final class Row extends TableRow<ClipRow> {

        @Override
        protected void updateItem(@Nullable ClipRow row, boolean empty) {
            super.updateItem(row, empty);
            Facet group = table.groupingProperty().get();
            boolean first = false;
            if (row != null && !empty && group != null && getIndex() > 0) {
                ObservableList<ClipRow> rows = table.rows();
                int above = getIndex() - 1;
                first = above < rows.size() && !Objects.equals(group.valueOf(rows.get(above)), group.valueOf(row));
            }
            pseudoClassStateChanged(GROUP_START, first);
        }

        boolean whollyInside() {
            return getBoundsInParent().getMinY() >= 0
                    && getParent() != null
                    && getParent().getParent() != null
                    && getBoundsInParent().getMaxY()
                            <= getParent().getParent().getLayoutBounds().getHeight();
        }
    }
}
