package org.spatialalign.app.prompts;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import org.jspecify.annotations.Nullable;
import org.spatialalign.app.fx.UiExecutor;
import org.spatialalign.app.job.ProjectSession;
import org.spatialalign.app.undo.UndoViewModel;
import org.spatialalign.engine.prompt.DsrPrompt;
import org.spatialalign.engine.prompt.LintFinding;
import org.spatialalign.engine.prompt.SentenceGrammar;
import org.spatialalign.engine.store.Project;
import org.spatialalign.engine.store.ProjectChange;
import org.spatialalign.engine.store.PromptChange;

/** The page as a whole: the prompts of a project, the one that is written, what is said of them, their words and sets. */
final class PromptsViewModel {

    private final UiExecutor executor;
    private final UndoViewModel.Lane edits;
    private final Supplier<String> author;
    private final Consumer<String> status;
    private final Consumer<Throwable> onFailed;
    private final PromptListViewModel list;
    private final VocabularyViewModel words;
    private final PromptEditorViewModel editor;
    private final LintViewModel lint;
    private final ReadersViewModel readers;
    private final PromptDesk desk;
    private final PromptSetsViewModel sets;
    private final ReadOnlyBooleanWrapper writable = new ReadOnlyBooleanWrapper();
    private final Consumer<ProjectChange> listener;
    private @Nullable ProjectSession session;

    /**
     * @param edits where changes are stored, one after the other
     * @param author who signs them
     * @param status told what is being done, in a few words
     * @param onFailed told what went wrong in the background
     */
    PromptsViewModel(
            UiExecutor executor,
            UndoViewModel.Lane edits,
            Supplier<String> author,
            Consumer<String> status,
            Consumer<Throwable> onFailed) {
        this.executor = executor;
        this.edits = edits;
        this.author = author;
        this.status = status;
        this.onFailed = onFailed;
        list = new PromptListViewModel(executor, onFailed);
        words = new VocabularyViewModel(
                executor,
                (label, after) -> change(label, project -> project.edits().apply(label, author.get(), after), () -> {}),
                onFailed);
        editor = new PromptEditorViewModel(words.vocabulary(), words.grammar());
        desk = new PromptDesk(
                list,
                editor,
                writable::get,
                (label, change, refused) -> change(label, List.of(change), () -> {}, refused));
        lint = new LintViewModel(executor, onFailed);
        readers = new ReadersViewModel(executor, onFailed);
        sets = new PromptSetsViewModel(
                executor,
                (label, work) -> change(
                        label,
                        project -> {
                            work.on(project, author.get());
                            return null;
                        },
                        () -> {}),
                onFailed);
        listener = change -> executor.onFxThread(() -> changed(change));
        list.selectedProperty().addListener((o, before, now) -> desk.follow());
        list.allProperty().addListener((o, before, now) -> look());
        readers.optionsProperty().addListener((o, before, now) -> {
            use();
            check();
        });
        words.onChange(() -> {
            use();
            look();
            list.reload(desk::follow);
        });
    }

    private void use() {
        editor.use(
                words.vocabulary(), words.grammar(), readers.optionsProperty().get());
    }

    private void check() {
        lint.look(
                list.allProperty().get(),
                words.vocabulary(),
                words.grammar(),
                readers.optionsProperty().get());
    }

    private void look() {
        check();
        sets.look(words.grammar());
    }

    /** Shows another project, or none. */
    void open(@Nullable ProjectSession opened) {
        ProjectSession before = session;
        if (before != null) {
            before.project().removeListener(listener);
        }
        session = opened;
        writable.set(opened != null && !opened.project().readOnly());
        desk.clear();
        readers.restore(List.of());
        if (opened == null) {
            words.open(null);
            sets.open(null);
            list.open(null);
            return;
        }
        Project project = opened.project();
        project.addListener(listener);
        words.open(() -> project.vocabulary().find());
        sets.open(project);
        list.open(() -> {
            // Lists from files have the sentence only; its verb and structure are read out of it.
            SentenceGrammar grammar = words.grammar();
            return project.prompts().all().stream().map(grammar::complete).toList();
        });
    }

    private void changed(ProjectChange change) {
        switch (change.kind()) {
            case PROMPTS -> list.reload(desk::follow);
            case VOCABULARY -> words.reload();
            case PROMPT_SETS -> sets.reload();
            default -> {
                // Clips, boxes and scores are not shown here.
            }
        }
    }

    /**
     * Stores new prompts.
     *
     * @param select whether they are selected afterwards
     */
    void add(String label, List<DsrPrompt> prompts, boolean select) {
        Set<String> ids = new LinkedHashSet<>();
        prompts.forEach(prompt -> ids.add(prompt.promptId()));
        apply(
                label,
                prompts.stream().map(PromptChange::add).toList(),
                () -> list.reload(() -> {
                    if (select) {
                        list.reveal(ids);
                    }
                }));
    }

