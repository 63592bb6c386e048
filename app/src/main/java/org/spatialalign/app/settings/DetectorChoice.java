package org.spatialalign.app.settings;

import java.nio.file.Path;
import java.util.List;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.spatialalign.app.fx.Preferences;
import org.spatialalign.app.fx.Settings;
import org.spatialalign.app.fx.UiExecutor;
import org.spatialalign.engine.detect.DetectorFolder;

/** Which detector finds the boxes of new clips, and whether its folder is whole. */
final class DetectorChoice {

    static final String NONE = "None: new clips wait until a person draws boxes in Inspect.";

    private final UiExecutor executor;
    private final ObjectProperty<String> folder;
    private final ReadOnlyStringWrapper status = new ReadOnlyStringWrapper("");
    private final ReadOnlyBooleanWrapper faulty = new ReadOnlyBooleanWrapper();

    DetectorChoice(Settings settings, UiExecutor executor) {
        this.executor = executor;
        folder = settings.property(Preferences.DETECTOR);
        folder.addListener((observable, before, now) -> look());
        look();
    }

    /** The folder's path; empty for none. */
    ObjectProperty<String> folderProperty() {
        return folder;
    }

    void choose(Path chosen) {
        folder.set(chosen.toAbsolutePath().normalize().toString());
    }

    void remove() {
        folder.set("");
    }

    /** Looks at the folder once more: it may have changed since. */
    void look() {
        String path = folder.get();
        executor.forget(this);
        faulty.set(false);
        if (path.isEmpty()) {
            status.set(NONE);
            return;
        }
        status.set("Looking at the folder…");
        executor.load(this, () -> new DetectorFolder(Path.of(path)).problems(), this::tell, problem -> {
            faulty.set(true);
            status.set(problem.getMessage() == null ? problem.toString() : problem.getMessage());
        });
    }

    private void tell(List<String> problems) {
        faulty.set(!problems.isEmpty());
        status.set(
                problems.isEmpty()
                        ? "Ready: new clips are detected, tracked and scored by themselves."
                        : problems.get(0));
    }

    /** One sentence: what the choice means, or what is wrong with it. */
    ReadOnlyStringProperty statusProperty() {
        return status.getReadOnlyProperty();
    }

    ReadOnlyBooleanProperty faultyProperty() {
        return faulty.getReadOnlyProperty();
    }
}
