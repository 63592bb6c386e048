package org.spatialalign.engine.job;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.spatialalign.engine.core.Folders;

/** A job's folder: {@code <id>.tmp} while it is unfinished, {@code <id>} when it is complete. */
final class JobFolder {

    private final Path complete;
    private final Path unfinished;

    JobFolder(Path complete) {
        this.complete = complete;
        this.unfinished = complete.resolveSibling(complete.getFileName() + ".tmp");
    }

    Path unfinished() {
        return unfinished;
    }

    /** Makes the folder ready for a run, with what an earlier run left. */
    void begin() throws IOException {
        // A process may have been killed after the folder was complete and before the row said so.
        if (Files.exists(complete) && !Files.exists(unfinished)) {
            Files.move(complete, unfinished);
        }
        Files.createDirectories(unfinished);
    }

    void complete() throws IOException {
        Folders.delete(complete);
        Files.move(unfinished, complete);
    }

    /** Forgets what an earlier run left. */
    void clear() throws IOException {
        Folders.delete(unfinished);
        Folders.delete(complete);
    }

    List<String> log() throws IOException {
        for (Path folder : List.of(unfinished, complete)) {
            try {
                return new String(Files.readAllBytes(folder.resolve(JobLog.FILE)), StandardCharsets.UTF_8)
                        .lines()
                        .toList();
            } catch (NoSuchFileException e) {
                // Then it is in the other, or there is none yet.
            }
        }
        return List.of();
    }
}