    void removeSelected() {
        List<DsrPrompt> gone = list.selection();
        if (gone.isEmpty()) {
            return;
        }
        String what = gone.size() == 1 ? "prompt " + gone.get(0).promptId() : "%,d prompts".formatted(gone.size());
        List<PromptChange> changes = gone.stream()
                .map(prompt -> PromptChange.remove(prompt.promptId()))
                .toList();
        apply("Remove " + what, changes, () -> {});
    }

    void duplicateSelected() {
        List<DsrPrompt> copied = list.selection();
        if (copied.isEmpty()) {
            return;
        }
        List<String> ids = PromptIds.free(
                list.allProperty().get(), copied.stream().map(DsrPrompt::type).toList());
        List<DsrPrompt> copies = new ArrayList<>(copied.size());
        for (int i = 0; i < ids.size(); i++) {
            copies.add(copied.get(i).withId(ids.get(i)));
        }
        String what = copies.size() == 1 ? copied.get(0).promptId() : "%,d prompts".formatted(copies.size());
        add("Duplicate " + what, copies, true);
    }

    /**
     * Changes one cell of the table; the sentence follows where its structure is known.
     *
     * @throws PromptInputException if the text cannot stand there
     */
    void write(DsrPrompt prompt, PromptColumn column, String text) throws PromptInputException {
        // What is typed in the editor for the same prompt goes with it.
        Optional<DsrPrompt> typed = editor.dirtyProperty().get()
                        && prompt.equals(editor.editingProperty().get())
                ? editor.written(type -> prompt.promptId())
                : Optional.empty();
        DsrPrompt after = CellEdit.of(words.grammar(), typed.orElse(prompt), column, text);
        if (after.equals(prompt)) {
            return;
        }
        if (!after.promptId().equals(prompt.promptId()) && list.find(after.promptId()) != null) {
            throw new PromptInputException(
                    "Another prompt has the id " + after.promptId() + "; choose one of its own.");
        }
        typed.ifPresent(merged -> editor.edit(after));
        boolean selected = list.selectedProperty().get().equals(Set.of(prompt.promptId()));
        apply(
                "Change " + column.title().toLowerCase(Locale.ROOT) + " of prompt " + prompt.promptId(),
                List.of(PromptChange.replace(prompt.promptId(), after)),
                () -> {
                    if (selected && !after.promptId().equals(prompt.promptId())) {
                        list.reload(() -> list.reveal(Set.of(after.promptId())));
                    }
                });
    }

    /** Takes what findings propose, at most one fix for each prompt. */
    void fix(List<LintFinding> findings) {
        List<PromptChange> changes = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (LintFinding finding : findings) {
            DsrPrompt there = list.find(finding.promptId());
            if (finding.fix().isPresent() && there != null && ids.add(finding.promptId())) {
                changes.add(PromptChange.replace(there.promptId(), finding.fix().get()));
            }
        }
        if (!changes.isEmpty()) {
            String what = changes.size() == 1
                    ? "prompt " + changes.get(0).promptId()
                    : "%,d prompts".formatted(changes.size());
            apply("Fix " + what, changes, () -> {});
        }
    }

    /** Stores changes as one step that can be taken back. */
    void apply(String label, List<PromptChange> changes, Runnable then) {
        change(label, changes, then, () -> {});
    }

    private void change(String label, List<PromptChange> changes, Runnable then, Runnable refused) {
        change(label, project -> project.edits().apply(label, author.get(), changes), then, refused);
    }

    private interface Work {
        @Nullable
        Object on(Project project) throws Exception;
    }

    private void change(String label, Work work, Runnable then) {
        change(label, work, then, () -> {});
    }

    private void change(String label, Work work, Runnable then, Runnable refused) {
        ProjectSession in = session;
        if (in == null || !writable.get()) {
            return;
        }
        Callable<Boolean> stored = () -> {
            work.on(in.project());
            return true;
        };
        status.accept(label);
        edits.submit(stored, done -> then.run(), problem -> {
            onFailed.accept(problem);
            refused.run();
            list.reload(desk::follow);
        });
    }

    PromptListViewModel list() {
        return list;
    }

    PromptEditorViewModel editor() {
        return editor;
    }

    VocabularyViewModel words() {
        return words;
    }

    LintViewModel lint() {
        return lint;
    }

    PromptDesk desk() {
        return desk;
    }

    ReadersViewModel readers() {
        return readers;
    }

    PromptSetsViewModel sets() {
        return sets;
    }

    UiExecutor executor() {
        return executor;
    }

    Consumer<Throwable> onFailed() {
        return onFailed;
    }

    @Nullable
    Project project() {
        ProjectSession in = session;
        return in == null ? null : in.project();
    }

    /** Whether a project is open that may be changed. */
    ReadOnlyBooleanProperty writableProperty() {
        return writable.getReadOnlyProperty();
    }
}
