package org.spatialalign.app.prompts;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** What was typed and could not be stored when another prompt was turned to, kept until somebody goes on with it. */
final class UnfinishedPrompts {

    private final ReadOnlyObjectWrapper<List<UnfinishedPrompt>> all = new ReadOnlyObjectWrapper<>(List.of());

    /** Keeps it; of a prompt that is changed, only the latest. */
    void put(UnfinishedPrompt typed) {
        if (!typed.blank()) {
            List<UnfinishedPrompt> more = new ArrayList<>(all.get());
            more.removeIf(other -> !typed.isNew() && other.promptId().equals(typed.promptId()));
            more.remove(typed);
            more.add(typed);
            all.set(List.copyOf(more));
        }
    }

    /** Gives the latest of a prompt, empty for a new one, and no longer keeps it. */
    Optional<UnfinishedPrompt> take(String promptId) {
        Optional<UnfinishedPrompt> found = all.get().stream()
                .filter(typed -> typed.promptId().equals(promptId))
                .reduce((earlier, later) -> later);
        found.ifPresent(this::drop);
        return found;
    }

    void drop(UnfinishedPrompt typed) {
        all.set(all.get().stream().filter(other -> !other.equals(typed)).toList());
    }

    void clear() {
        all.set(List.of());
    }

    ReadOnlyObjectProperty<List<UnfinishedPrompt>> allProperty() {
        return all.getReadOnlyProperty();
    }
}
