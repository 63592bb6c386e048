package org.spatialalign.engine.core;

import java.util.Objects;

/**
 * How far a long piece of work has come: {@code done} of {@code total} units.
 *
 * @param done units finished, {@code 0 <= done}
 * @param total units in all; 0 when not known yet
 * @param unit what is counted, plural, for people ("frames", "clips")
 * @param message what is being worked on right now; may be empty
 */
public record Progress(long done, long total, String unit, String message) {

    public static final Progress NONE = new Progress(0, 0, "", "");

    public Progress {
        Objects.requireNonNull(unit);
        Objects.requireNonNull(message);
        if (done < 0 || total < 0) {
            throw new IllegalArgumentException("progress must not be negative: " + done + " of " + total);
        }
    }

    /** Share finished in [0, 1], or -1 while the total is unknown. */
    public double fraction() {
        return total == 0 ? -1 : Math.min(1.0, (double) done / total);
    }

    /** Receives progress; implementations must be cheap and safe to call from a worker thread. */
    @FunctionalInterface
    public interface Listener {

        Listener NONE = progress -> {};

        void onProgress(Progress progress);

        default void report(long done, long total, String unit, String message) {
            onProgress(new Progress(done, total, unit, message));
        }
    }
}
