package org.spatialalign.engine.prefer;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Two metrics before a jury of people: how often each prefers the clip that people prefer, and where the metrics differ
 * most. The metrics are the DSR-Score and a baseline that ignores sides ({@link
 * org.spatialalign.engine.score.AxisScorer}). Stateless.
 */
public final class MetricCourt {

    private MetricCourt() {}

    /** A clip that both metrics have scored; each in [0, 1]. */
    public record Witness(String clip, String promptId, double dsr, double axis) {

        /** How far the two are apart. */
        public double difference() {
            return Math.abs(dsr - axis);
        }
    }

    /** What a metric or a person says of a pair. */
    public enum Side {
        FIRST,
        SECOND,
        /** A metric: the values are too close. People: a tie, or both bad. */
        NEITHER
    }

    /**
     * How often a metric and people say what.
     *
     * @param counts by what the metric says, then by what people say
     */
    public record Confusion(Map<Side, Map<Side, Integer>> counts) {

        public int count(Side metric, Side people) {
            return counts.getOrDefault(metric, Map.of()).getOrDefault(people, 0);
        }

        public int total() {
            return counts.values().stream()
                    .flatMap(row -> row.values().stream())
                    .mapToInt(i -> i)
                    .sum();
        }

        /** Share of pairs in which both say the same, ties included. */
        public Proportion accuracy() {
            return new Proportion(
                    count(Side.FIRST, Side.FIRST) + count(Side.SECOND, Side.SECOND) + count(Side.NEITHER, Side.NEITHER),
                    total());
        }

        /** The same, of the pairs in which people prefer one clip. A metric that cannot decide is wrong there. */
        public Proportion accuracyWithoutTies() {
            int right = count(Side.FIRST, Side.FIRST) + count(Side.SECOND, Side.SECOND);
            int decided = 0;
            for (Side metric : Side.values()) {
                decided += count(metric, Side.FIRST) + count(metric, Side.SECOND);
            }
            return new Proportion(right, decided);
        }

        /** Cohen's kappa between metric and people. */
        public OptionalDouble kappa() {
            List<Agreement.Both<Side>> cases = new ArrayList<>();
            counts.forEach((metric, row) -> row.forEach((people, n) -> {
                for (int i = 0; i < n; i++) {
                    cases.add(new Agreement.Both<>(metric, people));
                }
            }));
            return Agreement.kappa(cases);
        }
    }

    /**
     * A judged pair.
     *
     * @param split whether exactly one of the metrics says what people say
     */
    public record Case(PairKey key, Side people, Side dsr, Side axis, boolean split) {}

    /**
     * How the two metrics sort clips at their thresholds.
     *
     * @param dsrOnly good by the DSR-Score, not by the baseline
     */
    public record Verdicts(int both, int dsrOnly, int axisOnly, int neither) {}

    /**
     * The findings.
     *
     * @param cases judged pairs, those in which the metrics are split first
     * @param clips all clips, those in which the metrics are farthest apart first
     */
    public record Report(Confusion dsr, Confusion axis, Verdicts atThreshold, List<Case> cases, List<Witness> clips) {}

    /**
     * @param band a metric cannot decide between values no farther apart than this
     * @param dsrThreshold a clip is good by the DSR-Score from here on; likewise for the baseline
     */
    public static Report hear(
            Collection<Witness> witnesses,
            Collection<Ruling> rulings,
            double band,
            double dsrThreshold,
            double axisThreshold) {
        Map<String, Witness> byClip = new HashMap<>();
        witnesses.forEach(witness -> byClip.put(witness.clip, witness));
        Map<Side, Map<Side, Integer>> dsr = new HashMap<>();
        Map<Side, Map<Side, Integer>> axis = new HashMap<>();
        List<Case> cases = new ArrayList<>();
        for (Ruling ruling : rulings) {
            Witness first = byClip.get(ruling.key().first());
            Witness second = byClip.get(ruling.key().second());
            if (first != null && second != null) {
                Side people = people(ruling);
                Side byDsr = side(first.dsr, second.dsr, band);
                Side byAxis = side(first.axis, second.axis, band);
                dsr.computeIfAbsent(byDsr, side -> new HashMap<>()).merge(people, 1, Integer::sum);
                axis.computeIfAbsent(byAxis, side -> new HashMap<>()).merge(people, 1, Integer::sum);
                cases.add(new Case(ruling.key(), people, byDsr, byAxis, (byDsr == people) != (byAxis == people)));
            }
        }
        cases.sort(Comparator.comparing((Case c) -> !c.split).thenComparing(Case::key));
        List<Witness> clips = new ArrayList<>(byClip.values());
        clips.sort(Comparator.comparingDouble((Witness w) -> -w.difference()).thenComparing(Witness::clip));
        int[] table = new int[4];
        clips.forEach(w -> table[(w.dsr >= dsrThreshold ? 0 : 2) + (w.axis >= axisThreshold ? 0 : 1)]++);
        return new Report(
                new Confusion(dsr),
                new Confusion(axis),
                new Verdicts(table[0], table[1], table[2], table[3]),
                List.copyOf(cases),
                List.copyOf(clips));
    }

    private static Side people(Ruling ruling) {
        return switch (ruling.outcome()) {
            case FIRST -> Side.FIRST;
            case SECOND -> Side.SECOND;
            default -> Side.NEITHER;
        };
    }

    private static Side side(double first, double second, double band) {
        if (Math.abs(first - second) <= band) {
            return Side.NEITHER;
        }
        return first > second ? Side.FIRST : Side.SECOND;
    }
}
