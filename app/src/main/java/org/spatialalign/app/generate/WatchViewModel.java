package org.spatialalign.app.generate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;
import org.spatialalign.app.fx.UiExecutor;
import org.spatialalign.app.job.ProjectSession;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.interchange.NamePattern;
import org.spatialalign.engine.workflow.WorkflowJobs;
import org.spatialalign.engine.workflow.imports.FolderWatch;
import org.spatialalign.engine.workflow.imports.ImportSpec;

/** Clips that other programs make: a folder that is looked at, and how its file names are read. FX thread. */
final class WatchViewModel {

    private record Look(List<Path> fresh, String problem) {}

    private final UiExecutor executor;
    private final Consumer<Throwable> onProblem;
    private final BooleanProperty shown = new SimpleBooleanProperty();
    private final StringProperty folder = new SimpleStringProperty("");
    private final StringProperty source = new SimpleStringProperty("");
    private final StringProperty pattern = new SimpleStringProperty("");
    private final ReadOnlyBooleanWrapper watching = new ReadOnlyBooleanWrapper();
    private final ReadOnlyStringWrapper state = new ReadOnlyStringWrapper("");
    private final ReadOnlyBooleanWrapper troubled = new ReadOnlyBooleanWrapper();
    private @Nullable ProjectSession session;
    private @Nullable FolderWatch watch;
    private boolean looking;
    private int taken;

    WatchViewModel(UiExecutor executor, Consumer<Throwable> onProblem) {
        this.executor = executor;
        this.onProblem = onProblem;
    }

    void open(@Nullable ProjectSession opened) {
        stop();
        session = opened;
        shown.set(false);
        folder.set("");
        source.set("");
        pattern.set("");
        state.set("");
    }

    /** Begins to look at the folder; what is wrong with the pattern or the folder is said in the state. */
    void start() {
        ProjectSession now = session;
        if (now == null || now.project().readOnly()) {
            return;
        }
        troubled.set(false);
        if (folder.get().isBlank()) {
            trouble("Choose the folder into which your program writes clips.");
            return;
        }
        try {
            if (!pattern.get().isBlank()) {
                NamePattern.of(pattern.get());
            }
        } catch (WorkbenchException e) {
            trouble(String.valueOf(e.getMessage()));
            return;
        }
        Path path = Path.of(folder.get().strip());
        if (source.get().isBlank()) {
            source.set(String.valueOf(path.getFileName()));
        }
        taken = 0;
        watch = new FolderWatch(path);
        watching.set(true);
        state.set("Watching for clips in " + path);
        look();
    }

    void stop() {
        watch = null;
        looking = false;
        if (watching.get()) {
            watching.set(false);
            troubled.set(false);
            state.set("Not watching any more.");
        }
    }

    void toggle() {
        if (watching.get()) {
            stop();
        } else {
            start();
        }
    }

    /** Called every few seconds by a timer. */
    void look() {
        FolderWatch now = watch;
        ProjectSession into = session;
        if (now == null || into == null || looking) {
            return;
        }
        looking = true;
        executor.load(now, () -> lookAndImport(now, into), this::take, problem -> {
            looking = false;
            onProblem.accept(problem);
        });
    }

    private Look lookAndImport(FolderWatch now, ProjectSession into) throws WorkbenchException {
        List<Path> fresh;
        try {
            fresh = now.look();
        } catch (WorkbenchException e) {
            return new Look(List.of(), String.valueOf(e.getMessage()));
        }
        if (!fresh.isEmpty()) {
            String names = pattern.get().isBlank() ? null : pattern.get().strip();
            into.jobs()
                    .submit(WorkflowJobs.importSpec(new ImportSpec(
                            fresh,
                            List.of(),
                            List.of(),
                            List.of(),
                            List.of(),
                            source.get().strip(),
                            names)));
        }
        return new Look(fresh, "");
    }

    private void take(Look look) {
        looking = false;
        FolderWatch now = watch;
        if (now == null) {
            return;
        }
        if (!look.problem().isEmpty()) {
            trouble(look.problem() + ".");
            return;
        }
        troubled.set(false);
        taken += look.fresh().size();
        state.set("Watching " + now.folder()
                + (taken == 0 ? ": nothing new yet" : taken == 1 ? ": 1 clip taken" : ": " + taken + " clips taken"));
    }

    private void trouble(String what) {
        troubled.set(true);
        state.set(what);
    }

    void save(ObjectNode to) {
        to.put("elsewhere", shown.get());
        to.put("watchFolder", folder.get());
        to.put("watchSource", source.get());
        to.put("watchPattern", pattern.get());
        to.put("watching", watching.get());
    }

    /** A folder that was watched is watched again: that starts nothing but imports. */
    void restore(JsonNode from) {
        folder.set(from.path("watchFolder").asText(""));
        source.set(from.path("watchSource").asText(""));
        pattern.set(from.path("watchPattern").asText(""));
        shown.set(from.path("elsewhere").asBoolean(false));
        if (from.path("watching").asBoolean(false)) {
            start();
        }
    }

    /** Whether the grid shows clips from elsewhere instead of those a model here would make. */
    BooleanProperty shownProperty() {
        return shown;
    }

    StringProperty folderProperty() {
        return folder;
    }

    /** What stands for the program that makes them. */
    StringProperty sourceProperty() {
        return source;
    }

    /** A regular expression; empty for the paper's names. */
    StringProperty patternProperty() {
        return pattern;
    }

    ReadOnlyBooleanProperty watchingProperty() {
        return watching.getReadOnlyProperty();
    }

    ReadOnlyStringProperty stateProperty() {
        return state.getReadOnlyProperty();
    }

    /** Whether the state is something that a person has to put right. */
    ReadOnlyBooleanProperty troubledProperty() {
        return troubled.getReadOnlyProperty();
    }
}
