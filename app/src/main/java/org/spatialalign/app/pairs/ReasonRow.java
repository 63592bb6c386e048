package org.spatialalign.app.pairs;

import atlantafx.base.theme.Styles;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableValue;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.spatialalign.engine.prefer.Reason;

/** Why a verdict is what it is: chips to mark by mouse or with a cursor that keys move. */
final class ReasonRow extends FlowPane {

    private static final PseudoClass HERE = PseudoClass.getPseudoClass("here");

    private final ReasonPicker reasons;
    private final Map<Reason, ToggleButton> chips = new EnumMap<>(Reason.class);

    ReasonRow(
            JudgeViewModel judge,
            StageButtons buttons,
            ObservableValue<String> moveKey,
            ObservableValue<String> markKey) {
        super(6, 4);
        reasons = judge.reasons();
        setAlignment(Pos.CENTER_LEFT);
        getStyleClass().add("reason-row");
        Label why = new Label();
        why.getStyleClass().add("caption");
        why.setMinWidth(Region.USE_PREF_SIZE);
        why.textProperty()
                .bind(Bindings.createStringBinding(
                        () -> "Why? (" + moveKey.getValue() + " moves, " + markKey.getValue() + " marks)",
                        moveKey,
                        markKey));
        getChildren().add(why);
        for (Reason reason : Reason.values()) {
            ToggleButton chip = buttons.quiet(new ToggleButton(reason.words()));
            chip.setId("reason-" + reason.name().toLowerCase(Locale.ROOT).replace('_', '-'));
            chip.getStyleClass().addAll(Styles.SMALL, "reason-chip");
            chip.setFocusTraversable(false);
            chip.setMinWidth(Region.USE_PREF_SIZE);
            chip.setOnAction(event -> {
                judge.mark(reason);
                show();
            });
            chips.put(reason, chip);
            getChildren().add(chip);
        }
        Objects.requireNonNull(chips.get(Reason.BOXES_WRONG))
                .setTooltip(new Tooltip("Holds the pair back until the boxes are corrected and it was judged again"));
        getChildren()
                .addAll(buttons.leading("fix-left", "Fix left boxes"), buttons.leading("fix-right", "Fix right boxes"));
        reasons.markedProperty().subscribe(now -> show());
        reasons.cursorProperty().subscribe(now -> show());
    }

    private void show() {
        chips.forEach((reason, chip) -> {
            boolean marked = reasons.markedProperty().get().contains(reason);
            chip.setSelected(marked);
            if (marked != (chip.getGraphic() != null)) {
                chip.setGraphic(marked ? new FontIcon(MaterialDesignC.CHECK) : null);
            }
            chip.pseudoClassStateChanged(
                    HERE, reason == reasons.cursorProperty().get());
        });
    }
}
