package org.spatialalign.engine.prefer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.spatialalign.engine.geometry.FrameBoxes;
import org.spatialalign.engine.geometry.PixelBox;
import org.spatialalign.engine.prefer.Fragility.Doubt;
import org.spatialalign.engine.prefer.Fragility.Interval;
import org.spatialalign.engine.prompt.DsrType;
import org.spatialalign.engine.score.ScorePreset;

class FragilityTest {

    private static final DsrType LR = DsrType.of("LR");
    private static final PixelBox CHAIR = new PixelBox(380, 200, 440, 300);

    private static FrameBoxes frame(int index, double animalX) {
        return FrameBoxes.of(index, PixelBox.ofCenter(animalX, 250, 80, 60), CHAIR);
    }

    /** A straight walk from the left to the right. */
    private static List<FrameBoxes> walk(int frames) {
        List<FrameBoxes> walk = new ArrayList<>();
        for (int i = 0; i < frames; i++) {
            walk.add(frame(i, 200 + 420.0 * i / (frames - 1)));
        }
        return walk;
    }

    private static Interval interval(Fragility fragility, List<FrameBoxes> frames) {
        return fragility.interval(LR, frames, ScorePreset.PAPER).orElseThrow();
    }

    @Test
    void aClearWalkStandsFirm() {
        Interval interval = interval(Fragility.DEFAULT, walk(81));
        assertThat(interval.score()).isCloseTo(1, within(1e-9));
        assertThat(interval.low()).isGreaterThan(0.99);
        assertThat(interval.high()).isLessThanOrEqualTo(1);
        assertThat(interval.mayLoseScore()).isFalse();
    }

    @Test
    void aScoreThatHangsOnTheLastFrameIsSeen() {
        // Nothing moves, but the tracker jumps to the other side in the last frame alone.
        List<FrameBoxes> frames = new ArrayList<>();
        for (int i = 0; i < 80; i++) {
            frames.add(frame(i, 200));
        }
        frames.add(frame(80, 620));
        Interval interval = interval(new Fragility(0, 0, 0), frames);
        assertThat(interval.score()).isCloseTo(0.8333333, within(1e-6));
        assertThat(interval.low()).isCloseTo(0.5, within(1e-9));
        Interval firm = interval(Fragility.DEFAULT, walk(81));
        Doubt doubt = Fragility.doubt(firm, interval, LR, PairRules.PAPER.withThreshold(0.9));
        assertThat(doubt).isEqualTo(Doubt.NONE);
        assertThat(Fragility.doubt(interval, interval(Fragility.DEFAULT, walk(81)), LR, PairRules.PAPER))
                .isEqualTo(new Doubt(true, true, true, false));
    }

    @Test
    void aThresholdWithinTheIntervalPutsTheSideInDoubt() {
        Interval winner = new Interval(0.71, 0.69, 0.73, false);
        Interval loser = new Interval(0.6, 0.58, 0.62, false);
        assertThat(Fragility.doubt(winner, loser, LR, PairRules.PAPER)).isEqualTo(new Doubt(false, true, false, false));
        assertThat(Fragility.doubt(winner, new Interval(0.695, 0.69, 0.7, false), LR, PairRules.PAPER))
                .isEqualTo(new Doubt(true, true, true, false));
        PairRules fair = PairRules.FAIR.withThreshold(0.39);
        assertThat(Fragility.doubt(winner, loser, LR, fair)).isEqualTo(new Doubt(false, true, false, false));
        assertThat(Fragility.doubt(winner, loser, LR, fair.withThreshold(0.37)).any())
                .isFalse();
        assertThat(Fragility.doubt(new Interval(0.9, 0.9, 0.9, true), loser, LR, PairRules.PAPER)
                        .any())
                .isTrue();
    }

    @Test
    void moreJitterWidensAndTheSameSeedRepeats() {
        List<FrameBoxes> near = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            near.add(frame(i, 400 + i * 0.5));
        }
        double before = 0;
        for (double pixels : new double[] {0, 1, 2, 4, 8}) {
            Interval interval = interval(new Fragility(pixels, 200, 3), near);
            assertThat(interval.low()).isLessThanOrEqualTo(interval.score());
            assertThat(interval.high()).isGreaterThanOrEqualTo(interval.score());
            assertThat(interval.width()).isGreaterThanOrEqualTo(before);
            before = interval.width();
        }
        List<FrameBoxes> shuffled = new ArrayList<>(near);
        Collections.shuffle(shuffled, new Random(1));
        assertThat(interval(Fragility.DEFAULT, shuffled)).isEqualTo(interval(Fragility.DEFAULT, near));
        assertThat(interval(new Fragility(2, 64, 1), near)).isNotEqualTo(interval(Fragility.DEFAULT, near));
    }

    @Test
    void framesThatDoNotCountArePassedOverAndTheLeastNumberIsNamed() {
        List<FrameBoxes> frames = new ArrayList<>(walk(20));
        frames.add(new FrameBoxes(20, null, CHAIR));
        assertThat(interval(Fragility.DEFAULT, frames).mayLoseScore()).isTrue();
        assertThat(Fragility.DEFAULT.interval(LR, walk(19), ScorePreset.PAPER)).isEmpty();
        ScorePreset tiny = new ScorePreset("tiny", 3, 3);
        assertThat(Fragility.DEFAULT.interval(LR, walk(3), tiny).orElseThrow().mayLoseScore())
                .isTrue();
        assertThatThrownBy(() -> new Fragility(-1, 3, 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
