package org.spatialalign.app.prompts;

import java.util.List;
import java.util.Locale;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** The words and structures of the project as text, an entry a line, looked over while it is typed. */
final class WordsView extends VBox {

    private final VocabularyViewModel words;
    private final StackPane texts = new StackPane();
    private final ToggleGroup group = new ToggleGroup();
    private final Label help = new Label();
    private final Label problem = new Label();

    /** @param buttons store, take back, read and write files */
    WordsView(VocabularyViewModel words, List<Button> buttons) {
        super(8);
        this.words = words;
        getStyleClass().add("side-part");
        HBox lists = new HBox();
        for (WordList list : WordList.values()) {
            lists.getChildren().add(chooser(list));
            TextArea area = new TextArea();
            area.setId("words-" + list.name().toLowerCase(Locale.ROOT));
            area.setAccessibleText(list.title() + ", one a line");
            area.getStyleClass().add("monospace");
            area.setWrapText(list == WordList.STRUCTURES || list == WordList.SCENES);
            area.textProperty().bindBidirectional(words.text(list));
            area.setVisible(false);
            area.setUserData(list);
            texts.getChildren().add(area);
        }
        VBox.setVgrow(texts, Priority.ALWAYS);
        FlowPane actions = new FlowPane(8, 6);
        actions.getChildren().addAll(buttons);
        help.setWrapText(true);
        help.setMinHeight(Region.USE_PREF_SIZE);
        help.getStyleClass().add("caption");
        problem.setId("words-problem");
        problem.setWrapText(true);
        problem.setMinHeight(Region.USE_PREF_SIZE);
        problem.getStyleClass().add("problem-text");
        getChildren().addAll(lists, help, texts, problem, actions);
        words.problemProperty().subscribe(this::tell);
        show(WordList.ANIMALS);
    }

    private ToggleButton chooser(WordList list) {
        ToggleButton button = new ToggleButton(list.title());
        button.setId("words-show-" + list.name().toLowerCase(Locale.ROOT));
        button.setToggleGroup(group);
        button.setUserData(list);
        button.setMaxWidth(Double.MAX_VALUE);
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.getStyleClass()
                .addAll(
                        "small",
                        list == WordList.ANIMALS
                                ? "left-pill"
                                : list == WordList.STRUCTURES ? "right-pill" : "center-pill");
        HBox.setHgrow(button, Priority.ALWAYS);
        button.setOnAction(event -> show(list));
        return button;
    }

    /** Brings a list to the front. */
    void show(WordList list) {
        group.getToggles().forEach(toggle -> toggle.setSelected(toggle.getUserData() == list));
        texts.getChildren().forEach(area -> area.setVisible(area.getUserData() == list));
        help.setText("One a line, for instance " + list.example()
                + switch (list) {
                    case ANIMALS ->
                        ". Verbs follow the colon. [plural] or [hard-to-detect] at the end warn about a word.";
                    case OBJECTS -> ". [plural] or [hard-to-detect] at the end warn about a word.";
                    case SCENES -> "";
                    case STRUCTURES ->
                        " Slots: {scene} {animal} {object} {verb}, {a animal} with its article, {initial} or {from},"
                                + " {final} or {end}.";
                });
    }

    private void tell(WordsText.@Nullable Problem found) {
        problem.setText(found == null ? "" : found.toString());
        problem.setVisible(found != null);
        problem.setManaged(found != null);
    }

    VocabularyViewModel words() {
        return words;
    }
}
