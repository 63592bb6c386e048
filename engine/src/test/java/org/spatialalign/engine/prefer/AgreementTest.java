package org.spatialalign.engine.prefer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.spatialalign.engine.prefer.Agreement.Both;

/** The figures of published worked examples, to the digits that are printed there. */
class AgreementTest {

    private static List<Both<String>> cases(String one, String other) {
        List<Both<String>> cases = new ArrayList<>();
        for (int i = 0; i < one.length(); i++) {
            cases.add(new Both<>(one.substring(i, i + 1), other.substring(i, i + 1)));
        }
        return cases;
    }

    /** Rows of equal length, one per person; a dot is missing. */
    private static List<List<String>> units(String... people) {
        List<List<String>> units = new ArrayList<>();
        for (int i = 0; i < people[0].length(); i++) {
            List<String> unit = new ArrayList<>();
            for (String row : people) {
                if (row.charAt(i) != '.') {
                    unit.add(row.substring(i, i + 1));
                }
            }
            units.add(unit);
        }
        return units;
    }

    private static List<Both<String>> table(int[][] counts) {
        List<Both<String>> cases = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            for (int j = 0; j < counts[i].length; j++) {
                for (int n = 0; n < counts[i][j]; n++) {
                    cases.add(new Both<>("c" + i, "c" + j));
                }
            }
        }
        return cases;
    }

    @Test
    void krippendorffsBinaryExampleOfTwoObservers() {
        // Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), A.
        assertThat(Agreement.alpha(units("0100000010", "1110010000")).orElseThrow())
                .isCloseTo(0.095, within(5e-4));
    }

    @Test
    void krippendorffsNominalExampleOfTwoObservers() {
        // The same, B: Ben and Gerry.
        assertThat(Agreement.alpha(units("aabbdcccedda", "babbbccceddd")).orElseThrow())
                .isCloseTo(0.692, within(5e-4));
    }

    @Test
    void krippendorffsNominalExampleOfFourObserversWithMissingValues() {
        // The same, C.
        assertThat(Agreement.alpha(units("123321412...", "1233224125.3", ".3332342251.", "12332441251."))
                        .orElseThrow())
                .isCloseTo(0.743, within(5e-4));
    }

    @Test
    void cohensExampleOfThreeCategories() {
        // Cohen, A Coefficient of Agreement for Nominal Scales (1960), table 1.
        List<Both<String>> cases = table(new int[][] {{88, 14, 18}, {10, 40, 10}, {2, 6, 12}});
        assertThat(Agreement.raw(cases).share()).isCloseTo(0.70, within(1e-12));
        assertThat(Agreement.kappa(cases).orElseThrow()).isCloseTo(0.492, within(5e-4));
    }

    @Test
    void theFiftyGrantApplications() {
        // The usual textbook example: 20 and 15 agreed, 5 and 10 not.
        assertThat(Agreement.kappa(table(new int[][] {{20, 5}, {10, 15}})).orElseThrow())
                .isCloseTo(0.4, within(1e-12));
    }

    @Test
    void newcombesExamplesOfWilsonsInterval() {
        // Newcombe, Two-sided confidence intervals for the single proportion (1998), table I, method 3.
        check(81, 263, 0.2553, 0.3662);
        check(15, 148, 0.0624, 0.1605);
        check(0, 20, 0, 0.1611);
        check(1, 29, 0.0061, 0.1718);
        assertThat(new Proportion(0, 0).share()).isNaN();
    }

    private static void check(int count, int total, double low, double high) {
        Proportion proportion = new Proportion(count, total);
        assertThat(proportion.low()).isCloseTo(low, within(5e-5));
        assertThat(proportion.high()).isCloseTo(high, within(5e-5));
    }

    @Test
    void withoutAnythingToCompareThereIsNoFigure() {
        assertThat(Agreement.alpha(List.<List<String>>of())).isEmpty();
        assertThat(Agreement.alpha(units("a.b", ".c."))).isEmpty();
        assertThat(Agreement.alpha(units("aaa", "aaa"))).isEmpty();
        assertThat(Agreement.kappa(cases("", ""))).isEmpty();
        assertThat(Agreement.kappa(cases("aa", "aa"))).isEmpty();
        assertThat(Agreement.alpha(units("aab", "aab")).orElseThrow()).isCloseTo(1, within(1e-12));
    }

    @Test
    void aLogIsReportedByPersonAndByCouple() {
        List<Verdict> verdicts = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            // Ann always says left, whatever is there; Bob prefers the a's, and sees them on the right.
            verdicts.add(said("a" + i, "b" + i, Choice.LEFT, "ann").watched(1000, 2000));
            verdicts.add(said("b" + i, "a" + i, i < 15 ? Choice.RIGHT : i < 18 ? Choice.TIE : Choice.SKIP, "bob"));
        }
        verdicts.add(said("b0", "a0", Choice.LEFT, "ann").asRepeat());
        verdicts.add(said("a1", "b1", Choice.LEFT, "bob").asRepeat());
        Agreement.Report report = Agreement.report(VerdictLog.of(verdicts));
        assertThat(report.overlap()).isEqualTo(18);
        assertThat(report.unanimous()).isEqualTo(new Proportion(15, 18));
        assertThat(report.disputed()).hasSize(3);
        assertThat(report.couples()).singleElement().satisfies(couple -> {
            assertThat(couple.raw()).isEqualTo(new Proportion(15, 18));
            assertThat(couple.kappa().orElseThrow()).isCloseTo(0, within(1e-12));
        });
        Agreement.Habit ann = report.habits().get(0);
        assertThat(ann.left()).isEqualTo(new Proportion(21, 21));
        assertThat(ann.sideBiased()).isTrue();
        assertThat(ann.consistent()).isEqualTo(new Proportion(0, 1));
        Agreement.Habit bob = report.habits().get(1);
        assertThat(bob.consistent()).isEqualTo(new Proportion(1, 1));
        assertThat(bob.skipped()).isEqualTo(2);
        assertThat(bob.left()).isEqualTo(new Proportion(1, 16));
        assertThat(ann.meanWatched()).isCloseTo(60_000 / 21.0, within(1e-9));
    }

    private static Verdict said(String left, String right, Choice choice, String annotator) {
        return Verdict.of(left, right, choice, annotator, Instant.EPOCH);
    }
}
