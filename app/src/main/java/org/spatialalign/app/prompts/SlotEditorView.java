package org.spatialalign.app.prompts;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.collections.FXCollections;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.prompt.DsrPrompt;
import org.spatialalign.engine.prompt.LintFinding;
import org.spatialalign.engine.prompt.Noun;
import org.spatialalign.engine.prompt.ParsedSentence;
import org.spatialalign.engine.prompt.Relation;
import org.spatialalign.engine.prompt.SentenceTemplate;
import org.spatialalign.engine.prompt.Slot;

/** Where one prompt is written: its words, a sketch of the motion, and the sentence, each following the other. */
final class SlotEditorView extends VBox {

    private static final String OWN = "";

    private final PromptEditorViewModel editor;
    private final ComboBox<String> scene = words("slot-scene", "Scene", "In a quiet room");
    private final ComboBox<String> animal = words("slot-animal", "Animal", "cat");
    private final ComboBox<String> verb = words("slot-verb", "Verb", "walks");
    private final ComboBox<String> object = words("slot-object", "Object", "chair");
    private final ComboBox<String> structure = new ComboBox<>();
    private final MotionSketch sketch = new MotionSketch();
    private final TextArea sentence = new TextArea();
    private final VBox understood = new VBox(4);
    private final VBox findings = new VBox(4);
    private final Label heading = new Label();

    /**
     * @param unfinished leads back to what is not stored yet
     * @param buttons what can be done with what is written
     */
    SlotEditorView(PromptEditorViewModel editor, Node unfinished, List<Button> buttons) {
        super(8);
        this.editor = editor;
        getStyleClass().add("slot-editor");
        heading.getStyleClass().add("strong");
        heading.setId("editor-heading");
        connect(scene, Slot.SCENE);
        connect(animal, Slot.ANIMAL);
        connect(verb, Slot.VERB);
        connect(object, Slot.OBJECT);
        HBox actions = new HBox(8);
        actions.getChildren().addAll(buttons);
        getChildren().addAll(unfinished, heading, form(), sketch, sentencePart(), understood, actions, findings);
        fillWords();
        editor.onAnimal(verbs -> offer(verb, verbs));
        editor.initialProperty().subscribe(this::draw);
        editor.lastProperty().subscribe(this::draw);
        editor.word(Slot.ANIMAL).subscribe(this::draw);
        editor.word(Slot.OBJECT).subscribe(this::draw);
        editor.parsedProperty().subscribe(this::explain);
        editor.findingsProperty().subscribe(this::list);
        editor.editingProperty().subscribe(prompt -> title(prompt));
        editor.dirtyProperty().subscribe(() -> title(editor.editingProperty().get()));
        draw();
    }

    private void title(@Nullable DsrPrompt prompt) {
        heading.setText(
                prompt == null
                        ? "New prompt"
                        : "Prompt " + prompt.promptId()
                                + (editor.dirtyProperty().get() ? ", changed" : ""));
    }

    private static ComboBox<String> words(String id, String name, String example) {
        ComboBox<String> box = new ComboBox<>();
        box.setId(id);
        box.setEditable(true);
        box.setMaxWidth(Double.MAX_VALUE);
        box.setAccessibleText(name);
        box.getEditor().setAccessibleText(name);
        box.setPromptText("e.g. " + example);
        box.setVisibleRowCount(12);
        return box;
    }

    private void connect(ComboBox<String> box, Slot slot) {
        box.getEditor().textProperty().bindBidirectional(editor.word(slot));
    }

    private Node form() {
        GridPane grid = new GridPane();
        grid.setHgap(8);
        grid.setVgap(6);
        ColumnConstraints labels = new ColumnConstraints();
        labels.setMinWidth(Region.USE_PREF_SIZE);
        ColumnConstraints fields = new ColumnConstraints();
        fields.setHgrow(Priority.ALWAYS);
        grid.getColumnConstraints().addAll(labels, fields);
        animal.getEditor().getStyleClass().add("role-animal");
        object.getEditor().getStyleClass().add("role-object");
        HBox who = new HBox(6, animal, verb);
        HBox.setHgrow(animal, Priority.ALWAYS);
        HBox.setHgrow(verb, Priority.ALWAYS);
        animal.setPrefWidth(140);
        verb.setPrefWidth(140);
        row(grid, 0, "Scene", scene);
        row(grid, 1, "Animal, verb", who);
        row(grid, 2, "Starts", relations("initial", editor.initialProperty(), "At the beginning"));
        row(grid, 3, "Object", object);
        row(grid, 4, "Ends", relations("final", editor.lastProperty(), "At the end"));
        row(grid, 5, "Structure", structure());
        return grid;
    }

    private static void row(GridPane grid, int row, String name, Node field) {
        Label label = new Label(name);
        label.setLabelFor(field);
        label.setMinWidth(Region.USE_PREF_SIZE);
        grid.addRow(row, label, field);
        GridPane.setFillWidth(field, true);
    }

    private Node relations(String id, ObjectProperty<Relation> chosen, String when) {
        ToggleGroup group = new ToggleGroup();
        HBox row = new HBox();
        row.setId("relation-" + id);
        List<ToggleButton> buttons = new ArrayList<>();
        for (Relation relation : Relation.values()) {
            ToggleButton button = new ToggleButton(relation.word());
            button.setId("relation-" + id + "-" + relation.word());
            button.setToggleGroup(group);
            button.setUserData(relation);
            button.setMaxWidth(Double.MAX_VALUE);
            button.setMinWidth(Region.USE_PREF_SIZE);
            button.setAccessibleText(when + ": " + relation.word());
            button.setTooltip(new Tooltip(when + ": the animal is "
                    + (id.equals("initial") ? relation.initialPhrase() : relation.finalPhrase()) + " the object"));
            HBox.setHgrow(button, Priority.ALWAYS);
            button.setOnAction(event -> {
                // One of them always holds.
                button.setSelected(true);
                chosen.set(relation);
            });
            buttons.add(button);
        }
        buttons.get(0).getStyleClass().add("left-pill");
        buttons.get(buttons.size() - 1).getStyleClass().add("right-pill");
        buttons.subList(1, buttons.size() - 1)
                .forEach(button -> button.getStyleClass().add("center-pill"));
        chosen.subscribe(
                now -> buttons.forEach(button -> button.setSelected(Objects.equals(button.getUserData(), now))));
        row.getChildren().addAll(buttons);
        return row;
    }

