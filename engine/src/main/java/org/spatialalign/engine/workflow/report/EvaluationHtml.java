package org.spatialalign.engine.workflow.report;

import static org.spatialalign.engine.workflow.report.HtmlReport.escape;

import java.io.IOException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.spatialalign.engine.evaluate.Comparison;
import org.spatialalign.engine.evaluate.Comparison.Outcome;
import org.spatialalign.engine.evaluate.ComparisonTable;
import org.spatialalign.engine.evaluate.ComparisonTable.Group;
import org.spatialalign.engine.evaluate.ComparisonTable.Line;
import org.spatialalign.engine.evaluate.Evaluation;
import org.spatialalign.engine.evaluate.Figures;
import org.spatialalign.engine.evaluate.Interval;
import org.spatialalign.engine.evaluate.ScoredClip;
import org.spatialalign.engine.evaluate.ShareBand;
import org.spatialalign.engine.evaluate.Unscorable;

/** An evaluation as one HTML page that needs nothing beside it. */
public final class EvaluationHtml {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final EvaluationReport report;
    private final Evaluation evaluation;
    private final StringBuilder out = new StringBuilder();

    private EvaluationHtml(EvaluationReport report) {
        this.report = report;
        this.evaluation = report.evaluation();
    }

    public static String of(EvaluationReport report) throws IOException {
        return new EvaluationHtml(report).page();
    }

    private String page() throws IOException {
        out.append("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
                + "<meta name=\"color-scheme\" content=\"light dark\"><title>");
        out.append(escape(report.projectName())).append(" – base against tuned</title>\n<style>\n");
        out.append(HtmlReport.resource("report.css")).append(HtmlReport.resource("evaluation.css"));
        out.append("</style></head><body>\n<main>\n");
        header();
        curves();
        for (String tuned : evaluation.versus().keySet()) {
            out.append("<section><h2>")
                    .append(escape(tuned + " against " + evaluation.base()))
                    .append("</h2>");
            headline(tuned);
            table(tuned);
            changes(tuned);
            out.append("</section>\n");
        }
        unscorable();
        provenance();
        return out.append("</main>\n</body></html>\n").toString();
    }

    private void header() {
        out.append("<header><h1>").append(escape(report.projectName()));
        out.append(": base against tuned</h1><p class=\"muted\">Same prompts and seeds. Threshold ")
                .append(evaluation.threshold())
                .append("; ")
                .append(
                        evaluation.counting() == Unscorable.AS_FAILURES
                                ? "clips without a score count as failures, as in the paper's table"
                                : "clips without a score are left out")
                .append(". Written ")
                .append(TIME.format(report.createdAt()))
                .append(".</p></header>\n");
    }

    private void curves() {
        out.append("<section><h2>Share of clips at or above t</h2><figure>");
        out.append(ShareChart.of(evaluation.bands(), evaluation.threshold()));
        out.append("<figcaption><p class=\"legend small\">");
        for (int i = 0; i < evaluation.bands().size(); i++) {
            ShareBand band = evaluation.bands().get(i);
            out.append("<span class=\"key m")
                    .append(i % 4)
                    .append("\"></span> ")
                    .append(escape(band.model()));
        }
        out.append("</p><p class=\"muted small\">All clips of each model. Bands: ")
                .append(level())
                .append(" intervals, bootstrap over prompts.</p></figcaption></figure></section>\n");
    }

    private String level() {
        return String.format(
                Locale.ROOT, "%.0f %%", 100 * evaluation.bootstrap().level());
    }

