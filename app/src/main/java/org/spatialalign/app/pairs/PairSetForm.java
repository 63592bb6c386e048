package org.spatialalign.app.pairs;

import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;
import org.spatialalign.app.fx.InWords;
import org.spatialalign.engine.prefer.PairSet.Policy;

/** A name for a set of pairs, and whose word counts in it. */
final class PairSetForm extends VBox {

    private final TextField name = new TextField();
    private final ChoiceBox<Policy> policy = policyChoice();

    PairSetForm() {
        super(8);
        name.setId("set-name");
        Label words = new Label("A set never changes; training names it, and can be repeated with it.");
        words.getStyleClass().add("muted");
        words.setWrapText(true);
        words.setMaxWidth(420);
        Label nameLabel = new Label("Name");
        nameLabel.setLabelFor(name);
        Label policyLabel = new Label("Whose word counts");
        policyLabel.setLabelFor(policy);
        getChildren().addAll(words, nameLabel, name, policyLabel, policy);
    }

    /** Whose word counts, as a choice with both at first. */
    static ChoiceBox<Policy> policyChoice() {
        ChoiceBox<Policy> choice = new ChoiceBox<>();
        choice.setId("pair-policy");
        choice.getItems().setAll(Policy.BOTH, Policy.SCORE, Policy.VERDICT);
        choice.setConverter(new InWords<>(value -> switch (value) {
            case BOTH -> "Scores and people; where both speak, people rule";
            case SCORE -> "Scores alone";
            case VERDICT -> "People alone";
        }));
        choice.setValue(Policy.BOTH);
        choice.setMaxWidth(Double.MAX_VALUE);
        return choice;
    }

    BooleanBinding ready() {
        return Bindings.createBooleanBinding(() -> !name.getText().isBlank(), name.textProperty());
    }

    String name() {
        return name.getText().strip();
    }

    Policy policy() {
        return policy.getValue();
    }
}
