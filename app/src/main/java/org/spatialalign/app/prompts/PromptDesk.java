package org.spatialalign.app.prompts;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.spatialalign.engine.prompt.DsrPrompt;
import org.spatialalign.engine.store.PromptChange;

/**
 * Which prompt lies in the editor, and what becomes of what is typed there when another one is turned to: it is stored,
 * or kept unfinished, never lost.
 */
final class PromptDesk {

    /** Stores a change, after all others that were asked for before. */
    interface Store {
        /** @param refused called when it could not be stored */
        void store(String label, PromptChange change, Runnable refused);
    }

    private final PromptListViewModel list;
    private final PromptEditorViewModel editor;
    private final UnfinishedPrompts unfinished = new UnfinishedPrompts();
    private final BooleanSupplier writable;
    private final Store store;
    private boolean following;

    PromptDesk(PromptListViewModel list, PromptEditorViewModel editor, BooleanSupplier writable, Store store) {
        this.list = list;
        this.editor = editor;
        this.writable = writable;
        this.store = store;
    }

    /** Another project: an empty form. */
    void clear() {
        editor.startNew();
        unfinished.clear();
    }

    /** Shows the only selected prompt in the editor; what was written there before is stored, or kept unfinished. */
    void follow() {
        if (following) {
            return;
        }
        following = true;
        Set<String> ids = list.selectedProperty().get();
        DsrPrompt only = ids.size() == 1 ? list.find(ids.iterator().next()) : null;
        DsrPrompt now = editor.editingProperty().get();
        if (only != null && !only.equals(now)) {
            if (now != null && now.promptId().equals(only.promptId())) {
                editor.changedElsewhere(only);
            } else {
                leave();
                editor.edit(only);
                unfinished.take(only.promptId()).ifPresent(editor::resume);
            }
        } else if (now != null && list.find(now.promptId()) == null) {
            editor.goneElsewhere();
        }
        following = false;
    }

    private void leave() {
        if (!editor.dirtyProperty().get()) {
            return;
        }
        if (editor.completeProperty().get() && writable.getAsBoolean()) {
            save();
        } else {
            unfinished.put(editor.unfinished());
        }
    }

    /** Stores what is written: a new prompt, or the changed one. */
    void save() {
        DsrPrompt there = editor.editingProperty().get();
        Optional<DsrPrompt> written = editor.written(
                type -> PromptIds.free(list.allProperty().get(), List.of(type)).get(0));
        if (written.isEmpty() || (there != null && there.equals(written.get()))) {
            return;
        }
        DsrPrompt prompt = written.get();
        UnfinishedPrompt typed = editor.unfinished();
        // Whatever keeps it from being stored, what was typed is not to be typed again.
        Runnable refused = () -> unfinished.put(typed);
        if (there == null) {
            store.store("Add prompt " + prompt.promptId(), PromptChange.add(prompt), refused);
            editor.startNew();
        } else {
            editor.edit(prompt);
            store.store("Change prompt " + prompt.promptId(), PromptChange.replace(there.promptId(), prompt), refused);
        }
    }

    /** Makes room for a new prompt, or goes back to the new one that is not finished. */
    void startNew() {
        boolean begun = editor.editingProperty().get() == null
                && editor.dirtyProperty().get()
                && !editor.completeProperty().get()
                && !editor.unfinished().blank();
        if (!begun) {
            leave();
        }
        list.selectedProperty().set(Set.of());
        if (!begun) {
            editor.startNew();
            unfinished.take("").ifPresent(editor::resume);
        }
    }

    /** Goes on with what was typed before. */
    void resume(UnfinishedPrompt typed) {
        if (list.find(typed.promptId()) != null) {
            list.reveal(Set.of(typed.promptId()));
            return;
        }
        leave();
        unfinished.drop(typed);
        list.selectedProperty().set(Set.of());
        editor.startNew();
        editor.resume(typed.asNew());
    }

    /** Everything that is typed and not stored, what is in the editor last. */
    List<UnfinishedPrompt> allUnfinished() {
        List<UnfinishedPrompt> typed = new ArrayList<>(unfinished.allProperty().get());
        if (editor.dirtyProperty().get() && !editor.unfinished().blank()) {
            typed.add(editor.unfinished());
        }
        return List.copyOf(typed);
    }

    /** Takes what was typed when the project was last open. */
    void restore(List<UnfinishedPrompt> typed) {
        typed.forEach(unfinished::put);
        if (editor.editingProperty().get() == null && !editor.dirtyProperty().get()) {
            unfinished.take("").ifPresent(editor::resume);
        }
    }

    /** What is kept. */
    UnfinishedPrompts unfinished() {
        return unfinished;
    }
}
