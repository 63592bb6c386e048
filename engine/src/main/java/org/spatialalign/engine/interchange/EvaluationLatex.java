package org.spatialalign.engine.interchange;

import java.util.List;
import java.util.Locale;
import org.spatialalign.engine.evaluate.AppearanceFigures;
import org.spatialalign.engine.evaluate.ComparisonTable;
import org.spatialalign.engine.evaluate.ComparisonTable.Group;
import org.spatialalign.engine.evaluate.ComparisonTable.Line;
import org.spatialalign.engine.evaluate.Evaluation;
import org.spatialalign.engine.evaluate.Figures;
import org.spatialalign.engine.evaluate.Interval;
import org.spatialalign.engine.evaluate.Unscorable;

/** An evaluation as a LaTeX table for {@code booktabs}: shares in per cent with their intervals, types below all. */
public final class EvaluationLatex {

    private EvaluationLatex() {}

    public static String of(Evaluation evaluation, AppearanceFigures appearance) {
        boolean looks = !appearance.isEmpty();
        StringBuilder text = new StringBuilder("% Needs \\usepackage{booktabs}.\n\\begin{table}\n  \\centering\n");
        text.append("  \\caption{").append(caption(evaluation)).append("}\n");
        text.append("  \\begin{tabular}{llrrrr").append(looks ? "rr" : "").append("}\n    \\toprule\n");
        text.append("    Model & Type & Clips & Share (\\%) & Gain & Mean score");
        text.append(looks ? " & Consistency & Diversity" : "").append(" \\\\\n");
        for (String tuned : evaluation.versus().keySet()) {
            text.append("    \\midrule\n");
            rows(text, ComparisonTable.of(evaluation, tuned, Group.ALL, appearance), evaluation.base(), looks);
            rows(text, ComparisonTable.of(evaluation, tuned, Group.TYPE, appearance), evaluation.base(), looks);
        }
        return text.append("    \\bottomrule\n  \\end{tabular}\n\\end{table}\n").toString();
    }

    private static String caption(Evaluation evaluation) {
        String counting = evaluation.counting() == Unscorable.AS_FAILURES
                ? "clips without a score count as failures"
                : "clips without a score are left out";
        return String.format(
                Locale.ROOT,
                "Share of clips with a DSR-Score of at least %s, and mean score; same prompts and seeds; %s."
                        + " Brackets: %.0f\\,\\%% intervals, paired bootstrap over prompts.",
                evaluation.threshold(),
                counting,
                100 * evaluation.bootstrap().level());
    }

    private static void rows(StringBuilder text, List<Line> lines, String base, boolean looks) {
        for (Line line : lines) {
            String group = line.group() == Group.ALL ? "all" : line.value();
            Figures before = line.row().base();
            Figures after = line.row().tuned();
            text.append(String.format(
                    Locale.ROOT,
                    "    %s & %s & %d & %s & & %s%s \\\\\n",
                    escape(base),
                    escape(group),
                    line.pairs(),
                    share(before),
                    mean(before),
                    looks
                            ? " & " + number(line.looks().baseConsistency()) + " & "
                                    + number(line.looks().baseDiversity())
                            : ""));
            text.append(String.format(
                    Locale.ROOT,
                    "    %s & %s & %d & %s & %s & %s%s \\\\\n",
                    escape(line.tuned()),
                    escape(group),
                    line.pairs(),
                    share(after),
                    gain(line.row().shareGain(), line.row().shareGainInterval()),
                    mean(after),
                    looks
                            ? " & " + number(line.looks().tunedConsistency()) + " & "
                                    + number(line.looks().tunedDiversity())
                            : ""));
        }
    }

    private static String share(Figures figures) {
        Interval interval = figures.shareInterval();
        return String.format(
                Locale.ROOT, "%.1f [%.1f, %.1f]", 100 * figures.share(), 100 * interval.low(), 100 * interval.high());
    }

    private static String mean(Figures figures) {
        return figures.unscorable() == figures.clips() ? "--" : String.format(Locale.ROOT, "%.3f", figures.mean());
    }

    private static String gain(double value, Interval interval) {
        return String.format(
                Locale.ROOT, "$%+.1f$ [$%+.1f$, $%+.1f$]", 100 * value, 100 * interval.low(), 100 * interval.high());
    }

    private static String number(java.util.OptionalDouble value) {
        return value.isEmpty() ? "--" : String.format(Locale.ROOT, "%.3f", value.getAsDouble());
    }

    /** Text with LaTeX's own signs as letters. */
    static String escape(String text) {
        StringBuilder safe = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\\' -> safe.append("\\textbackslash{}");
                case '~' -> safe.append("\\textasciitilde{}");
                case '^' -> safe.append("\\textasciicircum{}");
                case '&', '%', '$', '#', '_', '{', '}' -> safe.append('\\').append(c);
                default -> safe.append(c);
            }
        }
        return safe.toString();
    }
}
