package org.spatialalign.app.generate;

import java.util.Locale;
import org.spatialalign.engine.generate.ModelFit;

/** What a check of model and machine found, for people. */
final class CheckText {

    private CheckText() {}

    static String memory(ModelFit fit) {
        return ModelFit.gigabytes(fit.neededBytes()) + " needed, "
                + ModelFit.gigabytes(fit.machine().freeBytes()) + " free on "
                + fit.machine().where();
    }

    static String time(ModelFit fit) {
        return Double.isNaN(fit.clipSeconds())
                ? "not measured"
                : "about " + seconds(fit.clipSeconds()) + " a clip, " + seconds(fit.stepSeconds()) + " a step";
    }

    static String seconds(double seconds) {
        if (seconds < 10) {
            return String.format(Locale.ROOT, "%.1f s", Math.max(0.1, seconds));
        }
        if (seconds < 120) {
            return String.format(Locale.ROOT, "%.0f s", seconds);
        }
        return seconds < 7200
                ? String.format(Locale.ROOT, "%.0f min", seconds / 60)
                : String.format(Locale.ROOT, "%.1f h", seconds / 3600);
    }
}
