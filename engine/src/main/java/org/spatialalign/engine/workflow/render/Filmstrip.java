package org.spatialalign.engine.workflow.render;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.media.Picture;
import org.spatialalign.engine.media.Picture.Stroke;
import org.spatialalign.engine.media.Picture.TextStyle;
import org.spatialalign.engine.score.ScoreOutcome;
import org.spatialalign.engine.score.ScoreTerms;
import org.spatialalign.engine.workflow.render.BoxPainter.Place;

/**
 * A figure for a paper: frames of a clip side by side, the frames that decide the score, the curves of both relations,
 * the prompt and the four terms, black on white. Stateless; any thread but the window's.
 */
public final class Filmstrip {

    private static final double MARGIN = 40;
    private static final double GAP = 12;
    private static final double CURVE_HEIGHT = 250;
    private static final double CURVE_GAP = 72;
    private static final double UNIT = 1.9;

    private static final TextStyle TITLE = new TextStyle(Ink.LIGHT.text(), 30, true);
    private static final TextStyle SCORE = new TextStyle(Ink.LIGHT.text(), 34, true);
    private static final TextStyle BODY = new TextStyle(Ink.LIGHT.text(), 22, false);
    private static final TextStyle MUTED = new TextStyle(Ink.LIGHT.muted(), 20, false);

    private final AnnotatedClip subject;
    private final Options options;
    private final Picture picture;

    /**
     * How the figure is laid out.
     *
     * @param frames how many frames are shown evenly from the first to the last, 2 to 12
     * @param width of the figure in pixels; 1800 prints 6 inches wide at 300 dots per inch
     */
    public record Options(int frames, int width) {

        public static final Options DEFAULT = new Options(6, 1800);

        public Options {
            if (frames < 2 || frames > 12 || width < 800 || width > 6000) {
                throw new IllegalArgumentException(
                        "need 2 to 12 frames and a width of 800 to 6000, got " + frames + " and " + width);
            }
        }
    }

    private Filmstrip(AnnotatedClip subject, Options options) {
        this.subject = subject;
        this.options = options;
        this.picture = Picture.blank(options.width(), (int) Math.ceil(layoutHeight()), Ink.LIGHT.ground());
    }

    /** Writes the figure as PNG. */
    public static void write(AnnotatedClip subject, Options options, Path png) throws WorkbenchException {
        picture(subject, options).writePng(png);
    }

    public static Picture picture(AnnotatedClip subject, Options options) {
        Filmstrip strip = new Filmstrip(subject, options);
        strip.paint();
        return strip.picture;
    }

    /** Evenly spread frame indices, the first and the last among them. */
    static List<Integer> evenly(int count, int frameCount) {
        Set<Integer> frames = new LinkedHashSet<>();
        for (int i = 0; i < count; i++) {
            frames.add((int) Math.round((double) i * (frameCount - 1) / Math.max(1, count - 1)));
        }
        return List.copyOf(frames);
    }

    private double layoutHeight() {
        double height = MARGIN + headerHeight() + rowHeight(options.frames()) + 14;
        if (!subject.scoreFrames().isEmpty()) {
            height += 40 + rowHeight(subject.scoreFrames().size()) + 14;
        }
        return height + CURVE_GAP + CURVE_HEIGHT + 62 + 40 + MARGIN;
    }

    private double headerHeight() {
        return 128;
    }

    private double contentWidth() {
        return options.width() - 2 * MARGIN;
    }

    private double cellWidth(int cells) {
        return (contentWidth() - (cells - 1) * GAP) / cells;
    }

    private double rowHeight(int cells) {
        return cellWidth(cells)
                        * subject.clip().info().height()
                        / subject.clip().info().width()
                + 32;
    }

    private void paint() {
        double y = MARGIN;
        header(y);
        y += headerHeight();
        List<Integer> shown = evenly(options.frames(), subject.frameCount());
        y = row(shown, y, options.frames(), Ink.LIGHT.frame()) + 14;
        List<Integer> deciding = subject.scoreFrames();
        if (!deciding.isEmpty()) {
            y = scoreRow(deciding, y);
        }
        y += CURVE_GAP;
        CurvePainter curve =
                new CurvePainter(subject, Ink.LIGHT, MARGIN + 46, y, contentWidth() - 46, CURVE_HEIGHT, UNIT);
        curve.paint(picture);
        curve.legend(picture, MARGIN + 46, y - 36);
        marks(curve, shown, y);
        axisTitle(y);
        footer(y + CURVE_HEIGHT + 62 + 30);
    }

