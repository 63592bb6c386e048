package org.spatialalign.app.inspect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.spatialalign.app.fx.NaturalText;

/**
 * All clips of a project, column by column, so that a hundred thousand rows are filtered, counted and sorted between
 * two pictures of the screen. Facet values and sort keys become small numbers once; a query touches only those.
 * Immutable but for caches; built and prepared on any thread, asked by one thread at a time.
 */
final class ClipIndex {

    static final int BINS = 20;

    /** So many rows are put in order in less than a pulse. */
    private static final int FEW = 2_000;

    /**
     * What a query gives.
     *
     * @param rows the clips that pass, in order
     * @param facets per facet every value that occurs with the number of clips it would show, given all other filters
     * @param bins scored clips per twentieth of the score range, given all filters but the score filter
     * @param unscored clips without a score, given all filters but the score filter
     */
    record Result(List<ClipRow> rows, Map<Facet, List<FacetValue>> facets, List<Integer> bins, int unscored) {}

    /** A value of a facet and how many clips it would show. */
    record FacetValue(String value, int count) {}

    /** A facet's values as numbers, in the order in which people read them. */
    private static final class Codes {
        final int[] ofRow;
        final List<String> values;

        Codes(int[] ofRow, List<String> values) {
            this.ofRow = ofRow;
            this.values = values;
        }
    }

    /** A column's order: equal keys have equal ranks, a row without a key has the rank {@code distinct}. */
    private static final class Ranks {
        final int[] ofRow;
        final int distinct;

        Ranks(int[] ofRow, int distinct) {
            this.ofRow = ofRow;
            this.distinct = distinct;
        }
    }

    static final ClipIndex EMPTY = new ClipIndex(List.of());

    private final List<ClipRow> rows;
    private final double[] scores;
    private final Map<Facet, Codes> codes = new EnumMap<>(Facet.class);
    private final Map<ClipColumn, Ranks> ranks = new ConcurrentHashMap<>();
    private final Map<String, Integer> positions;
    private String matchedText = "";
    private boolean @Nullable [] matched;

    ClipIndex(Collection<ClipRow> rows) {
        this.rows = List.copyOf(rows);
        this.scores = this.rows.stream().mapToDouble(ClipRow::score).toArray();
        this.positions = new HashMap<>(this.rows.size() * 2);
        for (int i = 0; i < this.rows.size(); i++) {
            positions.put(this.rows.get(i).id(), i);
        }
        for (Facet facet : Facet.values()) {
            codes.put(facet, encode(facet));
        }
    }

    List<ClipRow> rows() {
        return rows;
    }

    int size() {
        return rows.size();
    }

    @Nullable
    ClipRow find(String clipId) {
        Integer position = positions.get(clipId);
        return position == null ? null : rows.get(position);
    }

    /** Whether a query in this order has nothing left to work out that would take long. */
    boolean prepared(List<SortKey> sort) {
        return rows.size() <= FEW || sort.stream().allMatch(key -> ranks.containsKey(key.column()));
    }

    /** Works out the order of some columns ahead of the first query. Any thread. */
    ClipIndex prepare(Collection<ClipColumn> columns) {
        columns.forEach(column -> ranks.computeIfAbsent(column, this::rank));
        return this;
    }

    Result query(ClipFilter filter, List<SortKey> sort) {
        Facet[] facets = Facet.values();
        boolean[][] wanted = new boolean[facets.length][];
        int[][] code = new int[facets.length][];
        int[][] counts = new int[facets.length][];
        for (int f = 0; f < facets.length; f++) {
            Codes c = codes(facets[f]);
            wanted[f] = wanted(c, filter.chosen(facets[f]));
            code[f] = c.ofRow;
            counts[f] = new int[c.values.size()];
        }
        boolean[] text = matching(filter);
        int[] passing = new int[rows.size()];
        int n = 0;
        int[] bins = new int[BINS];
        int unscored = 0;
        for (int row = 0; row < passing.length; row++) {
            if (!text[row]) {
                continue;
            }
            // Each facet's counts ignore its own choice, so a row counts for the one facet that rejects it.
            int misses = 0;
            int missed = -1;
            for (int f = 0; f < facets.length; f++) {
                if (!wanted[f][code[f][row]]) {
                    misses++;
                    missed = f;
                }
            }
            boolean scoreFits = filter.score().accepts(scores[row]);
            if (misses == 0) {
                if (Double.isNaN(scores[row])) {
                    unscored++;
                } else {
                    bins[bin(scores[row])]++;
                }
                if (scoreFits) {
                    passing[n++] = row;
                    for (int f = 0; f < facets.length; f++) {
                        counts[f][code[f][row]]++;
                    }
                }
            } else if (misses == 1 && scoreFits) {
                counts[missed][code[missed][row]]++;
            }
        }
        int[] order = sorted(Arrays.copyOf(passing, n), sort);
        List<ClipRow> found = new ArrayList<>(n);
        for (int row : order) {
            found.add(rows.get(row));
        }
        return new Result(
                found, facetValues(counts), Arrays.stream(bins).boxed().toList(), unscored);
    }

