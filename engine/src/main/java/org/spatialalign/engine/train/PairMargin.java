package org.spatialalign.engine.train;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How one pair came along in a training. Single margins depend on the noise and the time they were drawn with, so a
 * pair has to be seen a few times before its mean says anything.
 *
 * @param pair its number in the run
 * @param seen how often it went through
 * @param mean of its margins
 * @param late mean of the later half of them, the last one if there is one only: below 0, the model still prefers the
 *     loser, which often means that the label is wrong
 * @param lastStep when it was last seen
 * @param last its margin then
 */
public record PairMargin(int pair, int seen, double mean, double late, long lastStep, double last) {

    private record Seen(long step, float margin) {}

    /** The lowest late margin first. */
    static List<PairMargin> of(List<TrainingStep> steps) {
        Map<Integer, List<Seen>> byPair = new TreeMap<>();
        for (TrainingStep step : steps) {
            for (int i = 0; i < step.pairs().size(); i++) {
                byPair.computeIfAbsent(step.pairs().get(i), pair -> new ArrayList<>())
                        .add(new Seen(step.step(), step.margins().get(i)));
            }
        }
        List<PairMargin> all = new ArrayList<>();
        byPair.forEach((pair, seen) -> {
            Seen last = seen.get(seen.size() - 1);
            all.add(new PairMargin(
                    pair,
                    seen.size(),
                    mean(seen),
                    mean(seen.subList(seen.size() / 2, seen.size())),
                    last.step(),
                    last.margin()));
        });
        all.sort(Comparator.comparingDouble(PairMargin::late));
        return List.copyOf(all);
    }

    private static double mean(List<Seen> seen) {
        return seen.stream().mapToDouble(Seen::margin).average().orElse(0);
    }
}
