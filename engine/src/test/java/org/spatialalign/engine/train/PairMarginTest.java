package org.spatialalign.engine.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.spatialalign.engine.train.PairMargin.Standing;

class PairMarginTest {

    private final List<TrainingStep> steps = new ArrayList<>();

    private void see(int pair, double... margins) {
        for (double margin : margins) {
            steps.add(new TrainingStep(
                    steps.size(), 0, 0, 0, 0, 0, margin, 0, 0, 0, false, List.of(pair), List.of(1), List.of((float)
                            margin)));
        }
    }

    private PairMargin only() {
        List<PairMargin> all = PairMargin.of(steps);
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    @Test
    void theLaterHalfDecides() {
        see(3, 1, 1, 1, 1, -0.1, -0.3, -0.2, -0.2);
        PairMargin margin = only();
        assertThat(margin.pair()).isEqualTo(3);
        assertThat(margin.seen()).isEqualTo(8);
        assertThat(margin.mean()).isCloseTo(0.4, within(1e-6));
        assertThat(margin.late()).isCloseTo(-0.2, within(1e-6));
        // Squares 0.01 + 0.01, over 3, over 4.
        assertThat(margin.error()).isCloseTo(Math.sqrt(0.02 / 12), within(1e-6));
        assertThat(margin.standing()).isEqualTo(Standing.REFUSED);
    }

    @Test
    void oneLowMarginAmongMixedOnesIsNoRefusal() {
        see(0, 0, 0, 0, 0, 0.4, -1.5, 0.3, -0.2);
        assertThat(only().late()).isNegative();
        assertThat(only().standing()).isEqualTo(Standing.UNDECIDED);
    }

    @Test
    void whatWasSeenTooRarelySaysNothing() {
        see(0, -1, -1, -1, -1, -1, -1, -1);
        assertThat(only().standing()).isEqualTo(Standing.RARE);
        see(0, -1);
        assertThat(only().standing()).isEqualTo(Standing.REFUSED);
    }

    @Test
    void aPairWhoseMarginsAreAllZeroIsUndecided() {
        see(0, 0, 0, 0, 0, 0, 0, 0, 0);
        assertThat(only().standing()).isEqualTo(Standing.UNDECIDED);
    }

    @Test
    void whatIsNoNumberIsLeftOut() {
        see(0, 1, 1, 1, 1, 1, 1, 1.1, 1, Double.NaN);
        assertThat(only().seen()).isEqualTo(8);
        assertThat(only().standing()).isEqualTo(Standing.LEARNT);
    }

    @Test
    void refusedOnesComeFirst() {
        see(0, 0, 0, 0, 0, 0.9, -4, 0.9, 0.9);
        see(1, -0.1, -0.1, -0.1, -0.1, -0.1, -0.1, -0.1, -0.2);
        see(2, 0, 0, 0, 0, 1, 1, 1, 1.1);
        assertThat(PairMargin.of(steps)).extracting(PairMargin::pair).containsExactly(1, 0, 2);
    }

    @Test
    void ofPairsThatTheModelIsIndifferentToFewAreRefused() {
        Random random = new Random(5);
        int pairs = 400;
        for (int round = 0; round < 40; round++) {
            for (int pair = 0; pair < pairs; pair++) {
                see(pair, random.nextGaussian());
            }
        }
        long refused = PairMargin.of(steps).stream()
                .filter(margin -> margin.standing() == Standing.REFUSED)
                .count();
        // Student's t with 19 degrees of freedom is below -2 in 3 %: 12 of 400, give or take three times 3.4.
        assertThat(refused).isBetween(2L, 22L);
    }
}
