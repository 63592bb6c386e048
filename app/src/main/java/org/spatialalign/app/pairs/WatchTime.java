package org.spatialalign.app.pairs;

import java.util.function.LongSupplier;

/** How long the pair that is shown could be seen: a watch that stands still while it is decoded or out of sight. */
final class WatchTime {

    private static final long STANDS = Long.MIN_VALUE;

    private final LongSupplier nanos;
    private long runsSince = STANDS;
    private long before;

    /** @param nanos a clock that never goes back */
    WatchTime(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** Another pair: nothing of it was seen yet. Goes on if it goes. */
    void reset() {
        before = 0;
        if (runsSince != STANDS) {
            runsSince = nanos.getAsLong();
        }
    }

    void seen(boolean now) {
        if (now && runsSince == STANDS) {
            runsSince = nanos.getAsLong();
        } else if (!now && runsSince != STANDS) {
            before += nanos.getAsLong() - runsSince;
            runsSince = STANDS;
        }
    }

    long millis() {
        long open = runsSince == STANDS ? 0 : nanos.getAsLong() - runsSince;
        return (before + open) / 1_000_000;
    }
}
