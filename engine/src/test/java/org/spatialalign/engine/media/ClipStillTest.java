package org.spatialalign.engine.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spatialalign.engine.core.CancelToken;
import org.spatialalign.engine.core.CancelledException;
import org.spatialalign.engine.core.Progress;

/** One picture of a clip is the same as that picture of the whole clip. */
class ClipStillTest {

    private final Path folder;

    ClipStillTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void equalsTheFrameOfTheWholeClip() throws Exception {
        Path file = folder.resolve("clip.mp4");
        try (ClipEncoder encoder = new ClipEncoder(file, 64, 48, 8)) {
            for (int i = 0; i < 5; i++) {
                ByteBuffer bgra = ByteBuffer.allocateDirect(4 * 64 * 48);
                while (bgra.hasRemaining()) {
                    bgra.putInt(0x000000ff | ((40 * i) << 16));
                }
                encoder.add(bgra.flip());
            }
        }
        ClipDecoder decoder = new ClipDecoder();
        CancelToken never = CancelToken.never();
        Clip clip = decoder.decode(file, DecodeOptions.scaled(32), Progress.Listener.NONE, never)
                .clip();
        for (int i = 0; i < 5; i++) {
            Frame still = decoder.still(file, i, 32, never);
            assertThat(still.index()).isEqualTo(i);
            assertThat(still.width()).isEqualTo(32);
            assertThat(still.bgra()).isEqualTo(clip.frame(i).bgra());
        }
        assertThat(decoder.still(file, 99, 32, never).bgra())
                .as("the last one of a shorter clip")
                .isEqualTo(clip.frame(4).bgra());
        CancelToken cancelled = new CancelToken();
        cancelled.cancel();
        assertThatThrownBy(() -> decoder.still(file, 3, 32, cancelled)).isInstanceOf(CancelledException.class);
        Path text = Files.writeString(folder.resolve("text.mp4"), "no video");
        assertThatThrownBy(() -> decoder.still(text, 0, 32, never)).isInstanceOf(MediaException.class);
    }
}
