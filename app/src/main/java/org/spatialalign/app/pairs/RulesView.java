package org.spatialalign.app.pairs;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import javafx.geometry.HPos;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
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
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;
import org.spatialalign.app.fx.Command;
import org.spatialalign.app.fx.CommandButtons;
import org.spatialalign.engine.prefer.PairRules;
import org.spatialalign.engine.prefer.PairScale;
import org.spatialalign.engine.prefer.PairSummary;
import org.spatialalign.engine.prefer.PairSummary.Loss;
import org.spatialalign.engine.prefer.PairSummary.TypeCount;
import org.spatialalign.engine.prompt.DsrType;

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
    private final CheckBox perType = new CheckBox("A threshold for each type");
    private final Map<String, TypeRow> rows = new HashMap<>();
    private final Label pairs = figure("pairs-count");
    private final Label covered = figure("pairs-covered");
    private final Label lost = figure("pairs-lost");
    private final Label balance = figure("pairs-balance");
    private final Label people = figure("pairs-people");
    private final Label lostWhy = note();
    private final Label peopleWhy = note();
    private final Label capWhy = note();
    private final Label coveredWhy = note();
    private final Label balanceWhy = note();
    private final Label presetNote = note();
    private boolean refreshing;

    /** The controls and counts of one type. */
    private record TypeRow(Label threshold, Slider slider, Label prompts, Label pairs, ProgressBar share) {}

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
        VBox controls = new VBox(10, presets(presets, buttons), controls(), types());
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
        getChildren().addAll(counts(), body);
        listen();
        rules.rulesProperty().subscribe(this::showRules);
        rules.summaryProperty().subscribe(this::showSummary);
    }

    private static Slider slider(String id, double from, double to) {
        Slider slider = new Slider(from, to, from);
        slider.setId(id);
        slider.setBlockIncrement(0.01);
        slider.setMaxWidth(Double.MAX_VALUE);
        return slider;
    }

    private static Label figure(String id) {
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

    private HBox counts() {
        HBox cards = new HBox(
                8,
                card("Pairs", pairs, capWhy),
                card("Prompts covered", covered, coveredWhy),
                card("Prompts lost", lost, lostWhy),
                card("Balance of types", balance, balanceWhy),
                card("People disagree", people, peopleWhy));
        cards.getStyleClass().add("pair-cards");
        return cards;
    }

    private static VBox card(String title, Label figure, Label note) {
        Label heading = new Label(title);
        heading.getStyleClass().add("muted");
        figure.getStyleClass().add("fact-number");
        VBox card = new VBox(0, heading, figure, note);
        card.getStyleClass().addAll("card", "pair-card");
        card.setMaxWidth(Double.MAX_VALUE);
        card.setPrefWidth(100);
        HBox.setHgrow(card, Priority.ALWAYS);
        return card;
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
        scale.setConverter(words(
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
        order.setConverter(words(value -> value == PairRules.Choice.SEEDED ? "drawn by lot" : "widest margins first"));
        HBox capRow = new HBox(8, cap, order);
        capRow.setAlignment(Pos.CENTER_LEFT);
        row(grid, 3, "Cap per prompt", capRow, new Region());
        return grid;
    }

    private static <T> StringConverter<T> words(java.util.function.Function<T, String> say) {
        return new StringConverter<>() {
            @Override
            public String toString(@Nullable T value) {
                return value == null ? "" : say.apply(value);
            }

            @Override
            public T fromString(String text) {
                throw new UnsupportedOperationException("nobody types here");
            }
        };
    }

    private static void row(GridPane grid, int row, String name, Node control, Node figure) {
        Label label = new Label(name);
        label.setMinWidth(Region.USE_PREF_SIZE);
        label.setLabelFor(control);
        grid.addRow(row, label, control, figure);
        GridPane.setHalignment(figure, HPos.RIGHT);
    }

    private VBox types() {
        GridPane grid = new GridPane(8, 4);
        grid.getStyleClass().add("type-grid");
        ColumnConstraints wide = new ColumnConstraints();
        wide.setHgrow(Priority.ALWAYS);
        grid.getColumnConstraints()
                .addAll(new ColumnConstraints(), wide, new ColumnConstraints(), new ColumnConstraints());
        int column = 0;
        for (String heading : List.of("Type", "Threshold (paper | fair)", "Prompts", "Pairs", "")) {
            Label label = new Label(heading);
            label.getStyleClass().add("caption");
            label.setMinWidth(Region.USE_PREF_SIZE);
            grid.add(label, column++, 0);
        }
        int at = 1;
        for (String code : PairSummary.PAPER_TYPES) {
            TypeRow row = new TypeRow(
                    figure("threshold-" + code),
                    slider("slider-" + code, -0.5, 1.2),
                    figure("prompts-" + code),
                    figure("pairs-" + code),
                    new ProgressBar(0));
            DsrType type = DsrType.of(code);
            Label name = new Label(code);
            name.setTooltip(new Tooltip(type.initial() + " to " + type.last()));
            row.slider.visibleProperty().bind(perType.selectedProperty());
            row.slider.managedProperty().bind(perType.selectedProperty());
            row.slider.setAccessibleText("Threshold of type " + code);
            row.slider.valueProperty().addListener((o, before, now) -> {
                if (!refreshing) {
                    rules.setThreshold(type, now.doubleValue());
                }
            });
            HBox own = new HBox(6, row.threshold, row.slider);
            HBox.setHgrow(row.slider, Priority.ALWAYS);
            own.setAlignment(Pos.CENTER_LEFT);
            row.share.setPrefWidth(70);
            row.share.setAccessibleText("Share of all pairs, type " + code);
            grid.addRow(at++, name, own, row.prompts, row.pairs, row.share);
            GridPane.setHalignment(row.prompts, HPos.RIGHT);
            GridPane.setHalignment(row.pairs, HPos.RIGHT);
            rows.put(code, row);
        }
        perType.setId("pairs-per-type");
        return new VBox(6, perType, grid);
    }

    private static FlowPane legend() {
        FlowPane legend = new FlowPane(
                16,
                2,
                caption("▲ wins in some pair"),
                caption("▼ loses in some pair"),
                caption("○ in no pair"),
                caption("┄ nothing moves / perfect motion"),
                caption("Drag the blue line. Double click a prompt to judge its pairs."));
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
        perType.selectedProperty().bindBidirectional(rules.perTypeProperty());
    }

    private void unlessRefreshing(Runnable action) {
        if (!refreshing) {
            action.run();
        }
    }

    private void showRules(PairRules now) {
        refreshing = true;
        boolean paper = now.scale() == PairScale.PAPER;
        threshold.setMin(paper ? 0 : -0.5);
        threshold.setMax(paper ? 1 : 1.2);
        threshold.setValue(now.threshold());
        margin.setValue(now.margin());
        scale.setValue(now.scale());
        cap.getValueFactory().setValue(now.perPrompt());
        order.setValue(now.choice());
        order.setDisable(now.perPrompt() == 0);
        thresholdText.setText(number(now.threshold()));
        marginText.setText(number(now.margin()));
        rows.forEach((code, row) -> {
            DsrType type = DsrType.of(code);
            double own = now.thresholdOf(type);
            double score = now.scale().dsrScore(type, own);
            row.slider.setMin(threshold.getMin());
            row.slider.setMax(threshold.getMax());
            row.slider.setValue(own);
            row.threshold.setText(number(score) + " | " + number(PairScale.FAIR.value(type, score)));
        });
        presetNote.setText(
                rules.isPaper()
                        ? "Exactly the pairs of the paper's training: winners from 0.7, losers below, no margin."
                        : now.equals(PairRules.FAIR)
                                ? "The same demand on every type: 40 % of the way from nothing moving to perfect."
                                : "Your own rules.");
        refreshing = false;
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }

    private void showSummary(@Nullable PairSummary summary) {
        if (summary == null) {
            return;
        }
        pairs.setText("%,d".formatted(summary.pairs()));
        capWhy.setText(
                summary.uncapped() > summary.pairs()
                        ? "of %,d without the cap".formatted(summary.uncapped())
                        : "of %,d clips, %,d unscorable".formatted(summary.clips(), summary.unscorable()));
        covered.setText("%,d of %,d".formatted(summary.covered(), summary.prompts()));
        coveredWhy.setText("have at least one pair");
        lost.setText("%,d".formatted(summary.promptsLost()));
        lostWhy.setText(why(summary));
        balance.setText(String.format(Locale.ROOT, "%.2f", summary.balance()));
        balanceWhy.setText("1 is as many pairs of each of the six types");
        PairSummary.PeopleCount judged = summary.people();
        people.setText(judged.judged() == 0 ? "–" : "%.0f %%".formatted(100 * judged.disagreement()));
        peopleWhy.setText(
                judged.judged() == 0
                        ? "no pair of these is judged yet"
                        : "of %,d judged: %,d prefer the other, %,d neither"
                                .formatted(judged.judged(), judged.opposite(), judged.undecided()));
        long most = Math.max(
                1, rows.keySet().stream().mapToLong(summary::pairsOf).max().orElse(1));
        rows.forEach((code, row) -> {
            TypeCount count = summary.types().getOrDefault(code, new TypeCount(0, 0, 0, 0, 0));
            row.prompts.setText("%,d/%,d".formatted(count.covered(), count.prompts()));
            row.pairs.setText("%,d".formatted(count.pairs()));
            row.share.setProgress(count.pairs() / (double) most);
        });
    }

    private static String why(PairSummary summary) {
        List<String> reasons = new ArrayList<>();
        summary.lost().forEach((loss, count) -> reasons.add("%,d %s".formatted(count, words(loss))));
        return reasons.isEmpty() ? "every prompt gives a pair" : String.join(", ", reasons);
    }

    private static String words(Loss loss) {
        return switch (loss) {
            case TOO_FEW_SCORED -> "too few scored";
            case NO_WINNER -> "no winner";
            case NO_LOSER -> "no loser";
            case MARGIN_TOO_SMALL -> "too close";
        };
    }
}
