package org.spatialalign.app.provenance;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;
import org.spatialalign.app.fx.Subject;
import org.spatialalign.app.fx.UiExecutor;
import org.spatialalign.app.job.ProjectSession;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.store.ProjectChange;
import org.spatialalign.engine.workflow.provenance.Node;
import org.spatialalign.engine.workflow.provenance.NodeId;
import org.spatialalign.engine.workflow.provenance.NodeKind;
import org.spatialalign.engine.workflow.provenance.Provenance;
import org.spatialalign.engine.workflow.provenance.StaleReason;

/** A walk from thing to thing: what is looked at, its neighbours on both sides, and the way back. */
final class TraceViewModel {

    /** So many things of a kind are listed at once; as many more when asked for. */
    static final int LISTED = 100;

    /** Ways back beyond this are forgotten. */
    private static final int REMEMBERED = 200;

    /**
     * A thing and its neighbours.
     *
     * @param place where it is worked on; null when no page shows it
     */
    record Shown(Node node, List<TraceLine> from, List<TraceLine> of, @Nullable Place place) {}

    private record Asked(boolean from, NodeKind kind) {}

    private final UiExecutor executor;
    private final Consumer<Throwable> onProblem;
    private final ReadOnlyObjectWrapper<@Nullable ProjectSession> session = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable NodeId> here = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable Shown> shown = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
    private final ReadOnlyBooleanWrapper loading = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper canGoBack = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper canGoForward = new ReadOnlyBooleanWrapper();
    private final Deque<NodeId> back = new ArrayDeque<>();
    private final Deque<NodeId> forward = new ArrayDeque<>();
    private final Map<Asked, Integer> listed = new HashMap<>();
    private final Consumer<ProjectChange> listener = this::changed;
    private boolean visible;
    private volatile boolean outdated;

    /** @param onProblem told of faults that are not about a thing that is missing */
    TraceViewModel(UiExecutor executor, Consumer<Throwable> onProblem) {
        this.executor = executor;
        this.onProblem = onProblem;
    }

    /** Null when none is open. */
    void open(@Nullable ProjectSession opened) {
        ProjectSession before = session.get();
        if (before != null) {
            before.project().removeListener(listener);
        }
        executor.forget(this);
        back.clear();
        forward.clear();
        listed.clear();
        here.set(null);
        shown.set(null);
        problem.set("");
        loading.set(false);
        session.set(opened);
        history();
        if (opened != null) {
            opened.project().addListener(listener);
        }
    }

    /** Comes on the thread that wrote. */
    private void changed(ProjectChange change) {
        outdated = true;
    }

    /** Only what can be seen is kept up to date. */
    void setVisible(boolean now) {
        visible = now;
        if (now) {
            // Trainings write checkpoints without telling.
            reload();
        }
    }

    /** Takes over what was changed meanwhile; called by a timer, so that many changes in a row are one look. */
    void sample() {
        if (visible && outdated && !loading.get()) {
            reload();
        }
    }

    /** Goes to what was chosen somewhere. */
    void show(Subject subject) {
        NodeId id = subject.id();
        Path file = subject.lora();
        ProjectSession open = session.get();
        if (id != null) {
            show(id);
        } else if (file != null && open != null) {
            loading.set(true);
            executor.load(this, () -> open.provenance().lora(file), this::show, this::failed);
        }
    }

    /** Goes on to a thing; the way back is remembered. */
    void show(NodeId id) {
        NodeId now = here.get();
        if (now != null && !now.equals(id)) {
            back.push(now);
            if (back.size() > REMEMBERED) {
                back.removeLast();
            }
            forward.clear();
        }
        go(id);
    }

    void goBack() {
        step(back, forward);
    }

    void goForward() {
        step(forward, back);
    }

    private void step(Deque<NodeId> from, Deque<NodeId> to) {
        NodeId now = here.get();
        if (!from.isEmpty() && now != null) {
            to.push(now);
            go(from.pop());
        }
    }