    private void header(double top) {
        String verdict = subject.verdict();
        double verdictWidth = picture.textWidth(verdict, SCORE);
        double right = options.width() - MARGIN;
        picture.text(verdict, right - verdictWidth, top + 30, SCORE);
        String sentence = subject.sentence().isBlank() ? subject.title() : subject.sentence();
        double baseline = top + 28;
        for (String line : TextBlock.wrap(picture, sentence, TITLE, contentWidth() - verdictWidth - 50, 2)) {
            picture.text(line, MARGIN, baseline, TITLE);
            baseline += 38;
        }
        if (!subject.sentence().isBlank()) {
            picture.text(TextBlock.shorten(picture, subject.title(), MUTED, contentWidth()), MARGIN, top + 104, MUTED);
        }
    }

    /** A row of frames with their numbers; returns where it ends. */
    private double row(List<Integer> frames, double top, int cells, int border) {
        double width = cellWidth(cells);
        double x = MARGIN;
        for (int frame : frames) {
            cell(frame, x, top, width, border, "frame " + frame, true);
            x += width + GAP;
        }
        return top + rowHeight(cells);
    }

    private void cell(int frame, double x, double y, double width, int border, String caption, boolean labels) {
        Place place = Place.of(subject, x, y, width);
        picture.frame(subject.clip().frame(frame), x, y, width, place.height());
        new BoxPainter(subject, Math.max(2.4, width / 95)).paint(picture, frame, place, labels, false);
        picture.rect(x, y, width, place.height(), Stroke.solid(border, border == Ink.LIGHT.frame() ? 1.5 : 4));
        picture.text(caption, x + (width - picture.textWidth(caption, MUTED)) / 2, y + place.height() + 24, MUTED);
    }

    /** The frames that make the score: first ones in the initial curve's colour, last ones in the final curve's. */
    private double scoreRow(List<Integer> frames, double top) {
        ScoreOutcome.Scored scored = subject.scored().orElseThrow();
        int firstCount = scored.terms().firstFrames().size();
        double width = cellWidth(frames.size());
        String left = "First " + firstCount + " valid frames, " + subject.initialName();
        String right = "Last " + firstCount + " valid frames, " + subject.lastName();
        double half = firstCount * (width + GAP);
        picture.text(left, MARGIN, top + 26, new TextStyle(Ink.LIGHT.initial(), 22, true));
        picture.text(right, MARGIN + half, top + 26, new TextStyle(Ink.LIGHT.last(), 22, true));
        double y = top + 40;
        for (int i = 0; i < frames.size(); i++) {
            int frame = frames.get(i);
            boolean first = i < firstCount;
            double value = scored.curve()
                    .at(frame)
                    .map(p -> first ? p.initial() : p.last())
                    .orElse(Double.NaN);
            String caption = "frame " + frame + "   SSR " + signed(value);
            int border = first ? Ink.LIGHT.initial() : Ink.LIGHT.last();
            cell(frame, MARGIN + i * (width + GAP), y, width, border, caption, false);
        }
        return y + rowHeight(frames.size()) + 14;
    }

    /** Small marks above the curve where the shown frames are. */
    private void marks(CurvePainter curve, List<Integer> shown, double top) {
        for (int frame : shown) {
            double x = curve.xOf(frame);
            Stroke stroke = Stroke.solid(Ink.LIGHT.muted(), 2.5);
            picture.polyline(new double[] {x - 7, top - 21, x, top - 12, x + 7, top - 21}, stroke);
        }
    }

    private void axisTitle(double top) {
        String text = "frame";
        double x = MARGIN + 46 + (contentWidth() - 46 - picture.textWidth(text, MUTED)) / 2;
        picture.text(text, x, top + CURVE_HEIGHT + 56, MUTED);
    }

    private void footer(double baseline) {
        List<String> parts = new ArrayList<>();
        if (subject.outcome() instanceof ScoreOutcome.Scored scored) {
            ScoreTerms t = scored.terms();
            parts.add("r_init " + signed(t.initialMean()));
            parts.add("g_init " + signed(t.initialGap()));
            parts.add("r_f " + signed(t.finalMean()));
            parts.add("g_f " + signed(t.finalGap()));
            parts.add("(sum)/8 + 0.5 = " + AnnotatedClip.number(scored.dsrScore()));
        } else if (subject.outcome() instanceof ScoreOutcome.Unscorable unscorable) {
            parts.add(unscorable.detail());
        } else {
            parts.add("No score: the clip has not been scored.");
        }
        String text = String.join("      ", parts);
        picture.text(TextBlock.shorten(picture, text, BODY, contentWidth()), MARGIN, baseline, BODY);
    }

    private static String signed(double value) {
        String text = String.format(Locale.ROOT, "%+.3f", value);
        return text.replace('-', '\u2212');
    }
}
