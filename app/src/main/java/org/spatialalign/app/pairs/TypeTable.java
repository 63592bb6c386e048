package org.spatialalign.app.pairs;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javafx.geometry.HPos;
import javafx.geometry.Pos;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.Slider;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.prefer.PairRules;
import org.spatialalign.engine.prefer.PairScale;
import org.spatialalign.engine.prefer.PairSummary;
import org.spatialalign.engine.prefer.PairSummary.TypeCount;
import org.spatialalign.engine.prompt.DsrType;

/** Each of the six types with its threshold on both scales, which may be moved, and what it contributes. */
final class TypeTable extends VBox {

    private static final TypeCount NONE = new TypeCount(0, 0, 0, 0, 0);

    private final RulesViewModel rules;
    private final CheckBox perType = new CheckBox("A threshold for each type");
    private final Map<String, Row> rows = new HashMap<>();
    private boolean refreshing;

    /** The controls and counts of one type. */
    private record Row(Label threshold, Slider slider, Label prompts, Label pairs, ProgressBar share) {}

    TypeTable(RulesViewModel rules) {
        super(6);
        this.rules = rules;
        perType.setId("pairs-per-type");
        perType.selectedProperty().bindBidirectional(rules.perTypeProperty());
        getChildren().addAll(perType, grid());
        rules.rulesProperty().subscribe(this::show);
        rules.summaryProperty().subscribe(this::show);
    }

    private GridPane grid() {
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
            Row row = row(code);
            DsrType type = DsrType.of(code);
            Label name = new Label(code);
            name.setTooltip(new Tooltip(type.initial() + " to " + type.last()));
            HBox own = new HBox(6, row.threshold, row.slider);
            HBox.setHgrow(row.slider, Priority.ALWAYS);
            own.setAlignment(Pos.CENTER_LEFT);
            grid.addRow(at++, name, own, row.prompts, row.pairs, row.share);
            GridPane.setHalignment(row.prompts, HPos.RIGHT);
            GridPane.setHalignment(row.pairs, HPos.RIGHT);
            rows.put(code, row);
        }
        return grid;
    }

    private Row row(String code) {
        DsrType type = DsrType.of(code);
        Slider slider = RulesView.slider("slider-" + code, -0.5, 1.2);
        slider.visibleProperty().bind(perType.selectedProperty());
        slider.managedProperty().bind(perType.selectedProperty());
        slider.setAccessibleText("Threshold of type " + code);
        slider.valueProperty().addListener((o, before, now) -> {
            if (!refreshing) {
                rules.setThreshold(type, now.doubleValue());
            }
        });
        ProgressBar share = new ProgressBar(0);
        share.setPrefWidth(70);
        share.setAccessibleText("Share of all pairs, type " + code);
        return new Row(
                RulesView.figure("threshold-" + code),
                slider,
                RulesView.figure("prompts-" + code),
                RulesView.figure("pairs-" + code),
                share);
    }

    private void show(PairRules now) {
        refreshing = true;
        rows.forEach((code, row) -> {
            DsrType type = DsrType.of(code);
            double own = now.thresholdOf(type);
            double score = now.scale().dsrScore(type, own);
            row.slider.setMin(RulesView.least(now.scale()));
            row.slider.setMax(RulesView.most(now.scale()));
            row.slider.setValue(own);
            row.threshold.setText(String.format(Locale.ROOT, "%.3f | %.3f", score, PairScale.FAIR.value(type, score)));
        });
        refreshing = false;
    }

    private void show(@Nullable PairSummary summary) {
        if (summary == null) {
            return;
        }
        long most = Math.max(
                1, rows.keySet().stream().mapToLong(summary::pairsOf).max().orElse(1));
        rows.forEach((code, row) -> {
            TypeCount count = summary.types().getOrDefault(code, NONE);
            row.prompts.setText("%,d/%,d".formatted(count.covered(), count.prompts()));
            row.pairs.setText("%,d".formatted(count.pairs()));
            row.share.setProgress(count.pairs() / (double) most);
        });
    }
}
