package org.spatialalign.app.pairs;

import java.util.HashMap;
import java.util.Map;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.prefer.Verdict;

/** The verdicts with their keys; the one that stands is set off. */
final class VerdictBar extends HBox {

    private static final PseudoClass CHOSEN = PseudoClass.getPseudoClass("chosen");

    private final Map<String, Button> verdicts = new HashMap<>();
    private final BooleanProperty draft = new SimpleBooleanProperty();

    VerdictBar(JudgeViewModel judge, StageButtons buttons) {
        super(6);
        setAlignment(Pos.CENTER_LEFT);
        getStyleClass().add("verdict-bar");
        Button takeBack = buttons.keyed("take-back");
        takeBack.setText("Take back");
        Button confirm = buttons.keyed("confirm");
        confirm.setText("Confirm");
        confirm.visibleProperty().bind(judge.confirmingProperty().or(draft));
        confirm.managedProperty().bind(confirm.visibleProperty());
        getChildren()
                .addAll(
                        // The whole words are in the tooltip and told to screen readers; these fit a small window.
                        verdict("left", "Left", buttons),
                        verdict("tie", "Tie", buttons),
                        verdict("right", "Right", buttons),
                        gap(),
                        verdict("both-bad", "Both bad", buttons),
                        verdict("skip", "Skip", buttons),
                        gap(),
                        takeBack,
                        confirm);
    }

    private Button verdict(String id, String text, StageButtons buttons) {
        Button button = buttons.keyed(id);
        button.setText(text);
        button.getStyleClass().add("verdict");
        verdicts.put(id, button);
        return button;
    }

    private static Region gap() {
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        return gap;
    }

    /** @param sides the clips as they lie now, which may be swapped since the verdict */
    void show(@Nullable Verdict said, JudgeViewModel.@Nullable Sides sides) {
        draft.set(said != null && !said.submitted());
        boolean same = said == null || sides == null || sides.left().equals(said.left());
        String chosen = said == null
                ? ""
                : switch (said.choice()) {
                    case LEFT -> same ? "left" : "right";
                    case RIGHT -> same ? "right" : "left";
                    case TIE -> "tie";
                    case BOTH_BAD -> "both-bad";
                    case SKIP -> "skip";
                };
        verdicts.forEach((id, button) -> button.pseudoClassStateChanged(CHOSEN, id.equals(chosen)));
    }
}
