package org.spatialalign.app.prompts;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.prompt.DsrPrompt;

/**
 * All prompts of a project, column by column, so that fifty thousand rows are filtered and sorted between two pictures of
 * the screen: what a column holds becomes small numbers once. Immutable but for caches; built and prepared on any
 * thread, asked by one thread at a time.
 */
final class PromptIndex {

    static final PromptIndex EMPTY = new PromptIndex(List.of());

    /** So many rows are put in order in less than a pulse. */
    private static final int FEW = 2_000;

    private final List<DsrPrompt> prompts;
    private final String[] searched;
    private final Map<String, Integer> rowOf;
    private final Map<PromptColumn, Ranks> ranks = new EnumMap<>(PromptColumn.class);
    private String matchedText = "";
    private boolean @Nullable [] matched;

    /** A column's order: equal values have equal ranks. Empty ones have the last rank, so that they stay at the end. */
    private static final class Ranks {
        final int[] ofRow;
        final List<String> values;
        final boolean emptyLast;

        Ranks(int[] ofRow, List<String> values, boolean emptyLast) {
            this.ofRow = ofRow;
            this.values = values;
            this.emptyLast = emptyLast;
        }
    }

    PromptIndex(List<DsrPrompt> prompts) {
        this.prompts = List.copyOf(prompts);
        searched = new String[prompts.size()];
        rowOf = new HashMap<>(prompts.size() * 2);
        int row = 0;
        for (DsrPrompt prompt : this.prompts) {
            searched[row] = searchText(prompt);
            rowOf.put(prompt.promptId(), row++);
        }
    }

    private static String searchText(DsrPrompt prompt) {
        String sentence = prompt.sentence();
        // A sentence names its words; saying them again would only make every search longer.
        String rest = sentence.isBlank() || prompt.template().isEmpty()
                ? String.join(" ", prompt.animal(), prompt.verb(), prompt.object(), prompt.scene())
                : "";
        return (prompt.promptId() + " " + prompt.type().code() + " " + sentence + " " + rest).toLowerCase(Locale.ROOT);
    }

    int size() {
        return prompts.size();
    }

    /** In the project's order. */
    List<DsrPrompt> prompts() {
        return prompts;
    }

    @Nullable
    DsrPrompt find(String promptId) {
        Integer row = rowOf.get(promptId);
        return row == null ? null : prompts.get(row);
    }

    /** Whether this order is given without a noticeable wait. */
    boolean prepared(List<PromptSort> sort, PromptFilter filter) {
        return prompts.size() <= FEW
                || columns(sort, filter).allMatch(column -> {
                    synchronized (ranks) {
                        return ranks.containsKey(column);
                    }
                });
    }

    /** Works out what such an order and filter need; takes its time. */
    PromptIndex prepare(List<PromptSort> sort, PromptFilter filter) {
        columns(sort, filter).forEach(this::ranks);
        return this;
    }

    private static Stream<PromptColumn> columns(List<PromptSort> sort, PromptFilter filter) {
        return Stream.concat(sort.stream().map(PromptSort::column), filter.chosen().keySet().stream());
    }

    /** The prompts that pass, in order; without a sort as they were added. */
    List<DsrPrompt> query(PromptFilter filter, List<PromptSort> sort) {
        boolean[] fits = matching(filter);
        filter.chosen().forEach((column, wanted) -> narrow(fits, ranks(column), wanted));
        filter.only().ifPresent(only -> {
            for (int row = 0; row < fits.length; row++) {
                fits[row] = fits[row] && only.ids().contains(prompts.get(row).promptId());
            }
        });
        int[] passing = new int[fits.length];
        int n = 0;
        for (int row = 0; row < fits.length; row++) {
            if (fits[row]) {
                passing[n++] = row;
            }
        }
        List<DsrPrompt> found = new ArrayList<>(n);
        for (int row : sorted(Arrays.copyOf(passing, n), sort)) {
            found.add(prompts.get(row));
        }
        return found;
    }

    private static void narrow(boolean[] fits, Ranks ranks, Set<String> wanted) {
        boolean[] good = new boolean[ranks.values.size()];
        for (int v = 0; v < good.length; v++) {
            good[v] = wanted.contains(ranks.values.get(v));
        }
        for (int row = 0; row < fits.length; row++) {
            fits[row] = fits[row] && good[ranks.ofRow[row]];
        }
    }

    /** A fresh array each time: the caller narrows it. */
    private boolean[] matching(PromptFilter filter) {
        List<String> words = filter.words();
        String joined = String.join(" ", words);
        boolean[] known = matched;
        if (known == null || !joined.equals(matchedText)) {
            // Typing on can only narrow what matched before.
            boolean[] before = known != null && joined.startsWith(matchedText) ? known : null;
            known = new boolean[searched.length];
            for (int row = 0; row < known.length; row++) {
                known[row] = (before == null || before[row]) && containsAll(searched[row], words);
            }
            matched = known;
            matchedText = joined;
        }
        return known.clone();
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
    private int[] sorted(int[] order, List<PromptSort> sort) {
        int[] current = order;
        for (int k = sort.size() - 1; k >= 0; k--) {
            Ranks ranked = ranks(sort.get(k).column());
            int distinct = ranked.values.size();
            int turned = ranked.emptyLast ? distinct - 1 : distinct;
            int[] start = new int[distinct + 1];
            int[] place = new int[current.length];
            for (int i = 0; i < current.length; i++) {
                int rank = ranked.ofRow[current[i]];
                place[i] = sort.get(k).descending() && rank < turned ? turned - 1 - rank : rank;
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

    private Ranks ranks(PromptColumn column) {
        synchronized (ranks) {
            return ranks.computeIfAbsent(column, this::rank);
        }
    }

    private Ranks rank(PromptColumn column) {
        int[] ofRow = new int[prompts.size()];
        Map<String, Integer> seen = new HashMap<>();
        List<String> values = new ArrayList<>();
        for (int row = 0; row < ofRow.length; row++) {
            String value = column.of(prompts.get(row));
            Integer code = seen.get(value);
            if (code == null) {
                code = values.size();
                seen.put(value, code);
                values.add(value);
            }
            ofRow[row] = code;
        }
        List<String> sorted = new ArrayList<>(values);
        sorted.sort(Comparator.comparing(String::isEmpty).thenComparing(column::key));
        Map<String, Integer> position = new HashMap<>(sorted.size() * 2);
        sorted.forEach(value -> position.put(value, position.size()));
        int[] renumber = values.stream()
                .mapToInt(value -> position.getOrDefault(value, 0))
                .toArray();
        for (int row = 0; row < ofRow.length; row++) {
            ofRow[row] = renumber[ofRow[row]];
        }
        boolean emptyLast = !sorted.isEmpty() && sorted.get(sorted.size() - 1).isEmpty();
        return new Ranks(ofRow, sorted, emptyLast);
    }
}
