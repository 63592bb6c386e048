package org.spatialalign.app.charts;

import static org.assertj.core.api.Assertions.assertThat;

import org.jfree.chart.axis.NumberTickUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TicksTest {

    @ParameterizedTest
    @CsvSource({
        "0, 1, 370",
        "0, 20000, 370",
        "0, 123456, 160",
        "-0.0004, 0.0006, 370",
        "0, 1e-4, 370",
        "3, 3.001, 300",
        "0, 1, 20"
    })
    void numbersHaveRoomAndThereAreAsManyAsMayBe(double low, double high, double pixels) {
        ValueRange range = new ValueRange(low, high, 0);
        NumberTickUnit unit = Ticks.across(range, pixels, 12);
        int longest = 0;
        int count = 0;
        for (double at = Math.ceil(low / unit.getSize()); at * unit.getSize() <= high; at++) {
            longest = Math.max(longest, unit.valueToString(at * unit.getSize()).length());
            count++;
        }
        assertThat(count).isBetween(1, (int) Math.max(2, pixels / 12));
        assertThat(count <= 2 || (count - 1) * longest * 12 * 0.6 < pixels).isTrue();
        assertThat(Ticks.upwards(range, 200, 12).getSize()).isBetween((high - low) / 10, high - low);
    }

    @ParameterizedTest
    @CsvSource({"0, 20000, 15000, '15,000'", "0, 1e-4, 0, 0", "0, 1e-4, 2e-5, 2E-5", "-1, 1, 0.2, 0.2"})
    void howNumbersAreWritten(double low, double high, double value, String words) {
        assertThat(Ticks.across(new ValueRange(low, high, 0), 300, 12).valueToString(value))
                .isEqualTo(words);
    }
}
