package org.spatialalign.app.job;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.core.Progress;

/**
 * Time left of one running job, from the rate since it was first seen running here: a resumed job starts far along, and
 * what it did before says nothing about its rate now.
 */
public final class TimeLeft {

    private static final Duration TOO_EARLY = Duration.ofSeconds(2);

    private @Nullable Instant firstSeen;
    private long firstDone;

    /** The text for people, "about 3 min left"; empty while nothing can be said. */
    public String update(Progress progress, Instant now) {
        if (firstSeen == null || progress.done() < firstDone) {
            firstSeen = now;
            firstDone = progress.done();
            return "";
        }
        long doneHere = progress.done() - firstDone;
        Duration taken = Duration.between(firstSeen, now);
        if (doneHere <= 0 || progress.total() <= 0 || taken.compareTo(TOO_EARLY) < 0) {
            return "";
        }
        double perUnit = taken.toMillis() / (double) doneHere;
        return text(Math.round(perUnit * (progress.total() - progress.done()) / 1000));
    }

    static String text(long seconds) {
        if (seconds < 5) {
            return "a few seconds left";
        }
        if (seconds < 60) {
            return "about " + (seconds + 4) / 5 * 5 + " s left";
        }
        long minutes = (seconds + 30) / 60;
        if (minutes < 60) {
            return "about " + minutes + " min left";
        }
        return "about " + minutes / 60 + " h " + minutes % 60 + " min left";
    }
}
