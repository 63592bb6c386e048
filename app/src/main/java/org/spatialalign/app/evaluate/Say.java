package org.spatialalign.app.evaluate;

import java.util.Locale;
import java.util.OptionalDouble;
import org.spatialalign.engine.evaluate.Comparison;
import org.spatialalign.engine.evaluate.Figures;
import org.spatialalign.engine.evaluate.Interval;
import org.spatialalign.engine.evaluate.ScoredClip;

/** Figures as the page writes them. */
final class Say {

    private static final String NOTHING = "–";

    private Say() {}

    static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    static String percents(Interval interval) {
        return String.format(Locale.ROOT, "%.0f–%.0f %%", 100 * interval.low(), 100 * interval.high());
    }

    /** A difference of shares, in percentage points, with its sign. */
    static String points(double gain) {
        return signed("%+.1f", 100 * gain);
    }

    static String points(Interval interval) {
        return signed("%+.0f", 100 * interval.low()) + " to " + signed("%+.0f", 100 * interval.high());
    }

    static String number(OptionalDouble value) {
        return value.isEmpty() ? NOTHING : String.format(Locale.ROOT, "%.3f", value.getAsDouble());
    }

    static String number(double value) {
        return number(OptionalDouble.of(value));
    }

    static String change(OptionalDouble before, OptionalDouble after) {
        return before.isEmpty() && after.isEmpty() ? NOTHING : number(before) + " → " + number(after);
    }

    /** Mean scores before and after; of a model without a single score there is none. */
    static String means(Comparison.Row row) {
        return change(mean(row.base()), mean(row.tuned()));
    }

    private static OptionalDouble mean(Figures figures) {
        return figures.unscorable() == figures.clips() ? OptionalDouble.empty() : OptionalDouble.of(figures.mean());
    }

    static String score(ScoredClip clip) {
        return clip.score().isEmpty() ? "no score" : number(clip.score());
    }

    /** Two places, as thresholds are set. */
    static String threshold(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    static String count(int n, String what) {
        return n + " " + what + (n == 1 ? "" : "s");
    }

    private static String signed(String form, double value) {
        return String.format(Locale.ROOT, form, value).replace('-', '−');
    }
}
