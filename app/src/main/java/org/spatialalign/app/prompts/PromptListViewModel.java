package org.spatialalign.app.prompts;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;
import org.spatialalign.app.fx.UiExecutor;
import org.spatialalign.engine.prompt.DsrPrompt;

/**
 * The prompts of the open project as people want to see them: filtered, sorted, some of them selected. They are read in
 * the background and follow the project's changes; the selection is kept by id, not by place.
 */
final class PromptListViewModel {

    /** Why the table shows what it shows. */
    enum State {
        NO_PROJECT,
        LOADING,
        NO_PROMPTS,
        NO_MATCH,
        PROMPTS
    }

    private final UiExecutor executor;
    private final Consumer<Throwable> onFailed;
    private final ObservableList<DsrPrompt> rows = FXCollections.observableArrayList();
    private final ObservableList<DsrPrompt> shownRows = FXCollections.unmodifiableObservableList(rows);
    private final ObjectProperty<PromptFilter> filter = new SimpleObjectProperty<>(PromptFilter.ALL);
    private final ObjectProperty<List<PromptSort>> sort = new SimpleObjectProperty<>(List.of());
    private final ObjectProperty<Set<String>> selected = new SimpleObjectProperty<>(Set.of());
    private final ReadOnlyObjectWrapper<State> state = new ReadOnlyObjectWrapper<>(State.NO_PROJECT);
    private final ReadOnlyObjectWrapper<List<DsrPrompt>> all = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<List<DsrPrompt>> shown = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyStringWrapper countText = new ReadOnlyStringWrapper("");
    private PromptIndex index = PromptIndex.EMPTY;
    private Map<String, Integer> positions = Map.of();
    private @Nullable Callable<List<DsrPrompt>> source;
    private boolean loading;
    private boolean exchanging;
    private int generation;

    /** @param onFailed told when the prompts cannot be read */
    PromptListViewModel(UiExecutor executor, Consumer<Throwable> onFailed) {
        this.executor = executor;
        this.onFailed = onFailed;
        filter.addListener((o, before, now) -> query());
        sort.addListener((o, before, now) -> query());
        selected.addListener((o, before, now) -> count());
    }

    /**
     * Shows another project's prompts, or none.
     *
     * @param prompts reads all of them; called on a background thread
     */
    void open(@Nullable Callable<List<DsrPrompt>> prompts) {
        generation++;
        source = prompts;
        index = PromptIndex.EMPTY;
        loading = prompts != null;
        selected.set(Set.of());
        filter.set(PromptFilter.ALL);
        query();
        reload(() -> {});
    }

    /**
     * Something changed in the project: reads it again. FX thread.
     *
     * @param then what waits for it
     */
    void reload(Runnable then) {
        Callable<List<DsrPrompt>> prompts = source;
        if (prompts == null) {
            return;
        }
        int mine = generation;
        List<PromptSort> order = sort.get();
        PromptFilter wanted = filter.get();
        executor.load(
                this,
                () -> new PromptIndex(prompts.call()).prepare(order, wanted),
                loaded -> {
                    if (mine == generation) {
                        loading = false;
                        index = loaded;
                        all.set(loaded.prompts());
                        query();
                        keepSelected();
                        then.run();
                    }
                },
                problem -> {
                    if (mine == generation) {
                        loading = false;
                        query();
                        onFailed.accept(problem);
                    }
                });
    }

    private void keepSelected() {
        Set<String> there = new LinkedHashSet<>(selected.get());
        if (there.removeIf(id -> index.find(id) == null)) {
            selected.set(there);
        }
    }

    /** The first time that many rows go by another column the old order stays until the new one is worked out. */
    private void query() {
        PromptIndex asked = index;
        List<PromptSort> order = sort.get();
        PromptFilter wanted = filter.get();
        if (asked.prepared(order, wanted)) {
            executor.forget(countText);
            show(asked.query(wanted, order));
            return;
        }
        executor.load(
                countText,
                () -> asked.prepare(order, wanted),
                ready -> {
                    if (ready == index) {
                        query();
                    }
                },
                onFailed);
    }

    private void show(List<DsrPrompt> found) {
        Map<String, Integer> places = new HashMap<>(found.size() * 2);
        for (DsrPrompt prompt : found) {
            places.put(prompt.promptId(), places.size());
        }
        positions = places;
        exchanging = true;
        rows.setAll(found);
        exchanging = false;
        state.set(
                source == null
                        ? State.NO_PROJECT
                        : loading
                                ? State.LOADING
                                : index.size() == 0
                                        ? State.NO_PROMPTS
                                        : found.isEmpty() ? State.NO_MATCH : State.PROMPTS);
        if (index.size() == 0) {
            all.set(List.of());
        }
        shown.set(List.copyOf(found));
        count();
    }

    private void count() {
        int here = rows.size();
        String text = index.size() == 0
                ? ""
                : here == index.size()
                        ? "%,d %s".formatted(here, here == 1 ? "prompt" : "prompts")
                        : "%,d of %,d prompts".formatted(here, index.size());
        int many = selected.get().size();
        countText.set(many > 1 ? text + ", %,d selected".formatted(many) : text);
    }

    /** Whether the rows are being exchanged just now, so that what the table says is selected means nothing. */
    boolean exchanging() {
        return exchanging;
    }

    /** The place of a prompt among the rows shown; -1 when it is not among them. */
    int position(String promptId) {
        return positions.getOrDefault(promptId, -1);
    }

    @Nullable
    DsrPrompt find(String promptId) {
        return index.find(promptId);
    }

    /** The selected prompts in the order of the table, those filtered out at the end. */
    List<DsrPrompt> selection() {
        return selected.get().stream()
                .sorted((a, b) -> Integer.compareUnsigned(position(a), position(b)))
                .map(index::find)
                .filter(Objects::nonNull)
                .toList();
    }

    /** Selects these and shows them, in spite of filters. */
    void reveal(Set<String> ids) {
        if (!ids.isEmpty() && ids.stream().noneMatch(positions::containsKey)) {
            filter.set(PromptFilter.ALL);
        }
        selected.set(Set.copyOf(ids));
    }

    ObservableList<DsrPrompt> rows() {
        return shownRows;
    }

    ObjectProperty<PromptFilter> filterProperty() {
        return filter;
    }

    /** Empty for the order in which the prompts were added. */
    ObjectProperty<List<PromptSort>> sortProperty() {
        return sort;
    }

    /** Ids of the selected prompts; some may be filtered out. */
    ObjectProperty<Set<String>> selectedProperty() {
        return selected;
    }

    ReadOnlyObjectProperty<State> stateProperty() {
        return state.getReadOnlyProperty();
    }

    /** All prompts of the project. */
    ReadOnlyObjectProperty<List<DsrPrompt>> allProperty() {
        return all.getReadOnlyProperty();
    }

    /** Those that pass the filter, in order. */
    ReadOnlyObjectProperty<List<DsrPrompt>> shownProperty() {
        return shown.getReadOnlyProperty();
    }

    /** "12 of 60 prompts, 3 selected". */
    ReadOnlyStringProperty countTextProperty() {
        return countText.getReadOnlyProperty();
    }
}
