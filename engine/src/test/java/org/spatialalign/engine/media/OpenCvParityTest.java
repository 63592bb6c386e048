package org.spatialalign.engine.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.zip.CRC32;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every frame of the published clips has OpenCV's index, size and colours, bit by bit. */
class OpenCvParityTest {

    private static final Path CLIPS = Path.of("../../shared/published/clips");

    record Expected(String clip, VideoInfo info, List<String> checksums) {
        @Override
        public String toString() {
            return clip;
        }
    }

    static List<Expected> clips() throws IOException {
        try (InputStream in = Objects.requireNonNull(OpenCvParityTest.class.getResourceAsStream("opencv_frames.txt"));
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(OpenCvParityTest::expected)
                    .toList();
        }
    }

    private static Expected expected(String line) {
        List<String> words = List.of(line.split(" "));
        VideoInfo info = new VideoInfo(
                Integer.parseInt(words.get(1)),
                Integer.parseInt(words.get(2)),
                Double.parseDouble(words.get(3)),
                Integer.parseInt(words.get(4)));
        return new Expected(words.get(0), info, words.subList(5, words.size()));
    }

    @ParameterizedTest
    @MethodSource("clips")
    void publishedClipsDecodeAsInOpenCv(Expected expected) throws Exception {
        Path file = CLIPS.resolve(expected.clip());
        assumeTrue(Files.isRegularFile(file), "the published clips are not here");
        DecodedClip decoded = TestClips.decode(file);
        assertThat(decoded.problem()).isEmpty();
        assertThat(decoded.clip().info()).isEqualTo(expected.info());
        assertThat(new ClipDecoder().probe(file)).isEqualTo(new ProbedClip(expected.info(), decoded.problem()));
        String processor = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
        assumeTrue(processor.equals("amd64"), "other processors round colours differently");
        assertThat(decoded.clip().frames().stream().map(OpenCvParityTest::checksum))
                .isEqualTo(expected.checksums());
    }

    private static String checksum(Frame frame) {
        ByteBuffer bgra = frame.bgra();
        byte[] bgr = new byte[3 * frame.width() * frame.height()];
        for (int i = 0; i < bgr.length; i++) {
            bgr[i] = bgra.get(i / 3 * 4 + i % 3);
        }
        CRC32 crc = new CRC32();
        crc.update(bgr);
        return String.format(Locale.ROOT, "%08x", crc.getValue());
    }
}
