package org.spatialalign.app.charts;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.text.FieldPosition;
import java.text.NumberFormat;
import java.util.Locale;
import org.jfree.chart.axis.NumberTickUnit;

/**
 * Which places of an axis get a number: multiples of 1, 2 or 5 times a power of ten, as many as have room. JFreeChart
 * measures the numbers at both ends only; between 0 and 1 they are the shortest, and those between them would overlap.
 */
final class Ticks {

    private static final DecimalFormatSymbols ENGLISH = DecimalFormatSymbols.getInstance(Locale.ROOT);
    /** Axes that reach so far are labelled without exponents, however small their steps. */
    private static final double PLAIN_FROM = 0.01;

    private static final double DIGIT = 0.65;
    private static final double GAP = 1.5;
    private static final double LINE = 2.2;
    private static final double[] STEPS = {1, 2, 5};

    private Ticks() {}

    /**
     * @param length of the axis in pixels
     * @param fontSize of the numbers in pixels
     */
    static NumberTickUnit across(ValueRange range, double length, double fontSize) {
        NumberFormat format = format(range);
        for (double unit = first(range); ; unit = next(unit)) {
            int digits = Math.max(
                    format.format(floor(range.high(), unit)).length(),
                    Math.max(
                            format.format(floor(range.low(), unit)).length(),
                            format.format(unit).length()));
            double each = (digits * DIGIT + GAP) * fontSize;
            if (fits(range, unit, length, each)) {
                return new NumberTickUnit(unit, format);
            }
        }
    }

    /** How wide the highest number is, about. */
    static double width(ValueRange range, double fontSize) {
        NumberTickUnit unit = across(range, 20 * fontSize, fontSize);
        return unit.valueToString(floor(range.high(), unit.getSize())).length() * DIGIT * fontSize;
    }

    /** As {@link #across}, for numbers on top of each other. */
    static NumberTickUnit upwards(ValueRange range, double length, double fontSize) {
        double unit = first(range);
        while (!fits(range, unit, length, LINE * fontSize)) {
            unit = next(unit);
        }
        return new NumberTickUnit(unit, format(range));
    }

    private static boolean fits(ValueRange range, double unit, double length, double each) {
        double count = (range.high() - range.low()) / unit;
        return count <= 1 || count * each <= length;
    }

    private static double floor(double value, double unit) {
        return Math.floor(value / unit) * unit;
    }

    /** Finer than anything that has room. */
    private static double first(ValueRange range) {
        return Math.pow(10, Math.floor(Math.log10(range.high() - range.low())) - 2);
    }

    private static double next(double unit) {
        double power = Math.pow(10, Math.floor(Math.log10(unit) + 1e-9));
        for (double step : STEPS) {
            if (step * power > unit * (1 + 1e-9)) {
                return step * power;
            }
        }
        return 10 * power;
    }

    private static NumberFormat format(ValueRange range) {
        boolean plain = Math.max(-range.low(), range.high()) >= PLAIN_FROM;
        return plain ? new DecimalFormat("#,##0.######", ENGLISH) : new Powers();
    }

    /** 2E-5 and the like, but 0 as it is. */
    private static final class Powers extends DecimalFormat {

        private static final long serialVersionUID = 1L;

        Powers() {
            super("0.##E0", ENGLISH);
        }

        @Override
        public StringBuffer format(double number, StringBuffer to, FieldPosition place) {
            return number == 0 ? to.append('0') : super.format(number, to, place);
        }
    }
}