    static int bin(double score) {
        return Math.max(0, Math.min(BINS - 1, (int) (score * BINS)));
    }

    private Map<Facet, List<FacetValue>> facetValues(int[][] counts) {
        Map<Facet, List<FacetValue>> result = new EnumMap<>(Facet.class);
        Facet[] facets = Facet.values();
        for (int f = 0; f < facets.length; f++) {
            List<String> values = codes(facets[f]).values;
            List<FacetValue> list = new ArrayList<>(values.size());
            for (int v = 0; v < values.size(); v++) {
                list.add(new FacetValue(values.get(v), counts[f][v]));
            }
            result.put(facets[f], list);
        }
        return result;
    }

    private Codes codes(Facet facet) {
        Codes found = codes.get(facet);
        if (found == null) {
            throw new IllegalStateException("every facet is encoded in the constructor");
        }
        return found;
    }

    private static boolean[] wanted(Codes codes, Set<String> chosen) {
        boolean[] wanted = new boolean[codes.values.size()];
        for (int v = 0; v < wanted.length; v++) {
            wanted[v] = chosen.isEmpty() || chosen.contains(codes.values.get(v));
        }
        return wanted;
    }

    private boolean[] matching(ClipFilter filter) {
        List<String> words = filter.words();
        String joined = String.join(" ", words);
        boolean[] known = matched;
        if (known != null && joined.equals(matchedText)) {
            return known;
        }
        // Typing on can only narrow what matched before.
        boolean[] before = known != null && joined.startsWith(matchedText) ? known : null;
        boolean[] result = new boolean[rows.size()];
        for (int row = 0; row < result.length; row++) {
            result[row] =
                    (before == null || before[row]) && containsAll(rows.get(row).searchText(), words);
        }
        matched = result;
        matchedText = joined;
        return result;
    }

    private static boolean containsAll(String text, List<String> words) {
        for (String word : words) {
            if (!text.contains(word)) {
                return false;
            }
        }
        return true;
    }

    /** One stable counting sort per key, the least important first. */
    private int[] sorted(int[] order, List<SortKey> sort) {
        int[] current = order;
        for (int k = sort.size() - 1; k >= 0; k--) {
            SortKey key = sort.get(k);
            Ranks ranked = ranks.computeIfAbsent(key.column(), this::rank);
            // Rank `distinct` stands for "no value" and stays last in either direction.
            int[] start = new int[ranked.distinct + 2];
            int[] place = new int[current.length];
            for (int i = 0; i < current.length; i++) {
                int rank = ranked.ofRow[current[i]];
                place[i] = key.descending() && rank < ranked.distinct ? ranked.distinct - 1 - rank : rank;
                start[place[i] + 1]++;
            }
            for (int i = 1; i < start.length; i++) {
                start[i] += start[i - 1];
            }
            int[] next = new int[current.length];
            for (int i = 0; i < current.length; i++) {
                next[start[place[i]]++] = current[i];
            }
            current = next;
        }
        return current;
    }

    private Codes encode(Facet facet) {
        int[] ofRow = new int[rows.size()];
        Map<String, Integer> seen = new HashMap<>();
        List<String> values = new ArrayList<>();
        for (int row = 0; row < ofRow.length; row++) {
            String value = facet.valueOf(rows.get(row));
            Integer code = seen.get(value);
            if (code == null) {
                code = values.size();
                seen.put(value, code);
                values.add(value);
            }
            ofRow[row] = code;
        }
        // Renumber so that values come in the order people read them.
        List<String> sorted = new ArrayList<>(values);
        sorted.sort((a, b) -> NaturalText.of(a).compareTo(NaturalText.of(b)));
        Map<String, Integer> position = new HashMap<>();
        sorted.forEach(value -> position.put(value, position.size()));
        int[] renumber = values.stream()
                .mapToInt(value -> position.getOrDefault(value, 0))
                .toArray();
        for (int row = 0; row < ofRow.length; row++) {
            ofRow[row] = renumber[ofRow[row]];
        }
        return new Codes(ofRow, sorted);
    }

    private Ranks rank(ClipColumn column) {
        List<@Nullable Comparable<?>> keys = new ArrayList<>(rows.size());
        Set<Comparable<?>> unique = new HashSet<>();
        for (ClipRow row : rows) {
            Comparable<?> key = column.key(row);
            keys.add(key);
            if (key != null) {
                unique.add(key);
            }
        }
        Comparable<?>[] sorted = unique.toArray(new Comparable<?>[0]);
        Arrays.sort(sorted, ClipColumn.order());
        Map<Comparable<?>, Integer> rankOf = new HashMap<>(sorted.length * 2);
        for (Comparable<?> key : sorted) {
            rankOf.put(key, rankOf.size());
        }
        int[] ofRow = new int[rows.size()];
        for (int row = 0; row < ofRow.length; row++) {
            Comparable<?> key = keys.get(row);
            ofRow[row] = key == null ? sorted.length : rankOf.getOrDefault(key, sorted.length);
        }
        return new Ranks(ofRow, sorted.length);
    }
}
