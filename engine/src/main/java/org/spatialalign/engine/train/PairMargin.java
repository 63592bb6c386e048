package org.spatialalign.engine.train;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How one pair came along in a training. Single margins depend on the noise and the time they were drawn with, so a
 * mean of them says something only together with its standard error.
 *
 * @param pair its number in the run
 * @param seen how often it went through; margins that are no numbers are left out
 * @param mean of its margins
 * @param late mean of the later half of them, the last one if there is one only: what training made of the pair
 * @param error standard error of {@code late}; no number while there is only one later margin
 * @param lastStep when it was last seen
 * @param last its margin then
 */
public record PairMargin(int pair, int seen, double mean, double late, double error, long lastStep, double last) {

    /** A pair that was seen less often has too few later margins for a standard error. */
    public static final int ENOUGH = 8;

    /**
     * A later mean that is so many standard errors away from 0 is not there by chance. A pair that the model is
     * indifferent to still passes it on one side about once in forty, in fifteen with the fewest margins.
     */
    public static final double ERRORS = 2;

    /** What the model made of a pair. */
    public enum Standing {
        /** It still prefers the loser: often the label is wrong, or a box. */
        REFUSED,
        /** Its later margins cannot be told from 0. */
        UNDECIDED,
        /** It prefers the winner. */
        LEARNT,
        /** Seen too rarely to tell. */
        RARE
    }

    private record Seen(long step, float margin) {}

    public Standing standing() {
        if (seen < ENOUGH) {
            return Standing.RARE;
        }
        if (late + ERRORS * error < 0) {
            return Standing.REFUSED;
        }
        return late - ERRORS * error > 0 ? Standing.LEARNT : Standing.UNDECIDED;
    }

    /** Those that the model refuses first, then by their later margins, the lowest first. */
    static List<PairMargin> of(List<TrainingStep> steps) {
        Map<Integer, List<Seen>> byPair = new TreeMap<>();
        for (TrainingStep step : steps) {
            for (int i = 0; i < step.pairs().size(); i++) {
                float margin = step.margins().get(i);
                if (Float.isFinite(margin)) {
                    byPair.computeIfAbsent(step.pairs().get(i), pair -> new ArrayList<>())
                            .add(new Seen(step.step(), margin));
                }
            }
        }
        List<PairMargin> all = new ArrayList<>();
        byPair.forEach((pair, seen) -> {
            Seen last = seen.get(seen.size() - 1);
            List<Seen> later = seen.subList(seen.size() / 2, seen.size());
            all.add(new PairMargin(
                    pair, seen.size(), mean(seen), mean(later), error(later), last.step(), last.margin()));
        });
        all.sort(Comparator.comparing((PairMargin margin) -> margin.standing() != Standing.REFUSED)
                .thenComparingDouble(PairMargin::late));
        return List.copyOf(all);
    }

    private static double mean(List<Seen> seen) {
        return seen.stream().mapToDouble(Seen::margin).average().orElse(0);
    }

    private static double error(List<Seen> seen) {
        double mean = mean(seen);
        double squares = seen.stream()
                .mapToDouble(one -> (one.margin() - mean) * (one.margin() - mean))
                .sum();
        int count = seen.size();
        return count < 2 ? Double.NaN : Math.sqrt(squares / (count - 1) / count);
    }
}
