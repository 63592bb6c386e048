package org.spatialalign.app.generate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spatialalign.engine.generate.Machine;
import org.spatialalign.engine.generate.ModelFit;
import org.spatialalign.engine.generate.VideoSize;

class CheckTextTest {

    private static ModelFit fit(double step, double clip) {
        return new ModelFit(VideoSize.PAPER, new Machine("the processor", 1, 1), 1, step, clip, List.of());
    }

    @ParameterizedTest
    @CsvSource({
        "0.004, less than 0.1 s",
        "0.1, 0.1 s",
        "9.94, 9.9 s",
        "119, 119 s",
        "3600, 60 min",
        "7200, 2.0 h",
        "172800, 2 days",
        "315360000, 10 years",
        "63072000000, '2,000 years'",
    })
    void timesAreToldInTheUnitThatSuitsThem(double seconds, String text) {
        assertThat(CheckText.seconds(seconds)).isEqualTo(text);
    }

    @Test
    void nothingIsAboutLessThanATenth() {
        assertThat(CheckText.time(fit(0.01, 0.52))).isEqualTo("about 0.5 s a clip, less than 0.1 s a step");
        assertThat(CheckText.time(fit(Double.NaN, Double.NaN))).isEqualTo("not measured");
    }

    @Test
    void allThatIsMissingTakesSoMuchLonger() {
        assertThat(CheckText.timeOfAll(fit(1, 60), 24)).isEqualTo("All 24 that are missing: about 24 min");
        assertThat(CheckText.timeOfAll(fit(1, 60), 1)).isEmpty();
        assertThat(CheckText.timeOfAll(fit(Double.NaN, Double.NaN), 24)).isEmpty();
    }
}
