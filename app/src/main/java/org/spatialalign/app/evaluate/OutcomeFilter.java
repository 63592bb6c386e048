package org.spatialalign.app.evaluate;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.evaluate.Comparison;
import org.spatialalign.engine.evaluate.Comparison.Outcome;

/** Which pairs of clips a list shows. */
enum OutcomeFilter {
    WON("Won", "Below the threshold before, above it now", Outcome.WON),
    LOST("Lost", "Above the threshold before, below it now", Outcome.LOST),
    STILL_ABOVE("Still above", "Above the threshold with both", Outcome.STILL_ABOVE),
    STILL_BELOW("Still below", "Below the threshold with both", Outcome.STILL_BELOW),
    UNSCORABLE("Unscorable", "At least one of the two clips has no score", null);

    private final String title;
    private final String meaning;
    private final @Nullable Outcome outcome;

    OutcomeFilter(String title, String meaning, @Nullable Outcome outcome) {
        this.title = title;
        this.meaning = meaning;
        this.outcome = outcome;
    }

    String title() {
        return title;
    }

    String meaning() {
        return meaning;
    }

    /** The pairs of one row of the table that are of this sort. */
    List<Comparison.Pair> of(Comparison comparison, TableRow row) {
        List<Comparison.Pair> sort = outcome != null
                ? comparison.with(outcome)
                : comparison.pairs().stream()
                        .filter(pair -> pair.base().score().isEmpty()
                                || pair.tuned().score().isEmpty())
                        .toList();
        return sort.stream().filter(row::holds).toList();
    }
}
