package org.spatialalign.app.charts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RunSeriesTest {

    private static RunSeries series(double... values) {
        RunSeries series = new RunSeries("loss", Ink.FIRST, false);
        for (int i = 0; i < values.length; i++) {
            series.add(i, values[i]);
        }
        return series;
    }

    @Test
    void smoothingHasNoPullTowardsZero() {
        RunSeries series = series(1, 3, 5);
        series.smooth(0.5);
        assertThat(series.smooth(0)).isEqualTo(1);
        // By hand: (0.25 * 1 + 0.5 * 3) / 0.75 and (0.125 * 1 + 0.25 * 3 + 0.5 * 5) / 0.875.
        assertThat(series.smooth(1)).isCloseTo(1.75 / 0.75, within(1e-12));
        assertThat(series.smooth(2)).isCloseTo(3.375 / 0.875, within(1e-12));
    }

    @Test
    void aConstantStaysConstantAndAGapStaysAGap() {
        RunSeries constant = series(0.1, 0.1, 0.1, 0.1);
        constant.smooth(0.99);
        assertThat(constant.smooth(3)).isEqualTo(0.1);
        RunSeries broken = series(1, Double.NaN, Double.POSITIVE_INFINITY, 1);
        broken.smooth(0.9);
        assertThat(broken.smooth(1)).isNaN();
        assertThat(broken.smooth(2)).isNaN();
        assertThat(broken.smooth(3)).isEqualTo(1);
    }

    @Test
    void pointsAddedLaterAreSmoothedLikeThoseThere() {
        RunSeries before = series(1, 2, 3, 4, 5, 6);
        before.smooth(0.7);
        RunSeries after = series(1, 2, 3);
        after.smooth(0.7);
        after.add(3, 4);
        after.add(4, 5);
        after.add(5, 6);
        assertThat(after.smooth(5)).isEqualTo(before.smooth(5));
    }

    @Test
    void reducedToColumnsEverySpikeIsStillThere() {
        SplittableRandom random = new SplittableRandom(5);
        RunSeries series = new RunSeries("loss", Ink.FIRST, false);
        for (int i = 0; i < 100_000; i++) {
            series.add(i, i == 54_321 ? 100 : i == 77_777 ? Double.NaN : random.nextDouble());
        }
        Columns columns = Columns.of(series, series::raw, 0, 99_999, 800);
        assertThat(columns.size()).isLessThanOrEqualTo(5 * 801);
        double highest = 0;
        for (int i = 0; i < columns.size(); i++) {
            highest = Math.max(highest, Double.isNaN(columns.y(i)) ? 0 : columns.y(i));
            assertThat(i == 0 || columns.x(i) > columns.x(i - 1)).isTrue();
        }
        assertThat(highest).isEqualTo(100);
        assertThat(columns.holes(-1).size()).isEqualTo(1);
        assertThat(columns.holes(-1).x(0)).isEqualTo(77_777);
        assertThat(columns.holes(-1).y(0)).isEqualTo(-1);
    }

    @Test
    void fewPointsAreAllShown() {
        RunSeries series = series(3, 1, 2);
        Columns columns = Columns.of(series, series::raw, 0.5, 1.5, 400);
        // One beyond each edge, so that the line runs out of the picture.
        assertThat(columns.size()).isEqualTo(3);
        assertThat(series.nearest(1.4)).isEqualTo(1);
        assertThat(series.nearest(-10)).isZero();
        assertThat(series().nearest(0)).isEqualTo(-1);
    }

    @Test
    void theWholeRangeHoldsEverythingAndTheFocusSaysWhatItHides() {
        RunSeries series = new RunSeries("loss", Ink.FIRST, false);
        for (int i = 0; i < 1000; i++) {
            series.add(i, i == 500 ? 1e6 : i % 10);
        }
        List<Guide> guides = List.of(new Guide(-2, "low"));
        ValueRange whole = ValueRange.whole(List.of(series), guides, 0, 999);
        assertThat(whole.low()).isLessThanOrEqualTo(-2);
        assertThat(whole.high()).isGreaterThan(1e6);
        assertThat(whole.hidden()).isZero();
        ValueRange focused = ValueRange.focused(List.of(series), guides, 0, 999);
        assertThat(focused.high()).isLessThan(20);
        assertThat(focused.hidden()).isEqualTo(1);
        assertThat(ValueRange.whole(List.of(), List.of(), 0, 1)).isEqualTo(new ValueRange(0, 1, 0));
    }
}
