package org.spatialalign.engine.interchange;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.spatialalign.engine.evaluate.AppearanceFigures;
import org.spatialalign.engine.evaluate.ComparisonTable;
import org.spatialalign.engine.evaluate.ComparisonTable.Line;
import org.spatialalign.engine.evaluate.Evaluation;
import org.spatialalign.engine.evaluate.Figures;
import org.spatialalign.engine.evaluate.Interval;

/**
 * The figures of an evaluation as CSV: one row for each tuned model and group. Every row says its threshold and how
 * unscorable clips were counted, so that rows of several files can be put together. What was not measured is empty.
 */
public final class EvaluationCsv {

    /** The columns, in order. */
    public static final List<String> COLUMNS = List.of(
            "base",
            "tuned",
            "group",
            "value",
            "threshold",
            "unscorable_counted_as",
            "pairs",
            "prompts",
            "base_unscorable",
            "tuned_unscorable",
            "base_share",
            "base_share_low",
            "base_share_high",
            "tuned_share",
            "tuned_share_low",
            "tuned_share_high",
            "share_gain",
            "share_gain_low",
            "share_gain_high",
            "base_mean",
            "base_mean_low",
            "base_mean_high",
            "tuned_mean",
            "tuned_mean_low",
            "tuned_mean_high",
            "mean_gain",
            "mean_gain_low",
            "mean_gain_high",
            "base_consistency",
            "tuned_consistency",
            "base_diversity",
            "tuned_diversity");

    private EvaluationCsv() {}

    public static String of(Evaluation evaluation, AppearanceFigures appearance) {
        StringBuilder text = new StringBuilder(CsvText.row(COLUMNS)).append('\n');
        for (Line line : ComparisonTable.of(evaluation, appearance)) {
            List<String> row = new ArrayList<>(List.of(
                    evaluation.base(),
                    line.tuned(),
                    line.group().code(),
                    line.value(),
                    Double.toString(evaluation.threshold()),
                    evaluation.counting().code(),
                    Integer.toString(line.pairs()),
                    Integer.toString(line.prompts())));
            Figures base = line.row().base();
            Figures tuned = line.row().tuned();
            row.add(Long.toString(base.unscorable()));
            row.add(Long.toString(tuned.unscorable()));
            add(row, base.share(), base.shareInterval());
            add(row, tuned.share(), tuned.shareInterval());
            add(row, line.row().shareGain(), line.row().shareGainInterval());
            add(row, base.mean(), base.meanInterval());
            add(row, tuned.mean(), tuned.meanInterval());
            add(row, line.row().meanGain(), line.row().meanGainInterval());
            row.add(number(line.looks().baseConsistency()));
            row.add(number(line.looks().tunedConsistency()));
            row.add(number(line.looks().baseDiversity()));
            row.add(number(line.looks().tunedDiversity()));
            text.append(CsvText.row(row)).append('\n');
        }
        return text.toString();
    }

    private static void add(List<String> row, double value, Interval interval) {
        row.add(number(OptionalDouble.of(value)));
        row.add(number(OptionalDouble.of(interval.low())));
        row.add(number(OptionalDouble.of(interval.high())));
    }

    private static String number(OptionalDouble value) {
        return value.isEmpty() ? "" : String.format(Locale.ROOT, "%.6f", value.getAsDouble());
    }
}
