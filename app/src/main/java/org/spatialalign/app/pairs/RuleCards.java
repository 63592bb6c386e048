package org.spatialalign.app.pairs;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.prefer.PairSummary;
import org.spatialalign.engine.prefer.PairSummary.Loss;

/** What the rules come to, one number a card. */
final class RuleCards extends HBox {

    private final Card pairs = new Card("Pairs", "pairs-count");
    private final Card covered = new Card("Prompts covered", "pairs-covered");
    private final Card lost = new Card("Prompts lost", "pairs-lost");
    private final Card balance = new Card("Type balance", "pairs-balance");
    private final Card people = new Card("People disagree", "pairs-people");

    /** A number with its name above and a sentence below. */
    private static final class Card extends VBox {
        private final Label figure = new Label("–");
        private final Label note = new Label();

        Card(String title, String id) {
            Label heading = new Label(title);
            heading.getStyleClass().add("muted");
            figure.setId(id);
            figure.setMinWidth(Region.USE_PREF_SIZE);
            figure.getStyleClass().add("fact-number");
            note.getStyleClass().add("caption");
            note.setWrapText(true);
            note.setMinHeight(Region.USE_PREF_SIZE);
            getChildren().addAll(heading, figure, note);
            getStyleClass().addAll("card", "pair-card");
            setMaxWidth(Double.MAX_VALUE);
            setPrefWidth(100);
            HBox.setHgrow(this, Priority.ALWAYS);
        }

        void say(String number, String words) {
            figure.setText(number);
            note.setText(words);
        }
    }

    RuleCards(RulesViewModel rules) {
        super(8);
        getStyleClass().add("pair-cards");
        getChildren().addAll(pairs, covered, lost, balance, people);
        rules.summaryProperty().subscribe(this::show);
    }

    private void show(@Nullable PairSummary summary) {
        if (summary == null) {
            return;
        }
        pairs.say(
                "%,d".formatted(summary.pairs()),
                summary.uncapped() > summary.pairs()
                        ? "of %,d without the cap".formatted(summary.uncapped())
                        : "of %,d clips, %,d unscorable".formatted(summary.clips(), summary.unscorable()));
        covered.say("%,d of %,d".formatted(summary.covered(), summary.prompts()), "have at least one pair");
        lost.say("%,d".formatted(summary.promptsLost()), why(summary));
        balance.say(
                String.format(Locale.ROOT, "%.2f", summary.balance()), "1 is as many pairs of each of the six types");
        PairSummary.PeopleCount judged = summary.people();
        people.say(
                judged.judged() == 0 ? "–" : "%.0f %%".formatted(100 * judged.disagreement()),
                judged.judged() == 0
                        ? "no pair of these is judged yet"
                        : "of %,d judged: %,d prefer the other, %,d neither"
                                .formatted(judged.judged(), judged.opposite(), judged.undecided()));
    }

    private static String why(PairSummary summary) {
        List<String> reasons = new ArrayList<>();
        summary.lost().forEach((loss, count) -> reasons.add("%,d %s".formatted(count, words(loss))));
        return reasons.isEmpty() ? "every prompt gives a pair" : String.join(", ", reasons);
    }

    private static String words(Loss loss) {
        return switch (loss) {
            case TOO_FEW_SCORED -> "too few scored";
            case NO_WINNER -> "no winner";
            case NO_LOSER -> "no loser";
            case MARGIN_TOO_SMALL -> "too close";
            case ONLY_ACROSS_GENERATORS -> "only across models";
        };
    }
}
