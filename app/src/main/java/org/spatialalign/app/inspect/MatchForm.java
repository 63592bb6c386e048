package org.spatialalign.app.inspect;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.collections.FXCollections;
import javafx.collections.transformation.FilteredList;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.prompt.DsrPrompt;

/** Picks the prompt, and the seed, that a clip was made from. */
final class MatchForm extends VBox {

    /** What was picked. */
    record Match(String promptId, @Nullable Integer seed) {}

    private final ListView<DsrPrompt> list = new ListView<>();
    private final TextField seed = new TextField();

    MatchForm(String fileName, List<DsrPrompt> prompts, @Nullable Integer knownSeed) {
        super(8);
        setPrefWidth(520);
        FilteredList<DsrPrompt> shown = new FilteredList<>(FXCollections.observableArrayList(prompts));
        TextField search = new TextField();
        search.setId("match-search");
        search.setPromptText("Search prompts");
        search.textProperty().addListener((o, before, text) -> {
            String[] words = text.toLowerCase(Locale.ROOT).strip().split("\\s+");
            shown.setPredicate(prompt -> contains(prompt, words));
            if (list.getSelectionModel().isEmpty() && !shown.isEmpty()) {
                list.getSelectionModel().select(0);
            }
        });
        list.setId("match-list");
        list.setItems(shown);
        list.setPrefHeight(280);
        list.setCellFactory(view -> new PromptCell());
        seed.setId("match-seed");
        seed.setPromptText("unknown");
        seed.setPrefColumnCount(6);
        seed.setText(knownSeed == null ? "" : knownSeed.toString());
        HBox seedRow = new HBox(8, new Label("Seed"), seed);
        seedRow.setStyle("-fx-alignment: center-left;");
        VBox.setVgrow(list, Priority.ALWAYS);
        Label file = new Label(fileName);
        file.getStyleClass().add("muted");
        getChildren().addAll(file, search, list, seedRow);
    }

    /** Empty while no prompt is picked. */
    Optional<Match> picked() {
        DsrPrompt prompt = list.getSelectionModel().getSelectedItem();
        return prompt == null ? Optional.empty() : Optional.of(new Match(prompt.promptId(), number(seed.getText())));
    }

    private static @Nullable Integer number(String text) {
        String digits = text.strip();
        return digits.matches("\\d{1,9}") ? Integer.valueOf(digits) : null;
    }

    private static boolean contains(DsrPrompt prompt, String[] words) {
        String text = (prompt.promptId() + " " + prompt.sentence() + " " + prompt.animal() + " " + prompt.object())
                .toLowerCase(Locale.ROOT);
        for (String word : words) {
            if (!text.contains(word)) {
                return false;
            }
        }
        return true;
    }

    private static final class PromptCell extends ListCell<DsrPrompt> {

        PromptCell() {
            // As wide as the list, whatever the text.
            setPrefWidth(0);
        }

        @Override
        protected void updateItem(@Nullable DsrPrompt prompt, boolean empty) {
            super.updateItem(prompt, empty);
            setText(empty || prompt == null ? null : prompt.promptId() + "   " + prompt.sentence());
        }
    }
}
