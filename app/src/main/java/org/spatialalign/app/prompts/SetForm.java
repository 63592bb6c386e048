package org.spatialalign.app.prompts;

import java.util.function.UnaryOperator;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.StringBinding;
import javafx.beans.value.ObservableBooleanValue;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.store.PromptSet.Purpose;

/** Name and purpose of a set of prompts. */
final class SetForm extends VBox {

    private final TextField name = new TextField();
    private final ComboBox<Purpose> purpose = new ComboBox<>();
    private final StringBinding wrong;

    /**
     * @param about what the set is of; empty for nothing to say
     * @param nameProblem why a name cannot be given; empty when it can
     */
    SetForm(String about, String known, Purpose chosen, UnaryOperator<String> nameProblem) {
        super(8);
        name.setId("set-name");
        name.setText(known);
        name.setPromptText("train, eval …");
        purpose.setId("set-purpose");
        purpose.getItems().setAll(Purpose.values());
        purpose.setValue(chosen);
        purpose.setConverter(new StringConverter<>() {
            @Override
            public String toString(@Nullable Purpose value) {
                return value == null
                        ? ""
                        : switch (value) {
                            case TRAIN -> "to train with";
                            case EVAL -> "to evaluate with";
                            case OTHER -> "something else";
                        };
            }

            @Override
            public Purpose fromString(String text) {
                throw new UnsupportedOperationException("chosen from a list");
            }
        });
        wrong = Bindings.createStringBinding(() -> nameProblem.apply(name.getText()), name.textProperty());
        Label problem = new Label();
        problem.getStyleClass().add("caption");
        problem.setWrapText(true);
        problem.textProperty().bind(wrong);
        if (!about.isEmpty()) {
            Label scope = new Label(about);
            scope.setWrapText(true);
            scope.setMinHeight(Region.USE_PREF_SIZE);
            getChildren().add(scope);
        }
        getChildren().addAll(labelled("Name", name), name, problem, labelled("It is", purpose), purpose);
        setPrefWidth(420);
    }

    private static Label labelled(String text, Region field) {
        Label label = new Label(text);
        label.setLabelFor(field);
        return label;
    }

    void fixName(boolean fixed) {
        name.setDisable(fixed);
    }

    String name() {
        return name.getText();
    }

    Purpose purpose() {
        return purpose.getValue();
    }

    /** Whether the name can be given. */
    ObservableBooleanValue ready() {
        return wrong.isEmpty();
    }
}
