package org.spatialalign.app.inspect;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;
import org.spatialalign.app.fx.UiExecutor;

/**
 * The clips of the open project as people want to see them: filtered, sorted, one of them selected. The listing is read
 * in the background and follows the project's changes; the selection is kept by clip, not by place.
 */
final class ClipTableViewModel {

    /** Why the table shows what it shows. */
    enum State {
        NO_PROJECT,
        LOADING,
        NO_CLIPS,
        NO_MATCH,
        CLIPS
    }

    static final List<SortKey> DEFAULT_SORT =
            List.of(SortKey.ascending(ClipColumn.PROMPT), SortKey.ascending(ClipColumn.SEED));

    private enum Refresh {
        IDLE,
        RUNNING,
        RUNNING_AND_STALE
    }

    private final UiExecutor executor;
    private final Consumer<Throwable> onFailed;
    private final AtomicReference<Refresh> refresh = new AtomicReference<>(Refresh.IDLE);
    private final ObservableList<ClipRow> rows = FXCollections.observableArrayList();
    private final ObservableList<ClipRow> shownRows = FXCollections.unmodifiableObservableList(rows);
    private final ObjectProperty<ClipFilter> filter = new SimpleObjectProperty<>(ClipFilter.ALL);
    private final ObjectProperty<List<SortKey>> sort = new SimpleObjectProperty<>(DEFAULT_SORT);
    private final ObjectProperty<@Nullable Facet> grouping = new SimpleObjectProperty<>();
    private final StringProperty selectedId = new SimpleStringProperty();
    private final ReadOnlyObjectWrapper<State> state = new ReadOnlyObjectWrapper<>(State.NO_PROJECT);
    private final ReadOnlyObjectWrapper<ClipIndex.Result> result =
            new ReadOnlyObjectWrapper<>(ClipIndex.EMPTY.query(ClipFilter.ALL, List.of()));
    private final ReadOnlyStringWrapper countText = new ReadOnlyStringWrapper("");
    private ClipIndex index = ClipIndex.EMPTY;
    private @Nullable Callable<List<ClipRow>> source;
    private int generation;

    /** @param onFailed told when the listing cannot be read */
    ClipTableViewModel(UiExecutor executor, Consumer<Throwable> onFailed) {
        this.executor = executor;
        this.onFailed = onFailed;
        filter.addListener((o, before, now) -> query());
        sort.addListener((o, before, now) -> query());
        grouping.addListener((o, before, now) -> query());
    }

    /**
     * Shows another project's clips, or none.
     *
     * @param listing reads all rows; called on a background thread
     */
    void open(@Nullable Callable<List<ClipRow>> listing) {
        generation++;
        source = listing;
        index = ClipIndex.EMPTY;
        refresh.set(Refresh.IDLE);
        selectedId.set(null);
        invalidate();
        query();
    }

    /** Something changed in the project: reads it again, at most once at a time. FX thread. */
    void invalidate() {
        Refresh before = refresh.getAndUpdate(now -> now == Refresh.IDLE ? Refresh.RUNNING : Refresh.RUNNING_AND_STALE);
        if (before == Refresh.IDLE) {
            read();
        }
    }

    private void read() {
        Callable<List<ClipRow>> listing = source;
        if (listing == null) {
            refresh.set(Refresh.IDLE);
            return;
        }
        int mine = generation;
        List<ClipColumn> sorted = order().stream().map(SortKey::column).toList();
        executor.load(
                this,
                () -> new ClipIndex(listing.call()).prepare(sorted),
                loaded -> finished(mine, () -> {
                    index = loaded;
                    query();
                }),
                problem -> finished(mine, () -> onFailed.accept(problem)));
    }

    private void finished(int of, Runnable show) {
        if (of != generation) {
            return;
        }
        boolean again = refresh.getAndSet(Refresh.IDLE) == Refresh.RUNNING_AND_STALE;
        show.run();
        if (again) {
            invalidate();
        }
    }

    private List<SortKey> order() {
        List<SortKey> keys = new ArrayList<>();
        Facet group = grouping.get();
        if (group != null) {
            keys.add(SortKey.ascending(columnOf(group)));
        }
        keys.addAll(sort.get());
        return keys;
    }

