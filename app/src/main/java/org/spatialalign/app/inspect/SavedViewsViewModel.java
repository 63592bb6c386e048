package org.spatialalign.app.inspect;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;
import org.spatialalign.app.fx.UiExecutor;
import org.spatialalign.app.fx.WorkQueue;

/** The views that people gave a name, of the open project. */
final class SavedViewsViewModel {

    /** Where views are kept; called on a background thread. */
    interface Shelf {
        Map<String, JsonNode> all() throws Exception;

        void put(String name, JsonNode view) throws Exception;

        void remove(String name) throws Exception;
    }

    private final UiExecutor executor;
    private final WorkQueue queue;
    private final Consumer<Throwable> onFailed;
    private final ObservableList<String> names = FXCollections.observableArrayList();
    private final Map<String, ViewState> views = new TreeMap<>();
    private @Nullable Shelf shelf;

    SavedViewsViewModel(UiExecutor executor, WorkQueue queue, Consumer<Throwable> onFailed) {
        this.executor = executor;
        this.queue = queue;
        this.onFailed = onFailed;
    }

    void open(@Nullable Shelf of) {
        shelf = of;
        show(Map.of());
        reload();
    }

    void reload() {
        Shelf from = shelf;
        if (from != null) {
            executor.load(this, from::all, this::show, onFailed);
        } else {
            executor.forget(this);
        }
    }

    private void show(Map<String, JsonNode> stored) {
        views.clear();
        stored.forEach((name, json) -> ViewState.fromJson(json).ifPresent(view -> views.put(name, view)));
        names.setAll(views.keySet());
    }

    /** Keeps a view under a name; one that was there is replaced. */
    void save(String name, ViewState view) {
        String trimmed = name.strip();
        change(to -> {
            to.put(trimmed, view.toJson());
            return true;
        });
    }

    void remove(String name) {
        change(from -> {
            from.remove(name);
            return true;
        });
    }

    private interface Change {
        boolean on(Shelf shelf) throws Exception;
    }

    private void change(Change change) {
        Shelf on = shelf;
        if (on != null) {
            Callable<Boolean> work = () -> change.on(on);
            queue.submit(work, done -> reload(), onFailed);
        }
    }

    Optional<ViewState> find(String name) {
        return Optional.ofNullable(views.get(name));
    }

    ObservableList<String> names() {
        return names;
    }
}
