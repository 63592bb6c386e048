package org.spatialalign.app.train;

import java.util.Locale;
import java.util.function.Function;
import javafx.beans.InvalidationListener;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.spatialalign.app.fx.CommandButtons;

/** How each pair came along, those that the model refuses to learn first: often their label is wrong. */
final class PairsPane extends VBox {

    private final RunsViewModel runs;
    private final TableView<PairRow> table;
    private final Label summary = new Label();

    PairsPane(RunsViewModel runs, TrainCommands commands, CommandButtons buttons) {
        super(8);
        this.runs = runs;
        getStyleClass().add("charts-pane");
        Label words =
                new Label("A pair whose later margins stay below 0 is one that the model refuses to learn. Look at"
                        + " its two clips again: the label may be wrong, or a box.");
        words.setWrapText(true);
        words.setMinHeight(Region.USE_PREF_SIZE);
        words.getStyleClass().add("muted");
        table = new TableView<>(runs.pairs());
        table.setId("train-pair-table");
        table.setAccessibleText("Pairs by how well they are learnt");
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        table.getColumns().add(column("Prompt", 160, row -> row.pair().promptId()));
        table.getColumns().add(column("Type", 56, row -> row.pair().type().code()));
        table.getColumns()
                .add(column("Later margins", 140, row -> number(row.margin().late())));
        table.getColumns()
                .add(column("All margins", 120, row -> number(row.margin().mean())));
        table.getColumns().add(column("Last", 80, row -> number(row.margin().last())));
        table.getColumns().add(column("Seen", 60, row -> row.margin().seen() + " times"));
        table.getColumns().add(column("", 190, PairRow::verdict));
        Label none = new Label("Margins of single pairs come with the first steps of a run of this project.");
        none.setWrapText(true);
        table.setPlaceholder(none);
        VBox.setVgrow(table, Priority.ALWAYS);
        Button go = buttons.button(commands.goPairs);
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        summary.setId("train-pair-summary");
        HBox foot = new HBox(8, summary, gap, go);
        foot.setAlignment(Pos.CENTER_LEFT);
        getChildren().addAll(words, table, foot);
        runs.pairs().addListener((InvalidationListener) observable -> count());
        table.getSelectionModel().selectedItemProperty().subscribe(row -> runs.chosenPairProperty()
                .set(row));
        count();
    }

    private void count() {
        long refused = runs.pairs().stream().filter(PairRow::refused).count();
        summary.setText(
                runs.pairs().isEmpty() ? "" : refused + " of " + runs.pairs().size() + " pairs are refused so far");
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%+.4f", value);
    }

    private static TableColumn<PairRow, String> column(String title, double width, Function<PairRow, String> text) {
        TableColumn<PairRow, String> column = new TableColumn<>(title);
        column.setCellValueFactory(cell -> new ReadOnlyObjectWrapper<>(text.apply(cell.getValue())));
        column.setPrefWidth(width);
        column.setSortable(false);
        return column;
    }
}
