package org.spatialalign.engine.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import javax.imageio.ImageIO;
import org.bytedeco.ffmpeg.global.avutil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.spatialalign.engine.core.CancelToken;
import org.spatialalign.engine.core.Progress;

class ClipDecoderTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path folder;

    @Test
    void theBarTellsTheIndex() throws Exception {
        Clip clip = TestClips.decode(TestClips.write(folder.resolve("a.mp4"), 16, 64, 48))
                .clip();
        for (Frame frame : clip.frames()) {
            assertThat(green(frame.argb(frame.index() * 4 + 2, 24)))
                    .as("bar in frame %d", frame.index())
                    .isGreaterThan(180);
            assertThat(green(frame.argb((frame.index() * 4 + 34) % 64, 24))).isLessThan(110);
        }
    }

    @Test
    void oneFrame() throws Exception {
        DecodedClip decoded = TestClips.decode(TestClips.write(folder.resolve("one.mp4"), 1, 32, 32));
        assertThat(decoded.problem()).isEmpty();
        assertThat(decoded.clip().info()).isEqualTo(new VideoInfo(32, 32, 16, 1));
    }

    @Test
    void smallerPicturesKeepTheShape() throws Exception {
        Path file = TestClips.write(folder.resolve("a.mp4"), 4, 160, 96);
        Clip clip = new ClipDecoder()
                .decode(file, DecodeOptions.scaled(50), Progress.Listener.NONE, CancelToken.never())
                .clip();
        assertThat(clip.info()).isEqualTo(new VideoInfo(160, 96, 16, 4));
        assertThat(List.of(clip.frame(3).width(), clip.frame(3).height())).isEqualTo(List.of(50, 30));
        assertThat(clip.scale()).isEqualTo(50 / 160.0);
        Clip notEnlarged = new ClipDecoder()
                .decode(file, DecodeOptions.scaled(500), Progress.Listener.NONE, CancelToken.never())
                .clip();
        assertThat(notEnlarged.scale()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"65, 48", "64, 47", "33, 51", "101, 67"})
    void oddSizesAreDecodedToTheLastPixel(int width, int height) throws Exception {
        Clip clip = TestClips.decode(Recorded.lossless(avutil.AV_PIX_FMT_YUV420P, width, height, 2)
                        .write(folder.resolve("odd.mkv")))
                .clip();
        assertThat(clip.info().width()).isEqualTo(width);
        assertThat(clip.info().height()).isEqualTo(height);
        Frame frame = clip.frame(0);
        assertBlue(frame.argb(width - 1, height - 1));
        assertRed(frame.argb(0, 0));
        assertThat(alphas(frame)).containsOnly(255);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 64, 48, 0, 0, 63, 47",
        "90, 48, 64, 47, 0, 0, 63",
        "180, 64, 48, 63, 47, 0, 0",
        "270, 48, 64, 0, 63, 47, 0"
    })
    void rotationMetadataIsApplied(int degrees, int width, int height, int redX, int redY, int blueX, int blueY)
            throws Exception {
        Path file = Recorded.rotated(degrees).write(folder.resolve("turned.mp4"));
        Clip clip = TestClips.decode(file).clip();
        assertThat(clip.info()).isEqualTo(new VideoInfo(width, height, 10, 3));
        assertThat(new ClipDecoder().probe(file).info()).isEqualTo(clip.info());
        assertRed(clip.frame(1).argb(redX, redY));
        assertBlue(clip.frame(1).argb(blueX, blueY));
        Clip small = new ClipDecoder()
                .decode(file, DecodeOptions.scaled(24), Progress.Listener.NONE, CancelToken.never())
                .clip();
        assertThat(small.frame(0).width()).isEqualTo(24);
        assertThat(small.frame(0).height()).isEqualTo(24 * height / width);
        assertRed(small.frame(1)
                .argb(redX * 23 / (width - 1), redY * (small.frame(0).height() - 1) / (height - 1)));
    }

    @ParameterizedTest
    @ValueSource(ints = {avutil.AV_PIX_FMT_GRAY8, avutil.AV_PIX_FMT_BGRA, avutil.AV_PIX_FMT_YUVA420P})
    void otherPixelFormatsComeOutOpaque(int pixelFormat) throws Exception {
        Path file = Recorded.lossless(pixelFormat, 64, 48, 3).write(folder.resolve("a.mkv"));
        Clip clip = TestClips.decode(file).clip();
        assertThat(clip.frameCount()).isEqualTo(3);
        assertThat(alphas(clip.frame(2))).containsOnly(255);
        if (pixelFormat == avutil.AV_PIX_FMT_GRAY8) {
            int grey = clip.frame(0).argb(5, 5);
            assertThat(grey & 0xff).isEqualTo(green(grey)).isEqualTo((grey >> 16) & 0xff);
        } else {
            assertRed(clip.frame(0).argb(5, 5));
        }
    }

    @Test
    void unevenTimesNeitherDropNorRepeatFrames() throws Exception {
        Clip clip = TestClips.decode(Recorded.uneven().write(folder.resolve("vfr.mkv")))
                .clip();
        assertThat(clip.frameCount()).isEqualTo(12);
        assertThat(clip.frames().stream().map(f -> green(f.argb(60, 5))).distinct())
                .hasSize(12);
    }

    @Test
    void namesWithColonsSpacesAndAccents() throws Exception {
        Path file = TestClips.write(folder.resolve("http: a b's 100%.mp4"), 2, 32, 32);
        assertThat(TestClips.decode(file).clip().frameCount()).isEqualTo(2);
    }

    @Test
    void thumbnailsAreSmallJpegs() throws Exception {
        Frame frame = TestClips.bar(2, 200, 100);
        Path file = folder.resolve("thumbs/t.jpg");
        Thumbnails.write(frame, file, 80);
        var image = Objects.requireNonNull(ImageIO.read(file.toFile()));
        assertThat(List.of(image.getWidth(), image.getHeight())).isEqualTo(List.of(80, 40));
        assertThat(Files.size(file)).isLessThan(5_000);
        Thumbnails.write(frame, file, 500);
        assertThat(Objects.requireNonNull(ImageIO.read(file.toFile())).getWidth())
                .isEqualTo(200);
    }

    private static int green(int argb) {
        return (argb >> 8) & 0xff;
    }

    private static void assertRed(int argb) {
        assertThat((argb >> 16) & 0xff).isGreaterThan(170);
        assertThat(argb & 0xff).isLessThan(90);
    }

    private static void assertBlue(int argb) {
        assertThat(argb & 0xff).isGreaterThan(110);
        assertThat((argb >> 16) & 0xff).isLessThan(90);
    }

    private static List<Integer> alphas(Frame frame) {
        return java.util.stream.IntStream.range(0, frame.width() * frame.height())
                .mapToObj(i -> frame.bgra().get(4 * i + 3) & 0xff)
                .distinct()
                .toList();
    }
}
