package org.spatialalign.engine.workflow.report;

import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.spatialalign.engine.score.ScorePreset;

/**
 * All that a report shows.
 *
 * @param preset the one preset that every score in it was computed with
 * @param boxSources how the boxes were made, one line per way, with the number of clips
 * @param rows in the order of the table
 */
public record ReportData(
        String projectName,
        Instant createdAt,
        ScorePreset preset,
        String codeVersion,
        List<String> boxSources,
        List<ReportRow> rows) {

    /** The paper's line between winners and losers; shares are given at it. */
    public static final double THRESHOLD = 0.7;

    public ReportData {
        rows = List.copyOf(rows);
        boxSources = List.copyOf(boxSources);
    }

    /** Counts of some of the rows. */
    record Counts(int all, int scored, int atThreshold, double median) {
        int unscorable() {
            return all - scored;
        }
    }

    Counts counts(Predicate<ReportRow> which) {
        List<ReportRow> chosen = rows.stream().filter(which).toList();
        double[] scores = scores(chosen);
        int good = 0;
        for (double score : scores) {
            good += score >= THRESHOLD ? 1 : 0;
        }
        return new Counts(chosen.size(), scores.length, good, median(scores));
    }

    /** Ascending. */
    static double[] scores(List<ReportRow> rows) {
        return rows.stream()
                .filter(ReportRow::scored)
                .mapToDouble(row -> row.score().orElseThrow())
                .sorted()
                .toArray();
    }

    private static double median(double[] sorted) {
        int n = sorted.length;
        if (n == 0) {
            return Double.NaN;
        }
        return n % 2 == 1 ? sorted[n / 2] : (sorted[n / 2 - 1] + sorted[n / 2]) / 2;
    }
}
