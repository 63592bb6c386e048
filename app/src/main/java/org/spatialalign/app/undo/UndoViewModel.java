package org.spatialalign.app.undo;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;
import org.spatialalign.app.fx.UiExecutor;
import org.spatialalign.app.job.ProjectSession;
import org.spatialalign.engine.store.Edit;
import org.spatialalign.engine.store.EditJournal;
import org.spatialalign.engine.store.ProjectChange;
import org.spatialalign.engine.store.ProjectException;

/**
 * Taking edits back and doing them again. The journal in the project is the only truth: what is named here is read from
 * it, so it also holds after a restart and for edits that others made.
 */
public final class UndoViewModel {

    /** Where steps run: one after the other with what else changes boxes. */
    public interface Lane {
        <T> void submit(Callable<T> work, Consumer<T> onDone, Consumer<Throwable> onFailed);
    }

    private final UiExecutor executor;
    private @Nullable Lane lane;
    private final Consumer<Throwable> onProblem;
    private final ReadOnlyBooleanWrapper canUndo = new ReadOnlyBooleanWrapper(false);
    private final ReadOnlyBooleanWrapper canRedo = new ReadOnlyBooleanWrapper(false);
    private final ReadOnlyStringWrapper undoLabel = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper redoLabel = new ReadOnlyStringWrapper("");
    private final Consumer<ProjectChange> listener = this::changed;
    private @Nullable ProjectSession session;

    /** @param onProblem told when the journal cannot be read or an edit cannot be taken back */
    public UndoViewModel(UiExecutor executor, Consumer<Throwable> onProblem) {
        this.executor = executor;
        this.onProblem = onProblem;
    }

    /** Steps are taken in this lane from now on: an undo right after an edit waits until the edit is stored. */
    public void runIn(Lane edits) {
        lane = edits;
    }

    /** The project whose edits these are from now on; null for none. */
    public void show(@Nullable ProjectSession shown) {
        if (session != null) {
            session.project().removeListener(listener);
        }
        session = shown;
        if (shown != null) {
            shown.project().addListener(listener);
        }
        refresh();
    }

    /** Comes on the thread that wrote. */
    private void changed(ProjectChange change) {
        if (change.kind() == ProjectChange.Kind.ANNOTATION
                || change.kind() == ProjectChange.Kind.PROMPTS
                || change.kind() == ProjectChange.Kind.VOCABULARY
                || change.kind() == ProjectChange.Kind.PROMPT_SETS) {
            executor.onFxThread(this::refresh);
        }
    }

    private record Ends(Optional<Edit> undo, Optional<Edit> redo) {}

    private void refresh() {
        ProjectSession now = session;
        if (now == null || now.project().readOnly()) {
            executor.forget(undoLabel);
            take(new Ends(Optional.empty(), Optional.empty()));
            return;
        }
        EditJournal journal = now.project().edits();
        executor.load(undoLabel, () -> new Ends(journal.nextUndo(), journal.nextRedo()), this::take, onProblem);
    }

    private void take(Ends ends) {
        undoLabel.set(ends.undo().map(Edit::label).orElse(""));
        redoLabel.set(ends.redo().map(Edit::label).orElse(""));
        canUndo.set(ends.undo().isPresent());
        canRedo.set(ends.redo().isPresent());
    }

    /** Takes the last edit back, then tells which it was. */
    public void undo(Consumer<Edit> touched) {
        change(EditJournal::undo, touched);
    }

    /** Does the last edit that was taken back again, then tells which it was. */
    public void redo(Consumer<Edit> touched) {
        change(EditJournal::redo, touched);
    }

    private interface Step {
        Optional<Edit> in(EditJournal journal) throws ProjectException;
    }

    private void change(Step step, Consumer<Edit> touched) {
        ProjectSession now = session;
        if (now == null) {
            return;
        }
        Callable<Optional<Edit>> work = () -> step.in(now.project().edits());
        Consumer<Optional<Edit>> onDone = edit -> {
            refresh();
            edit.ifPresent(touched);
        };
        Lane edits = lane;
        if (edits == null) {
            executor.load(new Object(), work, onDone, onProblem);
        } else {
            edits.submit(work, onDone, onProblem);
        }
    }

    public ReadOnlyBooleanProperty canUndoProperty() {
        return canUndo.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty canRedoProperty() {
        return canRedo.getReadOnlyProperty();
    }

    /** What would be taken back, "Move the cat's box in frame 12"; empty for nothing. */
    public ReadOnlyStringProperty undoLabelProperty() {
        return undoLabel.getReadOnlyProperty();
    }

    public ReadOnlyStringProperty redoLabelProperty() {
        return redoLabel.getReadOnlyProperty();
    }
}
