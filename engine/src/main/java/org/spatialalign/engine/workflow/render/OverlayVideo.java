package org.spatialalign.engine.workflow.render;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.spatialalign.engine.core.CancelToken;
import org.spatialalign.engine.core.CancelledException;
import org.spatialalign.engine.core.Progress;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.media.ClipEncoder;
import org.spatialalign.engine.media.ClipEncoder.EncodeOptions;
import org.spatialalign.engine.media.Picture;
import org.spatialalign.engine.media.Picture.TextStyle;
import org.spatialalign.engine.workflow.render.BoxPainter.Place;

/**
 * A clip as mp4 with its boxes, labels and trails drawn on it, and under it the curves of both relations with a
 * playhead, the prompt and the score. Stateless; any thread but the window's.
 */
public final class OverlayVideo {

    /** Smaller clips are enlarged to this width, so that the text can be read. */
    private static final int SMALLEST_WIDTH = 720;

    private final AnnotatedClip subject;
    private final int width;
    private final int pictureHeight;
    private final double unit;
    private final CurvePainter curve;

    /** All of the strip that is the same under every frame. */
    private final Picture strip;

    private OverlayVideo(AnnotatedClip subject) {
        this.subject = subject;
        int sourceWidth = subject.clip().info().width();
        double scale = Math.max(1, (double) SMALLEST_WIDTH / sourceWidth);
        this.width = even(sourceWidth * scale);
        this.pictureHeight = even(subject.clip().info().height() * scale);
        this.unit = width / 800.0;
        double right = width - margin();
        this.curve = new CurvePainter(subject, Ink.DARK, left(), 74 * unit, right - left(), 90 * unit, unit);
        this.strip = Picture.blank(width, even(188 * unit), Ink.DARK.ground());
        drawStrip();
    }

    /**
     * Writes the mp4, or nothing when it is cancelled or fails.
     *
     * @throws WorkbenchException when the file cannot be written
     */
    public static void write(AnnotatedClip subject, Path mp4, Progress.Listener progress, CancelToken cancel)
            throws WorkbenchException, CancelledException {
        OverlayVideo video = new OverlayVideo(subject);
        EncodeOptions options = EncodeOptions.withMetadata(metadata(subject));
        double rate = subject.clip().info().frameRate();
        ClipEncoder.<CancelledException>write(mp4, video.width, video.height(), rate, options, encoder -> {
            for (int i = 0; i < subject.frameCount(); i++) {
                cancel.check();
                encoder.add(video.draw(i).bgra());
                progress.report(i + 1L, subject.frameCount(), "frames", subject.title());
            }
        });
    }

    /** One picture of the overlay clip. */
    public static Picture picture(AnnotatedClip subject, int frame) {
        return new OverlayVideo(subject).draw(frame);
    }

    private int height() {
        return pictureHeight + strip.height();
    }

    private double margin() {
        return 14 * unit;
    }

    private double left() {
        return margin() + 24 * unit;
    }

    private Picture draw(int frame) {
        Picture picture = Picture.blank(width, height(), Ink.DARK.ground());
        picture.frame(subject.clip().frame(frame), 0, 0, width, pictureHeight);
        new BoxPainter(subject, 2.4 * unit).paint(picture, frame, Place.of(subject, 0, 0, width), true, true);
        picture.picture(strip, 0, pictureHeight, width, strip.height());
        curve.at(pictureHeight).playhead(picture, frame);
        TextStyle muted = new TextStyle(Ink.DARK.muted(), 11.5 * unit, false);
        String position = "frame " + frame + " of 0\u2013" + (subject.frameCount() - 1);
        double at = width - margin() - picture.textWidth(position, muted);
        picture.text(position, at, pictureHeight + 64 * unit, muted);
        return picture;
    }

    private void drawStrip() {
        Ink ink = Ink.DARK;
        TextStyle bold = new TextStyle(ink.text(), 15 * unit, true);
        String verdict = subject.verdict();
        double right = width - margin();
        double verdictWidth = strip.textWidth(verdict, bold);
        strip.text(verdict, right - verdictWidth, 22 * unit, bold);
        TextStyle plain = new TextStyle(ink.text(), 13 * unit, false);
        String sentence = subject.sentence().isBlank() ? subject.title() : subject.sentence();
        double baseline = 22 * unit;
        for (String line : TextBlock.wrap(strip, sentence, plain, right - verdictWidth - 3 * margin(), 2)) {
            strip.text(line, margin(), baseline, plain);
            baseline += 17 * unit;
        }
        curve.paint(strip);
        curve.legend(strip, left(), 64 * unit);
    }

    private static Map<String, String> metadata(AnnotatedClip subject) {
        Map<String, String> tags = new LinkedHashMap<>();
        tags.put("title", subject.title());
        String sentence = subject.sentence();
        tags.put("comment", sentence.isBlank() ? subject.verdict() : sentence + " " + subject.verdict());
        return tags;
    }

    private static int even(double n) {
        return (int) Math.round(n / 2) * 2;
    }
}
