package org.spatialalign.engine.prefer;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** How far people say the same, beyond what chance would give. Categories have no order. Stateless. */
public final class Agreement {

    private Agreement() {}

    /** One thing that two people judged. */
    public record Both<T>(T one, T other) {}

    /** In how many cases two people said the same. */
    public static <T> Proportion raw(Collection<Both<T>> cases) {
        long same = cases.stream().filter(both -> both.one.equals(both.other)).count();
        return new Proportion((int) same, cases.size());
    }

    /**
     * Cohen's kappa (J. Cohen, 1960): (p_o - p_e) / (1 - p_e), where p_e is what two people with these frequencies would
     * agree on by chance. Empty without cases, and when both always said the same one thing.
     */
    public static <T> OptionalDouble kappa(Collection<Both<T>> cases) {
        double n = cases.size();
        Map<T, Integer> one = new HashMap<>();
        Map<T, Integer> other = new HashMap<>();
        for (Both<T> both : cases) {
            one.merge(both.one, 1, Integer::sum);
            other.merge(both.other, 1, Integer::sum);
        }
        double expected = 0;
        for (Map.Entry<T, Integer> entry : one.entrySet()) {
            expected += entry.getValue() / n * (other.getOrDefault(entry.getKey(), 0) / n);
        }
        if (cases.isEmpty() || expected >= 1) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of((raw(cases).share() - expected) / (1 - expected));
    }

    /**
     * Krippendorff's alpha for nominal data (K. Krippendorff, Content Analysis): 1 - D_o / D_e out of the coincidences
     * within units. Any number of people, each of whom may have left any unit out.
     *
     * @param units what people said of each unit, without what is missing; units with fewer than two values say nothing
     * @return empty when no unit has two values, and when all values are the same
     */
    public static <T> OptionalDouble alpha(Collection<? extends Collection<T>> units) {
        Map<T, Double> totals = new HashMap<>();
        double n = 0;
        double same = 0;
        for (Collection<T> unit : units) {
            int m = unit.size();
            if (m < 2) {
                continue;
            }
            Map<T, Integer> counts = new HashMap<>();
            unit.forEach(value -> counts.merge(value, 1, Integer::sum));
            counts.forEach((value, count) -> totals.merge(value, (double) count, Double::sum));
            for (int count : counts.values()) {
                same += count * (count - 1.0) / (m - 1);
            }
            n += m;
        }
        double expected = 0;
        for (double total : totals.values()) {
            expected += total * (total - 1);
        }
        double expectedDisagreement = n * (n - 1) - expected;
        if (n < 2 || expectedDisagreement <= 0) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(1 - (n - 1) * (n - same) / expectedDisagreement);
    }

    /** Two annotators. */
    public record Couple(String one, String other, Proportion raw, OptionalDouble kappa) {}

    /**
     * One annotator's habits.
     *
     * @param left how often the left clip was preferred, of all verdicts for one side; away from a half it is a side bias
     * @param consistent how often a repeated pair got the same verdict as the first time
     * @param meanWatched watched milliseconds per verdict, of both clips together; 0 when nothing was recorded
     */
    public record Habit(
            String annotator, int verdicts, int skipped, Proportion left, Proportion consistent, double meanWatched) {

        /** Whether the interval of the side bias leaves out one half. */
        public boolean sideBiased() {
            return left.low() > 0.5 || left.high() < 0.5;
        }
    }

    /**
     * Everything about a log.
     *
     * @param alpha over all annotators; skipped pairs are missing values
     * @param overlap pairs that at least two people decided
     * @param unanimous of these, those on which all say the same
     * @param disputed pairs that wait for somebody who settles them
     */
    public record Report(
            List<Habit> habits,
            List<Couple> couples,
            OptionalDouble alpha,
            int overlap,
            Proportion unanimous,
            List<PairKey> disputed) {}

    /** What a log says of its annotators; adjudications and repeats are no opinions of their own. */
    public static Report report(VerdictLog log) {
        List<String> names = List.copyOf(log.annotators());
        List<Map<String, Outcome>> units = new ArrayList<>();
        for (PairVerdicts pair : log.pairs().values()) {
            Map<String, Outcome> said = new HashMap<>();
            pair.current().forEach((name, verdict) -> {
                if (verdict.choice() != Choice.SKIP) {
                    said.put(name, verdict.outcome());
                }
            });
            units.add(said);
        }
        List<Map<String, Outcome>> shared =
                units.stream().filter(unit -> unit.size() > 1).toList();
        long unanimous = shared.stream()
                .filter(unit -> unit.values().stream().distinct().count() == 1)
                .count();
        List<Couple> couples = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            for (int j = i + 1; j < names.size(); j++) {
                List<Both<Outcome>> cases = both(shared, names.get(i), names.get(j));
                if (!cases.isEmpty()) {
                    couples.add(new Couple(names.get(i), names.get(j), raw(cases), kappa(cases)));
                }
            }
        }
        return new Report(
                names.stream().map(name -> habit(log, name)).toList(),
                List.copyOf(couples),
                alpha(units.stream().map(Map::values).toList()),
                shared.size(),
                new Proportion((int) unanimous, shared.size()),
                log.disputed());
    }

    private static List<Both<Outcome>> both(List<Map<String, Outcome>> units, String one, String other) {
        List<Both<Outcome>> cases = new ArrayList<>();
        for (Map<String, Outcome> unit : units) {
            Outcome a = unit.get(one);
            Outcome b = unit.get(other);
            if (a != null && b != null) {
                cases.add(new Both<>(a, b));
            }
        }
        return cases;
    }

    private static Habit habit(VerdictLog log, String name) {
        int verdicts = 0;
        int skipped = 0;
        int left = 0;
        int sided = 0;
        int repeated = 0;
        int same = 0;
        long watched = 0;
        for (PairVerdicts pair : log.pairs().values()) {
            Verdict current = pair.current().get(name);
            List<Verdict> all = new ArrayList<>(current == null ? List.of() : List.of(current));
            for (Verdict repeat : pair.repeats()) {
                if (repeat.annotator().equals(name)) {
                    all.add(repeat);
                    if (current != null && current.choice() != Choice.SKIP && repeat.choice() != Choice.SKIP) {
                        repeated++;
                        same += repeat.outcome() == current.outcome() ? 1 : 0;
                    }
                }
            }
            for (Verdict verdict : all) {
                verdicts++;
                watched += verdict.leftWatched() + verdict.rightWatched();
                skipped += verdict.choice() == Choice.SKIP ? 1 : 0;
                left += verdict.choice() == Choice.LEFT ? 1 : 0;
                sided += verdict.choice() == Choice.LEFT || verdict.choice() == Choice.RIGHT ? 1 : 0;
            }
        }
        return new Habit(
                name,
                verdicts,
                skipped,
                new Proportion(left, sided),
                new Proportion(same, repeated),
                verdicts == 0 ? 0 : watched / (double) verdicts);
    }
}