    private Node structure() {
        structure.setId("slot-structure");
        structure.setAccessibleText("Structure of the sentence");
        structure.setMaxWidth(Double.MAX_VALUE);
        structure.setConverter(new StringConverter<>() {
            @Override
            public String toString(@Nullable String id) {
                return id == null || id.equals(OWN) ? "own words, not derived" : id;
            }

            @Override
            public String fromString(String text) {
                return text;
            }
        });
        structure.valueProperty().bindBidirectional(editor.templateProperty());
        structure
                .valueProperty()
                .subscribe(id -> structure.setTooltip(new Tooltip(pattern(id)
                        .orElse("The sentence is written by hand. Choose a structure to derive it from the words."))));
        return structure;
    }

    private Optional<String> pattern(@Nullable String id) {
        return editor.grammar().templates().stream()
                .filter(template -> template.id().equals(id))
                .map(SentenceTemplate::text)
                .findFirst();
    }

    private Node sentencePart() {
        sentence.setId("slot-sentence");
        sentence.setAccessibleText("Sentence");
        sentence.setPromptText(
                "Follows from the words. Or write or paste a sentence here, and the words follow from it.");
        sentence.setWrapText(true);
        sentence.setPrefRowCount(4);
        sentence.setMinHeight(78);
        sentence.textProperty().bindBidirectional(editor.sentenceProperty());
        Label label = new Label("Sentence");
        label.setLabelFor(sentence);
        return new VBox(4, label, sentence);
    }

    /** Called after the vocabulary has changed. */
    void fillWords() {
        offer(scene, editor.vocabulary().scenes());
        offer(animal, editor.vocabulary().animals().stream().map(Noun::word).toList());
        offer(object, editor.vocabulary().objects().stream().map(Noun::word).toList());
        offer(verb, editor.verbsOf(editor.word(Slot.ANIMAL).get()));
        List<String> ids = new ArrayList<>();
        editor.grammar().templates().forEach(template -> ids.add(template.id()));
        ids.add(OWN);
        if (!structure.getItems().equals(ids)) {
            // Exchanging the choices clears the choice for a moment; nobody chose that.
            structure.valueProperty().unbindBidirectional(editor.templateProperty());
            structure.getItems().setAll(ids);
            structure.valueProperty().bindBidirectional(editor.templateProperty());
        }
    }

    /** Exchanging the choices would clear the field. */
    private static void offer(ComboBox<String> box, List<String> choices) {
        if (!box.getItems().equals(choices)) {
            String text = box.getEditor().getText();
            box.setItems(FXCollections.observableArrayList(choices));
            box.getEditor().setText(text);
        }
    }

    private void draw() {
        sketch.show(
                editor.initialProperty().get(),
                editor.lastProperty().get(),
                editor.word(Slot.ANIMAL).get(),
                editor.word(Slot.OBJECT).get());
    }

    private void explain(@Nullable ParsedSentence parsed) {
        understood.getChildren().clear();
        understood.setVisible(parsed != null);
        understood.setManaged(parsed != null);
        if (parsed == null) {
            return;
        }
        Label title = new Label(parsed.complete() ? "Understood" : "Understood in part; the rest is underlined");
        title.setId("understood");
        title.getStyleClass().add("caption");
        TextFlow flow = new TextFlow();
        flow.getStyleClass().add("parsed-sentence");
        for (ParsedText.Piece piece : ParsedText.of(parsed)) {
            Text text = new Text(piece.text());
            text.getStyleClass().add(piece.style().isEmpty() ? "slot-plain" : piece.style());
            flow.getChildren().add(text);
        }
        flow.setAccessibleText(title.getText());
        understood.getChildren().addAll(title, flow);
        for (String gap : ParsedText.gaps(parsed)) {
            understood.getChildren().add(note(gap));
        }
    }

    private static Label note(String text) {
        Label label = new Label(text);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        label.getStyleClass().add("caption");
        return label;
    }

    private void list(List<LintFinding> found) {
        findings.getChildren().clear();
        for (LintFinding finding : found) {
            Label message = new Label(finding.message(), FindingsColumn.symbol(finding.severity()));
            message.setWrapText(true);
            message.setMinHeight(Region.USE_PREF_SIZE);
            HBox.setHgrow(message, Priority.ALWAYS);
            message.setMaxWidth(Double.MAX_VALUE);
            HBox row = new HBox(6, message);
            row.setAlignment(Pos.CENTER_LEFT);
            if (finding.fix().isPresent()) {
                Hyperlink fix = new Hyperlink("Fix");
                fix.setMinWidth(Region.USE_PREF_SIZE);
                fix.setTooltip(new Tooltip(finding.suggestion()));
                fix.setAccessibleText("Fix: " + finding.suggestion());
                fix.setOnAction(event -> editor.take(finding));
                row.getChildren().add(fix);
            }
            findings.getChildren().add(row);
        }
    }

    void focusFirst() {
        animal.requestFocus();
    }

    void focusSentence() {
        sentence.requestFocus();
        sentence.selectAll();
    }
}
