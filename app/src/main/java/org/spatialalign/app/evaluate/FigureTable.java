package org.spatialalign.app.evaluate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.evaluate.AppearanceFigures;
import org.spatialalign.engine.evaluate.ComparisonTable;
import org.spatialalign.engine.evaluate.ComparisonTable.Group;
import org.spatialalign.engine.evaluate.ComparisonTable.Line;
import org.spatialalign.engine.evaluate.Evaluation;

/** One row for all clips, then one for each group: value over interval. As high as its rows. */
final class FigureTable extends TableView<Line> {

    private static final double ROW = 42;
    private static final double HEAD = 32;

    /** What a cell shows: the figure, and under it what makes it certain. */
    private record Cell(String value, String under) {}

    /** @param onOpen with a row whose clips are wanted */
    FigureTable(Consumer<TableRow> onOpen) {
        setId("figure-table");
        setRowFactory(table -> {
            javafx.scene.control.TableRow<Line> row = new javafx.scene.control.TableRow<>();
            row.setOnMouseClicked(click -> {
                if (click.getClickCount() == 2 && !row.isEmpty()) {
                    onOpen.accept(rowOf(row.getItem()));
                }
            });
            return row;
        });
        setOnKeyPressed(key -> {
            Line line = getSelectionModel().getSelectedItem();
            if (key.getCode() == KeyCode.ENTER && line != null) {
                onOpen.accept(rowOf(line));
                key.consume();
            }
        });
        getStyleClass().add("figure-table");
        setAccessibleText("Figures by groups of clips");
        setFixedCellSize(ROW);
        setPlaceholder(new Label("No pairs of clips to compare."));
        column(
                "Clips",
                92,
                line -> new Cell(name(line), Say.count(line.pairs(), "pair")),
                Comparator.comparing(FigureTable::name));
        number(
                "Base",
                104,
                line -> new Cell(
                        Say.percent(line.row().base().share()),
                        certain(line, Say.percents(line.row().base().shareInterval()))),
                line -> line.row().base().share());
        number(
                "Tuned",
                104,
                line -> new Cell(
                        Say.percent(line.row().tuned().share()),
                        certain(line, Say.percents(line.row().tuned().shareInterval()))),
                line -> line.row().tuned().share());
        number(
                "Gain, points",
                112,
                line -> new Cell(
                        Say.points(line.row().shareGain()),
                        certain(line, Say.points(line.row().shareGainInterval()))),
                line -> line.row().shareGain());
        number(
                "Mean score",
                124,
                line -> new Cell(
                        Say.means(line.row()),
                        "gain " + Say.number(line.row().meanGain()).replace('-', '−')),
                line -> line.row().meanGain());
        number(
                "No score",
                84,
                line -> new Cell(
                        line.row().base().unscorable() + " → "
                                + line.row().tuned().unscorable(),
                        ""),
                line -> line.row().tuned().unscorable());
        number(
                "Consistency",
                116,
                line -> new Cell(
                        Say.change(line.looks().baseConsistency(), line.looks().tunedConsistency()), ""),
                line -> change(line.looks().baseConsistency(), line.looks().tunedConsistency()));
        number(
                "Diversity",
                116,
                line -> new Cell(
                        Say.change(line.looks().baseDiversity(), line.looks().tunedDiversity()), ""),
                line -> change(line.looks().baseDiversity(), line.looks().tunedDiversity()));
    }

    /** An interval out of a single prompt would only look certain. */
    private static String certain(Line line, String interval) {
        return line.certain() ? interval : "one prompt";
    }

    private static double change(OptionalDouble before, OptionalDouble after) {
        return after.orElse(0) - before.orElse(0);
    }

    private static TableRow rowOf(Line line) {
        return new TableRow(line.group(), line.value());
    }

    private static String name(Line line) {
        return line.group() == Group.ALL ? "All" : line.value();
    }

    private void number(String title, double width, Function<Line, Cell> cell, ToDoubleFunction<Line> order) {
        column(title, width, cell, Comparator.comparingDouble(order));
    }

    private void column(String title, double width, Function<Line, Cell> text, Comparator<Line> order) {
        TableColumn<Line, Line> column = new TableColumn<>(title);
        column.setCellValueFactory(data -> new ReadOnlyObjectWrapper<>(data.getValue()));
        column.setCellFactory(c -> new TwoLines(text));
        column.setComparator(order);
        column.setMinWidth(width);
        column.setPrefWidth(width);
        column.setReorderable(false);
        getColumns().add(column);
    }

    void show(Evaluation evaluation, String tuned, Group by, AppearanceFigures appearance) {
        List<Line> lines = new ArrayList<>(ComparisonTable.of(evaluation, tuned, Group.ALL, appearance));
        lines.addAll(ComparisonTable.of(evaluation, tuned, by, appearance));
        setItems(FXCollections.observableArrayList(lines));
        double height = HEAD + ROW * Math.max(1, lines.size()) + 4;
        setMinHeight(height);
        setPrefHeight(height);
        setMaxHeight(height);
    }

    private static final class TwoLines extends TableCell<Line, Line> {

        private final Function<Line, Cell> text;
        private final Label value = new Label();
        private final Label under = new Label();
        private final VBox box = new VBox(value, under);

        TwoLines(Function<Line, Cell> text) {
            this.text = text;
            value.getStyleClass().add("figure-value");
            under.getStyleClass().add("figure-under");
            box.setAlignment(Pos.CENTER_LEFT);
        }

        @Override
        protected void updateItem(@Nullable Line line, boolean empty) {
            super.updateItem(line, empty);
            if (empty || line == null) {
                setGraphic(null);
                return;
            }
            Cell cell = text.apply(line);
            value.setText(cell.value());
            under.setText(cell.under());
            boolean two = !cell.under().isEmpty();
            under.setVisible(two);
            under.setManaged(two);
            setGraphic(box);
        }
    }
}
