package org.spatialalign.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spatialalign.engine.core.Progress;

class ProgressLineTest {

    private static final long SECOND = 1_000_000_000L;

    private final StringWriter err = new StringWriter();
    private final AtomicLong clock = new AtomicLong();

    @Test
    void aTerminalGetsABarThatGoesAwayAtTheEnd() {
        ProgressLine line = line(true);
        clock.set(10 * SECOND);
        line.onProgress(new Progress(25, 100, "frames", "a.mp4"));
        line.done();
        assertThat(err.toString())
                .isEqualTo("\rTrack  [======                  ]  25 %  25 of 100 frames  30 s left  a.mp4\u001b[K"
                        + "\r\u001b[K");
    }

    @Test
    void withoutATerminalShortWorkIsSilent() {
        ProgressLine line = line(false);
        clock.set(4 * SECOND);
        line.onProgress(new Progress(99, 100, "frames", ""));
        line.done();
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void withoutATerminalLongWorkGetsEverSparserPlainLines() {
        ProgressLine line = line(false);
        for (int second = 0; second < 3600; second++) {
            clock.set(second * SECOND);
            line.onProgress(new Progress(second, 3600, "frames", ""));
        }
        assertThat(err.toString()).doesNotContain("\r").doesNotContain("\u001b");
        assertThat(err.toString().lines()).hasSizeBetween(60, 80);
    }

    @ParameterizedTest
    @CsvSource({"0.4, 0 s", "59, 59 s", "61, 1 min 01 s", "7260, 2 h 01 min"})
    void durationsAreReadable(double seconds, String words) {
        assertThat(ProgressLine.duration(seconds)).isEqualTo(words);
    }

    private ProgressLine line(boolean terminal) {
        Console console = new Console(new PrintWriter(err), new PrintWriter(err), terminal, new Interruption());
        return new ProgressLine(console, "Track", clock::get);
    }
}
