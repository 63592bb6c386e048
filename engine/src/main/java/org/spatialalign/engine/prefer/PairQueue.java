package org.spatialalign.engine.prefer;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * In which order, on which sides, and by whom pairs are judged. All of it follows from a seed, the pairs and the names:
 * the order of the lists that are passed in makes no difference. Stateless.
 */
public final class PairQueue {

    /** A repeated pair comes no sooner than after so many others, as long as there are so many. */
    private static final int DISTANCE = 10;

    private PairQueue() {}

    /**
     * A pair that waits for a person.
     *
     * @param fragile whether its order or a side of the threshold could flip
     * @param margin how far the scores are apart; NaN when that is unknown
     */
    public record Candidate(PairKey key, boolean fragile, double margin) {}

    /** A pair with its sides. */
    public record Item(PairKey key, String left, String right, boolean repeat) {

        /** The same pair once more, with the sides the other way round. */
        Item again() {
            return new Item(key, /* left= */ right, /* right= */ left, true);
        }
    }

    /**
     * The queue of one annotator: fragile pairs first, then the closest margins, then the rest in an order that the seed
     * decides. Each pair's sides are drawn for each annotator.
     *
     * @param repeats share of the pairs, in [0, 1], that come once more later on with the sides the other way round
     */
    public static List<Item> of(Collection<Candidate> candidates, String annotator, double repeats, long seed) {
        if (!(repeats >= 0 && repeats <= 1)) {
            throw new IllegalArgumentException("the share of repeated pairs is in [0, 1], not " + repeats);
        }
        List<Candidate> ordered = new ArrayList<>(candidates);
        ordered.sort(Comparator.comparing((Candidate c) -> !c.fragile)
                .thenComparingDouble(c -> Double.isNaN(c.margin) ? Double.MAX_VALUE : c.margin)
                .thenComparingLong(c -> place(seed, c.key, "order"))
                .thenComparing(Candidate::key));
        List<Item> items = new ArrayList<>(ordered.size());
        for (Candidate candidate : ordered) {
            PairKey key = candidate.key;
            boolean swap = (place(seed, key, annotator) & 1) != 0;
            items.add(new Item(key, swap ? key.second() : key.first(), swap ? key.first() : key.second(), false));
        }
        List<Item> again = new ArrayList<>(items);
        again.sort(Comparator.comparingLong((Item item) -> place(seed, item.key, "repeat " + annotator))
                .thenComparing(Item::key));
        for (Item item : again.subList(0, (int) Math.round(repeats * again.size()))) {
            int from = Math.min(items.size(), items.indexOf(item) + 1 + DISTANCE);
            int room = items.size() - from + 1;
            int at = from + (int) Long.remainderUnsigned(place(seed, item.key, "where " + annotator), room);
            items.add(at, item.again());
        }
        return List.copyOf(items);
    }

    /**
     * Hands pairs out. Each goes to one annotator; a share of them, drawn by the seed, goes to several, so that agreement
     * can be measured. Nobody gets more than one pair more than another, as far as that can be.
     *
     * @param overlap share of the pairs, in [0, 1], that several annotators get
     * @param together how many annotators get such a pair
     */
    public static Map<String, List<PairKey>> handOut(
            Collection<PairKey> pairs, Collection<String> annotators, double overlap, int together, long seed) {
        Set<String> names = new TreeSet<>(annotators);
        if (names.isEmpty() || !(overlap >= 0 && overlap <= 1) || together < 1 || together > names.size()) {
            throw new IllegalArgumentException(
                    "pairs go to at least one annotator, an overlap is in [0, 1] and shared by"
                            + " no more annotators than there are; got " + names.size() + " annotators, overlap "
                            + overlap
                            + " shared by " + together);
        }
        List<PairKey> ordered = new ArrayList<>(new TreeSet<>(pairs));
        ordered.sort(Comparator.comparingLong((PairKey key) -> place(seed, key, "overlap"))
                .thenComparing(key -> key));
        long shared = Math.round(overlap * ordered.size());
        Map<String, List<PairKey>> shares = new TreeMap<>();
        names.forEach(name -> shares.put(name, new ArrayList<>()));
        for (int i = 0; i < ordered.size(); i++) {
            PairKey key = ordered.get(i);
            Map<String, Long> draw = new HashMap<>();
            names.forEach(name -> draw.put(name, place(seed, key, "to " + name)));
            shares.entrySet().stream()
                    .sorted(Comparator.comparingInt((Map.Entry<String, List<PairKey>> e) ->
                                    e.getValue().size())
                            .thenComparing(e -> draw.get(e.getKey()))
                            .thenComparing(Map.Entry::getKey))
                    .limit(i < shared ? together : 1)
                    .toList()
                    .forEach(e -> e.getValue().add(key));
        }
        return shares;
    }

    private static long place(long seed, PairKey key, String purpose) {
        return SeededOrder.of(seed, key.first(), key.second(), purpose);
    }
}
