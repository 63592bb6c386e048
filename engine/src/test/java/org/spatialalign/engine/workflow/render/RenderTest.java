package org.spatialalign.engine.workflow.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spatialalign.engine.core.CancelToken;
import org.spatialalign.engine.core.CancelledException;
import org.spatialalign.engine.core.Progress;
import org.spatialalign.engine.geometry.FrameBoxes;
import org.spatialalign.engine.geometry.PixelBox;
import org.spatialalign.engine.media.Clip;
import org.spatialalign.engine.media.ClipDecoder;
import org.spatialalign.engine.media.DecodeOptions;
import org.spatialalign.engine.media.Frame;
import org.spatialalign.engine.media.Picture;
import org.spatialalign.engine.media.Picture.TextStyle;
import org.spatialalign.engine.media.VideoInfo;
import org.spatialalign.engine.prompt.DsrPrompt;
import org.spatialalign.engine.prompt.DsrType;
import org.spatialalign.engine.score.DsrScorer;
import org.spatialalign.engine.score.ScoreOutcome;
import org.spatialalign.engine.score.ScorePreset;

class RenderTest {

    private static final int WIDTH = 160;
    private static final int HEIGHT = 96;
    private static final DsrPrompt PROMPT = new DsrPrompt(
            "p",
            DsrType.of("LR"),
            "cat",
            "chair",
            "",
            "on the left of",
            "to the right of",
            "A cat is on the left of a chair, then the cat walks to the right of the chair.",
            "");

    @Test
    void overlayClipHasEveryFrameAndTheRolesColours(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("overlay.mp4");
        AnnotatedClip subject = subject(30, 30);
        List<Progress> seen = new ArrayList<>();
        OverlayVideo.write(subject, file, seen::add, CancelToken.never());
        Clip written = new ClipDecoder()
                .decode(file, DecodeOptions.FULL, Progress.Listener.NONE, CancelToken.never())
                .clip();
        assertThat(written.frameCount()).isEqualTo(30);
        assertThat(written.info().frameRate()).isEqualTo(16);
        assertThat(written.info().width()).isEqualTo(720);
        assertThat(seen.get(29)).isEqualTo(new Progress(30, 30, "frames", "test"));
        Picture picture = OverlayVideo.picture(subject, 10);
        assertThat(picture.width()).isEqualTo(720);
        assertThat(count(picture, Ink.ANIMAL)).isGreaterThan(200);
        assertThat(count(picture, Ink.OBJECT)).isGreaterThan(100);
        assertThat(count(picture, Ink.DARK.initial())).isGreaterThan(100);
    }

    @Test
    void cancellingTheOverlayLeavesNothing(@TempDir Path folder) throws Exception {
        CancelToken cancel = new CancelToken();
        assertThatThrownBy(() -> OverlayVideo.write(
                        subject(30, 30), folder.resolve("o.mp4"), progress -> cancel.cancel(), cancel))
                .isInstanceOf(CancelledException.class);
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void filmstripShowsTheScoreFramesOnlyWhenThereIsAScore() {
        Picture scored = Filmstrip.picture(subject(30, 30), Filmstrip.Options.DEFAULT);
        Picture unscorable = Filmstrip.picture(subject(30, 10), Filmstrip.Options.DEFAULT);
        Picture bare = Filmstrip.picture(
                new AnnotatedClip("bare", null, clip(30), List.of(), null), new Filmstrip.Options(3, 900));
        assertThat(scored.width()).isEqualTo(1800);
        assertThat(scored.height()).isGreaterThan(unscorable.height() + 100);
        assertThat(count(scored, Ink.LIGHT.last())).isGreaterThan(500);
        assertThat(count(bare, Ink.ANIMAL)).isZero();
    }

    @Test
    void filmstripIsWrittenWhole(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("figures").resolve("strip.png");
        Filmstrip.write(subject(30, 30), new Filmstrip.Options(4, 1000), file);
        assertThat(Files.readAllBytes(file)).startsWith(0x89, 'P', 'N', 'G');
    }

    @Test
    void aClipOfOneFrameAndBoxesBeyondTheClipAreDrawn() {
        AnnotatedClip one = subject(1, 30);
        assertThat(one.boxes()).hasSize(1);
        assertThat(Filmstrip.picture(one, Filmstrip.Options.DEFAULT).width()).isEqualTo(1800);
        assertThat(OverlayVideo.picture(one, 0).width()).isEqualTo(720);
    }

    @Test
    void framesAreSpreadFromTheFirstToTheLast() {
        assertThat(Filmstrip.evenly(6, 81)).containsExactly(0, 16, 32, 48, 64, 80);
        assertThat(Filmstrip.evenly(6, 3)).containsExactly(0, 1, 2);
        assertThat(Filmstrip.evenly(6, 1)).containsExactly(0);
    }

    @Test
    void longTextIsWrappedAndShortened() {
        Picture picture = Picture.blank(10, 10, 0xffffffff);
        TextStyle style = new TextStyle(0xff000000, 12, false);
        List<String> lines = TextBlock.wrap(picture, "word ".repeat(60), style, 150, 2);
        assertThat(lines).hasSize(2);
        assertThat(lines.get(1)).endsWith("\u2026");
        assertThat(lines)
                .allSatisfy(line -> assertThat(picture.textWidth(line, style)).isLessThanOrEqualTo(150));
        assertThat(TextBlock.wrap(picture, "", style, 150, 2)).containsExactly("");
    }

    private static AnnotatedClip subject(int frames, int framesWithBoxes) {
        List<FrameBoxes> boxes = new ArrayList<>();
        for (int i = 0; i < framesWithBoxes; i++) {
            PixelBox animal = PixelBox.ofCenter(30 + 100.0 * i / 30, 50, 30, 24);
            boxes.add(FrameBoxes.of(i, animal, PixelBox.ofCenter(80, 60, 28, 40)));
        }
        ScoreOutcome outcome = new DsrScorer(ScorePreset.PAPER).score(PROMPT.type(), boxes);
        return new AnnotatedClip("test", PROMPT, clip(frames), boxes, outcome);
    }

    private static Clip clip(int frames) {
        List<Frame> pictures = new ArrayList<>();
        for (int i = 0; i < frames; i++) {
            pictures.add(Picture.blank(WIDTH, HEIGHT, 0xff708090).toFrame(i));
        }
        return Clip.of(new VideoInfo(WIDTH, HEIGHT, 16, frames), pictures);
    }

    private static long count(Picture picture, int argb) {
        Frame frame = picture.toFrame(0);
        long found = 0;
        for (int y = 0; y < frame.height(); y++) {
            for (int x = 0; x < frame.width(); x++) {
                found += frame.argb(x, y) == argb ? 1 : 0;
            }
        }
        return found;
    }
}
