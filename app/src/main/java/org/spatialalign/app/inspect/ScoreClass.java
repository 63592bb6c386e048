package org.spatialalign.app.inspect;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.score.ScoreRange;

/** Which style a score is shown in: below what a still clip of its type gets, above, or in the upper half. */
final class ScoreClass {

    static final List<String> ALL = List.of("score-good", "score-mid", "score-bad");

    private ScoreClass() {}

    static String of(double score, @Nullable ScoreRange range) {
        double still = range == null ? 0.5 : range.still();
        double perfect = range == null ? 1 : range.perfect();
        if (score < still) {
            return "score-bad";
        }
        return score < (still + perfect) / 2 ? "score-mid" : "score-good";
    }
}
