package org.spatialalign.app.pairs;

import atlantafx.base.theme.Styles;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import javafx.beans.binding.Bindings;
import javafx.geometry.HPos;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;
import org.spatialalign.app.fx.CommandButtons;
import org.spatialalign.app.fx.EmptyNote;
import org.spatialalign.app.pairs.PairsViewModel.Mode;
import org.spatialalign.engine.prefer.Agreement;
import org.spatialalign.engine.prefer.PairKey;
import org.spatialalign.engine.prefer.Proportion;
import org.spatialalign.engine.prefer.Verdict;
import org.spatialalign.engine.workflow.PairData;

/** How far people say the same, each one's habits, and the pairs that somebody has to settle. */
final class AgreementView extends StackPane {

    private final PairsViewModel pairs;
    private final Label alpha = figure("agreement-alpha");
    private final Label unanimous = figure("agreement-unanimous");
    private final Label disputed = figure("agreement-disputed");
    private final Label unanimousNote = note();
    private final GridPane habits = table();
    private final GridPane couples = table();
    private final Label noCouples = new Label("No pair was judged by two people yet. Hand out shares with an overlap.");
    private final ListView<PairKey> list = new ListView<>();

    AgreementView(PairsViewModel pairs, PairsCommands commands, CommandButtons buttons) {
        this.pairs = pairs;
        getStyleClass().add("agreement-view");
        EmptyNote nobody = new EmptyNote(
                MaterialDesignA.ACCOUNT_GROUP_OUTLINE,
                "Nobody has judged a pair yet",
                "Judge pairs yourself, or hand out shares under \"Sets and files\" and merge what comes back.",
                buttons.button(commands.get("mode-judge")),
                buttons.button(commands.get("hand-out")),
                buttons.button(commands.get("merge")));
        HBox cards = new HBox(
                8,
                card(
                        "Alpha of all",
                        alpha,
                        note("Krippendorff's; 1 is perfect, 0 is chance, skipped pairs are missing")),
                card("Unanimous", unanimous, unanimousNote),
                card("Disputed", disputed, note("wait for somebody who settles them")));
        list.setId("disputed-list");
        list.setCellFactory(view -> new DisputeCell());
        list.setPlaceholder(new Label("No pair is disputed."));
        list.setPrefHeight(220);
        VBox.setVgrow(list, Priority.ALWAYS);
        noCouples.getStyleClass().add("muted");
        noCouples.managedProperty().bind(noCouples.visibleProperty());
        VBox people = new VBox(8, heading("Annotators"), habits, heading("Two by two"), couples, noCouples);
        people.setMinWidth(Region.USE_PREF_SIZE);
        VBox disputes = new VBox(8, heading("To be settled"), list);
        disputes.setMinWidth(260);
        HBox.setHgrow(disputes, Priority.ALWAYS);
        FlowBeside below = new FlowBeside(people, disputes, false);
        VBox.setVgrow(below, Priority.ALWAYS);
        VBox body = new VBox(16, cards, below);
        body.getStyleClass().add("agreement-body");
        ScrollPane scroll = new ScrollPane(body);
        scroll.setFitToWidth(true);
        scroll.setFitToHeight(true);
        scroll.getStyleClass().add("plain-scroll");
        var any = Bindings.createBooleanBinding(
                () -> {
                    Agreement.Report report = pairs.agreementProperty().get();
                    return report != null && !report.habits().isEmpty();
                },
                pairs.agreementProperty());
        scroll.visibleProperty().bind(any);
        nobody.visibleProperty().bind(any.not());
        getChildren().addAll(scroll, nobody);
        pairs.agreementProperty().subscribe(this::show);
    }

    private static Label figure(String id) {
        Label label = new Label("–");
        label.setId(id);
        label.getStyleClass().add("fact-number");
        return label;
    }

    private static Label note() {
        return note("");
    }

    private static Label note(String text) {
        Label label = new Label(text);
        label.getStyleClass().add("caption");
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }

    private static Node card(String title, Label figure, Label note) {
        Label heading = new Label(title);
        heading.getStyleClass().add("muted");
        VBox card = new VBox(0, heading, figure, note);
        card.getStyleClass().addAll("card", "pair-card");
        card.setPrefWidth(100);
        card.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(card, Priority.ALWAYS);
        return card;
    }

    private static Label heading(String text) {
        Label label = new Label(text);
        label.getStyleClass().add("section-title");
        return label;
    }

    private static GridPane table() {
        GridPane grid = new GridPane(12, 6);
        grid.getStyleClass().add("figures-table");
        return grid;
    }

