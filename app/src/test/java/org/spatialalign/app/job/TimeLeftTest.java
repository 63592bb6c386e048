package org.spatialalign.app.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.spatialalign.engine.core.Progress;

class TimeLeftTest {

    private static final Instant START = Instant.parse("2025-01-31T10:00:00Z");

    private final TimeLeft timeLeft = new TimeLeft();

    private String at(long second, long done) {
        return timeLeft.update(new Progress(done, 100, "frames", ""), START.plusSeconds(second));
    }

    @Test
    void saysNothingUntilThereIsARate() {
        assertThat(at(0, 0)).isEmpty();
        assertThat(at(1, 10)).isEmpty();
        assertThat(at(60, 0)).isEmpty();
    }

    @Test
    void followsTheRate() {
        at(0, 0);
        assertThat(at(10, 10)).isEqualTo("about 2 min left");
        assertThat(at(20, 50)).isEqualTo("about 20 s left");
        assertThat(at(21, 95)).isEqualTo("a few seconds left");
    }

    @Test
    void doesNotCountWhatWasDoneBeforeAResume() {
        at(0, 80);
        assertThat(at(10, 90)).isEqualTo("about 10 s left");
    }

    @Test
    void speaksOfHours() {
        assertThat(TimeLeft.text(2 * 3600 + 15 * 60)).isEqualTo("about 2 h 15 min left");
        assertThat(TimeLeft.text(61)).isEqualTo("about 1 min left");
    }
}
