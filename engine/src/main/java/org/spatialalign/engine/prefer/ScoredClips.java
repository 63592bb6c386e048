package org.spatialalign.engine.prefer;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.spatialalign.engine.prompt.DsrType;

/**
 * Clips of one prompt that may be paired with each other, from the highest to the lowest score: the winners come first,
 * and the losers that are far enough below a winner last. Immutable.
 */
final class ScoredClips {

    private final String promptId;
    private final DsrType type;
    private final String[] ids;
    private final double[] scores;

    /** @param clips of one prompt; those without a score are left out */
    ScoredClips(String promptId, DsrType type, List<PairClip> clips) {
        this.promptId = promptId;
        this.type = type;
        List<PairClip> bestFirst = clips.stream()
                .filter(clip -> clip.score() != null)
                .sorted(Comparator.comparingDouble((PairClip clip) -> -clip.scoreOrThrow())
                        .thenComparing(PairClip::id))
                .toList();
        this.ids = bestFirst.stream().map(PairClip::id).toArray(String[]::new);
        this.scores = bestFirst.stream().mapToDouble(PairClip::scoreOrThrow).toArray();
    }

    int size() {
        return scores.length;
    }

    /** How many of them, from the top, win. */
    int winners(PairRules rules) {
        int n = 0;
        while (n < scores.length && rules.wins(type, scores[n])) {
            n++;
        }
        return n;
    }

    /** How many pairs they make without a cap, in time that grows with the clips rather than with the pairs. */
    long count(PairRules rules) {
        int winners = winners(rules);
        int n = scores.length;
        if (rules.margin() == 0) {
            return (long) winners * (n - winners);
        }
        long count = 0;
        int from = winners;
        for (int w = 0; w < winners; w++) {
            double value = rules.value(type, scores[w]);
            while (from < n && !rules.apart(value, rules.value(type, scores[from]))) {
                from++;
            }
            count += n - from;
        }
        return count;
    }

    /** The pairs without a cap, winners and losers from high to low. */
    void each(PairRules rules, Consumer<ScoredPair> take) {
        int winners = winners(rules);
        double[] values =
                Arrays.stream(scores).map(score -> rules.value(type, score)).toArray();
        for (int w = 0; w < winners; w++) {
            for (int l = winners; l < scores.length; l++) {
                if (rules.apart(values[w], values[l])) {
                    take.accept(new ScoredPair(
                            promptId, type, ids[w], ids[l], scores[w], scores[l], values[w] - values[l]));
                }
            }
        }
    }
}
