package org.spatialalign.app.prompts;

import java.util.List;
import java.util.Locale;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.CustomMenuItem;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.RadioButton;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.spatialalign.app.prompts.ExpansionViewModel.Choice;
import org.spatialalign.app.prompts.ExpansionViewModel.Field;
import org.spatialalign.engine.prompt.DsrType;
import org.spatialalign.engine.prompt.ExpansionSpec.Mode;

/** Asks which prompts are to be made out of the vocabulary, and tells beforehand how many and at what cost. */
final class ExpansionForm extends VBox {

    private final ExpansionViewModel expansion;

    ExpansionForm(ExpansionViewModel expansion) {
        super(10);
        this.expansion = expansion;
        setPrefWidth(620);
        GridPane grid = new GridPane();
        grid.setHgap(12);
        grid.setVgap(8);
        ColumnConstraints labels = new ColumnConstraints();
        labels.setMinWidth(Region.USE_PREF_SIZE);
        ColumnConstraints rest = new ColumnConstraints();
        rest.setHgrow(Priority.ALWAYS);
        grid.getColumnConstraints().addAll(labels, rest);
        grid.addRow(0, new Label("Take"), modes());
        grid.addRow(1, new Label("Types"), types());
        FlowPane words = new FlowPane(8, 6);
        for (Choice choice : Choice.values()) {
            words.getChildren().add(menu(choice));
        }
        grid.addRow(2, new Label("Words"), words);
        grid.addRow(3, new Label("Draw"), drawing());
        grid.addRow(4, new Label("Cost"), costs());
        Label count = told("expansion-count", "strong");
        count.textProperty().bind(expansion.countProperty());
        Label cost = told("expansion-cost", "muted");
        cost.textProperty().bind(expansion.costProperty());
        Label example = told("expansion-example", "caption");
        example.textProperty().bind(expansion.exampleProperty());
        Label problem = told("expansion-problem", "problem-text");
        problem.textProperty().bind(expansion.problemProperty());
        problem.managedProperty().bind(problem.textProperty().isNotEmpty());
        cost.managedProperty().bind(cost.textProperty().isNotEmpty());
        VBox told = new VBox(4, count, cost, problem, example);
        told.setMinHeight(104);
        getChildren().addAll(grid, told);
    }

    private static Label told(String id, String style) {
        Label label = new Label();
        label.setId(id);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        label.getStyleClass().add(style);
        return label;
    }

    private Node modes() {
        ToggleGroup group = new ToggleGroup();
        FlowPane row = new FlowPane(16, 6);
        for (Mode mode : List.of(Mode.BALANCED, Mode.SAMPLED, Mode.ALL)) {
            RadioButton button = new RadioButton(
                    switch (mode) {
                        case ALL -> "all combinations";
                        case SAMPLED -> "a random sample";
                        case BALANCED -> "a balanced sample";
                    });
            button.setId("expansion-" + mode.name().toLowerCase(Locale.ROOT));
            button.setToggleGroup(group);
            button.setSelected(expansion.modeProperty().get() == mode);
            button.setOnAction(event -> expansion.modeProperty().set(mode));
            row.getChildren().add(button);
        }
        return row;
    }

    private Node types() {
        FlowPane row = new FlowPane(12, 6);
        for (DsrType type : ExpansionViewModel.allTypes()) {
            CheckBox box = new CheckBox(type.code());
            box.setSelected(expansion.typesProperty().get().contains(type));
            box.setAccessibleText(
                    "From " + type.initial().word() + " to " + type.last().word());
            box.setOnAction(event -> expansion.toggle(type));
            row.getChildren().add(box);
        }
        return row;
    }

    private MenuButton menu(Choice choice) {
        MenuButton button = new MenuButton();
        button.setId("expansion-choice-" + choice.title().toLowerCase(Locale.ROOT));
        for (String word : expansion.offered(choice)) {
            CheckBox box = new CheckBox(word);
            box.setMaxWidth(420);
            box.setOnAction(event -> expansion.toggle(choice, word));
            CustomMenuItem item = new CustomMenuItem(box, false);
            button.getItems().add(item);
        }
        expansion
                .chosenProperty(choice)
                .subscribe(now -> button.setText(choice.title() + ": " + expansion.chosenText(choice)));
        return button;
    }

    private Node drawing() {
        HBox row = row();
        row.getChildren()
                .addAll(
                        field(Field.SIZE, "expansion-size", "Number of prompts", 7),
                        new Label("prompts with the seed"),
                        field(Field.SEED, "expansion-seed", "Seed", 5));
        row.disableProperty().bind(expansion.modeProperty().isEqualTo(Mode.ALL));
        return row;
    }

    private Node costs() {
        HBox row = row();
        row.getChildren()
                .addAll(
                        field(Field.CLIPS_PER_PROMPT, "expansion-clips", "Clips for each prompt", 3),
                        new Label("clips each,"),
                        field(Field.SECONDS_PER_CLIP, "expansion-seconds", "Seconds for a clip on this machine", 5),
                        new Label("seconds and"),
                        field(Field.MEGABYTES_PER_CLIP, "expansion-megabytes", "Megabytes for a clip", 4),
                        new Label("MB a clip"));
        return row;
    }

    private static HBox row() {
        HBox row = new HBox(6);
        row.setStyle("-fx-alignment: center-left;");
        return row;
    }

    private TextField field(Field field, String id, String name, int columns) {
        TextField text = new TextField();
        text.setId(id);
        text.setAccessibleText(name);
        text.setPrefColumnCount(columns);
        text.textProperty().bindBidirectional(expansion.text(field));
        return text;
    }
}
