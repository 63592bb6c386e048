package org.spatialalign.app.evaluate;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;
import org.spatialalign.app.evaluate.EvaluateViewModel.Shown;
import org.spatialalign.app.fx.UiExecutor;
import org.spatialalign.app.job.ProjectSession;
import org.spatialalign.engine.core.CancelToken;
import org.spatialalign.engine.core.CancelledException;
import org.spatialalign.engine.evaluate.MotionKind;
import org.spatialalign.engine.evaluate.MotionPath;
import org.spatialalign.engine.evaluate.ScoredClip;
import org.spatialalign.engine.workflow.ClipBoxes;

/** The ways that the animals of one model went, by type, and which kinds of them are shown. */
final class AtlasViewModel {

    /** One clip's way. */
    record Way(ScoredClip clip, MotionPath path) {}

    private final UiExecutor executor;
    private final EvaluateViewModel evaluate;
    private final Consumer<Throwable> onFailed;
    private final ObjectProperty<String> model = new SimpleObjectProperty<>("");
    private final ObjectProperty<Set<MotionKind>> kinds = new SimpleObjectProperty<>(EnumSet.allOf(MotionKind.class));
    private final ReadOnlyObjectWrapper<Map<String, List<Way>>> ways = new ReadOnlyObjectWrapper<>(Map.of());
    private final ReadOnlyObjectWrapper<Map<MotionKind, Integer>> counts = new ReadOnlyObjectWrapper<>(Map.of());
    private final ObjectProperty<@Nullable Way> selected = new SimpleObjectProperty<>();
    private CancelToken reading = CancelToken.never();
    private boolean visible;

    AtlasViewModel(UiExecutor executor, EvaluateViewModel evaluate, Consumer<Throwable> onFailed) {
        this.executor = executor;
        this.evaluate = evaluate;
        this.onFailed = onFailed;
        evaluate.shownProperty().addListener((o, before, now) -> load());
        model.addListener((o, before, now) -> load());
    }

    /** Boxes are only read while the atlas can be seen. */
    void setVisible(boolean now) {
        visible = now;
        load();
    }

    /** Base first, as the curves. */
    List<String> models() {
        Shown shown = evaluate.shownProperty().get();
        if (shown == null) {
            return List.of();
        }
        List<String> models = new ArrayList<>(List.of(shown.choice().base()));
        models.addAll(shown.choice().tuned());
        return models;
    }

    private void load() {
        Shown shown = evaluate.shownProperty().get();
        ProjectSession open = evaluate.session();
        if (shown == null || open == null) {
            reading.cancel();
            executor.forget(this);
            show(Map.of());
            return;
        }
        if (!models().contains(model.get())) {
            // Comes back here.
            model.set(shown.choice().tuned().get(0));
            return;
        }
        if (!visible) {
            return;
        }
        List<ScoredClip> clips = shown.data().chosen(shown.choice()).getOrDefault(model.get(), List.of());
        reading.cancel();
        CancelToken cancel = new CancelToken();
        reading = cancel;
        executor.load(
                this,
                () -> new ClipBoxes(open.project(), open.preset())
                        .paths(clips.stream().map(ScoredClip::clip).toList(), cancel),
                paths -> show(byType(clips, paths)),
                problem -> {
                    if (!(problem instanceof CancelledException)) {
                        onFailed.accept(problem);
                    }
                });
    }

    private static Map<String, List<Way>> byType(List<ScoredClip> clips, Map<String, MotionPath> paths) {
        Map<String, List<Way>> found = new TreeMap<>();
        for (ScoredClip clip : clips) {
            MotionPath path = paths.get(clip.clip());
            if (path != null) {
                found.computeIfAbsent(clip.type().code(), type -> new ArrayList<>())
                        .add(new Way(clip, path));
            }
        }
        return found;
    }

    private void show(Map<String, List<Way>> now) {
        Map<MotionKind, Integer> found = new EnumMap<>(MotionKind.class);
        now.values().forEach(list -> list.forEach(way -> found.merge(way.path().kind(), 1, Integer::sum)));
        counts.set(found);
        selected.set(null);
        ways.set(now);
    }

    /** Shows or hides a kind. */
    void choose(MotionKind kind, boolean wanted) {
        Set<MotionKind> changed =
                EnumSet.copyOf(kinds.get().isEmpty() ? EnumSet.noneOf(MotionKind.class) : kinds.get());
        if (wanted ? changed.add(kind) : changed.remove(kind)) {
            kinds.set(changed);
        }
    }

    /** Goes on to the next of the ways that are shown, type after type; begins anew after the last. */
    void move(int by) {
        List<Way> all = ways.get().values().stream()
                .flatMap(List::stream)
                .filter(way -> kinds.get().contains(way.path().kind()))
                .toList();
        if (!all.isEmpty()) {
            int at = all.indexOf(selected.get());
            selected.set(all.get(at < 0 ? (by > 0 ? 0 : all.size() - 1) : Math.floorMod(at + by, all.size())));
        }
    }

    ObjectProperty<String> modelProperty() {
        return model;
    }

    ReadOnlyObjectProperty<Set<MotionKind>> kindsProperty() {
        return kinds;
    }

    /** By type. */
    ReadOnlyObjectProperty<Map<String, List<Way>>> waysProperty() {
        return ways.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Map<MotionKind, Integer>> countsProperty() {
        return counts.getReadOnlyProperty();
    }

    ObjectProperty<@Nullable Way> selectedProperty() {
        return selected;
    }
}
