package org.spatialalign.app.train;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import javafx.animation.AnimationTimer;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.RowConstraints;
import javafx.scene.layout.VBox;
import org.spatialalign.app.fx.Command;
import org.spatialalign.app.fx.CommandButtons;

/** The curves of the chosen run and of those beside it, and how they are looked at. */
final class ChartsPane extends VBox {

    private static final int COLUMNS = 2;
    /** What a margin is read with: one random time per pair makes it far noisier than the loss. */
    private static final double STEADY = 0.9;

    private final TrainViewModel model;
    private final List<ChartCard> cards = new ArrayList<>();
    private final Queue<ChartCard> due = new ArrayDeque<>();
    private final AnimationTimer painter = new AnimationTimer() {
        @Override
        public void handle(long now) {
            paintNext();
        }
    };

    ChartsPane(TrainViewModel model, TrainCommands commands, CommandButtons buttons) {
        this.model = model;
        getStyleClass().add("charts-pane");
        GridPane grid = new GridPane();
        grid.setHgap(16);
        grid.setVgap(8);
        ColumnConstraints column = new ColumnConstraints();
        column.setPercentWidth(100.0 / COLUMNS);
        grid.getColumnConstraints().addAll(column, column);
        for (ChartKind kind : ChartKind.values()) {
            ChartCard card = new ChartCard(kind);
            cards.add(card);
            GridPane.setHgrow(card, Priority.ALWAYS);
            int place = cards.size() - 1;
            grid.add(card, place % COLUMNS, place / COLUMNS);
        }
        int rows = (ChartKind.values().length + COLUMNS - 1) / COLUMNS;
        for (int i = 0; i < rows; i++) {
            RowConstraints row = new RowConstraints();
            row.setPercentHeight(100.0 / rows);
            grid.getRowConstraints().add(row);
        }
        VBox.setVgrow(grid, Priority.ALWAYS);
        getChildren().addAll(toolbar(commands, buttons), grid);
        model.runs().versionProperty().subscribe(this::sync);
        model.runs().selectedProperty().subscribe(this::sync);
        model.axisProperty().subscribe(this::sync);
        model.smoothingProperty().subscribe(this::sync);
        model.steadyMarginProperty().subscribe(this::sync);
        sync();
        model.logarithmicProperty()
                .subscribe(now -> cards.forEach(card -> card.chart().setLogarithmic(now)));
        model.focusedProperty()
                .subscribe(now -> cards.forEach(card -> card.chart().hideOutliers(now)));
    }

    private FlowPane toolbar(TrainCommands commands, CommandButtons buttons) {
        Slider slider = new Slider(0, 0.99, 0.6);
        slider.setId("train-smoothing");
        slider.setAccessibleText("Smoothing");
        slider.setPrefWidth(120);
        slider.setBlockIncrement(0.05);
        slider.setTooltip(new Tooltip("Every point is smoothed, not only those that are drawn"));
        slider.valueProperty().bindBidirectional(model.smoothingProperty());
        Label weight = new Label();
        weight.textProperty().bind(model.smoothingProperty().asString(Locale.ROOT, "%.2f"));
        weight.setMinWidth(32);
        Label name = new Label("Smoothing");
        name.setLabelFor(slider);
        HBox smoothing = new HBox(8, name, slider, weight);
        smoothing.setAlignment(Pos.CENTER_LEFT);
        ToggleButton steady = toggle(commands.steadyMargin, "Margin 0.9", buttons);
        steady.selectedProperty().bindBidirectional(model.steadyMarginProperty());
        ToggleButton log = toggle(commands.logarithmic, "Log", buttons);
        log.selectedProperty().bindBidirectional(model.logarithmicProperty());
        ToggleButton focus = toggle(commands.focus, "Focus", buttons);
        focus.selectedProperty().bindBidirectional(model.focusedProperty());
        ToggleButton along = toggle(commands.nextAxis, "", buttons);
        along.textProperty()
                .bind(model.axisProperty().map(axis -> "Along " + axis.words().toLowerCase(Locale.ROOT)));
        along.setOnAction(event -> {
            along.setSelected(false);
            commands.nextAxis.execute();
        });
        FlowPane bar = new FlowPane(8, 4, smoothing, steady, log, focus, along, buttons.iconButton(commands.wholeRun));
        bar.setAlignment(Pos.CENTER_LEFT);
        bar.setMinHeight(Region.USE_PREF_SIZE);
        return bar;
    }

    /** The command flips the same property as a click does, so a click itself must not run it as well. */
    private static ToggleButton toggle(Command command, String text, CommandButtons buttons) {
        ToggleButton button = new ToggleButton(text);
        button.setId(CommandButtons.cssId(command));
        button.setTooltip(buttons.tooltip(command));
        button.setAccessibleText(command.title());
        return button;
    }

    /** Draws what is new, one chart a pulse: all at once would hold up whoever is typing. */
    private void sync() {
        for (ChartCard card : cards) {
            if (!due.contains(card)) {
                due.add(card);
            }
        }
        painter.start();
    }

    private void paintNext() {
        ChartCard card = due.poll();
        if (card == null) {
            painter.stop();
            return;
        }
        boolean steady =
                card.kind() == ChartKind.MARGIN && model.steadyMarginProperty().get();
        double weight =
                steady ? STEADY : Math.min(0.99, model.smoothingProperty().get());
        card.show(model.runs().shown(), model.axisProperty().get(), weight);
    }

    /** Looks at all of the run again. */
    void showAll() {
        cards.forEach(card -> card.chart().showAll());
    }
}
