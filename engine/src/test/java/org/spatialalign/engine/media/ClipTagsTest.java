package org.spatialalign.engine.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spatialalign.engine.media.ClipEncoder.EncodeOptions;

class ClipTagsTest {

    @Test
    void longTextOfAnyScriptComesBackWhole(@TempDir Path folder) throws Exception {
        String json = "{\"prompt\":\"Eine Kätze 一只猫 🐈 'and' \\\"quotes\\\"\\n\",\"x\":\"" + "0123456789".repeat(2000)
                + "\"}";
        Path file = folder.resolve("a.mp4");
        Map<String, String> tags = Map.of("comment", json, "title", "Katze");
        ClipEncoder.write(file, 32, 32, 16, EncodeOptions.withMetadata(tags), encoder -> {
            for (int i = 0; i < 3; i++) {
                encoder.add(TestClips.bar(i, 32, 32).bgra());
            }
        });
        assertThat(ClipTags.read(file)).containsAllEntriesOf(tags);
        Path same = folder.resolve("b.mp4");
        ClipEncoder.write(same, 32, 32, 16, EncodeOptions.withMetadata(tags), encoder -> {
            for (int i = 0; i < 3; i++) {
                encoder.add(TestClips.bar(i, 32, 32).bgra());
            }
        });
        assertThat(same).hasSameBinaryContentAs(file);
    }

    @Test
    void aClipWithoutTagsHasNoComment(@TempDir Path folder) throws Exception {
        Path file = TestClips.write(folder.resolve("a.mp4"), 2, 32, 32);
        assertThat(ClipTags.read(file)).doesNotContainKey("comment");
        Path text = Files.writeString(folder.resolve("b.mp4"), "no video");
        assertThatThrownBy(() -> ClipTags.read(text)).isInstanceOf(MediaException.class);
    }
}
