package org.spatialalign.engine.store;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.spatialalign.engine.core.AtomicFiles;
import org.spatialalign.engine.core.ContentHash;
import org.spatialalign.engine.store.ProjectException.Reason;

/** Where things lie in a project's folder. */
final class ProjectFolder {

    static final String DATABASE = "project.db";
    static final String CLIPS = "clips";
    static final String THUMBNAILS = "thumbnails";
    static final String RUNS = "runs";
    static final String LATENTS = "latents";

    private static final Pattern PART = Pattern.compile("\\..*\\.part(\\.[^.]*)?");
    private static final Pattern MARKER = Pattern.compile("\\.([0-9a-f]{64}\\.[^.]*)\\.adding");

    private final Path root;

    ProjectFolder(Path root) {
        this.root = root;
    }

    Path root() {
        return root;
    }

    Path database() {
        return root.resolve(DATABASE);
    }

    Path clips() {
        return root.resolve(CLIPS);
    }

    /** Throws for a path that leads out of the project. */
    Path resolve(String relativePath) {
        Path path = root.resolve(relativePath).normalize();
        if (!path.startsWith(root)) {
            throw new IllegalArgumentException(relativePath + " leads out of the project");
        }
        return path;
    }

    void createFolders() throws IOException {
        for (String name : List.of(CLIPS, THUMBNAILS, RUNS, LATENTS)) {
            Files.createDirectories(root.resolve(name));
        }
    }

    /** Names of the files in {@code clips/}; none if there is no such folder. */
    Set<String> clipFiles() throws ProjectException {
        return new HashSet<>(names(clips()));
    }

    /** The name under which a clip is kept: its hash and the ending it came with. */
    static String clipFileName(ContentHash hash, String originalName) {
        int dot = originalName.lastIndexOf('.');
        String ending = dot < 0 ? "" : originalName.substring(dot + 1).toLowerCase(java.util.Locale.ROOT);
        return hash.hex() + "." + (ending.matches("[a-z0-9]{1,8}") ? ending : "bin");
    }

    /** An empty file that says: the clip of this name is being added, and belongs to nobody until its row is there. */
    Path marker(String clipFileName) {
        return clips().resolve("." + clipFileName + ".adding");
    }

    /**
     * Copies a clip in, under a temporary name first, and checks that its content still is what was announced. Leaves
     * nothing behind when it fails.
     */
    void copyIn(Path file, ContentHash hash, Path target) throws ProjectException {
        try {
            long size = Files.size(file);
            // 0 also means "unknown", as in some containers; a disk that is really full then says so while writing.
            long usable = clips().toFile().getUsableSpace();
            if (usable > 0 && usable < size) {
                throw DatabaseErrors.diskFull(target, null);
            }
            AtomicFiles.<ProjectException>write(target, temporary -> {
                Files.copy(file, temporary, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
                if (!ContentHash.ofFile(temporary).equals(hash)) {
                    throw new ProjectException(
                            Reason.CONFLICT,
                            file + " changed while it was being imported. Import it again when nothing writes to it.");
                }
            });
        } catch (IOException e) {
            throw FileErrors.of(e instanceof NoSuchFileException ? file : target, e);
        }
    }

    /** Removes what a killed process left: temporary files, and clips whose row was never written. */
    void cleanUp(Set<String> clipFilesWithRow) throws ProjectException {
        try {
            for (String name : names(clips())) {
                var marker = MARKER.matcher(name);
                if (marker.matches()) {
                    if (!clipFilesWithRow.contains(marker.group(1))) {
                        Files.deleteIfExists(clips().resolve(marker.group(1)));
                    }
                    Files.deleteIfExists(clips().resolve(name));
                }
            }
            for (Path folder :
                    List.of(root, clips(), root.resolve(THUMBNAILS), root.resolve(RUNS), root.resolve(LATENTS))) {
                for (String name : names(folder)) {
                    if (PART.matcher(name).matches()) {
                        Files.deleteIfExists(folder.resolve(name));
                    }
                }
            }
        } catch (IOException e) {
            throw FileErrors.of(root, e);
        }
    }

    private static List<String> names(Path folder) throws ProjectException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            for (Path path : stream) {
                names.add(path.getFileName().toString());
            }
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException | java.nio.file.DirectoryIteratorException e) {
            throw FileErrors.of(folder, e instanceof IOException io ? io : new IOException(e.getCause()));
        }
        return names;
    }
}
