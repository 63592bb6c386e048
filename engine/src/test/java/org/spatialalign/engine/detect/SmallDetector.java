package org.spatialalign.engine.detect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.spatialalign.engine.golden.Golden;

/** The fixture's detector, looking at small pictures: as untrained with them, and sooner done. */
public final class SmallDetector {

    private SmallDetector() {}

    /** Copies it into a folder, which is given back. */
    public static Path make(Path folder) throws IOException {
        Files.createDirectories(folder);
        try (Stream<Path> files = Files.list(Golden.folder("grounding-dino-tiny"))) {
            for (Path file : files.toList()) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
        }
        Path rule = folder.resolve(DetectorFolder.INPUT);
        Files.writeString(rule, Files.readString(rule).replace("\"shortest_edge\": 800", "\"shortest_edge\": 64"));
        return folder;
    }
}
