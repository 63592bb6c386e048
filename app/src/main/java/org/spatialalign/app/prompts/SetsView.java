package org.spatialalign.app.prompts;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignL;
import org.kordamp.ikonli.materialdesign2.MaterialDesignP;
import org.spatialalign.engine.prompt.DsrPrompt;
import org.spatialalign.engine.store.PromptSet;

/** The named sets of prompts with their versions, and the prompts that training and evaluation share. */
final class SetsView extends VBox {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneId.systemDefault());

    private final PromptsViewModel prompts;
    private final ListView<PromptSet> rows = new ListView<>();
    private final VBox leaks = new VBox(4);

    /** @param buttons for the selected prompts and the selected set */
    SetsView(PromptsViewModel prompts, List<Button> buttons) {
        super(8);
        this.prompts = prompts;
        getStyleClass().add("side-part");
        FlowPane actions = new FlowPane(8, 6);
        actions.getChildren().addAll(buttons);
        Label none = new Label("No sets yet. Select prompts, or filter the table, and make a set of them: one to train"
                + " with, one to evaluate with. A frozen set never changes.");
        none.setWrapText(true);
        none.getStyleClass().add("muted");
        rows.setId("prompt-sets");
        rows.setAccessibleText("Sets of prompts");
        rows.setItems(prompts.sets().sets());
        rows.getSelectionModel().selectedItemProperty().addListener((o, before, now) -> {
            if (now != null) {
                prompts.sets().choose(now.id());
            }
        });
        prompts.sets().chosenProperty().subscribe(this::select);
        rows.setPlaceholder(none);
        rows.setCellFactory(view -> new Cell());
        rows.setPrefHeight(220);
        VBox.setVgrow(rows, Priority.ALWAYS);
        leaks.setId("leaks");
        getChildren().addAll(actions, rows, leaks);
        prompts.sets().leaksProperty().subscribe(this::tell);
    }

    private void select(@Nullable PromptSet set) {
        if (set == null) {
            rows.getSelectionModel().clearSelection();
        } else {
            rows.getSelectionModel().select(set);
        }
    }

    private void tell(@Nullable List<PromptSetsViewModel.Leak> known) {
        List<PromptSetsViewModel.Leak> found = known == null ? List.of() : known;
        leaks.getChildren().clear();
        boolean both = prompts.sets().sets().stream().anyMatch(set -> set.purpose() == PromptSet.Purpose.TRAIN)
                && prompts.sets().sets().stream().anyMatch(set -> set.purpose() == PromptSet.Purpose.EVAL);
        if (!both) {
            return;
        }
        Label title = new Label(
                known == null
                        ? "Comparing what is trained with and what is evaluated with…"
                        : found.isEmpty()
                                ? "No prompt to train with comes again in the evaluation."
                                : "%,d %s to train with %s again in the evaluation"
                                        .formatted(
                                                found.size(),
                                                found.size() == 1 ? "prompt" : "prompts",
                                                found.size() == 1 ? "comes" : "come"));
        title.setId("leak-title");
        title.setWrapText(true);
        title.setMinHeight(Region.USE_PREF_SIZE);
        title.getStyleClass().addAll(found.isEmpty() ? "muted" : "problem-text");
        leaks.getChildren().add(title);
        for (PromptSetsViewModel.Leak leak : found.subList(0, Math.min(4, found.size()))) {
            Label row = new Label(leak.trained().promptId() + " (" + name(leak.train()) + ") and "
                    + leak.evaluated().promptId() + " (" + name(leak.eval()) + "): "
                    + switch (leak.likeness()) {
                        case SAME_SENTENCE -> "the same sentence";
                        case SAME_SLOTS -> "the same words";
                        case NEAR -> "nearly the same";
                    });
            row.setWrapText(true);
            row.setMinHeight(Region.USE_PREF_SIZE);
            row.getStyleClass().add("caption");
            leaks.getChildren().add(row);
        }
        if (!found.isEmpty()) {
            Hyperlink show = new Hyperlink("Show them in the table");
            show.setOnAction(event -> only(
                    "train prompts that come again in the evaluation",
                    found.stream().map(leak -> leak.trained().promptId()).collect(Collectors.toSet())));
            leaks.getChildren().add(show);
        }
    }

    static String name(PromptSet set) {
        return set.name() + " v" + set.version();
    }

    /** Shows only the prompts of a set. */
    void filterTable(PromptSet set) {
        prompts.sets()
                .prompts(
                        set,
                        members -> only(
                                "set " + name(set),
                                members.stream().map(DsrPrompt::promptId).collect(Collectors.toSet())));
    }

    private void only(String label, Set<String> ids) {
        prompts.list().filterProperty().set(PromptFilter.ALL.withOnly(Optional.of(new PromptFilter.Only(label, ids))));
    }

    private static final class Cell extends ListCell<PromptSet> {

        private final Label name = new Label();
        private final Label purpose = new Label();
        private final Label details = new Label();
        private final HBox head = new HBox(6, name, purpose);
        private final VBox box = new VBox(2, head, details);
        private final FontIcon icon = new FontIcon();

        Cell() {
            setPrefWidth(0);
            name.getStyleClass().add("strong");
            purpose.getStyleClass().add("chip");
            details.getStyleClass().add("caption");
            details.setWrapText(true);
        }

        @Override
        protected void updateItem(@Nullable PromptSet set, boolean empty) {
            super.updateItem(set, empty);
            if (empty || set == null) {
                setGraphic(null);
                return;
            }
            icon.setIconCode(set.frozen() ? MaterialDesignL.LOCK_OUTLINE : MaterialDesignP.PENCIL_OUTLINE);
            name.setText(name(set));
            name.setGraphic(icon);
            purpose.setText(
                    switch (set.purpose()) {
                        case TRAIN -> "train";
                        case EVAL -> "evaluate";
                        case OTHER -> "other";
                    });
            String hash = set.hash();
            details.setText("%,d %s, ".formatted(set.size(), set.size() == 1 ? "prompt" : "prompts")
                    + (set.frozenAt() == null
                            ? "a draft that follows the table"
                            : "frozen " + TIME.format(set.frozenAt())
                                    + (hash == null ? "" : ", " + hash.substring(0, Math.min(10, hash.length())))));
            setAccessibleText(name(set) + ", " + purpose.getText() + ", " + details.getText());
            setGraphic(box);
        }
    }
}
