package org.spatialalign.app.evaluate;

import java.util.function.Supplier;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.evaluate.Comparison;

/** Two clips of one prompt and seed: which, and what became of the score. */
final class PairCell extends ListCell<Comparison.Pair> {

    private final Supplier<String> tuned;
    private final Label name = new Label();
    private final Label facts = new Label();
    private final Label scores = new Label();
    private final HBox row;

    /** @param tuned name of the model whose list it is */
    PairCell(Supplier<String> tuned) {
        this.tuned = tuned;
        facts.getStyleClass().add("caption");
        scores.getStyleClass().add("pair-scores");
        scores.setMinWidth(Region.USE_PREF_SIZE);
        VBox words = new VBox(name, facts);
        words.setMinWidth(0);
        HBox.setHgrow(words, Priority.ALWAYS);
        row = new HBox(8, words, scores);
        row.setAlignment(Pos.CENTER_LEFT);
    }

    @Override
    protected void updateItem(Comparison.@Nullable Pair pair, boolean empty) {
        super.updateItem(pair, empty);
        if (empty || pair == null) {
            setGraphic(null);
            setAccessibleText("");
            return;
        }
        name.setText(pair.base().promptId());
        facts.setText(pair.base().type().code() + ", " + pair.base().animal() + ", seed "
                + pair.base().seed());
        scores.setText(Say.score(pair.base()) + " → " + Say.score(pair.tuned()));
        setGraphic(row);
        setAccessibleText(
                "Prompt " + pair.base().promptId() + ", seed " + pair.base().seed() + ", score "
                        + Say.score(pair.base()) + " before, " + Say.score(pair.tuned()) + " with " + tuned.get());
    }
}
