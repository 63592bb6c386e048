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

    private OverlayVideo() {}

    /**
     * Writes the mp4, or nothing when it is cancelled or fails.
     *
     * @throws WorkbenchException when the file cannot be written
     */
    public static void write(AnnotatedClip subject, Path mp4, Progress.Listener progress, CancelToken cancel)
            throws WorkbenchException, CancelledException {
        Picture first = picture(subject, 0);
        EncodeOptions options = EncodeOptions.withMetadata(metadata(subject));
        double rate = subject.clip().info().frameRate();
        ClipEncoder.<CancelledException>write(mp4, first.width(), first.height(), rate, options, encoder -> {
            for (int i = 0; i < subject.frameCount(); i++) {
                cancel.check();
                encoder.add(picture(subject, i).bgra());
                progress.report(i + 1L, subject.frameCount(), "frames", subject.title());
            }
        });
    }

    /** One picture of the overlay clip. */
    public static Picture picture(AnnotatedClip subject, int frame) {
        int sourceWidth = subject.clip().info().width();
        double scale = Math.max(1, (double) SMALLEST_WIDTH / sourceWidth);
        int width = even(sourceWidth * scale);
        int pictureHeight = even(subject.clip().info().height() * scale);
        double unit = width / 800.0;
        int stripHeight = even(188 * unit);
        Picture picture = Picture.blank(width, pictureHeight + stripHeight, Ink.DARK.ground());
        Place place = Place.of(subject, 0, 0, width);
        picture.frame(subject.clip().frame(frame), 0, 0, width, pictureHeight);
        new BoxPainter(subject, 2.4 * unit).paint(picture, frame, place, true, true);
        strip(picture, subject, frame, pictureHeight, unit);
        return picture;
    }

    private static void strip(Picture picture, AnnotatedClip subject, int frame, int top, double unit) {
        Ink ink = Ink.DARK;
        double margin = 14 * unit;
        double right = picture.width() - margin;
        TextStyle bold = new TextStyle(ink.text(), 15 * unit, true);
        String verdict = subject.verdict();
        double verdictWidth = picture.textWidth(verdict, bold);
        picture.text(verdict, right - verdictWidth, top + 22 * unit, bold);
        TextStyle plain = new TextStyle(ink.text(), 13 * unit, false);
        String sentence = subject.sentence().isBlank() ? subject.title() : subject.sentence();
        double baseline = top + 22 * unit;
        for (String line : TextBlock.wrap(picture, sentence, plain, right - verdictWidth - 3 * margin, 2)) {
            picture.text(line, margin, baseline, plain);
            baseline += 17 * unit;
        }

        double left = margin + 24 * unit;
        CurvePainter curve = new CurvePainter(subject, ink, left, top + 74 * unit, right - left, 90 * unit, unit);
        curve.paint(picture);
        curve.playhead(picture, frame);
        curve.legend(picture, left, top + 64 * unit);
        TextStyle muted = new TextStyle(ink.muted(), 11.5 * unit, false);
        String position = "frame " + frame + " of 0\u2013" + (subject.frameCount() - 1);
        picture.text(position, right - picture.textWidth(position, muted), top + 64 * unit, muted);
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
