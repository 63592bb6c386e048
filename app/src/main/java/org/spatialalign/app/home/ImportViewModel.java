package org.spatialalign.app.home;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;
import org.spatialalign.app.fx.UiExecutor;
import org.spatialalign.engine.workflow.imports.ImportPreview;
import org.spatialalign.engine.workflow.imports.ImportSpec;

/** What is about to be imported: found by looking at what was dropped, shown clip by clip before anything happens. */
final class ImportViewModel {

    private static final ImportSpec NOTHING =
            new ImportSpec(List.of(), List.of(), List.of(), List.of(), List.of(), null, null);

    private final UiExecutor executor;
    private final Set<Path> sources = new LinkedHashSet<>();
    private final ObjectProperty<ImportSpec> found = new SimpleObjectProperty<>(NOTHING);
    private final StringProperty model = new SimpleStringProperty("");
    private final StringProperty pattern = new SimpleStringProperty("");
    private final BooleanProperty trackAfter = new SimpleBooleanProperty(true);
    private final ReadOnlyBooleanWrapper looking = new ReadOnlyBooleanWrapper(false);
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
    private final ObservableList<ImportPreview.Row> rows = FXCollections.observableArrayList();
    private final BooleanBinding ready;

    ImportViewModel(UiExecutor executor, boolean trackAfter) {
        this.executor = executor;
        this.trackAfter.set(trackAfter);
        model.addListener(observable -> preview());
        pattern.addListener(observable -> preview());
        ready = Bindings.createBooleanBinding(
                () -> !looking.get() && problem.get().isEmpty() && !found.get().isEmpty(), looking, problem, found);
    }

    /** Looks through further files and folders, in the background. */
    void add(List<Path> more) {
        sources.addAll(more);
        look();
    }

    /** Leaves out what was found of one kind, for example all detections. */
    void remove(List<Path> unwanted) {
        Set<Path> out = new LinkedHashSet<>(unwanted);
        ImportSpec now = found.get();
        found.set(new ImportSpec(
                without(now.clips(), out),
                without(now.prompts(), out),
                without(now.seeds(), out),
                without(now.detections(), out),
                without(now.boxes(), out),
                null,
                null));
        sources.clear();
        sources.addAll(found.get().clips());
        sources.addAll(found.get().prompts());
        sources.addAll(found.get().seeds());
        sources.addAll(found.get().detections());
        sources.addAll(found.get().boxes());
        preview();
    }

    private static List<Path> without(List<Path> files, Set<Path> out) {
        return files.stream().filter(file -> !out.contains(file)).toList();
    }

    private void look() {
        looking.set(true);
        List<Path> paths = new ArrayList<>(sources);
        executor.load(
                found,
                () -> ImportSpec.sniff(paths),
                spec -> {
                    looking.set(false);
                    found.set(spec);
                    preview();
                },
                failure -> {
                    looking.set(false);
                    problem.set(String.valueOf(failure.getMessage()));
                });
    }

    private void preview() {
        List<Path> clips = found.get().clips();
        String chosenModel = blankToNull(model.get());
        String chosenPattern = blankToNull(pattern.get());
        executor.load(
                ready,
                () -> ImportPreview.of(clips, chosenModel, chosenPattern),
                preview -> {
                    problem.set("");
                    rows.setAll(preview);
                },
                failure -> problem.set(String.valueOf(failure.getMessage())));
    }

    private static @Nullable String blankToNull(String text) {
        return text.isBlank() ? null : text.strip();
    }

    /** What is to be imported, as it stands. */
    ImportSpec spec() {
        ImportSpec now = found.get();
        return new ImportSpec(
                now.clips(),
                now.prompts(),
                now.seeds(),
                now.detections(),
                now.boxes(),
                blankToNull(model.get()),
                blankToNull(pattern.get()));
    }

    ObjectProperty<ImportSpec> foundProperty() {
        return found;
    }

    /** Source model of all clips; blank takes each clip's folder. */
    StringProperty modelProperty() {
        return model;
    }

    /** A regular expression for the clips' names; blank means the paper's naming. */
    StringProperty patternProperty() {
        return pattern;
    }

    BooleanProperty trackAfterProperty() {
        return trackAfter;
    }

    ReadOnlyBooleanProperty lookingProperty() {
        return looking.getReadOnlyProperty();
    }

    /** What is wrong with the pattern; empty for nothing. */
    ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }

    ObservableList<ImportPreview.Row> rows() {
        return rows;
    }

    BooleanBinding ready() {
        return ready;
    }
}
