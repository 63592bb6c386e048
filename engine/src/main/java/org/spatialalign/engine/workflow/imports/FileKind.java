package org.spatialalign.engine.workflow.imports;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** What a file probably is, by its ending and its first bytes. */
enum FileKind {
    CLIP,
    PROMPTS,
    SEEDS,
    DETECTIONS,
    BOXES,
    OTHER;

    private static final Set<String> VIDEO = Set.of("mp4", "m4v", "mov", "webm", "mkv", "avi", "gif");

    /** Enough for the header of a list and the first lines of anything else. */
    private static final int HEAD = 4096;

    static FileKind of(Path file) {
        String ending = ending(file);
        if (VIDEO.contains(ending)) {
            return CLIP;
        }
        return switch (ending) {
            case "pkl", "pickle" -> DETECTIONS;
            case "csv" -> head(file).toLowerCase(Locale.ROOT).contains("prompt_id") ? PROMPTS : OTHER;
            case "json" -> isSeeds(head(file)) ? SEEDS : isCoco(head(file)) ? BOXES : OTHER;
            case "xml" -> head(file).contains("<annotations") ? BOXES : OTHER;
            case "txt" -> isMot(head(file)) ? BOXES : OTHER;
            default -> OTHER;
        };
    }

    private static boolean isSeeds(String head) {
        String text = head.strip();
        return text.startsWith("[") && text.contains("\"clip\"") && text.contains("\"frame\"");
    }

    private static boolean isCoco(String head) {
        return head.strip().startsWith("{")
                && Stream.of("info", "licenses", "categories", "videos", "images", "annotations")
                        .anyMatch(list -> head.matches("(?s)\\s*\\{\\s*\"" + list + "\"\\s*:\\s*[\\[{].*"));
    }

    private static boolean isMot(String head) {
        String first = head.lines().filter(line -> !line.isBlank()).findFirst().orElse("");
        return first.matches("\\s*\\d+\\s*,\\s*\\d+\\s*(,\\s*-?[0-9.eE+-]+\\s*){4,}");
    }

    static boolean isVideo(Path file) {
        return VIDEO.contains(ending(file));
    }

    private static String ending(Path file) {
        Path fileName = file.getFileName();
        String name = fileName == null ? "" : fileName.toString();
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    private static String head(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            // Without zeros, the ASCII part of UTF-16 reads like UTF-8.
            return new String(in.readNBytes(HEAD), StandardCharsets.UTF_8).replace("\0", "");
        } catch (IOException e) {
            return "";
        }
    }

    /** The file itself, or all files in the folder and below, without hidden ones, ordered by path. */
    static List<Path> filesUnder(Path path) {
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        List<Path> files = new ArrayList<>();
        try {
            Files.walkFileTree(path, new SimpleFileVisitor<Path>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    return isHidden(folder) && !folder.equals(path)
                            ? FileVisitResult.SKIP_SUBTREE
                            : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (!isHidden(file) && Files.isRegularFile(file)) {
                        files.add(file);
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException e) {
                    // It stays on the list, so that reading it says what is wrong.
                    files.add(file);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            return List.of(path);
        }
        Collections.sort(files);
        return files;
    }

    private static boolean isHidden(Path file) {
        Path name = file.getFileName();
        return name != null && name.toString().startsWith(".");
    }
}
