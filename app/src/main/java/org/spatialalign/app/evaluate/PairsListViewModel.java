package org.spatialalign.app.evaluate;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;
import org.spatialalign.app.evaluate.EvaluateViewModel.Shown;
import org.spatialalign.engine.evaluate.Comparison;

/** The pairs of clips with one outcome, of one tuned model, and which of them is looked at. */
final class PairsListViewModel {

    private final EvaluateViewModel evaluate;
    private final ObjectProperty<String> tuned = new SimpleObjectProperty<>("");
    private final ObjectProperty<OutcomeFilter> filter = new SimpleObjectProperty<>(OutcomeFilter.WON);
    private final ObjectProperty<TableRow> row = new SimpleObjectProperty<>(TableRow.ALL);
    private final ReadOnlyObjectWrapper<List<Comparison.Pair>> pairs = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<Map<OutcomeFilter, Integer>> counts = new ReadOnlyObjectWrapper<>(Map.of());
    private final ObjectProperty<Comparison.@Nullable Pair> selected = new SimpleObjectProperty<>();

    PairsListViewModel(EvaluateViewModel evaluate) {
        this.evaluate = evaluate;
        evaluate.shownProperty().addListener((o, before, now) -> refresh());
        tuned.addListener((o, before, now) -> refresh());
        filter.addListener((o, before, now) -> refresh());
        row.addListener((o, before, now) -> refresh());
        refresh();
    }

    private void refresh() {
        Shown shown = evaluate.shownProperty().get();
        if (shown == null) {
            counts.set(Map.of());
            pairs.set(List.of());
            selected.set(null);
            return;
        }
        List<String> models = shown.choice().tuned();
        if (!models.contains(tuned.get())) {
            // Comes back here.
            tuned.set(models.get(0));
            return;
        }
        Comparison comparison =
                Objects.requireNonNull(shown.evaluation().versus().get(tuned.get()));
        Map<OutcomeFilter, Integer> found = new EnumMap<>(OutcomeFilter.class);
        for (OutcomeFilter one : OutcomeFilter.values()) {
            found.put(one, one.of(comparison, row.get()).size());
        }
        counts.set(found);
        List<Comparison.Pair> now = filter.get().of(comparison, row.get());
        Comparison.Pair before = selected.get();
        pairs.set(now);
        selected.set(again(now, before));
    }

    /** The same clips as before, or the first. */
    private static Comparison.@Nullable Pair again(List<Comparison.Pair> now, Comparison.@Nullable Pair before) {
        return now.stream()
                .filter(pair -> before != null
                        && pair.base().clip().equals(before.base().clip())
                        && pair.tuned().clip().equals(before.tuned().clip()))
                .findFirst()
                .orElse(now.isEmpty() ? null : now.get(0));
    }

    /** Lists the clips of one row of the table; of another sort, if there are none of the one that was chosen. */
    void show(TableRow wanted) {
        row.set(wanted);
        Map<OutcomeFilter, Integer> found = counts.get();
        if (pairs.get().isEmpty()) {
            Stream.of(OutcomeFilter.values())
                    .filter(one -> Objects.requireNonNull(found.getOrDefault(one, 0)) > 0)
                    .findFirst()
                    .ifPresent(filter::set);
        }
    }

    /** Goes on in the list by so many; stops at its ends. */
    void move(int by) {
        List<Comparison.Pair> list = pairs.get();
        if (!list.isEmpty()) {
            Comparison.Pair at = selected.get();
            int now = at == null ? 0 : list.indexOf(at);
            selected.set(list.get(Math.max(0, Math.min(list.size() - 1, now + by))));
        }
    }

    /** Shows the pair that a clip belongs to, whatever the list shows now; false when it is in none. */
    boolean reveal(String clipId) {
        Shown shown = evaluate.shownProperty().get();
        if (shown == null) {
            return false;
        }
        for (Map.Entry<String, Comparison> versus : shown.evaluation().versus().entrySet()) {
            for (Comparison.Pair pair : versus.getValue().pairs()) {
                if (pair.base().clip().equals(clipId) || pair.tuned().clip().equals(clipId)) {
                    tuned.set(versus.getKey());
                    for (OutcomeFilter one : OutcomeFilter.values()) {
                        if (one.of(versus.getValue(), TableRow.ALL).contains(pair)) {
                            row.set(TableRow.ALL);
                            filter.set(one);
                            selected.set(pair);
                            return true;
                        }
                    }
                }
            }
        }
        return false;
    }

    /** Which tuned model the list is about. */
    ObjectProperty<String> tunedProperty() {
        return tuned;
    }

    /** Which row of the table the list is of. */
    ObjectProperty<TableRow> rowProperty() {
        return row;
    }

    ObjectProperty<OutcomeFilter> filterProperty() {
        return filter;
    }

    ReadOnlyObjectProperty<List<Comparison.Pair>> pairsProperty() {
        return pairs.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Map<OutcomeFilter, Integer>> countsProperty() {
        return counts.getReadOnlyProperty();
    }

    ObjectProperty<Comparison.@Nullable Pair> selectedProperty() {
        return selected;
    }
}
