package org.spatialalign.app.shell;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.input.DragEvent;
import javafx.scene.input.TransferMode;
import org.spatialalign.app.fx.Dialogs;
import org.spatialalign.app.job.ProjectOpener;
import org.spatialalign.app.job.ProjectSession;
import org.spatialalign.engine.store.Project;

/** What files and folders dropped on the window mean: a project is opened, anything else is imported into one. */
public final class FileDrops {

    private final ProjectOpener opener;
    private final Dialogs dialogs;
    private final BiConsumer<List<Path>, Runnable> first;
    private final Consumer<List<Path>> importer;

    /**
     * @param first looks at files that are no project, and runs what it is given if they are nothing to it
     * @param importer asks what exactly is to be imported into the open project, and does it
     */
    public FileDrops(
            ProjectOpener opener,
            Dialogs dialogs,
            BiConsumer<List<Path>, Runnable> first,
            Consumer<List<Path>> importer) {
        this.first = first;
        this.opener = opener;
        this.dialogs = dialogs;
        this.importer = importer;
    }

    /** Listens on {@code target}; {@code hint} is shown while files hang over it. */
    void attach(Node target, Node hint) {
        target.addEventFilter(DragEvent.DRAG_OVER, event -> {
            if (event.getDragboard().hasFiles()) {
                event.acceptTransferModes(TransferMode.COPY);
                hint.setVisible(true);
                event.consume();
            }
        });
        target.addEventFilter(DragEvent.DRAG_EXITED_TARGET, event -> {
            if (event.getTarget() == target) {
                hint.setVisible(false);
            }
        });
        target.addEventFilter(DragEvent.DRAG_DROPPED, event -> {
            hint.setVisible(false);
            if (event.getDragboard().hasFiles()) {
                List<Path> files = event.getDragboard().getFiles().stream()
                        .map(File::toPath)
                        .toList();
                event.setDropCompleted(true);
                event.consume();
                dropped(files);
            }
        });
    }

    /** As if these had been dropped. */
    public void dropped(List<Path> files) {
        if (files.isEmpty()) {
            return;
        }
        if (files.size() == 1 && Project.isProject(files.get(0))) {
            opener.open(files.get(0));
        } else {
            first.accept(files, () -> bringIn(files));
        }
    }

    private void bringIn(List<Path> files) {
        ProjectSession session = opener.sessionProperty().get();
        if (session == null) {
            offerProject(files);
        } else if (session.project().readOnly()) {
            dialogs.info(
                    "Nothing can be imported here",
                    "The project " + session.project().name() + " is open read-only. Open one that can be written to.");
        } else {
            importer.accept(files);
        }
    }

    private void offerProject(List<Path> files) {
        Path beside = freeFolder(files.get(0).toAbsolutePath());
        String question = "No project is open. Clips live in a project: a folder that keeps copies of them with their "
                + "boxes and scores. Create one at " + beside + "?";
        List<String> ways = List.of("Create it there", "Choose another folder…");
        dialogs.choose("Create a project for these files?", question, ways).ifPresent(way -> {
            if (way == 0) {
                opener.create(beside, () -> importer.accept(files));
            } else {
                dialogs.chooseFolder("Choose an empty folder for the project", beside.getParent())
                        .ifPresent(folder -> opener.create(folder, () -> importer.accept(files)));
            }
        });
    }

    private static Path freeFolder(Path file) {
        Path wanted = file.resolveSibling("spatialalign-project");
        for (int i = 2; Files.exists(wanted); i++) {
            wanted = file.resolveSibling("spatialalign-project-" + i);
        }
        return wanted;
    }
}
