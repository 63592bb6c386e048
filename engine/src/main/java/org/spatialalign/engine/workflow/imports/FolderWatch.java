package org.spatialalign.engine.workflow.imports;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.spatialalign.engine.core.FileFault;
import org.spatialalign.engine.core.WorkbenchException;

/**
 * A folder into which another program writes clips. It is looked at again and again rather than listened to: what
 * systems report of network disks cannot be relied on. A file counts as finished when two looks find it the same. One
 * thread at a time.
 */
public final class FolderWatch {

    private record Stamp(long bytes, long changed) {}

    private final Path folder;
    private final Set<Path> reported = new HashSet<>();
    private Map<Path, Stamp> before = Map.of();

    public FolderWatch(Path folder) {
        this.folder = folder;
    }

    public Path folder() {
        return folder;
    }

    /**
     * The clips that have become complete since the last look; each is reported once, and again after it changed.
     *
     * @throws WorkbenchException when the folder is not there, or cannot be read; a later look may succeed
     */
    public List<Path> look() throws WorkbenchException {
        Map<Path, Stamp> now = new HashMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(FileKind::isVideo).sorted().toList()) {
                stamp(file, now);
            }
        } catch (IOException | UncheckedIOException e) {
            before = Map.of();
            throw gone(e);
        }
        List<Path> finished = new ArrayList<>();
        now.forEach((file, stamp) -> {
            if (!stamp.equals(before.get(file))) {
                reported.remove(file);
            } else if (stamp.bytes() > 0 && reported.add(file)) {
                finished.add(file);
            }
        });
        before = now;
        finished.sort(null);
        return finished;
    }

    private static void stamp(Path file, Map<Path, Stamp> into) throws IOException {
        try {
            BasicFileAttributes facts = Files.readAttributes(file, BasicFileAttributes.class);
            if (facts.isRegularFile()) {
                into.put(file, new Stamp(facts.size(), facts.lastModifiedTime().toMillis()));
            }
        } catch (NoSuchFileException e) {
            // Renamed or removed between listing and looking; the next look sees what became of it.
        }
    }

    private WorkbenchException gone(Exception problem) {
        if (Files.isDirectory(folder)) {
            String why =
                    problem instanceof IOException io ? FileFault.reason(io) : String.valueOf(problem.getMessage());
            return new WorkbenchException("the watched folder " + folder + " cannot be read: " + why, problem);
        }
        return new WorkbenchException(
                "the watched folder " + folder + " is not there any more; put it back or choose another. The clips that"
                        + " were taken into the project are safe",
                problem);
    }
}
