package org.spatialalign.app.pairs;

import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import javafx.geometry.HPos;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Slider;
import javafx.scene.control.Spinner;
import javafx.scene.control.SpinnerValueFactory;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.spatialalign.app.fx.Command;
import org.spatialalign.app.fx.CommandButtons;
import org.spatialalign.app.fx.InWords;
import org.spatialalign.engine.prefer.PairRules;
import org.spatialalign.engine.prefer.PairScale;

/** Threshold, margin and cap, and at once what they come to: pairs, prompts, balance, and where people disagree. */
final class RulesView extends VBox {

    private final RulesViewModel rules;
    private final Slider threshold = slider("pairs-threshold", -0.5, 1.2);
    private final Slider margin = slider("pairs-margin", 0, 1);
    private final Label thresholdText = figure("pairs-threshold-text");
    private final Label marginText = figure("pairs-margin-text");
    private final ChoiceBox<PairScale> scale = new ChoiceBox<>();
    private final Spinner<Integer> cap = new Spinner<>();
    private final ChoiceBox<PairRules.Choice> order = new ChoiceBox<>();
    private final CheckBox mixed = new CheckBox("Clips of different models may meet");
    private final Label presetNote = note();
    private boolean refreshing;

    RulesView(RulesViewModel rules, List<Command> presets, CommandButtons buttons, Consumer<String> promptChosen) {
        this.rules = rules;
        getStyleClass().add("rules-view");
        ScoreSwarm swarm = new ScoreSwarm(
                rules,
                (type, value) -> {
                    if (type == null) {
                        rules.setThreshold(value);
                    } else {
                        rules.setThreshold(type, value);
                    }
                },
                promptChosen);
        VBox.setVgrow(swarm, Priority.ALWAYS);
        VBox picture = new VBox(4, swarm, legend());
        HBox.setHgrow(picture, Priority.ALWAYS);
        VBox controls = new VBox(10, presets(presets, buttons), controls(), new TypeTable(rules));
        controls.setMinWidth(400);
        controls.setPrefWidth(400);
        controls.setMaxWidth(400);
        ScrollPane scroll = new ScrollPane(controls);
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.setMinWidth(416);
        scroll.getStyleClass().add("plain-scroll");
        HBox body = new HBox(16, scroll, picture);
        VBox.setVgrow(body, Priority.ALWAYS);
        VBox.setVgrow(picture, Priority.ALWAYS);
        getChildren().addAll(new RuleCards(rules), body);
        listen();
        rules.rulesProperty().subscribe(this::showRules);
    }

    static Slider slider(String id, double from, double to) {
        Slider slider = new Slider(from, to, from);
        slider.setId(id);
        slider.setBlockIncrement(0.01);
        slider.setMaxWidth(Double.MAX_VALUE);
        return slider;
    }

    static Label figure(String id) {
        Label label = new Label("–");
        label.setId(id);
        label.setMinWidth(Region.USE_PREF_SIZE);
        return label;
    }

    private static Label note() {
        Label label = new Label();
        label.getStyleClass().add("caption");
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }

    private VBox presets(List<Command> presets, CommandButtons buttons) {
        HBox row = new HBox(8);
        row.setAlignment(Pos.CENTER_LEFT);
        presets.forEach(command -> row.getChildren().add(buttons.button(command)));
        return new VBox(4, row, presetNote);
    }

