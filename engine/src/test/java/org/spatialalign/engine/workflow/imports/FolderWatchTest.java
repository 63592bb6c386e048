package org.spatialalign.engine.workflow.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spatialalign.engine.core.WorkbenchException;

class FolderWatchTest {

    @Test
    void reportsAClipOnceItNoLongerGrows(@TempDir Path folder) throws Exception {
        FolderWatch watch = new FolderWatch(folder);
        Path clip = Files.writeString(folder.resolve("a.mp4"), "begun");
        Files.writeString(folder.resolve("notes.txt"), "nothing");
        Files.createFile(folder.resolve("empty.mp4"));
        assertThat(watch.look()).isEmpty();
        Files.writeString(clip, "begun and ended");
        assertThat(watch.look()).isEmpty();
        assertThat(watch.look()).containsExactly(clip);
        assertThat(watch.look()).isEmpty();
        Files.writeString(clip, "made once more");
        assertThat(watch.look()).isEmpty();
        assertThat(watch.look()).containsExactly(clip);
    }

    @Test
    void saysThatTheFolderIsGoneAndGoesOnWhenItIsBack(@TempDir Path temporary) throws Exception {
        Path folder = Files.createDirectory(temporary.resolve("clips"));
        FolderWatch watch = new FolderWatch(folder);
        assertThat(watch.look()).isEmpty();
        Files.delete(folder);
        assertThatThrownBy(watch::look)
                .isInstanceOf(WorkbenchException.class)
                .hasMessageContaining("not there any more");
        Files.createDirectory(folder);
        Files.writeString(folder.resolve("a.mp4"), "clip");
        assertThat(watch.look()).isEmpty();
        assertThat(watch.look()).containsExactly(folder.resolve("a.mp4"));
    }
}
