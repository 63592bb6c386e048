package org.spatialalign.engine.generate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;
import org.spatialalign.engine.golden.Golden;

/** A whole text-to-video model of a few thousand numbers, to be copied and damaged. */
public final class TinyModel {

    private TinyModel() {}

    /** The model itself; not to be changed. */
    public static Path folder() {
        return Golden.folder("wan-pipeline-tiny");
    }

    /** A copy of the model's own files. */
    public static Path copy(Path target) throws IOException {
        Path source = folder();
        try (Stream<Path> files = Files.walk(source)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path relative = source.relativize(file);
                boolean part =
                        relative.getNameCount() > 1 || relative.toString().equals("model_index.json");
                if (part) {
                    Path to = target.resolve(relative.toString());
                    Files.createDirectories(to.getParent());
                    Files.copy(file, to, StandardCopyOption.REPLACE_EXISTING);
                    if (!to.toFile().setWritable(true)) {
                        throw new IOException(to + " stays read-only");
                    }
                }
            }
        }
        return target;
    }

    /** Puts other text in place of some in a file. */
    public static void edit(Path file, String from, String to) throws IOException {
        String text = Files.readString(file);
        if (!text.contains(from)) {
            throw new IllegalArgumentException(file + " has no " + from);
        }
        Files.writeString(file, text.replace(from, to));
    }
}
