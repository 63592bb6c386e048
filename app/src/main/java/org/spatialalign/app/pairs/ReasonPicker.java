package org.spatialalign.app.pairs;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.prefer.Reason;

/** The reasons that the next verdict is given, and a cursor that keys move among them. FX thread; needs no toolkit. */
final class ReasonPicker {

    private final ReadOnlyObjectWrapper<Set<Reason>> marked = new ReadOnlyObjectWrapper<>(Set.of());
    private final ReadOnlyObjectWrapper<@Nullable Reason> cursor = new ReadOnlyObjectWrapper<>();

    /** Begins anew, with these marked. */
    void start(List<Reason> reasons) {
        cursor.set(null);
        marked.set(Set.copyOf(reasons));
    }

    void toggle(Reason reason) {
        EnumSet<Reason> all = EnumSet.noneOf(Reason.class);
        all.addAll(marked.get());
        if (!all.remove(reason)) {
            all.add(reason);
        }
        marked.set(Collections.unmodifiableSet(all));
    }

    /** Past the end there is none. */
    void moveCursor(int by) {
        List<Reason> all = List.of(Reason.values());
        Reason here = cursor.get();
        int at = (here == null ? (by > 0 ? -1 : all.size()) : all.indexOf(here)) + by;
        cursor.set(at < 0 || at >= all.size() ? null : all.get(at));
    }

    ReadOnlyObjectProperty<Set<Reason>> markedProperty() {
        return marked.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<@Nullable Reason> cursorProperty() {
        return cursor.getReadOnlyProperty();
    }
}
