package org.spatialalign.engine.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spatialalign.engine.geometry.FrameBoxes;
import org.spatialalign.engine.geometry.PixelBox;
import org.spatialalign.engine.prompt.DsrType;
import org.spatialalign.engine.prompt.Relation;
import org.spatialalign.engine.score.ScoreOutcome.Scored;
import org.spatialalign.engine.score.ScoreOutcome.Unscorable;

class DsrScorerTest {

    private static final PixelBox OBJECT = PixelBox.ofCenter(400, 300, 100, 100);

    private final DsrScorer scorer = new DsrScorer(ScorePreset.PAPER);

    @ParameterizedTest
    @CsvSource({"LR", "RL", "LT", "TL", "RT", "TR", "TU", "UT", "LU", "UR"})
    void aStillAnimalAndAPerfectMotionScoreWhatTheRangeSays(String code) {
        DsrType type = DsrType.of(code);
        List<FrameBoxes> still = motion(type.initial(), type.initial());
        List<FrameBoxes> perfect = motion(type.initial(), type.last());

        ScoreRange range = ScoreRange.of(type);
        assertThat(score(type, still)).isCloseTo(range.still(), within(1e-12));
        assertThat(score(type, perfect)).isCloseTo(range.perfect(), within(1e-12));
    }

    @Test
    void underIsTheOppositeOfTop() {
        PixelBox animal = PixelBox.ofCenter(420, 380, 60, 40);
        assertThat(DsrScorer.ssr(Relation.UNDER, animal, OBJECT))
                .isEqualTo(-DsrScorer.ssr(Relation.TOP, animal, OBJECT))
                .isPositive();
    }

    @Test
    void coincidingCentresSayNothing() {
        assertThat(DsrScorer.ssr(Relation.LEFT, OBJECT, OBJECT)).isZero();
    }

    @Test
    void onlyTheSixEndFramesDecide() {
        DsrType type = DsrType.of("LR");
        List<FrameBoxes> frames = motion(Relation.LEFT, Relation.RIGHT);
        double before = score(type, frames);
        for (int i = 3; i < frames.size() - 3; i++) {
            frames.set(i, FrameBoxes.of(i, PixelBox.ofCenter(400, 100, 50, 50), OBJECT));
        }
        assertThat(score(type, frames)).isEqualTo(before);
    }

    @Test
    void theOrderOfTheFramesDoesNotMatter() {
        DsrType type = DsrType.of("LT");
        List<FrameBoxes> frames = motion(Relation.LEFT, Relation.TOP);
        double before = score(type, frames);
        Collections.reverse(frames);
        assertThat(score(type, frames)).isEqualTo(before);
    }

    @Test
    void everyTermSaysWhichFramesItCameFrom() {
        List<FrameBoxes> frames = motion(Relation.LEFT, Relation.RIGHT);
        frames.set(1, new FrameBoxes(1, null, OBJECT));
        Scored scored = (Scored) scorer.score(DsrType.of("LR"), frames);
        assertThat(scored.terms().firstFrames()).containsExactly(0, 2, 3);
        assertThat(scored.terms().lastFrames()).containsExactly(37, 38, 39);
        assertThat(scored.skipped())
                .containsExactly(new ScoreOutcome.SkippedFrame(1, ScoreOutcome.SkipReason.ANIMAL_MISSING));
    }

    @Test
    void tooFewFramesIsAReasonWithItsNumbers() {
        List<FrameBoxes> frames = motion(Relation.LEFT, Relation.RIGHT).subList(0, 19);
        Unscorable outcome = (Unscorable) scorer.score(DsrType.of("LR"), frames);
        assertThat(outcome.reason()).isEqualTo(UnscorableReason.TOO_FEW_VALID_FRAMES);
        assertThat(outcome.detail()).contains("19").contains("20");
        assertThat(outcome.curve().size()).isEqualTo(19);
    }

    private double score(DsrType type, List<FrameBoxes> frames) {
        return ((Scored) scorer.score(type, frames)).dsrScore();
    }

    /** 40 frames from one place beside the object to another; the first and last five stand still. */
    private static List<FrameBoxes> motion(Relation from, Relation to) {
        List<FrameBoxes> frames = new ArrayList<>();
        double[] a = place(from);
        double[] b = place(to);
        for (int i = 0; i < 40; i++) {
            double t = Math.max(0, Math.min(1, (i - 5) / 29.0));
            PixelBox animal = PixelBox.ofCenter(a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1]), 50, 50);
            frames.add(FrameBoxes.of(i, animal, OBJECT));
        }
        return frames;
    }

    private static double[] place(Relation relation) {
        return switch (relation) {
            case LEFT -> new double[] {200, 300};
            case RIGHT -> new double[] {600, 300};
            case TOP -> new double[] {400, 100};
            case UNDER -> new double[] {400, 500};
        };
    }
}
