package org.spatialalign.engine.cli;

import java.util.Locale;
import java.util.function.LongSupplier;
import org.spatialalign.engine.core.Progress;

/**
 * Progress for people on standard error: a bar that draws over itself on a terminal, plain lines, ever sparser,
 * anywhere else. Safe to call from a worker thread.
 */
final class ProgressLine implements Progress.Listener {

    private static final int BAR_WIDTH = 24;
    private static final long REDRAW_NANOS = 100_000_000L;
    private static final long PLAIN_NANOS = 5_000_000_000L;
    private static final long SPARSEST_NANOS = 60_000_000_000L;

    private final Console console;
    private final String title;
    private final LongSupplier clock;
    private final long start;
    private long shownAt;
    private boolean barOnScreen;

    ProgressLine(Console console, String title) {
        this(console, title, System::nanoTime);
    }

    /** @param clock nanoseconds, only ever growing */
    ProgressLine(Console console, String title, LongSupplier clock) {
        this.console = console;
        this.title = title;
        this.clock = clock;
        this.start = clock.getAsLong();
        // Short work says nothing at all when nobody watches; a bar appears at once.
        this.shownAt = console.terminal() ? start - REDRAW_NANOS : start;
    }

    @Override
    public synchronized void onProgress(Progress progress) {
        long now = clock.getAsLong();
        if (now - shownAt < (console.terminal() ? REDRAW_NANOS : pause(now - start))) {
            return;
        }
        shownAt = now;
        String text = title + "  " + describe(progress, (now - start) / 1e9);
        if (console.terminal()) {
            // Carriage return, text, erase to the end of the line.
            console.err().print("\r" + text + "\u001b[K");
            console.err().flush();
            barOnScreen = true;
        } else {
            console.note(text);
        }
    }

    /** The longer it takes, the fewer lines: a log of an hour is not to be read by the second. */
    private static long pause(long elapsed) {
        return Math.max(PLAIN_NANOS, Math.min(SPARSEST_NANOS, elapsed / 4));
    }

    /** Takes the bar away, so that what follows starts on a clean line. */
    synchronized void done() {
        if (barOnScreen) {
            console.err().print("\r\u001b[K");
            console.err().flush();
            barOnScreen = false;
        }
    }

    private String describe(Progress progress, double seconds) {
        double fraction = progress.fraction();
        if (fraction < 0) {
            return progress.done() + " " + progress.unit() + suffix(progress);
        }
        String bar = "";
        if (console.terminal()) {
            int full = (int) Math.round(fraction * BAR_WIDTH);
            bar = "[" + "=".repeat(full) + " ".repeat(BAR_WIDTH - full) + "] ";
        }
        String left = fraction > 0.02 && fraction < 1 && seconds > 1
                ? "  " + duration(seconds * (1 - fraction) / fraction) + " left"
                : "";
        return String.format(
                        Locale.ROOT,
                        "%s%3.0f %%  %d of %d %s",
                        bar,
                        100 * fraction,
                        progress.done(),
                        progress.total(),
                        progress.unit())
                + left
                + suffix(progress);
    }

    private static String suffix(Progress progress) {
        return progress.message().isEmpty() ? "" : "  " + progress.message();
    }

    /** For instance {@code 45 s}, {@code 3 min 05 s}, {@code 2 h 10 min}. */
    static String duration(double seconds) {
        long s = Math.round(seconds);
        if (s < 60) {
            return s + " s";
        }
        if (s < 3600) {
            return String.format(Locale.ROOT, "%d min %02d s", s / 60, s % 60);
        }
        return String.format(Locale.ROOT, "%d h %02d min", s / 3600, s / 60 % 60);
    }
}
