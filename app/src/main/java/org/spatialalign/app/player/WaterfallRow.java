package org.spatialalign.app.player;

import atlantafx.base.theme.Styles;
import java.util.List;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.spatialalign.app.charts.StepBar;

/** One step of the waterfall: what it is, its bar, its value. Clicked or entered, it leads through its frames. */
final class WaterfallRow extends VBox {

    private static final PseudoClass HERE = PseudoClass.getPseudoClass("here");

    private final PlayerViewModel player;
    private final Label name = new Label();
    private final Label value = new Label();
    private final Tooltip tooltip = new Tooltip();
    private final StepBar bar = new StepBar();
    private List<Integer> frames = List.of();

    WaterfallRow(PlayerViewModel player, String id) {
        this.player = player;
        setId(id);
        getStyleClass().add("waterfall-row");
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.BUTTON);
        name.setWrapText(true);
        name.setMinWidth(0);
        name.setMinHeight(Region.USE_PREF_SIZE);
        name.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(name, Priority.ALWAYS);
        value.setMinWidth(Region.USE_PREF_SIZE);
        value.getStyleClass().add(Styles.TEXT_BOLD);
        HBox head = new HBox(6, name, value);
        head.setAlignment(Pos.TOP_LEFT);
        getChildren().addAll(head, bar);
        Tooltip.install(this, tooltip);
        addEventHandler(MouseEvent.MOUSE_CLICKED, e -> {
            requestFocus();
            lead();
        });
        addEventHandler(KeyEvent.KEY_PRESSED, e -> {
            if (e.getCode() == KeyCode.ENTER) {
                lead();
                e.consume();
            }
        });
        Changes.of(this::markHere, player.frameProperty());
    }

    /** To the first of its frames; when one of them is shown, to the next. */
    private void lead() {
        if (!frames.isEmpty()) {
            int here = frames.indexOf(player.frame());
            player.goTo(frames.get((here + 1) % frames.size()));
        }
    }

    private void markHere() {
        boolean here = frames.contains(player.frame());
        pseudoClassStateChanged(HERE, here);
        getStyleClass().remove("here");
        if (here) {
            getStyleClass().add("here");
        }
    }

    /**
     * Shows a step.
     *
     * @param symbol how the paper writes it
     * @param term the term itself, null for a total
     * @param leadsTo frames that a click goes through
     */
    void show(String words, String symbol, @Nullable Double term, StepBar.Step step, List<Integer> leadsTo) {
        name.setText(words);
        double change = step.to() - step.from();
        value.setText(step.total() ? Figures.score(step.to()) : Figures.signed(change, 3));
        bar.show(step);
        frames = leadsTo;
        String where = leadsTo.isEmpty() ? "" : "\nFrames " + joined(leadsTo) + ": click to go through them.";
        tooltip.setText(
                term == null
                        ? words + where
                        : symbol + " = " + Figures.signed(term, 3) + ", an eighth of it counts" + where);
        setAccessibleText(words + ": " + value.getText());
        markHere();
    }

    StepBar bar() {
        return bar;
    }

    static String joined(List<Integer> frames) {
        return String.join(", ", frames.stream().map(String::valueOf).toList());
    }
}
