package org.spatialalign.app.evaluate;

import atlantafx.base.theme.Styles;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import javafx.beans.property.ObjectProperty;
import javafx.geometry.Pos;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.FlowPane;

/** Chooses one of a few names by buttons in a row; one is always chosen. */
final class ModelSwitch extends FlowPane {

    private final ObjectProperty<String> chosen;
    private final String what;
    private List<String> names = List.of();

    ModelSwitch(String what, ObjectProperty<String> chosen) {
        super(4, 4);
        this.what = what;
        this.chosen = chosen;
        setAlignment(Pos.CENTER_LEFT);
        getStyleClass().add("model-switch");
        chosen.addListener((o, before, now) -> mark());
    }

    void setNames(List<String> wanted) {
        setNames(wanted, UnaryOperator.identity());
    }

    /** @param brief how a name is written on its button */
    void setNames(List<String> wanted, UnaryOperator<String> brief) {
        if (wanted.equals(names)) {
            return;
        }
        names = List.copyOf(wanted);
        ToggleGroup group = new ToggleGroup();
        List<ToggleButton> buttons = new ArrayList<>();
        for (String name : names) {
            ToggleButton button = new ToggleButton(brief.apply(name));
            button.getStyleClass().add(Styles.SMALL);
            button.setAccessibleText(what + " " + name);
            button.setToggleGroup(group);
            button.setUserData(name);
            button.setOnAction(event -> {
                // A second click must not leave none chosen.
                button.setSelected(true);
                chosen.set(name);
            });
            buttons.add(button);
        }
        getChildren().setAll(buttons);
        mark();
    }

    private void mark() {
        getChildren().forEach(node -> ((ToggleButton) node)
                .setSelected(node.getUserData().equals(chosen.get())));
    }
}
