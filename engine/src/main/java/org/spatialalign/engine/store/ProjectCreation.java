package org.spatialalign.engine.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.spatialalign.engine.store.ProjectException.Reason;

/** Lays down a new project. The database appears last, under its final name and complete. */
final class ProjectCreation {

    private static final String UNFINISHED = ".project.db.part";

    /** What a killed attempt may have left, and what systems put into folders by themselves. */
    private static final Set<String> OURS = Set.of(
            UNFINISHED,
            UNFINISHED + "-journal",
            ProjectLock.FILE,
            ProjectFolder.CLIPS,
            ProjectFolder.THUMBNAILS,
            ProjectFolder.RUNS,
            ProjectFolder.LATENTS);

    private static final Set<String> IGNORED = Set.of(".DS_Store", "desktop.ini", "Thumbs.db", ".directory");

    private ProjectCreation() {}

    static void create(Path folder, Migrations migrations) throws ProjectException {
        Path root = folder.toAbsolutePath().normalize();
        requireFree(root);
        List<Path> newFolders = missing(root);
        ProjectFolder place = new ProjectFolder(root);
        Path unfinished = root.resolve(UNFINISHED);
        boolean done = false;
        try {
            Files.createDirectories(root);
            Files.deleteIfExists(unfinished);
            Files.deleteIfExists(root.resolve(UNFINISHED + "-journal"));
            place.createFolders();
            try (Connection connection = Connections.create(unfinished)) {
                migrations.create(connection);
            }
            Files.move(unfinished, place.database());
            done = true;
        } catch (SQLException e) {
            throw DatabaseErrors.of(place.database(), e);
        } catch (IOException e) {
            throw FileErrors.of(root, e);
        } finally {
            if (!done) {
                removeTraces(root, newFolders);
            }
        }
    }

    private static void requireFree(Path root) throws ProjectException {
        if (Project.isProject(root)) {
            throw new ProjectException(Reason.NOT_EMPTY, root + " is a project already; open it instead.");
        }
        if (!Files.exists(root)) {
            return;
        }
        if (!Files.isDirectory(root)) {
            throw new ProjectException(Reason.NOT_EMPTY, root + " is a file; a project needs a folder of its own.");
        }
        try (Stream<Path> content = Files.list(root)) {
            for (Path path : content.toList()) {
                if (!isOurs(path) && !IGNORED.contains(path.getFileName().toString())) {
                    throw new ProjectException(
                            Reason.NOT_EMPTY,
                            root + " is not empty (it holds " + path.getFileName()
                                    + "); a new project needs an empty folder, or one that does not exist yet.");
                }
            }
        } catch (IOException e) {
            throw FileErrors.of(root, e);
        }
    }

    private static boolean isOurs(Path path) throws IOException {
        if (!OURS.contains(path.getFileName().toString())) {
            return false;
        }
        if (!Files.isDirectory(path)) {
            return true;
        }
        // A folder of that name with something in it was not left by us.
        try (Stream<Path> content = Files.list(path)) {
            return content.findAny().isEmpty();
        }
    }

    /** The folders that will have to be made, the innermost first. */
    private static List<Path> missing(Path root) {
        List<Path> missing = new ArrayList<>();
        for (Path path = root; path != null && !Files.exists(path); path = path.getParent()) {
            missing.add(path);
        }
        return missing;
    }

    private static void removeTraces(Path root, List<Path> newFolders) {
        try {
            for (String name : OURS) {
                Files.deleteIfExists(root.resolve(name));
            }
            for (Path path : newFolders) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            // The first error is on its way to the caller; what is left is recognised as ours the next time.
        }
    }
}
