package org.spatialalign.app.pairs;

import java.util.List;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;
import org.jspecify.annotations.Nullable;
import org.spatialalign.app.fx.PromptText;
import org.spatialalign.engine.prompt.DsrPrompt;

/** What was asked for, with what is asked of and both relations set off. */
final class PairPrompt extends TextFlow {

    private List<PromptText.Piece> shown = List.of();

    PairPrompt() {
        getStyleClass().add("pair-prompt");
    }

    /** Null shows nothing. Pairs of one prompt follow each other: the same words are left as they are. */
    void show(@Nullable DsrPrompt prompt) {
        List<PromptText.Piece> pieces = prompt == null ? List.of() : PromptText.of(prompt);
        if (pieces.equals(shown)) {
            return;
        }
        shown = pieces;
        getChildren().setAll(pieces.stream().map(PairPrompt::text).toList());
    }

    private static Text text(PromptText.Piece piece) {
        Text text = new Text(piece.text());
        text.getStyleClass()
                .add(
                        switch (piece.part()) {
                            case PLAIN -> "prompt-plain";
                            case ANIMAL -> "prompt-animal";
                            case OBJECT -> "prompt-object";
                            case INITIAL_RELATION -> "prompt-initial";
                            case FINAL_RELATION -> "prompt-final";
                        });
        return text;
    }
}
