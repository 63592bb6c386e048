package org.spatialalign.app.pairs;

import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.geometry.HPos;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.spatialalign.app.pairs.PairsViewModel.Mode;
import org.spatialalign.engine.prefer.MetricCourt;
import org.spatialalign.engine.prefer.MetricCourt.Case;
import org.spatialalign.engine.prefer.MetricCourt.Confusion;
import org.spatialalign.engine.prefer.MetricCourt.Side;
import org.spatialalign.engine.prefer.MetricCourt.Witness;

/** The DSR-Score and a baseline that cannot tell left from right before people: who is right how often, and where. */
final class CourtView extends StackPane {

    private final PairsViewModel pairs;
    private final Consumer<String> inspect;
    private final GridPane dsr = confusion();
    private final GridPane axis = confusion();
    private final Label dsrWords = words();
    private final Label axisWords = words();
    private final Label threshold = words();
    private final TableView<Case> cases = new TableView<>();
    private final TableView<Witness> clips = new TableView<>();

    CourtView(PairsViewModel pairs, Consumer<String> inspect) {
        this.pairs = pairs;
        this.inspect = inspect;
        getStyleClass().add("court-view");
        fillCases();
        fillClips();
        Label explained = words();
        explained.setText(
                "The baseline looks only along which axis the two things lie and how far they overlap, as common"
                        + " benchmarks do; left and right are the same to it. Values closer than 0.01 decide nothing.");
        FlowPane tables = new FlowPane(
                24, 12, part("DSR-Score", dsr, dsrWords), part("Axis only", axis, axisWords), side(explained));
        FlowBeside lists = new FlowBeside(
                list("Judged pairs, those that split the metrics first", cases),
                list("Clips on which the metrics differ most", clips),
                true);
        VBox.setVgrow(lists, Priority.ALWAYS);
        VBox body = new VBox(16, tables, lists);
        body.getStyleClass().add("court-body");
        ProgressIndicator working = new ProgressIndicator();
        working.setMaxSize(48, 48);
        working.visibleProperty()
                .bind(Bindings.createBooleanBinding(
                        () -> pairs.court().workingProperty().get()
                                && pairs.court().reportProperty().get() == null,
                        pairs.court().workingProperty(),
                        pairs.court().reportProperty()));
        ScrollPane scroll = new ScrollPane(body);
        scroll.setFitToWidth(true);
        scroll.setFitToHeight(true);
        scroll.getStyleClass().add("plain-scroll");
        getChildren().addAll(scroll, working);
        pairs.court().reportProperty().subscribe(this::show);
    }

    private static Label words() {
        Label label = new Label();
        label.getStyleClass().add("muted");
        label.setWrapText(true);
        label.setMaxWidth(340);
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }

    private static GridPane confusion() {
        GridPane grid = new GridPane(0, 0);
        grid.getStyleClass().add("confusion");
        return grid;
    }

    private static VBox part(String title, GridPane grid, Label words) {
        Label heading = new Label(title);
        heading.getStyleClass().add("section-title");
        return new VBox(6, heading, grid, words);
    }

    private VBox side(Label explained) {
        Label heading = new Label("At a threshold of 0.7");
        heading.getStyleClass().add("section-title");
        return new VBox(6, heading, threshold, explained);
    }

    private static VBox list(String title, Region table) {
        Label heading = new Label(title);
        heading.getStyleClass().add("section-title");
        VBox.setVgrow(table, Priority.ALWAYS);
        VBox box = new VBox(6, heading, table);
        // So many rows and columns are worth showing; with less room the page scrolls.
        box.setMinWidth(480);
        box.setMinHeight(220);
        return box;
    }

    private static <S> TableColumn<S, String> column(String title, double width, Function<S, String> text) {
        TableColumn<S, String> column = new TableColumn<>(title);
        column.setCellValueFactory(cell -> new ReadOnlyStringWrapper(text.apply(cell.getValue())));
        column.setPrefWidth(width);
        column.setSortable(false);
        column.setReorderable(false);
        return column;
    }

