package org.spatialalign.app.evaluate;

import atlantafx.base.theme.Styles;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.spatialalign.app.evaluate.EvaluateViewModel.Shown;
import org.spatialalign.engine.evaluate.Comparison;
import org.spatialalign.engine.evaluate.ComparisonTable.Group;
import org.spatialalign.engine.evaluate.ScoredClip;
import org.spatialalign.engine.evaluate.Unscorable;

/** What came out in one sentence for each model, the curves, and the table by groups of clips. */
final class FiguresPane extends ScrollPane {

    private final EvaluateViewModel evaluate;
    private final PairsListViewModel list;
    private final VBox headlines = new VBox(4);
    private final FlowPane notes = new FlowPane(8, 6);
    private final FlowPane key = new FlowPane(16, 4);
    private final SharePlot plot;
    private final FigureTable table;
    private final ModelSwitch models;
    private final ObjectProperty<String> group = new SimpleObjectProperty<>("By type");
    private final VBox unscorable = new VBox(4);

    /** @param clips shows the clips of a row of the table */
    FiguresPane(EvaluateViewModel evaluate, PairsListViewModel list, Consumer<TableRow> clips) {
        this.evaluate = evaluate;
        this.list = list;
        setId("evaluate-figures");
        getStyleClass().add("plain-scroll");
        setFitToWidth(true);
        setFocusTraversable(false);
        table = new FigureTable(clips);
        plot = new SharePlot(at -> evaluate.thresholdProperty().set(at), () -> clips.accept(TableRow.ALL));
        Label title = new Label("Share of clips with a score of at least t");
        title.getStyleClass().add("strong");
        key.setAlignment(Pos.CENTER_LEFT);
        Label hint = new Label(
                "Bands: 95 % intervals over prompts. Click to move the threshold; a double click, also on a row of"
                        + " the table, shows the clips.");
        hint.getStyleClass().add("caption");
        models = new ModelSwitch("Table of", list.tunedProperty());
        ModelSwitch groups = new ModelSwitch("Rows", group);
        groups.setNames(List.of("By type", "By animal", "By structure"));
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        HBox over = new HBox(8, groups, space, models);
        over.setAlignment(Pos.CENTER_LEFT);
        VBox body = new VBox(
                headlines, notes, new VBox(2, new FlowPane(16, 4, title, key), plot, hint), over, table, unscorable);
        body.getStyleClass().add("figures");
        setContent(body);
        evaluate.shownProperty().subscribe(now -> refresh());
        list.tunedProperty().subscribe(now -> refreshTable());
        group.subscribe(now -> refreshTable());
    }

    private void refresh() {
        Shown shown = evaluate.shownProperty().get();
        if (shown == null) {
            return;
        }
        headlines.getChildren().clear();
        shown.evaluation()
                .versus()
                .forEach((tuned, comparison) -> headlines.getChildren().add(headline(shown, tuned, comparison)));
        List<Node> names = new ArrayList<>();
        for (int i = 0; i < shown.evaluation().bands().size(); i++) {
            Label name = new Label(
                    EvaluateViewModel.brief(
                            shown.choice().base(),
                            shown.evaluation().bands().get(i).model()),
                    new LineSample(CurveLook.of(i)));
            names.add(name);
        }
        key.getChildren().setAll(names);
        plot.show(shown.evaluation().bands(), shown.choice().threshold());
        models.setNames(
                shown.choice().tuned().size() > 1 ? shown.choice().tuned() : List.of(),
                name -> EvaluateViewModel.brief(shown.choice().base(), name));
        notes(shown);
        unscorable(shown);
        refreshTable();
    }

