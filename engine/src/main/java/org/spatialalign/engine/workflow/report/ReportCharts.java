package org.spatialalign.engine.workflow.report;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.score.ScoreRange;
import org.spatialalign.engine.score.SsrCurve;
import org.spatialalign.engine.score.SsrCurve.Point;

/** Small pictures as inline SVG; colours come from the page's style sheet, so that they follow light and dark. */
final class ReportCharts {

    private static final int BINS = 20;
    private static final int LEFT = 30;
    private static final int BOTTOM = 22;
    private static final int TOP = 16;

    private ReportCharts() {}

    /**
     * How often each score occurs.
     *
     * @param scores in [0, 1]
     * @param range where a still clip and a perfect motion lie, or null when several types are mixed
     */
    static String histogram(double[] scores, @Nullable ScoreRange range, int width, int height) {
        int[] counts = new int[BINS];
        for (double score : scores) {
            counts[Math.max(0, Math.min(BINS - 1, (int) Math.floor(score * BINS + 1e-9)))]++;
        }
        int most = 1;
        for (int count : counts) {
            most = Math.max(most, count);
        }
        StringBuilder svg = open(width, height, "Distribution of " + scores.length + " scores");
        double plotHeight = height - TOP - BOTTOM;
        double step = (width - LEFT - 18.0) / BINS;
        line(svg, "axis", LEFT, height - BOTTOM, width - 18, height - BOTTOM);
        text(svg, "tick end", LEFT - 5, TOP + 4, Integer.toString(most));
        text(svg, "tick end", LEFT - 5, height - BOTTOM, "0");
        for (int i = 0; i < BINS; i++) {
            if (counts[i] > 0) {
                double h = plotHeight * counts[i] / most;
                svg.append(String.format(
                        Locale.ROOT,
                        "<rect class=\"bar\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"><title>%.2f to %.2f: %d</title></rect>",
                        LEFT + i * step + 1,
                        height - BOTTOM - h,
                        step - 2,
                        h,
                        (double) i / BINS,
                        (i + 1.0) / BINS,
                        counts[i]));
            }
        }
        for (int tick = 0; tick <= 4; tick++) {
            double x = LEFT + tick / 4.0 * step * BINS;
            text(svg, "tick middle", x, height - BOTTOM + 14, String.format(Locale.ROOT, "%.2f", tick / 4.0));
        }
        mark(svg, "threshold", LEFT + ReportData.THRESHOLD * step * BINS, height, "paper's line 0.7");
        if (range != null) {
            mark(svg, "still", LEFT + range.still() * step * BINS, height, "nothing moves: " + range.still());
            mark(svg, "perfect", LEFT + range.perfect() * step * BINS, height, "perfect: " + range.perfect());
        }
        return svg.append("</svg>").toString();
    }

    /** Both relations over time, as a picture in a line of text. */
    static String curve(SsrCurve curve, int frameCount, String title) {
        int width = 132;
        int height = 40;
        StringBuilder svg = open(width, height, title);
        line(svg, "axis", 0, height / 2.0, width, height / 2.0);
        List<Point> points = curve.points();
        if (!points.isEmpty()) {
            int last = Math.max(
                    1, Math.max(frameCount - 1, points.get(points.size() - 1).frame()));
            path(svg, "initial", points, Point::initial, last, width, height);
            path(svg, "last", points, Point::last, last, width, height);
        }
        return svg.append("</svg>").toString();
    }

    private static void path(
            StringBuilder svg,
            String style,
            List<Point> points,
            ToDoubleFunction<Point> value,
            int last,
            int width,
            int height) {
        svg.append("<path class=\"curve ").append(style).append("\" d=\"");
        int before = -2;
        for (Point point : points) {
            // A gap in the frames is a gap in the line.
            svg.append(String.format(
                    Locale.ROOT,
                    "%s%.1f %.1f",
                    point.frame() == before + 1 ? "L" : "M",
                    (double) point.frame() / last * (width - 2) + 1,
                    height / 2.0 - value.applyAsDouble(point) * (height / 2.0 - 2)));
            before = point.frame();
        }
        svg.append("\"/>");
    }

    private static StringBuilder open(int width, int height, String title) {
        return new StringBuilder()
                .append("<svg width=\"")
                .append(width)
                .append("\" height=\"")
                .append(height)
                .append("\" viewBox=\"0 0 ")
                .append(width)
                .append(' ')
                .append(height)
                .append("\" role=\"img\"><title>")
                .append(HtmlReport.escape(title))
                .append("</title>");
    }

    private static void mark(StringBuilder svg, String style, double x, int height, String title) {
        svg.append(String.format(
                Locale.ROOT,
                "<line class=\"mark %s\" x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\"><title>%s</title></line>",
                style,
                x,
                TOP - 8,
                x,
                height - BOTTOM,
                HtmlReport.escape(title)));
    }

    private static void line(StringBuilder svg, String style, double x1, double y1, double x2, double y2) {
        svg.append(String.format(
                Locale.ROOT,
                "<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>",
                style,
                x1,
                y1,
                x2,
                y2));
    }

    private static void text(StringBuilder svg, String style, double x, double y, String text) {
        svg.append(String.format(
                Locale.ROOT,
                "<text class=\"%s\" x=\"%.1f\" y=\"%.1f\">%s</text>",
                style,
                x,
                y,
                HtmlReport.escape(text)));
    }
}