    private void headline(String tuned) {
        Line all = ComparisonTable.of(evaluation, tuned, Group.ALL, report.appearance())
                .get(0);
        Comparison comparison = comparison(tuned);
        out.append("<div class=\"cards\">");
        card(
                "Base",
                percent(all.row().base().share()),
                interval(all.row().base().shareInterval()));
        card(
                "Tuned",
                percent(all.row().tuned().share()),
                interval(all.row().tuned().shareInterval()));
        card("Gain", points(all.row().shareGain()), gain(all.row().shareGainInterval()) + ", paired");
        card(
                "Clips",
                Integer.toString(all.pairs()),
                comparison.with(Outcome.WON).size() + " won, "
                        + comparison.with(Outcome.LOST).size() + " lost, "
                        + (comparison.with(Outcome.STILL_ABOVE).size()
                                + comparison.with(Outcome.STILL_BELOW).size()) + " unchanged");
        out.append("</div>");
        int lonely = comparison.onlyBase().size() + comparison.onlyTuned().size();
        if (lonely > 0) {
            out.append("<p class=\"muted small\">")
                    .append(lonely)
                    .append(lonely == 1 ? " clip has" : " clips have")
                    .append(" no counterpart of the same prompt and seed, and")
                    .append(lonely == 1 ? " is" : " are")
                    .append(" not compared: ");
            out.append(escape(String.join(
                            ", ",
                            java.util.stream.Stream.concat(
                                            comparison.onlyBase().stream(), comparison.onlyTuned().stream())
                                    .map(ScoredClip::name)
                                    .toList())))
                    .append(".</p>");
        }
    }

    private Comparison comparison(String tuned) {
        return java.util.Objects.requireNonNull(evaluation.versus().get(tuned));
    }

    private void card(String title, String value, String note) {
        out.append("<div class=\"card\"><div class=\"muted\">")
                .append(escape(title))
                .append("</div><div class=\"value\">")
                .append(escape(value))
                .append("</div><div class=\"muted small\">")
                .append(escape(note))
                .append("</div></div>");
    }

    private void table(String tuned) {
        boolean looks = !report.appearance().isEmpty();
        out.append("<div class=\"scroll\"><table class=\"plain figures\"><thead><tr><th>Clips</th>");
        for (String head : List.of("n", "Base", "Tuned", "Gain", "Mean, base", "Mean, tuned", "Gain of mean")) {
            out.append("<th class=\"n\">").append(head).append("</th>");
        }
        out.append("<th class=\"n\">Unscorable</th>");
        if (looks) {
            out.append("<th class=\"n\">Consistency</th><th class=\"n\">Diversity</th>");
        }
        out.append("</tr></thead><tbody>");
        for (Group group : Group.values()) {
            for (Line line : ComparisonTable.of(evaluation, tuned, group, report.appearance())) {
                row(line, looks);
            }
        }
        out.append("</tbody></table></div>");
    }

    private void row(Line line, boolean looks) {
        Figures base = line.row().base();
        Figures tuned = line.row().tuned();
        out.append("<tr><td>")
                .append(escape(line.group() == Group.ALL ? "all" : line.group().code() + " " + line.value()))
                .append("</td>");
        cell(Integer.toString(line.pairs()), "");
        cell(percent(base.share()), line.certain() ? interval(base.shareInterval()) : "one prompt");
        cell(percent(tuned.share()), line.certain() ? interval(tuned.shareInterval()) : "one prompt");
        cell(points(line.row().shareGain()), line.certain() ? gain(line.row().shareGainInterval()) : "one prompt");
        cell(number(OptionalDouble.of(base.mean())), "");
        cell(number(OptionalDouble.of(tuned.mean())), "");
        cell(
                String.format(Locale.ROOT, "%+.3f", line.row().meanGain()),
                String.format(
                        Locale.ROOT,
                        "%+.3f to %+.3f",
                        line.row().meanGainInterval().low(),
                        line.row().meanGainInterval().high()));
        cell(base.unscorable() + " → " + tuned.unscorable(), "");
        if (looks) {
            cell(
                    number(line.looks().baseConsistency()) + " → "
                            + number(line.looks().tunedConsistency()),
                    "");
            cell(
                    number(line.looks().baseDiversity()) + " → "
                            + number(line.looks().tunedDiversity()),
                    "");
        }
        out.append("</tr>");
    }

    private void cell(String text, String note) {
        out.append("<td class=\"n\">").append(escape(text));
        if (!note.isEmpty()) {
            out.append("<div class=\"muted tiny\">").append(escape(note)).append("</div>");
        }
        out.append("</td>");
    }