    private void fillCases() {
        cases.setId("court-cases");
        cases.setPlaceholder(new Label("No pair is judged yet. Judge some, and see which metric agrees."));
        cases.getColumns()
                .add(column("Prompt", 150, one -> pairs.names().prompt(one.key().first())));
        cases.getColumns().add(column("People", 90, one -> pairs.names().side(one.key(), one.people())));
        cases.getColumns().add(column("DSR-Score", 104, one -> pairs.names().side(one.key(), one.dsr())));
        cases.getColumns().add(column("Axis only", 100, one -> pairs.names().side(one.key(), one.axis())));
        cases.getColumns().add(column("Split", 90, one -> one.split() ? "split" : ""));
        cases.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        onChosen(cases, one -> {
            pairs.judge().queue().filterProperty().set(PairFilter.ALL);
            pairs.modeProperty().set(Mode.JUDGE);
            pairs.judge().find(one.key());
        });
    }

    private void fillClips() {
        clips.setId("court-clips");
        clips.setPlaceholder(new Label("No clip has a score yet."));
        clips.getColumns().add(column("Clip", 220, one -> pairs.names().full(one.clip())));
        clips.getColumns().add(column("DSR-Score", 104, one -> number(one.dsr())));
        clips.getColumns().add(column("Axis only", 96, one -> number(one.axis())));
        clips.getColumns().add(column("Apart", 76, one -> number(one.difference())));
        clips.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        onChosen(clips, one -> inspect.accept(one.clip()));
    }

    private static <S> void onChosen(TableView<S> table, Consumer<S> action) {
        Runnable go = () -> {
            S chosen = table.getSelectionModel().getSelectedItem();
            if (chosen != null) {
                action.accept(chosen);
            }
        };
        table.setOnMouseClicked(event -> {
            if (event.getClickCount() == 2) {
                go.run();
            }
        });
        table.addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ENTER) {
                go.run();
                event.consume();
            }
        });
    }

    private static String side(Side side) {
        return switch (side) {
            case FIRST -> "first";
            case SECOND -> "second";
            case NEITHER -> "neither";
        };
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }

    private void show(MetricCourt.@Nullable Report report) {
        if (report == null) {
            return;
        }
        fill(dsr, report.dsr());
        fill(axis, report.axis());
        dsrWords.setText(said(report.dsr()));
        axisWords.setText(said(report.axis()));
        MetricCourt.Verdicts at = report.atThreshold();
        threshold.setText("Good by both %,d, by the DSR-Score alone %,d, by the baseline alone %,d, by neither %,d."
                .formatted(at.both(), at.dsrOnly(), at.axisOnly(), at.neither()));
        cases.getItems().setAll(report.cases());
        clips.getItems().setAll(report.clips());
    }

    private static String said(Confusion confusion) {
        return confusion.total() == 0
                ? "No pair is judged yet."
                : "As people: " + AgreementView.share(confusion.accuracy()) + "\nwithout ties: "
                        + AgreementView.share(confusion.accuracyWithoutTies()) + "\nkappa "
                        + AgreementView.number(confusion.kappa());
    }

    private static void fill(GridPane grid, Confusion confusion) {
        grid.getChildren().clear();
        grid.add(cell("metric, people:", "caption"), 0, 0);
        int column = 1;
        for (Side people : Side.values()) {
            grid.add(cell(side(people), "caption"), column++, 0);
        }
        int row = 1;
        for (Side metric : Side.values()) {
            grid.add(cell(side(metric), "caption"), 0, row);
            int at = 1;
            for (Side people : Side.values()) {
                Label count = cell("%,d".formatted(confusion.count(metric, people)), "confusion-cell");
                if (metric == people) {
                    count.getStyleClass().add("same");
                }
                count.setAccessibleText("metric " + side(metric) + ", people " + side(people) + ": " + count.getText());
                GridPane.setHalignment(count, HPos.CENTER);
                grid.add(count, at++, row);
            }
            row++;
        }
    }

    private static Label cell(String text, String style) {
        Label label = new Label(text);
        label.getStyleClass().addAll("confusion-text", style);
        label.setMinWidth(Region.USE_PREF_SIZE);
        label.setPrefWidth(text.length() > 12 ? Region.USE_COMPUTED_SIZE : 72);
        return label;
    }
}
