package org.spatialalign.engine.workflow.report;

import java.util.List;
import java.util.Locale;
import org.spatialalign.engine.evaluate.ShareBand;

/** The curves of an evaluation as inline SVG. Lines differ in dash and mark as well as in colour. */
final class ShareChart {

    private static final int WIDTH = 760;
    private static final int HEIGHT = 360;
    private static final int LEFT = 46;
    private static final int RIGHT = 16;
    private static final int TOP = 12;
    private static final int BOTTOM = 40;

    private ShareChart() {}

    static String of(List<ShareBand> bands, double threshold) {
        StringBuilder svg = new StringBuilder(String.format(
                Locale.ROOT,
                "<svg width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" role=\"img\"><title>Share of clips at or above"
                        + " each threshold</title>",
                WIDTH,
                HEIGHT,
                WIDTH,
                HEIGHT));
        for (int tick = 0; tick <= 10; tick += 2) {
            double y = y(tick / 10.0);
            svg.append(String.format(
                    Locale.ROOT,
                    "<line class=\"axis\" x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\"/><text class=\"end\" x=\"%d\""
                            + " y=\"%.1f\">%d %%</text>",
                    LEFT,
                    y,
                    WIDTH - RIGHT,
                    y,
                    LEFT - 6,
                    y + 4,
                    10 * tick));
            svg.append(String.format(
                    Locale.ROOT,
                    "<text class=\"middle\" x=\"%.1f\" y=\"%d\">%.1f</text>",
                    x(tick / 10.0),
                    HEIGHT - BOTTOM + 16,
                    tick / 10.0));
        }
        svg.append(String.format(
                Locale.ROOT, "<text class=\"middle\" x=\"%.1f\" y=\"%d\">threshold t</text>", x(0.5), HEIGHT - 6));
        svg.append(String.format(
                Locale.ROOT,
                "<line class=\"mark threshold\" x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\"><title>chosen threshold"
                        + " %s</title></line>",
                x(threshold),
                TOP,
                x(threshold),
                HEIGHT - BOTTOM,
                threshold));
        for (int i = 0; i < bands.size(); i++) {
            band(svg, bands.get(i), i);
        }
        return svg.append("</svg>").toString();
    }

    private static void band(StringBuilder svg, ShareBand band, int index) {
        StringBuilder area = new StringBuilder();
        StringBuilder back = new StringBuilder();
        StringBuilder line = new StringBuilder();
        for (ShareBand.Point point : band.points()) {
            double x = x(point.threshold());
            String command = line.isEmpty() ? "M" : "L";
            line.append(String.format(Locale.ROOT, "%s%.1f %.1f", command, x, y(point.share())));
            area.append(String.format(
                    Locale.ROOT, "%s%.1f %.1f", command, x, y(point.interval().high())));
            back.insert(
                    0,
                    String.format(
                            Locale.ROOT, "L%.1f %.1f", x, y(point.interval().low())));
        }
        String style = "m" + index % 4;
        svg.append("<path class=\"band ")
                .append(style)
                .append("\" d=\"")
                .append(area)
                .append(back)
                .append("Z\"/><path class=\"share ")
                .append(style)
                .append("\" d=\"")
                .append(line)
                .append("\"><title>")
                .append(HtmlReport.escape(band.model()))
                .append("</title></path>");
    }

    private static double x(double threshold) {
        return LEFT + threshold * (WIDTH - LEFT - RIGHT);
    }

    private static double y(double share) {
        return TOP + (1 - share) * (HEIGHT - TOP - BOTTOM);
    }
}
