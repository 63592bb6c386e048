package org.spatialalign.engine.core;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Files that are either whole or absent: written under a temporary name beside their place, forced to disk, renamed.
 * A kill in the middle leaves at most a {@code *.part} file, which never looks like a finished one.
 */
public final class AtomicFiles {

    private AtomicFiles() {}

    /** Writes a file's content to the path it is given. */
    @FunctionalInterface
    public interface Writer<X extends Exception> {
        void writeTo(Path temporary) throws IOException, X;
    }

    /**
     * Runs {@code writer} on a temporary path beside {@code target}, then moves the result into place, replacing what
     * was there. If the writer fails, nothing is left and the old file stays as it was.
     */
    public static <X extends Exception> void write(Path target, Writer<X> writer) throws IOException, X {
        Path temporary = temporaryBeside(target);
        try {
            writer.writeTo(temporary);
            try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            move(temporary, target);
            forceFolder(Objects.requireNonNull(temporary.getParent()));
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** Makes the new name last through a power cut, where the system can (Windows has no such call). */
    private static void forceFolder(Path folder) throws IOException {
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    /**
     * Makes an empty file under a temporary name beside {@code target}, with the permissions every new file gets. Who
     * asks for it removes it or moves it into place.
     */
    public static Path temporaryBeside(Path target) throws IOException {
        Path parent = target.toAbsolutePath().getParent();
        if (parent == null) {
            throw new IOException(target + " is not a place for a file");
        }
        Files.createDirectories(parent);
        String name = target.getFileName().toString();
        int dot = name.lastIndexOf('.');
        // The ending stays last: encoders choose the container by it.
        String ending = ".part" + (dot > 0 ? name.substring(dot) : "");
        // Files.createTempFile would hide the finished file from the other people who share the folder.
        return Files.createFile(parent.resolve("." + name + "." + UUID.randomUUID() + ending));
    }

    /** Deletes what killed processes left beside {@code target} of their attempts to write it. */
    public static void removeLeftovers(Path target) throws IOException {
        Path parent = target.toAbsolutePath().getParent();
        if (parent == null || !Files.isDirectory(parent)) {
            return;
        }
        String start = "." + target.getFileName() + ".";
        List<Path> leftovers;
        try (Stream<Path> files = Files.list(parent)) {
            leftovers = files.filter(file -> {
                        String name = file.getFileName().toString();
                        return name.startsWith(start)
                                && name.substring(start.length()).contains(".part");
                    })
                    .toList();
        }
        for (Path leftover : leftovers) {
            Files.deleteIfExists(leftover);
        }
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