    /** The first time that many rows go by another column the old order stays until the new one is worked out. */
    private void query() {
        List<SortKey> keys = order();
        ClipIndex asked = index;
        if (asked.prepared(keys)) {
            executor.forget(countText);
            show(asked.query(filter.get(), keys));
            return;
        }
        List<ClipColumn> columns = keys.stream().map(SortKey::column).toList();
        executor.load(
                countText,
                () -> asked.prepare(columns),
                ready -> {
                    if (ready == index) {
                        query();
                    }
                },
                onFailed);
    }

    private void show(ClipIndex.Result found) {
        State now = source == null
                ? State.NO_PROJECT
                : index.size() == 0
                        ? refresh.get() == Refresh.IDLE ? State.NO_CLIPS : State.LOADING
                        : found.rows().isEmpty() ? State.NO_MATCH : State.CLIPS;
        rows.setAll(found.rows());
        state.set(now);
        int shown = found.rows().size();
        countText.set(
                index.size() == 0
                        ? ""
                        : shown == index.size()
                                ? "%,d %s".formatted(shown, shown == 1 ? "clip" : "clips")
                                : "%,d of %,d clips".formatted(shown, index.size()));
        // Last, because who waits for it looks at the rows.
        result.set(found);
    }

    private static ClipColumn columnOf(Facet facet) {
        return switch (facet) {
            case TYPE -> ClipColumn.TYPE;
            case ANIMAL -> ClipColumn.ANIMAL;
            case OBJECT -> ClipColumn.OBJECT;
            case SEED -> ClipColumn.SEED;
            case MODEL -> ClipColumn.MODEL;
            case STATUS -> ClipColumn.STATUS;
        };
    }

    /** Selects the clip {@code by} rows further down, or the first or last one when none is selected. */
    void selectBy(int by) {
        if (rows.isEmpty()) {
            return;
        }
        int here = selectedPosition();
        int target = here < 0 ? (by > 0 ? 0 : rows.size() - 1) : Math.max(0, Math.min(rows.size() - 1, here + by));
        selectedId.set(rows.get(target).id());
    }

    /** The place of the selected clip among the rows shown; -1 when it is not among them. */
    int selectedPosition() {
        String id = selectedId.get();
        for (int i = 0; id != null && i < rows.size(); i++) {
            if (rows.get(i).id().equals(id)) {
                return i;
            }
        }
        return -1;
    }

    void clearFilters() {
        filter.set(ClipFilter.ALL);
    }

    void toggle(Facet facet, String value) {
        filter.set(filter.get().toggle(facet, value));
    }

    /** The clip, shown or filtered out; null when the project has no such clip. */
    @Nullable
    ClipRow find(String clipId) {
        return index.find(clipId);
    }

    /** All clips of one prompt, in the order of model and seed. */
    List<ClipRow> ofPrompt(String promptId) {
        List<SortKey> order = List.of(SortKey.ascending(ClipColumn.MODEL), SortKey.ascending(ClipColumn.SEED));
        return index.query(ClipFilter.ALL, order).rows().stream()
                .filter(row -> promptId.equals(row.clip().promptId()))
                .toList();
    }

    int total() {
        return index.size();
    }

    ObservableList<ClipRow> rows() {
        return shownRows;
    }

    ObjectProperty<ClipFilter> filterProperty() {
        return filter;
    }

    ObjectProperty<List<SortKey>> sortProperty() {
        return sort;
    }

    /** Rows of one value of this facet stand together; null for none. */
    ObjectProperty<@Nullable Facet> groupingProperty() {
        return grouping;
    }

    /** Id of the selected clip, null for none; it may be filtered out. */
    StringProperty selectedIdProperty() {
        return selectedId;
    }

    ReadOnlyObjectProperty<State> stateProperty() {
        return state.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<ClipIndex.Result> resultProperty() {
        return result.getReadOnlyProperty();
    }

    /** "12 of 60 clips". */
    ReadOnlyStringProperty countTextProperty() {
        return countText.getReadOnlyProperty();
    }
}