    private void show(Agreement.@Nullable Report report) {
        if (report == null) {
            return;
        }
        alpha.setText(number(report.alpha()));
        unanimous.setText(
                report.overlap() == 0
                        ? "–"
                        : "%,d of %,d".formatted(report.unanimous().count(), report.overlap()));
        unanimousNote.setText("pairs that at least two people decided");
        disputed.setText("%,d".formatted(report.disputed().size()));
        list.getItems().setAll(report.disputed());
        habits.getChildren().clear();
        header(habits, "Name", "Verdicts", "Skipped", "Chose left", "Same when repeated", "Watched");
        int row = 1;
        for (Agreement.Habit habit : report.habits()) {
            Label left = cell(share(habit.left()) + (habit.sideBiased() ? "\nside bias" : ""));
            if (habit.sideBiased()) {
                left.getStyleClass().add("strong");
                left.setTooltip(new Tooltip("The 95 % interval leaves out one half"));
            }
            habits.addRow(
                    row++,
                    cell(habit.annotator()),
                    right(cell("%,d".formatted(habit.verdicts()))),
                    right(cell("%,d".formatted(habit.skipped()))),
                    left,
                    cell(share(habit.consistent())),
                    right(cell(
                            habit.meanWatched() == 0
                                    ? "–"
                                    : String.format(Locale.ROOT, "%.1f s", habit.meanWatched() / 2000))));
        }
        couples.getChildren().clear();
        noCouples.setVisible(report.couples().isEmpty());
        if (!report.couples().isEmpty()) {
            header(couples, "Who", "The same", "Kappa");
            int at = 1;
            for (Agreement.Couple couple : report.couples()) {
                couples.addRow(
                        at++,
                        cell(couple.one() + " and " + couple.other()),
                        cell(share(couple.raw())),
                        right(cell(number(couple.kappa()))));
            }
        }
    }

    private static void header(GridPane grid, String... titles) {
        for (int i = 0; i < titles.length; i++) {
            Label label = cell(titles[i]);
            label.getStyleClass().add("caption");
            grid.add(label, i, 0);
        }
    }

    private static Label cell(String text) {
        Label label = new Label(text);
        label.setMinWidth(Region.USE_PREF_SIZE);
        return label;
    }

    private static Label right(Label label) {
        GridPane.setHalignment(label, HPos.RIGHT);
        return label;
    }

    /** "12/20 (60 %, 39 to 78)". */
    static String share(Proportion proportion) {
        return proportion.total() == 0
                ? "–"
                : String.format(
                        Locale.ROOT,
                        "%d/%d (%.0f %%, %.0f to %.0f)",
                        proportion.count(),
                        proportion.total(),
                        100 * proportion.share(),
                        100 * proportion.low(),
                        100 * proportion.high());
    }

    static String number(OptionalDouble value) {
        return value.isEmpty() ? "–" : String.format(Locale.ROOT, "%.2f", value.getAsDouble());
    }

    /** A disputed pair: its prompt, who said what, and the way to settle it. */
    private final class DisputeCell extends ListCell<PairKey> {
        private final Label prompt = new Label();
        private final Label said = new Label();
        private final Button settle = new Button("Settle");
        private final VBox row;

        DisputeCell() {
            prompt.getStyleClass().add("strong");
            said.getStyleClass().add("muted");
            // The theme gives cells one height; only what is needed at least makes them higher.
            said.setMinHeight(Region.USE_PREF_SIZE);
            Region gap = new Region();
            HBox.setHgrow(gap, Priority.ALWAYS);
            settle.getStyleClass().add(Styles.SMALL);
            settle.setMinWidth(Region.USE_PREF_SIZE);
            settle.setOnAction(event -> settle());
            HBox top = new HBox(12, prompt, gap, settle);
            top.setAlignment(Pos.CENTER_LEFT);
            row = new VBox(2, top, said);
            // No wider than the list, so that the button stays in sight whatever a prompt is called.
            setPrefWidth(0);
            setOnMouseClicked(event -> {
                if (event.getClickCount() == 2) {
                    settle();
                }
            });
        }

        private void settle() {
            PairKey key = getItem();
            if (key != null) {
                pairs.modeProperty().set(Mode.JUDGE);
                pairs.judge().settle(key);
            }
        }

        @Override
        protected void updateItem(@Nullable PairKey key, boolean empty) {
            super.updateItem(key, empty);
            PairData data = pairs.dataProperty().get();
            if (empty || key == null || data == null) {
                setGraphic(null);
                return;
            }
            prompt.setText(pairs.names().prompt(key.first()));
            said.setText(data.log().of(key).current().entrySet().stream()
                    .map(entry -> entry.getKey() + ": " + said(key, entry.getValue()))
                    .collect(Collectors.joining("\n")));
            setGraphic(row);
        }

        private String said(PairKey key, Verdict verdict) {
            return switch (verdict.choice()) {
                case LEFT -> pairs.names().within(key, verdict.left());
                case RIGHT -> pairs.names().within(key, verdict.right());
                default -> JudgeViewModel.words(verdict.choice());
            };
        }
    }
}
