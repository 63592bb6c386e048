package org.spatialalign.app.player;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PlayheadTest {

    private static final long SECOND = 1_000_000_000L;
    private final Playhead head = new Playhead();
    private long now = 5 * SECOND;

    @BeforeEach
    void open() {
        head.open(81, 16);
    }

    @Test
    void stepsExactlyBothWaysAndStopsAtTheEnds() {
        head.step(1);
        head.step(1);
        head.step(-1);
        assertThat(head.frame()).isEqualTo(1);
        head.step(-10);
        assertThat(head.frame()).isZero();
        head.goToLast();
        head.step(1);
        assertThat(head.frame()).isEqualTo(80);
        head.goTo(-7);
        assertThat(head.frame()).isZero();
    }

    @Test
    void playsAtTheClipsRateThroughEveryFrame() {
        List<Integer> seen = new ArrayList<>();
        head.frameProperty().addListener((o, before, after) -> seen.add(after.intValue()));
        head.loopingProperty().set(false);
        head.togglePlay();
        pulses(60, 60);
        assertThat(head.frame()).isBetween(15, 16);
        pulses(60, 300);
        assertThat(seen)
                .isEqualTo(java.util.stream.IntStream.rangeClosed(1, 80).boxed().toList());
        assertThat(head.playingProperty().get()).as("stops at the end").isFalse();
        head.togglePlay();
        assertThat(head.frame()).as("starts over").isZero();
    }

    @Test
    void speedAndDirection() {
        head.speedProperty().set(2);
        head.playForwards();
        pulses(60, 60);
        assertThat(head.frame()).isBetween(31, 32);
        head.speedProperty().set(1);
        head.playBackwards();
        pulses(60, 60);
        assertThat(head.frame()).isBetween(15, 17);
        head.pause();
        int stopped = head.frame();
        pulses(60, 60);
        assertThat(head.frame()).isEqualTo(stopped);
    }

    @Test
    void fasterAndSlowerGoThroughTheListAndStayInIt() {
        head.faster();
        assertThat(head.speedProperty().get()).isEqualTo(1.5);
        for (int i = 0; i < 10; i++) {
            head.faster();
        }
        assertThat(head.speedProperty().get()).isEqualTo(4);
        for (int i = 0; i < 20; i++) {
            head.slower();
        }
        assertThat(head.speedProperty().get()).isEqualTo(0.1);
    }

    @Test
    void loopsOverTheRangeOnly() {
        head.goTo(10);
        head.setLoopIn();
        head.goTo(14);
        head.setLoopOut();
        assertThat(head.hasLoopRange()).isTrue();
        head.goTo(12);
        List<Integer> seen = new ArrayList<>();
        head.frameProperty().addListener((o, before, after) -> seen.add(after.intValue()));
        head.togglePlay();
        pulses(60, 120);
        assertThat(seen).allMatch(f -> f >= 10 && f <= 14).contains(10, 14);
        assertThat(head.playingProperty().get()).isTrue();
        head.clearLoopRange();
        assertThat(head.hasLoopRange()).isFalse();
    }

    @Test
    void outsideTheLoopRangeTheWholeClipPlays() {
        head.setLoopRange(10, 14);
        head.goTo(30);
        head.togglePlay();
        pulses(60, 30);
        assertThat(head.frame()).isBetween(37, 38);
    }

    @Test
    void loopMarksKeepTheirOrder() {
        head.setLoopRange(10, 20);
        head.goTo(30);
        head.setLoopIn();
        assertThat(head.loopFromProperty().get()).isEqualTo(30);
        assertThat(head.loopToProperty().get()).isEqualTo(30);
        head.goTo(5);
        head.setLoopOut();
        assertThat(head.loopFromProperty().get()).isEqualTo(5);
        assertThat(head.loopToProperty().get()).isEqualTo(5);
    }

    @Test
    void aHiccupDoesNotJumpAhead() {
        head.togglePlay();
        head.tick(now);
        head.tick(now + 10 * SECOND);
        assertThat(head.frame()).isLessThan(6);
    }

    @Test
    void anotherClipStartsAnew() {
        head.setLoopRange(10, 20);
        head.playBackwards();
        head.open(3, 24);
        assertThat(head.frame()).isZero();
        assertThat(head.playingProperty().get()).isFalse();
        assertThat(head.hasLoopRange()).isFalse();
        assertThat(head.lastFrame()).isEqualTo(2);
    }

    @Test
    void aSingleFrameAndNoneAtAllPlayWithoutHarm() {
        head.open(1, 16);
        head.togglePlay();
        pulses(60, 10);
        assertThat(head.frame()).isZero();
        head.open(0, 16);
        head.togglePlay();
        pulses(60, 10);
        head.step(1);
        assertThat(head.frame()).isZero();
    }

    private void pulses(int perSecond, int count) {
        for (int i = 0; i <= count; i++) {
            head.tick(now + i * SECOND / perSecond);
        }
        now += count * SECOND / perSecond;
    }
}