    private GridPane controls() {
        GridPane grid = new GridPane(8, 6);
        ColumnConstraints wide = new ColumnConstraints();
        wide.setHgrow(Priority.ALWAYS);
        grid.getColumnConstraints().addAll(new ColumnConstraints(), wide, new ColumnConstraints());
        row(grid, 0, "Threshold", threshold, thresholdText);
        row(grid, 1, "Margin", margin, marginText);
        scale.setId("pairs-scale");
        scale.getItems().setAll(PairScale.PAPER, PairScale.FAIR);
        scale.setConverter(new InWords<>(
                value -> value == PairScale.PAPER ? "DSR-Score, as in the paper" : "Fair: 0 nothing moves, 1 perfect"));
        scale.setMaxWidth(Double.MAX_VALUE);
        row(grid, 2, "Scale", scale, new Region());
        cap.setId("pairs-cap");
        cap.setEditable(true);
        cap.setMinWidth(90);
        cap.setPrefWidth(90);
        cap.setValueFactory(new SpinnerValueFactory.IntegerSpinnerValueFactory(0, 10_000, 0));
        cap.setTooltip(new Tooltip("At most so many pairs of a prompt; 0 takes all"));
        order.setId("pairs-order");
        order.getItems().setAll(PairRules.Choice.SEEDED, PairRules.Choice.WIDEST_MARGIN);
        order.setConverter(
                new InWords<>(value -> value == PairRules.Choice.SEEDED ? "drawn by lot" : "widest margins first"));
        HBox capRow = new HBox(8, cap, order);
        capRow.setAlignment(Pos.CENTER_LEFT);
        row(grid, 3, "Cap per prompt", capRow, new Region());
        mixed.setId("pairs-mixed");
        mixed.setTooltip(
                new Tooltip("Otherwise the two clips of a pair are of one model and LoRA, and differ in the seed"
                        + " alone, as in the paper"));
        mixed.visibleProperty().bind(rules.severalGenerators());
        mixed.managedProperty().bind(mixed.visibleProperty());
        grid.add(mixed, 1, 4, 2, 1);
        return grid;
    }

    private static void row(GridPane grid, int row, String name, Node control, Node figure) {
        Label label = new Label(name);
        label.setMinWidth(Region.USE_PREF_SIZE);
        label.setLabelFor(control);
        grid.addRow(row, label, control, figure);
        GridPane.setHalignment(figure, HPos.RIGHT);
    }

    private static FlowPane legend() {
        FlowPane legend = new FlowPane(
                16,
                2,
                caption("▲ wins in some pair"),
                caption("▼ loses in some pair"),
                caption("○ in no pair"),
                caption("┄ nothing moves / perfect motion"),
                caption("Drag the blue line."),
                caption("Double click a prompt to judge its pairs."));
        legend.getStyleClass().add("swarm-legend");
        return legend;
    }

    private static Label caption(String text) {
        Label label = new Label(text);
        label.getStyleClass().add("caption");
        label.setMinWidth(Region.USE_PREF_SIZE);
        return label;
    }

    private void listen() {
        threshold
                .valueProperty()
                .addListener((o, before, now) -> unlessRefreshing(() -> rules.setThreshold(now.doubleValue())));
        margin.valueProperty()
                .addListener((o, before, now) -> unlessRefreshing(() -> rules.setMargin(now.doubleValue())));
        scale.valueProperty().addListener((o, before, now) -> unlessRefreshing(() -> rules.setScale(now)));
        cap.valueProperty()
                .addListener((o, before, now) -> unlessRefreshing(() -> rules.setCap(
                        now == null ? 0 : now, rules.rulesProperty().get().choice())));
        order.valueProperty()
                .addListener((o, before, now) -> unlessRefreshing(
                        () -> rules.setCap(rules.rulesProperty().get().perPrompt(), now)));
        mixed.selectedProperty().addListener((o, before, now) -> unlessRefreshing(() -> rules.setMixed(now)));
    }

    private void unlessRefreshing(Runnable action) {
        if (!refreshing) {
            action.run();
        }
    }

    private void showRules(PairRules now) {
        refreshing = true;
        threshold.setMin(least(now.scale()));
        threshold.setMax(most(now.scale()));
        threshold.setValue(now.threshold());
        margin.setValue(now.margin());
        scale.setValue(now.scale());
        cap.getValueFactory().setValue(now.perPrompt());
        order.setValue(now.choice());
        order.setDisable(now.perPrompt() == 0);
        thresholdText.setText(number(now.threshold()));
        marginText.setText(number(now.margin()));
        mixed.setSelected(now.pool() == PairRules.Pool.MIXED);
        presetNote.setText(preset() + (mixed.isSelected() ? " Models are mixed." : ""));
        refreshing = false;
    }

    private String preset() {
        if (rules.is(PairRules.PAPER)) {
            return "Exactly the pairs of the paper's training: winners from 0.7, losers below, no margin.";
        }
        return rules.is(PairRules.FAIR)
                ? "The same demand on every type: 40 % of the way from nothing moving to perfect."
                : "Your own rules.";
    }

    /** The least threshold that can be chosen on a scale: on the fair one a motion the wrong way is below 0. */
    static double least(PairScale scale) {
        return scale == PairScale.PAPER ? 0 : -0.5;
    }

    /** The greatest one. */
    static double most(PairScale scale) {
        return scale == PairScale.PAPER ? 1 : 1.2;
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }
}
