package org.spatialalign.engine.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFilesTest {

    @Test
    void leftoversOfOneFileGoAndNothingElse(@TempDir Path folder) throws Exception {
        Path target = folder.resolve("a.mp4");
        Path leftover = AtomicFiles.temporaryBeside(target);
        Path others = AtomicFiles.temporaryBeside(folder.resolve("b.mp4"));
        Files.writeString(target, "whole");
        AtomicFiles.removeLeftovers(target);
        assertThat(leftover).doesNotExist();
        assertThat(others).exists();
        assertThat(target).hasContent("whole");
        AtomicFiles.removeLeftovers(folder.resolve("nowhere/a.mp4"));
    }
}
