package org.spatialalign.engine.prefer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.spatialalign.engine.geometry.FrameBoxes;
import org.spatialalign.engine.geometry.PixelBox;
import org.spatialalign.engine.prefer.MetricCourt.Side;
import org.spatialalign.engine.prefer.MetricCourt.Witness;
import org.spatialalign.engine.prompt.DsrType;
import org.spatialalign.engine.prompt.Relation;
import org.spatialalign.engine.score.AxisScorer;
import org.spatialalign.engine.score.DsrScorer;
import org.spatialalign.engine.score.ScoreOutcome;
import org.spatialalign.engine.score.ScorePreset;

class MetricCourtTest {

    private static final PixelBox CHAIR = new PixelBox(100, 100, 140, 160);

    private static List<FrameBoxes> walk(double from, double to) {
        List<FrameBoxes> frames = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            frames.add(FrameBoxes.of(i, PixelBox.ofCenter(from + (to - from) * i / 29, 130, 40, 40), CHAIR));
        }
        return frames;
    }

    @Test
    void theBaselineCannotTellLeftFromRight() {
        AxisScorer axis = new AxisScorer(ScorePreset.PAPER);
        DsrScorer dsr = new DsrScorer(ScorePreset.PAPER);
        DsrType type = DsrType.of("LR");
        assertThat(axis.score(type, walk(20, 220)).orElseThrow()).isEqualTo(1);
        assertThat(axis.score(type, walk(220, 20)).orElseThrow()).isEqualTo(1);
        assertThat(((ScoreOutcome.Scored) dsr.score(type, walk(20, 220))).dsrScore())
                .isCloseTo(1, within(1e-9));
        assertThat(((ScoreOutcome.Scored) dsr.score(type, walk(220, 20))).dsrScore())
                .isCloseTo(0, within(1e-9));
        assertThat(axis.score(DsrType.of("LT"), walk(20, 220)).orElseThrow()).isEqualTo(0.5);
        assertThat(axis.score(type, walk(20, 220).subList(0, 19))).isEmpty();
    }

    @Test
    void overlapCostsTheBaselineAsInVBench() {
        PixelBox same = new PixelBox(110, 100, 150, 160);
        // Intersection 30 x 60 of 50 x 60.
        assertThat(AxisScorer.axis(Relation.LEFT, same, CHAIR)).isCloseTo(0.1 / 0.6, within(1e-12));
        assertThat(AxisScorer.axis(Relation.TOP, same, CHAIR)).isZero();
        assertThat(AxisScorer.axis(Relation.UNDER, new PixelBox(100, 200, 140, 240), CHAIR))
                .isEqualTo(1);
        assertThat(AxisScorer.axis(Relation.TOP, CHAIR, CHAIR)).isZero();
    }

    @Test
    void eachMetricIsComparedWithPeople() {
        List<Witness> witnesses = List.of(
                new Witness("a", "p", 0.9, 0.9),
                new Witness("b", "p", 0.1, 0.95),
                new Witness("c", "p", 0.5, 0.5),
                new Witness("d", "p", 0.52, 0.2));
        Instant at = Instant.EPOCH;
        VerdictLog log = VerdictLog.of(List.of(
                Verdict.of("a", "b", Choice.LEFT, "ann", at),
                Verdict.of("c", "d", Choice.TIE, "ann", at),
                Verdict.of("b", "c", Choice.RIGHT, "ann", at),
                Verdict.of("a", "d", Choice.LEFT, "ann", at),
                Verdict.of("a", "nobody", Choice.LEFT, "ann", at)));
        MetricCourt.Report report = MetricCourt.hear(witnesses, log.rulings(), 0.02 + 1e-9, 0.7, 0.7);
        assertThat(report.dsr().accuracy()).isEqualTo(new Proportion(4, 4));
        assertThat(report.dsr().accuracyWithoutTies()).isEqualTo(new Proportion(3, 3));
        assertThat(report.dsr().count(Side.NEITHER, Side.NEITHER)).isEqualTo(1);
        assertThat(report.dsr().kappa().orElseThrow()).isCloseTo(1, within(1e-12));
        assertThat(report.axis().accuracy()).isEqualTo(new Proportion(1, 4));
        assertThat(report.axis().accuracyWithoutTies()).isEqualTo(new Proportion(1, 3));
        assertThat(report.axis().count(Side.SECOND, Side.FIRST)).isEqualTo(1);
        assertThat(report.cases()).extracting(MetricCourt.Case::split).containsExactly(true, true, true, false);
        assertThat(report.clips()).extracting(Witness::clip).startsWith("b", "d");
        assertThat(report.atThreshold()).isEqualTo(new MetricCourt.Verdicts(1, 0, 1, 2));
    }
}