    private void go(NodeId id) {
        if (!id.equals(here.get())) {
            listed.clear();
        }
        here.set(id);
        history();
        reload();
    }

    private void history() {
        canGoBack.set(!back.isEmpty());
        canGoForward.set(!forward.isEmpty());
    }

    /** Follows a line: to its thing, or lists more of its kind. */
    void follow(TraceLine line, boolean from) {
        Node node = line.node();
        if (node != null) {
            show(node.id());
        } else if (line.more()) {
            listed.merge(new Asked(from, line.kind()), 2 * LISTED, (before, first) -> before + LISTED);
            reload();
        }
    }

    /** Goes to where the first reason for being stale began. */
    void goToCause() {
        Shown now = shown.get();
        if (now != null) {
            now.node().stale().stream()
                    .map(StaleReason::cause)
                    .filter(cause -> !cause.equals(now.node().id()))
                    .findFirst()
                    .ifPresent(this::show);
        }
    }

    private void reload() {
        NodeId id = here.get();
        ProjectSession open = session.get();
        if (id == null || open == null || !visible) {
            return;
        }
        outdated = false;
        loading.set(true);
        Map<Asked, Integer> most = Map.copyOf(listed);
        executor.load(this, () -> read(open.provenance(), id, most), this::take, this::failed);
    }

    private static Shown read(Provenance provenance, NodeId id, Map<Asked, Integer> most) throws WorkbenchException {
        provenance.refresh();
        List<NodeId> from = provenance.from(id);
        List<NodeId> of = provenance.of(id);
        return new Shown(
                provenance.describe(id),
                lines(provenance, from, true, most),
                lines(provenance, of, false, most),
                Place.of(id, from, of));
    }

    private static List<TraceLine> lines(
            Provenance provenance, List<NodeId> ids, boolean from, Map<Asked, Integer> most) throws WorkbenchException {
        Map<NodeKind, List<NodeId>> kinds = new EnumMap<>(NodeKind.class);
        ids.forEach(id ->
                kinds.computeIfAbsent(id.kind(), kind -> new ArrayList<>()).add(id));
        List<TraceLine> lines = new ArrayList<>();
        for (Map.Entry<NodeKind, List<NodeId>> kind : kinds.entrySet()) {
            List<NodeId> all = kind.getValue();
            int shown = Math.min(all.size(), most.getOrDefault(new Asked(from, kind.getKey()), LISTED));
            lines.add(TraceLine.heading(kind.getKey(), all.size()));
            for (NodeId id : all.subList(0, shown)) {
                lines.add(TraceLine.thing(provenance.describe(id)));
            }
            if (shown < all.size()) {
                lines.add(TraceLine.more(kind.getKey(), all.size() - shown));
            }
        }
        return List.copyOf(lines);
    }

    private void take(Shown read) {
        loading.set(false);
        problem.set("");
        shown.set(read);
    }

    private void failed(Throwable failure) {
        loading.set(false);
        if (failure instanceof WorkbenchException) {
            problem.set(String.valueOf(failure.getMessage()));
            shown.set(null);
        } else {
            onProblem.accept(failure);
        }
    }

    ReadOnlyObjectProperty<@Nullable ProjectSession> sessionProperty() {
        return session.getReadOnlyProperty();
    }

    /** Where one is, also before it is read. */
    ReadOnlyObjectProperty<@Nullable NodeId> hereProperty() {
        return here.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<@Nullable Shown> shownProperty() {
        return shown.getReadOnlyProperty();
    }

    /** Why there is nothing to show; empty when there is. */
    ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }

    ReadOnlyBooleanProperty loadingProperty() {
        return loading.getReadOnlyProperty();
    }

    ReadOnlyBooleanProperty canGoBackProperty() {
        return canGoBack.getReadOnlyProperty();
    }

    ReadOnlyBooleanProperty canGoForwardProperty() {
        return canGoForward.getReadOnlyProperty();
    }
}
