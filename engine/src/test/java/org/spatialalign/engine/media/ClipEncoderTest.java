package org.spatialalign.engine.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spatialalign.engine.core.CancelledException;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.media.ClipEncoder.EncodeOptions;

class ClipEncoderTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path folder;

    @ParameterizedTest
    @CsvSource({"64, 48, 64, 48", "65, 49, 66, 50", "33, 20, 34, 20", "1, 1, 16, 16"})
    void writesEveryFrameAndPadsOddSizes(int width, int height, int codedWidth, int codedHeight) throws Exception {
        Path file = folder.resolve("deep/in").resolve("a.mp4");
        try (ClipEncoder encoder = new ClipEncoder(file, width, height, 16)) {
            for (int i = 0; i < 10; i++) {
                encoder.add(TestClips.bar(i, width, height).bgra());
            }
        }
        Clip clip = TestClips.decode(file).clip();
        assertThat(clip.info()).isEqualTo(new VideoInfo(codedWidth, codedHeight, 16, 10));
        assertThat(filesIn(folder.resolve("deep/in"))).containsExactly("a.mp4");
    }

    @Test
    void coloursSurvive() throws Exception {
        Path file = folder.resolve("colours.mp4");
        int[] colours = {0xffc02020, 0xff20a040, 0xff3050d0, 0xffe0e0e0};
        try (ClipEncoder encoder = new ClipEncoder(file, 64, 64, 8)) {
            for (int colour : colours) {
                encoder.add(Picture.blank(64, 64, colour).bgra());
            }
        }
        Clip clip = TestClips.decode(file).clip();
        for (int i = 0; i < colours.length; i++) {
            int got = clip.frame(i).argb(30, 30);
            for (int shift = 0; shift <= 24; shift += 8) {
                assertThat((got >> shift) & 0xff)
                        .as("frame %d, bits from %d", i, shift)
                        .isCloseTo((colours[i] >> shift) & 0xff, org.assertj.core.data.Offset.offset(6));
            }
        }
    }

    @Test
    void metadataAndFrontIndexAreInTheFile() throws Exception {
        Path file = folder.resolve("m.mp4");
        EncodeOptions options = EncodeOptions.withMetadata(Map.of("title", "Ärger", "comment", "{\"seed\":7}"));
        ClipEncoder.write(
                file,
                32,
                32,
                10,
                options,
                encoder -> encoder.add(TestClips.bar(0, 32, 32).bgra()));
        String bytes = new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(bytes).contains("Ärger", "{\"seed\":7}");
        assertThat(bytes.indexOf("moov")).isLessThan(bytes.indexOf("mdat"));
    }

    @Test
    void aFailureLeavesTheOldFileAndNothingElse() throws Exception {
        Path file = folder.resolve("kept.mp4");
        Files.writeString(file, "old");
        assertThatThrownBy(() -> ClipEncoder.write(file, 32, 32, 10, EncodeOptions.DEFAULT, encoder -> {
                    encoder.add(TestClips.bar(0, 32, 32).bgra());
                    throw new CancelledException();
                }))
                .isInstanceOf(CancelledException.class);
        assertThat(file).hasContent("old");
        assertThat(filesIn(folder)).containsExactly("kept.mp4");
    }

    @Test
    void noFramesMakeNoFile() throws Exception {
        Path file = folder.resolve("none.mp4");
        ClipEncoder encoder = new ClipEncoder(file, 32, 32, 10);
        assertThatThrownBy(encoder::close)
                .isInstanceOf(WorkbenchException.class)
                .hasMessageContaining("none.mp4")
                .hasMessageContaining("no frame");
        assertThat(filesIn(folder)).isEmpty();
    }

    @Test
    void aFolderInTheWayIsNamed() throws Exception {
        Path inTheWay = Files.createDirectory(folder.resolve("x.mp4"));
        assertThatThrownBy(() -> new ClipEncoder(inTheWay, 32, 32, 10))
                .isInstanceOf(WorkbenchException.class)
                .hasMessageContaining("x.mp4 cannot be written");
    }

    private static java.util.List<String> filesIn(Path folder) throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(f -> f.getFileName().toString()).sorted().toList();
        }
    }
}
