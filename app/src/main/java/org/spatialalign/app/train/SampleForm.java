package org.spatialalign.app.train;

import javafx.beans.InvalidationListener;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.control.TitledPane;
import javafx.scene.control.Tooltip;
import javafx.scene.control.cell.CheckBoxListCell;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;
import org.spatialalign.app.train.SampleFormViewModel.Choice;

/** Which clips a training makes of its checkpoints. */
final class SampleForm extends TitledPane {

    private static final double ROWS = 5.5;
    private static final double ROW = 28;

    private final SampleFormViewModel model;

    SampleForm(SampleFormViewModel model) {
        this.model = model;
        setId("train-samples-form");
        setAnimated(false);
        setExpanded(false);
        getStyleClass().add("dense");
        Label words = new Label("Clips of the prompts that are ticked, made by the base model and at checkpoints: the"
                + " Samples part plays them along the training. They take no part in it.");
        words.setWrapText(true);
        words.setMinHeight(Region.USE_PREF_SIZE);
        words.getStyleClass().add("caption");
        VBox content = new VBox(8, words, prompts(), buttons());
        for (SampleField field : SampleField.values()) {
            TextField text = new TextField();
            text.setId(field.id());
            text.setAccessibleText(field.title() + " of the samples");
            text.setAccessibleHelp(field.explanation());
            text.textProperty().bindBidirectional(model.text(field));
            content.getChildren().add(FormPane.labelled(field.title(), field.explanation(), text));
        }
        setContent(content);
        model.choices().addListener((InvalidationListener) observable -> count());
        count();
    }

    private ListView<Choice> prompts() {
        ListView<Choice> list = new ListView<>(model.choices());
        list.setId("train-sample-prompts");
        list.setAccessibleText("Prompts of the samples");
        list.setPrefHeight(ROWS * ROW);
        list.setMinHeight(ROWS * ROW);
        list.setPlaceholder(new Label("The project has no prompts."));
        list.setCellFactory(view -> new PromptCell());
        return list;
    }

    private FlowPane buttons() {
        Button each = new Button("One of each type");
        each.setId("train-sample-each-type");
        each.setOnAction(event -> model.chooseOneOfEachType());
        Button none = new Button("None");
        none.setId("train-sample-none");
        none.setOnAction(event -> model.choose(java.util.List.of()));
        FlowPane row = new FlowPane(8, 8, each, none);
        row.setMinHeight(Region.USE_PREF_SIZE);
        return row;
    }

    /** Whether there will be samples can be seen without opening it. */
    void count() {
        int chosen = model.chosen().size();
        setText(chosen == 0 ? "Samples: none" : "Samples: " + chosen + (chosen == 1 ? " prompt" : " prompts"));
    }

    private static final class PromptCell extends CheckBoxListCell<Choice> {

        PromptCell() {
            super(Choice::chosenProperty, new StringConverter<>() {
                @Override
                public String toString(Choice choice) {
                    return choice.prompt().type().code() + "  "
                            + choice.prompt().sentence();
                }

                @Override
                public Choice fromString(String text) {
                    throw new UnsupportedOperationException();
                }
            });
            setPrefWidth(0);
        }

        @Override
        public void updateItem(@Nullable Choice choice, boolean empty) {
            super.updateItem(choice, empty);
            setTooltip(
                    choice == null || empty
                            ? null
                            : new Tooltip(choice.prompt().promptId() + ": "
                                    + choice.prompt().sentence()));
        }
    }
}