    private static Node headline(Shown shown, String tuned, Comparison comparison) {
        var row = comparison.overall();
        if (comparison.pairs().isEmpty()) {
            Label none = new Label(tuned + " and " + shown.choice().base()
                    + " have no clips of the same prompt and seed; there is nothing to compare.");
            none.setWrapText(true);
            return none;
        }
        Label gain = new Label(Say.points(row.shareGain()) + " points");
        gain.getStyleClass().add("gain-number");
        gain.setMinWidth(Region.USE_PREF_SIZE);
        Label words = new Label(EvaluateViewModel.brief(shown.choice().base(), tuned) + ": "
                + Say.percent(row.tuned().share()) + " of "
                + Say.count(comparison.pairs().size(), "clip") + " reach "
                + Say.threshold(shown.choice().threshold()) + ", "
                + shown.choice().base() + ": "
                + Say.percent(row.base().share()) + ". Gain " + Say.points(row.shareGainInterval())
                + " points (95 %), mean score " + Say.means(row) + ".");
        words.setWrapText(true);
        words.setMinHeight(Region.USE_PREF_SIZE);
        HBox.setHgrow(words, Priority.ALWAYS);
        HBox line = new HBox(12, gain, words);
        line.setAlignment(Pos.CENTER_LEFT);
        line.getStyleClass().add("headline");
        return line;
    }

    private void notes(Shown shown) {
        List<Node> chips = new ArrayList<>();
        int without = shown.evaluation().unscorable().values().stream()
                .mapToInt(List::size)
                .sum();
        if (without > 0) {
            chips.add(chip(
                    Say.count(without, "clip") + " without a score "
                            + (shown.choice().counting() == Unscorable.AS_FAILURES
                                    ? (without == 1 ? "counts as a failure" : "count as failures")
                                    : (without == 1 ? "is left out" : "are left out")),
                    ""));
        }
        long untracked = shown.evaluation().unscorable().values().stream()
                .flatMap(List::stream)
                .filter(clip -> shown.data().untracked().contains(clip.clip()))
                .count();
        if (untracked > 0) {
            chips.add(chip(untracked + " of them never tracked: track them before you conclude", "warning"));
        }
        int lonely = shown.evaluation().versus().values().stream()
                .mapToInt(one -> one.onlyBase().size() + one.onlyTuned().size())
                .sum();
        if (lonely > 0) {
            chips.add(chip(Say.count(lonely, "clip") + " without a counterpart: not compared", "warning"));
        }
        if (!shown.data().leftOut().isEmpty()) {
            chips.add(chip(Say.count(shown.data().leftOut().size(), "clip") + " of the project cannot be matched", ""));
        }
        if (shown.appearance().isEmpty()) {
            chips.add(chip("Looks not measured yet: a higher score could hide broken videos", ""));
        }
        notes.getChildren().setAll(chips);
    }

    private static Label chip(String text, String style) {
        Label chip = new Label(text);
        chip.getStyleClass().addAll("chip");
        if (!style.isEmpty()) {
            chip.getStyleClass().add(style);
        }
        return chip;
    }

    private void unscorable(Shown shown) {
        List<Node> lines = new ArrayList<>();
        shown.evaluation().unscorable().values().forEach(clips -> clips.forEach(clip -> lines.add(line(clip))));
        if (!lines.isEmpty()) {
            Label title = new Label("Clips without a score");
            title.getStyleClass().add("strong");
            lines.add(0, title);
        }
        unscorable.getChildren().setAll(lines);
    }

    private static Node line(ScoredClip clip) {
        Label line = new Label(clip.name() + "  –  " + clip.reason());
        line.getStyleClass().addAll(Styles.TEXT_SMALL);
        line.setWrapText(true);
        line.setMinHeight(Region.USE_PREF_SIZE);
        return line;
    }

    private void refreshTable() {
        Shown shown = evaluate.shownProperty().get();
        String tuned = list.tunedProperty().get();
        if (shown == null || !shown.evaluation().versus().containsKey(tuned)) {
            return;
        }
        Group by =
                switch (group.get()) {
                    case "By animal" -> Group.ANIMAL;
                    case "By structure" -> Group.STRUCTURE;
                    default -> Group.TYPE;
                };
        table.show(Objects.requireNonNull(shown).evaluation(), tuned, by, shown.appearance());
    }
}