    private void changes(String tuned) {
        Comparison comparison = comparison(tuned);
        for (Map.Entry<Outcome, String> list : List.of(
                Map.entry(Outcome.WON, "Won: below the threshold before, above it now"),
                Map.entry(Outcome.LOST, "Lost: above before, below now"),
                Map.entry(Outcome.STILL_ABOVE, "Unchanged, above"),
                Map.entry(Outcome.STILL_BELOW, "Unchanged, below"))) {
            List<Comparison.Pair> pairs = comparison.with(list.getKey());
            boolean open = list.getKey() == Outcome.WON || list.getKey() == Outcome.LOST;
            out.append(open ? "<details open>" : "<details>")
                    .append("<summary>")
                    .append(list.getValue())
                    .append(" (")
                    .append(pairs.size())
                    .append(")</summary><table class=\"plain\"><tbody>");
            for (Comparison.Pair pair : pairs) {
                out.append("<tr><td>").append(escape(pair.base().promptId()));
                out.append("</td><td>seed ").append(pair.base().seed());
                out.append("</td><td class=\"n\">").append(escape(score(pair.base())));
                out.append(" → ").append(escape(score(pair.tuned()))).append("</td></tr>");
            }
            out.append("</tbody></table></details>");
        }
    }

    private static String score(ScoredClip clip) {
        return clip.score().isPresent() ? number(clip.score()) : "no score";
    }

    private void unscorable() {
        out.append("<section><h2>Unscorable clips</h2>");
        if (evaluation.unscorable().values().stream().allMatch(List::isEmpty)) {
            out.append("<p>Every clip has a score.</p>");
        } else {
            out.append("<table class=\"plain\"><tbody>");
            evaluation
                    .unscorable()
                    .forEach((model, clips) -> clips.forEach(clip -> out.append("<tr><td>")
                            .append(escape(clip.name()))
                            .append("</td><td>")
                            .append(escape(clip.reason()))
                            .append("</td></tr>")));
            out.append("</tbody></table>");
        }
        if (report.untracked() > 0) {
            out.append("<p class=\"muted\">Never tracked: ")
                    .append(report.untracked())
                    .append(". They have no score because nobody followed boxes in them yet.</p>");
        }
        out.append("</section>\n");
    }

    private void provenance() {
        out.append("<section><h2>How these numbers were made</h2><ul><li>Score preset <b>")
                .append(escape(report.presetId()))
                .append("</b>. Clips are matched by prompt and seed.</li><li>Intervals: percentile bootstrap over")
                .append(" prompts (the clips of a prompt are drawn together), ")
                .append(evaluation.bootstrap().resamples())
                .append(" resamples, seed ")
                .append(evaluation.bootstrap().seed())
                .append("; gains are paired.</li>");
        if (!report.appearance().isEmpty()) {
            out.append(
                            "<li>Consistency: likeness of the animal's colours to those of the first and the previous frame,")
                    .append(" 0 to 1. Diversity: mean difference of the seeds of a prompt, 0 to 1. A model whose score")
                    .append(
                            " rises while one of them falls may be paying for it with broken or monotonous videos.</li>");
        }
        report.leftOut()
                .forEach(line ->
                        out.append("<li>Left out: ").append(escape(line)).append("</li>"));
        out.append("<li>SpatialAlign Workbench ")
                .append(escape(report.codeVersion()))
                .append(".</li></ul></section>\n");
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    private static String points(double gain) {
        return String.format(Locale.ROOT, "%+.1f", 100 * gain).replace('-', '−');
    }

    private static String interval(Interval interval) {
        return String.format(Locale.ROOT, "%.1f to %.1f %%", 100 * interval.low(), 100 * interval.high());
    }

    private static String gain(Interval interval) {
        return points(interval.low()) + " to " + points(interval.high());
    }

    private static String number(OptionalDouble value) {
        return value.isEmpty() ? "–" : String.format(Locale.ROOT, "%.3f", value.getAsDouble());
    }
}
