package org.spatialalign.app.prompts;

import java.util.List;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;

/** The models whose words the check knows: one chip each, and a way to choose more. */
final class ReadersView extends VBox {

    private static final PseudoClass BROKEN = PseudoClass.getPseudoClass("broken");

    private final ReadersViewModel readers;
    private final Label title = new Label();
    private final FlowPane chips = new FlowPane(6, 4);
    private final VBox problems = new VBox(4);
    private final List<Button> buttons;

    /** @param buttons choose more of them */
    ReadersView(ReadersViewModel readers, List<Button> buttons) {
        super(4);
        this.readers = readers;
        this.buttons = buttons;
        setId("readers");
        getStyleClass().add("readers");
        title.setWrapText(true);
        title.setMinHeight(Region.USE_PREF_SIZE);
        title.getStyleClass().add("caption");
        getChildren().addAll(title, chips, problems);
        readers.allProperty().subscribe(this::show);
    }

    private void show(List<ReadersViewModel.Reader> all) {
        title.setText(
                all.isEmpty()
                        ? "Choose a detector or a text encoder to find words it cannot read, cuts in pieces or takes for"
                                + " one another:"
                        : "Words are checked with");
        chips.getChildren().setAll(all.stream().map(this::chip).toList());
        chips.getChildren().addAll(buttons);
        problems.getChildren()
                .setAll(all.stream()
                        .filter(reader -> !reader.problem().isEmpty())
                        .map(reader -> problem(reader.problem()))
                        .toList());
        problems.setVisible(!problems.getChildren().isEmpty());
        problems.setManaged(problems.isVisible());
    }

    private Node chip(ReadersViewModel.Reader reader) {
        Button chip = new Button(reader.name(), new FontIcon(MaterialDesignC.CLOSE));
        boolean broken = !reader.problem().isEmpty();
        chip.pseudoClassStateChanged(BROKEN, broken);
        chip.getStyleClass().addAll("small", "filter-chip");
        chip.setAccessibleText("No longer check words with " + reader.name());
        chip.setTooltip(new Tooltip(reader.path() + "\nClick to check without it"));
        chip.setOnAction(event -> readers.remove(reader.path()));
        return chip;
    }

    private static Node problem(String reason) {
        Label label = new Label(reason, new FontIcon(MaterialDesignA.ALERT_OUTLINE));
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        label.getStyleClass().addAll("caption", "problem-text");
        return label;
    }
}
