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
import org.spatialalign.engine.train.PairMargin;

/** How each pair came along, those that the model refuses to learn first: often their label is wrong. */
final class PairsPane extends VBox {

    private static final double SHORT = 76;

    private final RunsViewModel runs;
    private final TableView<PairRow> table;
    private final Label summary = new Label();

    PairsPane(RunsViewModel runs, TrainCommands commands, CommandButtons buttons) {
        super(8);
        this.runs = runs;
        getStyleClass().add("charts-pane");
        Label words = new Label("The model refuses a pair whose later margins lie below 0 by more than chance explains:"
                + " seen " + PairMargin.ENOUGH + " times or more, and their mean below 0 by over "
                + (int) PairMargin.ERRORS + " standard errors. Look at its two clips again: the label may be wrong,"
                + " or a box.");
        words.setWrapText(true);
        words.setMinHeight(Region.USE_PREF_SIZE);
        words.getStyleClass().add("muted");
        table = new TableView<>(runs.pairs());
        table.setId("train-pair-table");
        table.setAccessibleText("Pairs by how well they are learnt");
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        table.getColumns().add(column("Prompt", 190, row -> row.pair().promptId()));
        table.getColumns().add(column("Type", 62, row -> row.pair().type().code()));
        table.getColumns().add(numbers("Later margins", 150, PairsPane::late));
        table.getColumns().add(numbers("All", 100, row -> number(row.margin().mean())));
        table.getColumns().add(numbers("Last", 90, row -> number(row.margin().last())));
        table.getColumns()
                .add(numbers(
                        "Seen",
                        64,
                        row -> String.format(Locale.ROOT, "%,d", row.margin().seen())));
        table.getColumns().add(column("The model", 150, PairRow::verdict));
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
        table.setOnMouseClicked(event -> {
            if (event.getClickCount() == 2 && table.getSelectionModel().getSelectedItem() != null) {
                commands.goPairs.execute();
            }
        });
        runs.pairs().addListener((InvalidationListener) observable -> count());
        table.getSelectionModel().selectedItemProperty().subscribe(row -> runs.chosenPairProperty()
                .set(row));
        count();
    }

    private void count() {
        long refused = runs.pairs().stream().filter(PairRow::refused).count();
        int all = runs.pairs().size();
        summary.setText(
                all == 0
                        ? ""
                        : refused + (refused == 1 ? " pair of " : " pairs of ") + all + (refused == 1 ? " is" : " are")
                                + " refused so far");
    }

    private static String late(PairRow row) {
        PairMargin margin = row.margin();
        String error = Double.isNaN(margin.error()) ? "" : String.format(Locale.ROOT, " ± %.4f", margin.error());
        return number(margin.late()) + error;
    }

    private static TableColumn<PairRow, String> numbers(String title, double width, Function<PairRow, String> text) {
        TableColumn<PairRow, String> column = column(title, width, text);
        column.getStyleClass().add("numbers");
        return column;
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%+.4f", value);
    }

    private static TableColumn<PairRow, String> column(String title, double width, Function<PairRow, String> text) {
        TableColumn<PairRow, String> column = new TableColumn<>(title);
        column.setCellValueFactory(cell -> new ReadOnlyObjectWrapper<>(text.apply(cell.getValue())));
        column.setPrefWidth(width);
        // Short ones have nothing to give when room is scarce.
        column.setMinWidth(Math.min(width, SHORT));
        column.setSortable(false);
        return column;
    }
}
