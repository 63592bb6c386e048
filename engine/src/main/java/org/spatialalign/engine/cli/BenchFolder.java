package org.spatialalign.engine.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.spatialalign.engine.core.Folders;

/** A temporary folder that goes when it is closed. */
record BenchFolder(Path path) implements AutoCloseable {

    static BenchFolder make() throws IOException {
        return new BenchFolder(Files.createTempDirectory("spatialalign-bench"));
    }

    @Override
    public void close() throws IOException {
        Folders.delete(path);
    }
}
