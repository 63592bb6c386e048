package org.spatialalign.app.generate;

import java.util.Locale;
import org.spatialalign.engine.generate.ModelFit;

/** What a check of model and machine found, for people. */
final class CheckText {

    /** Nobody waits for less. */
    private static final double SHORTEST = 0.1;

    private static final double HOUR = 3600;
    private static final double DAY = 24 * HOUR;
    private static final double YEAR = 365 * DAY;

    private CheckText() {}

    static String memory(ModelFit fit) {
        return ModelFit.gigabytes(fit.neededBytes()) + " needed, "
                + ModelFit.gigabytes(fit.machine().freeBytes()) + " free on "
                + fit.machine().where();
    }

    static String time(ModelFit fit) {
        return Double.isNaN(fit.clipSeconds())
                ? "not measured"
                : about(fit.clipSeconds()) + " a clip, " + about(fit.stepSeconds()) + " a step";
    }

    /** For all clips that are not there yet; empty when there is no more than one, or nothing was measured. */
    static String timeOfAll(ModelFit fit, int clips) {
        return clips < 2 || Double.isNaN(fit.clipSeconds())
                ? ""
                : "All " + clips + " that are missing: " + about(clips * fit.clipSeconds());
    }

    private static String about(double seconds) {
        return (seconds < SHORTEST ? "" : "about ") + seconds(seconds);
    }

    static String seconds(double seconds) {
        if (seconds < SHORTEST) {
            return "less than 0.1 s";
        }
        if (seconds < 10) {
            return String.format(Locale.ROOT, "%.1f s", seconds);
        }
        if (seconds < 120) {
            return String.format(Locale.ROOT, "%.0f s", seconds);
        }
        if (seconds < 2 * HOUR) {
            return String.format(Locale.ROOT, "%.0f min", seconds / 60);
        }
        if (seconds < 2 * DAY) {
            return String.format(Locale.ROOT, "%.1f h", seconds / HOUR);
        }
        return seconds < 2 * YEAR
                ? String.format(Locale.ROOT, "%.0f days", seconds / DAY)
                : String.format(Locale.ROOT, "%,.0f years", seconds / YEAR);
    }
}
