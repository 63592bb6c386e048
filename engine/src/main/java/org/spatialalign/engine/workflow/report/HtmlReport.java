package org.spatialalign.engine.workflow.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.prompt.DsrPrompt;
import org.spatialalign.engine.prompt.DsrType;
import org.spatialalign.engine.score.ScoreOutcome;
import org.spatialalign.engine.score.ScoreRange;
import org.spatialalign.engine.score.ScoreTerms;
import org.spatialalign.engine.workflow.report.ReportData.Counts;

/**
 * Writes a report as one HTML file that needs nothing beside it: style, script, charts and thumbnails are inside. It
 * counts unscorable clips by themselves and says every share of both denominators.
 */
public final class HtmlReport {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final ReportData data;
    private final Writer out;

    private HtmlReport(ReportData data, Writer out) {
        this.data = data;
        this.out = out;
    }

    public static void write(ReportData data, Writer out) throws IOException {
        new HtmlReport(data, out).write();
    }

    /** Text as HTML shows it, also inside quoted attributes. */
    static String escape(String text) {
        StringBuilder safe = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> safe.append(c);
            }
        }
        return safe.toString();
    }

    private void write() throws IOException {
        out.write("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
                + "<meta name=\"color-scheme\" content=\"light dark\"><title>");
        out.write(escape(data.projectName()) + " – DSR report</title>\n<style>\n" + resource("report.css"));
        out.write("</style></head><body>\n<main>\n");
        header();
        cards();
        models();
        distribution();
        facets();
        reasons();
        table();
        provenance();
        out.write("</main>\n<script>\n" + resource("report.js") + "</script>\n</body></html>\n");
    }

    private void header() throws IOException {
        long models = data.rows().stream().map(ReportRow::model).distinct().count();
        long prompts = data.rows().stream()
                .map(ReportRow::prompt)
                .filter(Objects::nonNull)
                .map(DsrPrompt::promptId)
                .distinct()
                .count();
        out.write(
                "<header><h1>" + escape(data.projectName()) + "</h1><p class=\"muted\">Dynamic spatial relationships: "
                        + count(data.rows().size(), "clip") + ", " + count((int) prompts, "prompt") + ", "
                        + count((int) models, "source model") + ". Written " + TIME.format(data.createdAt())
                        + ".</p></header>\n");
    }

    private void cards() throws IOException {
        Counts all = data.counts(row -> true);
        out.write("<section class=\"cards\">");
        card("Scored", all.scored() + " of " + all.all(), "");
        card("Unscorable", Integer.toString(all.unscorable()), "counted by themselves, never as a number");
        card("Median score", number(all.median()), "of the scored clips");
        card(
                "At or above " + ReportData.THRESHOLD,
                Integer.toString(all.atThreshold()),
                share(all.atThreshold(), all.scored()) + " of the scored, " + share(all.atThreshold(), all.all())
                        + " of all clips");
        out.write("</section>\n");
    }

    private void card(String title, String value, String note) throws IOException {
        out.write("<div class=\"card\"><div class=\"muted\">" + escape(title) + "</div><div class=\"value\">"
                + escape(value) + "</div><div class=\"muted small\">" + escape(note) + "</div></div>");
    }

    private void models() throws IOException {
        out.write(
                "<section><h2>By source model</h2><div class=\"scroll\"><table class=\"plain\"><thead><tr><th>Model</th>"
                        + "<th class=\"n\">Clips</th><th class=\"n\">Scored</th><th class=\"n\">Unscorable</th>"
                        + "<th class=\"n\">Median</th><th class=\"n\">≥ 0.7 of scored</th><th class=\"n\">≥ 0.7 of all</th>"
                        + "</tr></thead><tbody>");
        for (String model :
                new TreeSet<>(data.rows().stream().map(ReportRow::model).toList())) {
            Counts counts = data.counts(row -> row.model().equals(model));
            out.write("<tr><td>" + escape(model.isEmpty() ? "(not named)" : model) + "</td>");
            for (String cell : List.of(
                    Integer.toString(counts.all()),
                    Integer.toString(counts.scored()),
                    Integer.toString(counts.unscorable()),
                    number(counts.median()),
                    share(counts.atThreshold(), counts.scored()),
                    share(counts.atThreshold(), counts.all()))) {
                out.write("<td class=\"n\">" + cell + "</td>");
            }
            out.write("</tr>");
        }
        out.write("</tbody></table></div></section>\n");
    }

    private void distribution() throws IOException {
        out.write("<section><h2>Distribution</h2><figure>"
                + ReportCharts.histogram(ReportData.scores(data.rows()), null, 620, 190)
                + "<figcaption class=\"muted small\">Scored clips only; the dashed line is 0.7. Types differ in what a"
                + " still clip and a perfect motion score, so compare within a type, below.</figcaption></figure>"
                + "</section>\n");
    }

    private void facets() throws IOException {
        Map<String, DsrType> types = new TreeMap<>();
        for (ReportRow row : data.rows()) {
            DsrPrompt prompt = row.prompt();
            if (prompt != null) {
                types.put(row.typeCode(), prompt.type());
            }
        }
        if (types.isEmpty()) {
            return;
        }
        out.write("<section><h2>By type</h2><div class=\"facets\">");
        for (Map.Entry<String, DsrType> type : types.entrySet()) {
            List<ReportRow> rows = data.rows().stream()
                    .filter(row -> row.typeCode().equals(type.getKey()))
                    .toList();
            Counts counts = data.counts(row -> row.typeCode().equals(type.getKey()));
            ScoreRange range = ScoreRange.of(type.getValue());
            out.write("<figure><h3>" + escape(type.getKey()) + " <span class=\"muted small\">"
                    + escape(words(type.getValue())) + "</span></h3>"
                    + ReportCharts.histogram(ReportData.scores(rows), range, 300, 130)
                    + "<figcaption class=\"muted small\">" + counts.scored() + " scored, median "
                    + number(counts.median())
                    + (counts.unscorable() == 0 ? "" : ", " + counts.unscorable() + " unscorable")
                    + ". Nothing moves: " + range.still() + "; perfect: about " + range.perfect()
                    + ".</figcaption></figure>");
        }
        out.write("</div><p class=\"legend small\"><span class=\"key still\"></span> a clip in which nothing moves"
                + " <span class=\"key perfect\"></span> a perfect straight motion <span class=\"key threshold\"></span>"
                + " 0.7</p></section>\n");
    }

    private void reasons() throws IOException {
        Map<String, Integer> reasons = new TreeMap<>();
        for (ReportRow row : data.rows()) {
            if (row.outcome() instanceof ScoreOutcome.Unscorable unscorable) {
                reasons.merge(unscorable.reason().title(), 1, Integer::sum);
            }
        }
        if (reasons.isEmpty()) {
            return;
        }
        out.write("<section><h2>Unscorable</h2><ul>");
        for (Map.Entry<String, Integer> reason : reasons.entrySet()) {
            out.write("<li>" + escape(reason.getKey()) + ": " + count(reason.getValue(), "clip") + "</li>");
        }
        out.write("</ul></section>\n");
    }

    private void table() throws IOException {
        out.write(
                "<section><h2>Clips</h2><p><input id=\"filter\" type=\"search\" placeholder=\"Filter: model, prompt, type,"
                        + " words …\" aria-label=\"Filter the clips\"> <span id=\"shown\" class=\"muted small\"></span></p>"
                        + "<p class=\"legend small\"><span class=\"key initial\"></span> relation asked for at the start"
                        + " <span class=\"key last\"></span> at the end; up means that it holds</p>"
                        + "<div class=\"scroll\"><table id=\"clips\"><thead><tr><th>Clip</th>");
        for (String head : List.of("Model", "Prompt", "Type")) {
            out.write(head(head, false));
        }
        for (String head : List.of("Seed", "Score", "r_init", "g_init", "r_f", "g_f", "Valid")) {
            out.write(head(head, true));
        }
        out.write("<th>Over time</th><th>In words</th></tr></thead><tbody>\n");
        for (ReportRow row : data.rows()) {
            row(row);
        }
        out.write("</tbody></table></div></section>\n");
    }

    private static String head(String text, boolean number) {
        return "<th" + (number ? " class=\"n\"" : "") + " aria-sort=\"none\"><button type=\"button\">" + text
                + "</button></th>";
    }

    private void row(ReportRow row) throws IOException {
        DsrPrompt prompt = row.prompt();
        String thumbnail = row.thumbnail();
        out.write("<tr><td class=\"thumb\" title=\"" + escape(row.fileName()) + "\">");
        if (thumbnail != null) {
            out.write("<img alt=\"\" src=\"data:image/jpeg;base64," + thumbnail + "\">");
        }
        out.write("<div class=\"muted tiny\">" + escape(row.clipId()) + (row.corrected() ? " · corrected" : "")
                + (row.stale() ? " · stale" : "") + "</div></td>");
        out.write("<td>" + escape(row.model()) + "</td><td title=\"" + (prompt == null ? "" : escape(prompt.sentence()))
                + "\">" + (prompt == null ? "–" : escape(prompt.promptId())) + "</td><td>" + escape(row.typeCode())
                + "</td>");
        Integer seed = row.seed();
        out.write(cell(seed == null ? Double.NaN : seed, seed == null ? "–" : seed.toString()));
        scores(row);
        out.write("<td>"
                + ReportCharts.curve(row.outcome().curve(), row.frameCount(), "both relations over time")
                + "</td><td class=\"words\">" + escape(row.sentence()) + "</td></tr>\n");
    }

    private void scores(ReportRow row) throws IOException {
        int valid = row.outcome().curve().size();
        if (row.outcome() instanceof ScoreOutcome.Scored scored) {
            ScoreTerms terms = scored.terms();
            double score = scored.dsrScore();
            out.write(cell(
                    score,
                    "<b>" + number(score) + "</b><div class=\"meter\"><i style=\"width:"
                            + Math.round(100 * Math.max(0, Math.min(1, score))) + "%\"></i></div>"));
            out.write(cell(terms.initialMean(), number(terms.initialMean())));
            out.write(cell(terms.initialGap(), number(terms.initialGap())));
            out.write(cell(terms.finalMean(), number(terms.finalMean())));
            out.write(cell(terms.finalGap(), number(terms.finalGap())));
        } else {
            ScoreOutcome.Unscorable unscorable = (ScoreOutcome.Unscorable) row.outcome();
            out.write(cell(
                    Double.NaN,
                    "<span class=\"chip\">" + escape(unscorable.reason().title()) + "</span>"));
            for (int i = 0; i < 4; i++) {
                out.write(cell(Double.NaN, "–"));
            }
        }
        out.write(cell(valid, valid + "/" + row.frameCount()));
    }

    private static String cell(double value, String html) {
        return "<td class=\"n\" data-v=\"" + (Double.isNaN(value) ? "" : Double.toString(value)) + "\">" + html
                + "</td>";
    }

    private void provenance() throws IOException {
        out.write("<section><h2>How these numbers were made</h2><ul><li>Preset <b>"
                + escape(data.preset().id()) + "</b>: mean of the first and last "
                + data.preset().endFrames() + " valid frames, at least "
                + data.preset().minimumValidFrames()
                + " valid frames; DSR-Score = (r_init + g_init + r_f + g_f) / 8 + 0.5.</li>");
        for (String source : data.boxSources()) {
            out.write("<li>" + escape(source) + "</li>");
        }
        long corrected = data.rows().stream().filter(ReportRow::corrected).count();
        out.write("<li>Boxes corrected by a person: " + count((int) corrected, "clip") + ".</li>");
        long stale = data.rows().stream().filter(ReportRow::stale).count();
        if (stale > 0) {
            out.write("<li>Stale (something changed after the score was computed): " + count((int) stale, "clip")
                    + ".</li>");
        }
        out.write("<li>Only a few frames at each end decide a score; a clip in which nothing moves does not get 0.</li>"
                + "<li>SpatialAlign Workbench " + escape(data.codeVersion()) + ".</li></ul></section>\n");
    }

    private static String words(DsrType type) {
        return type.initial().word() + " → " + type.last().word();
    }

    private static String count(int n, String what) {
        return n + " " + what + (n == 1 ? "" : "s");
    }

    private static String number(double value) {
        return Double.isNaN(value)
                ? "–"
                : String.format(Locale.ROOT, "%.3f", value).replace('-', '−');
    }

    private static String share(int part, int whole) {
        return whole == 0 ? "–" : String.format(Locale.ROOT, "%.0f %%", 100.0 * part / whole);
    }

    static String resource(String name) throws IOException {
        try (@Nullable InputStream in = HtmlReport.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
