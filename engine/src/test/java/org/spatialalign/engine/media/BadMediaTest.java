package org.spatialalign.engine.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bytedeco.ffmpeg.global.avutil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spatialalign.engine.core.CancelToken;
import org.spatialalign.engine.core.CancelledException;
import org.spatialalign.engine.core.Progress;
import org.spatialalign.engine.media.MediaProblem.Kind;

/** Whatever is in a file, the answer is frames or a message that names the file and says what to do. */
class BadMediaTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path folder;

    @Test
    void missingFile() {
        Path file = folder.resolve("gone.mp4");
        refuses(file, Kind.UNREADABLE, "does not exist", "Check the path");
    }

    @Test
    void folderInsteadOfAFile() throws Exception {
        Path file = Files.createDirectory(folder.resolve("clips.mp4"));
        refuses(file, Kind.UNREADABLE, "is a folder", "Choose the files");
    }

    @Test
    void notPermitted() throws Exception {
        Path file = TestClips.write(folder.resolve("secret.mp4"), 2, 32, 32);
        boolean set = file.toFile().setReadable(false, false);
        assumeFalse(!set || Files.isReadable(file), "this user may read everything");
        refuses(file, Kind.UNREADABLE, "may not be read", "permission");
    }

    @Test
    void zeroBytes() throws Exception {
        refuses(Files.createFile(folder.resolve("zero.mp4")), Kind.EMPTY_FILE, "0 bytes", "again");
    }

    @Test
    void text() throws Exception {
        Path file = Files.writeString(folder.resolve("notes.mp4"), "a cat is on the left of a chair\n".repeat(500));
        refuses(file, Kind.NOT_A_VIDEO, "not a video", "convert");
    }

    @Test
    void playlistsAreNotFollowed() throws Exception {
        Path clip = TestClips.write(folder.resolve("a.mp4"), 3, 32, 32);
        Path list = Files.writeString(folder.resolve("list.mp4"), "ffconcat version 1.0\nfile '" + clip + "'\n");
        refuses(list, Kind.NOT_A_VIDEO, "not a video");
        Path m3u = Files.writeString(
                folder.resolve("m3u.mp4"), "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n" + clip + "\n");
        refuses(m3u, Kind.NOT_A_VIDEO, "not a video");
    }

    @Test
    void stillPicture() throws Exception {
        Path file = folder.resolve("still.png");
        Picture.blank(40, 30, 0xff336699).writePng(file);
        refuses(file, Kind.NOT_A_VIDEO, "not a video");
    }

    @Test
    void noise() throws Exception {
        byte[] bytes = new byte[50_000];
        new Random(5).nextBytes(bytes);
        refuses(Files.write(folder.resolve("noise.mp4"), bytes), Kind.NOT_A_VIDEO, "not a video");
    }

    @Test
    void soundOnly() throws Exception {
        Path file = Recorded.sound(folder.resolve("sound.mp4"));
        refuses(file, Kind.NO_VIDEO_STREAM, "no video stream", "moving pictures");
    }

    @Test
    void truncatedWithIndexInFrontGivesTheFramesBeforeTheBreak() throws Exception {
        Path whole = TestClips.write(folder.resolve("whole.mp4"), 40, 160, 120);
        byte[] bytes = Files.readAllBytes(whole);
        Path file = Files.write(folder.resolve("cut.mp4"), Arrays.copyOf(bytes, bytes.length * 2 / 3));
        DecodedClip decoded = TestClips.decode(file);
        int readable = decoded.clip().frameCount();
        assertThat(readable).isBetween(5, 39);
        Clip complete = TestClips.decode(whole).clip();
        for (int i = 0; i < readable; i++) {
            assertThat(decoded.clip().frame(i)).isEqualTo(complete.frame(i));
        }
        MediaProblem problem = decoded.problem().orElseThrow();
        assertThat(problem.kind()).isEqualTo(Kind.TRUNCATED);
        assertThat(problem.message()).contains("cut.mp4", readable + " of 40 frames", "after frame " + (readable - 1));
        assertThat(new ClipDecoder().probe(file))
                .isEqualTo(new ProbedClip(decoded.clip().info(), decoded.problem()));
    }

    @Test
    void truncatedBeforeTheFirstFrame() throws Exception {
        Path whole = TestClips.write(folder.resolve("whole.mp4"), 5, 160, 120);
        byte[] bytes = Files.readAllBytes(whole);
        int mdat = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("mdat");
        Path file = Files.write(folder.resolve("head.mp4"), Arrays.copyOf(bytes, mdat + 4 + 20));
        refuses(file, Kind.TRUNCATED, "before its first frame");
    }

    @Test
    void mp4WithoutItsIndex() throws Exception {
        Path whole = TestClips.write(folder.resolve("whole.mp4"), 5, 160, 120);
        byte[] bytes = Files.readAllBytes(whole);
        Path file = Files.write(folder.resolve("ftyp.mp4"), Arrays.copyOf(bytes, 40));
        refuses(file, Kind.TRUNCATED, "moov", "interrupted");
    }

    @Test
    void aCutFileIsNeverTakenForAWholeOne() throws Exception {
        byte[] bytes = Files.readAllBytes(TestClips.write(folder.resolve("whole.mp4"), 12, 64, 48));
        for (int length = 1; length < bytes.length; length += Math.max(1, bytes.length / 97)) {
            Path file = Files.write(folder.resolve("cut" + length + ".mp4"), Arrays.copyOf(bytes, length));
            try {
                DecodedClip decoded = TestClips.decode(file);
                assertThat(decoded.problem()).as("cut at %d", length).isPresent();
                assertThat(decoded.clip().frameCount()).isLessThan(12);
            } catch (MediaException e) {
                assertThat(e).as("cut at %d", length).hasMessageContaining(file.toString());
            }
        }
    }

    @Test
    void damagedBytesNeverEscapeAsSomethingElse() throws Exception {
        byte[] bytes = Files.readAllBytes(TestClips.write(folder.resolve("whole.mp4"), 12, 64, 48));
        Random random = new Random(11);
        for (int round = 0; round < 150; round++) {
            byte[] damaged = bytes.clone();
            for (int i = 0; i < 8; i++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            Path file = Files.write(folder.resolve("damaged.mp4"), damaged);
            try {
                assertThat(TestClips.decode(file).clip().frameCount()).isPositive();
            } catch (MediaException e) {
                assertThat(e).hasMessageContaining(file.toString());
            }
        }
    }

    @Test
    void damageInTheMiddleEndsTheClipThere() throws Exception {
        Path file = TestClips.write(folder.resolve("damaged.mp4"), 40, 160, 120);
        byte[] bytes = Files.readAllBytes(file);
        Arrays.fill(bytes, bytes.length / 2, bytes.length / 2 + 400, (byte) 0xff);
        Files.write(file, bytes);
        DecodedClip decoded = TestClips.decode(file);
        assertThat(decoded.clip().frameCount()).isLessThan(40);
        assertThat(decoded.problem().orElseThrow().kind()).isEqualTo(Kind.TRUNCATED);
    }

    @Test
    void truncatedMatroska() throws Exception {
        Path whole = Recorded.lossless(avutil.AV_PIX_FMT_YUV420P, 64, 48, 30).write(folder.resolve("whole.mkv"));
        byte[] bytes = Files.readAllBytes(whole);
        Path file = Files.write(folder.resolve("cut.mkv"), Arrays.copyOf(bytes, bytes.length / 2));
        DecodedClip decoded = TestClips.decode(file);
        assertThat(decoded.clip().frameCount()).isBetween(5, 25);
        assertThat(decoded.problem().orElseThrow().kind()).isEqualTo(Kind.TRUNCATED);
        assertThat(TestClips.decode(whole).problem()).isEmpty();
    }

    @Test
    void tenThousandFramesAreRefusedBeforeTheyAreDecoded() throws Exception {
        Path file = TestClips.write(folder.resolve("long.mp4"), 10_000, 16, 16);
        refuses(file, Kind.TOO_MANY_FRAMES, "10000 frames", "at most 2000", "Cut it");
        assertThat(new ClipDecoder()
                        .decode(file, new DecodeOptions(0, 10_000), Progress.Listener.NONE, CancelToken.never())
                        .clip()
                        .frameCount())
                .isEqualTo(10_000);
    }

    @Test
    void tooManyFramesAreNoticedAlsoWithoutACountInTheHeader() throws Exception {
        Path file = Recorded.lossless(avutil.AV_PIX_FMT_GRAY8, 64, 48, 30).write(folder.resolve("long.mkv"));
        assertThatThrownBy(() -> new ClipDecoder()
                        .decode(file, new DecodeOptions(0, 20), Progress.Listener.NONE, CancelToken.never()))
                .isInstanceOf(MediaException.class)
                .hasMessageContaining("more than 20 frames")
                .hasMessageContaining("long.mkv");
    }

    @Test
    void cancelStopsAfterTheFrameAtHand() throws Exception {
        Path file = TestClips.write(folder.resolve("a.mp4"), 30, 64, 48);
        CancelToken cancel = new CancelToken();
        int[] seen = {0};
        Progress.Listener stopAtThree = progress -> {
            seen[0] = (int) progress.done();
            assertThat(progress.total()).isEqualTo(30);
            if (progress.done() == 3) {
                cancel.cancel();
            }
        };
        assertThatThrownBy(() -> new ClipDecoder().decode(file, DecodeOptions.FULL, stopAtThree, cancel))
                .isInstanceOf(CancelledException.class);
        assertThat(seen[0]).isEqualTo(3);
    }

    private static void refuses(Path file, Kind kind, String... words) {
        ThrowingCallable decode = () -> TestClips.decode(file);
        ThrowingCallable probe = () -> new ClipDecoder().probe(file);
        for (ThrowingCallable call : new ThrowingCallable[] {decode, probe}) {
            assertThatThrownBy(call)
                    .isInstanceOfSatisfying(
                            MediaException.class,
                            e -> assertThat(e.problem().kind()).isEqualTo(kind))
                    .hasMessageContaining(file.toString())
                    .hasMessageContainingAll(words);
        }
    }
}
