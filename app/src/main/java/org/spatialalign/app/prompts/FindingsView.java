package org.spatialalign.app.prompts;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.prompt.LintFinding;
import org.spatialalign.engine.prompt.LintFinding.Severity;

/** What the check found in all prompts, the worst first, with the ways to put it right. */
final class FindingsView extends VBox {

    private final PromptsViewModel prompts;
    private final LintViewModel lint;
    private final ListView<LintFinding> rows = new ListView<>();
    private final HBox filter = new HBox();
    private final Label none = new Label();

    /**
     * @param buttons for all findings at once
     * @param readers whose words are checked
     */
    FindingsView(PromptsViewModel prompts, List<Button> buttons, Node readers) {
        super(8);
        this.prompts = prompts;
        this.lint = prompts.lint();
        getStyleClass().add("side-part");
        HBox actions = new HBox(8);
        actions.getChildren().addAll(buttons);
        rows.setId("findings");
        rows.setAccessibleText("Findings");
        rows.setCellFactory(view -> new Cell());
        rows.setPlaceholder(none);
        none.setWrapText(true);
        none.getStyleClass().add("muted");
        VBox.setVgrow(rows, Priority.ALWAYS);
        rows.getSelectionModel().selectedItemProperty().addListener((o, before, now) -> {
            if (now != null) {
                prompts.list().reveal(Set.of(now.promptId()));
            }
        });
        rows.setOnKeyPressed(event -> {
            LintFinding here = rows.getSelectionModel().getSelectedItem();
            if (event.getCode() == KeyCode.ENTER && here != null) {
                prompts.fix(List.of(here));
                event.consume();
            }
        });
        getChildren().addAll(filter, actions, rows, readers);
        lint.shownProperty().subscribe(found -> {
            rows.getItems().setAll(found);
            chips();
        });
        lint.checkingProperty().subscribe(busy -> tell());
        lint.shownProperty().subscribe(found -> tell());
        prompts.list().allProperty().subscribe(now -> tell());
    }

    private void tell() {
        none.setText(
                prompts.list().allProperty().get().isEmpty()
                        ? "There are no prompts to check yet."
                        : lint.checkingProperty().get()
                                ? "Checking…"
                                : lint.allProperty().get().isEmpty()
                                        ? "Nothing found: these prompts can be used as they are."
                                        : "Nothing of this kind was found.");
    }

    private void chips() {
        ToggleGroup group = new ToggleGroup();
        filter.getChildren().clear();
        Map<Severity, Integer> counts = lint.counts();
        int all = counts.values().stream().mapToInt(Integer::intValue).sum();
        filter.getChildren().add(chip(group, "All", all, null, "left-pill"));
        counts.forEach((severity, count) -> filter.getChildren()
                .add(chip(
                        group,
                        switch (severity) {
                            case ERROR -> "Errors";
                            case WARNING -> "Warnings";
                            case INFO -> "Notes";
                        },
                        count,
                        severity,
                        severity == Severity.INFO ? "right-pill" : "center-pill")));
    }

    private Node chip(ToggleGroup group, String name, int count, @Nullable Severity severity, String style) {
        ToggleButton chip = new ToggleButton(name + " " + brief(count));
        chip.setTooltip(new Tooltip("%s: %,d".formatted(name, count)));
        chip.setId("findings-" + name.toLowerCase(Locale.ROOT));
        chip.getStyleClass().addAll(style, "small");
        chip.setToggleGroup(group);
        chip.setMaxWidth(Double.MAX_VALUE);
        chip.setMinWidth(Region.USE_PREF_SIZE);
        HBox.setHgrow(chip, Priority.ALWAYS);
        chip.setSelected(lint.onlyProperty().get() == severity);
        chip.setOnAction(event -> lint.onlyProperty().set(severity));
        return chip;
    }

    private static String brief(int count) {
        return count < 10_000 ? "%,d".formatted(count) : "%,dk".formatted(count / 1_000);
    }

    /** Selects the next or previous finding and shows its prompt. */
    void step(int by) {
        int size = rows.getItems().size();
        if (size > 0) {
            int next = Math.floorMod(Math.max(rows.getSelectionModel().getSelectedIndex(), by > 0 ? -1 : 0) + by, size);
            rows.getSelectionModel().clearAndSelect(next);
            rows.scrollTo(Math.max(0, next - 2));
        }
    }

    /** Shows only the prompts that the listed findings are about. */
    void filterTable() {
        Severity only = lint.onlyProperty().get();
        String label = only == null ? "with findings" : "with " + only.name().toLowerCase(Locale.ROOT) + "s";
        prompts.list()
                .filterProperty()
                .set(PromptFilter.ALL.withOnly(Optional.of(new PromptFilter.Only(
                        label, LintViewModel.ids(lint.shownProperty().get())))));
    }

    private final class Cell extends ListCell<LintFinding> {

        private final Label title = new Label();
        private final Label message = new Label();
        private final Label advice = new Label();
        private final Hyperlink fix = new Hyperlink("Fix");
        private final HBox head = new HBox(6, title, fix);
        private final VBox box = new VBox(2, head, message, advice);

        Cell() {
            // As wide as the list, whatever the text.
            setPrefWidth(0);
            head.setAlignment(Pos.CENTER_LEFT);
            HBox.setHgrow(title, Priority.ALWAYS);
            title.setMaxWidth(Double.MAX_VALUE);
            title.getStyleClass().add("strong");
            for (Label text : List.of(message, advice)) {
                text.setWrapText(true);
                text.setMinHeight(Region.USE_PREF_SIZE);
                // A cell asks for its height without saying how wide it will be.
                text.prefWidthProperty().bind(rows.widthProperty().subtract(36));
            }
            advice.getStyleClass().add("caption");
            fix.setMinWidth(Region.USE_PREF_SIZE);
            fix.setOnAction(event -> {
                LintFinding here = getItem();
                if (here != null) {
                    prompts.fix(List.of(here));
                }
            });
        }

        @Override
        protected void updateItem(@Nullable LintFinding finding, boolean empty) {
            super.updateItem(finding, empty);
            if (empty || finding == null) {
                setGraphic(null);
                return;
            }
            title.setText(finding.promptId());
            title.setGraphic(FindingsColumn.symbol(finding.severity()));
            message.setText(finding.message());
            advice.setText("Do: " + finding.suggestion());
            fix.setVisible(
                    finding.fix().isPresent() && prompts.writableProperty().get());
            fix.setTooltip(new Tooltip(finding.suggestion()));
            setAccessibleText(finding.severity() + ", " + finding.promptId() + ": " + finding.message());
            setGraphic(box);
        }
    }
}
