package org.spatialalign.engine.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spatialalign.engine.core.WorkbenchException;

class SeedListTest {

    @Test
    void readsNumbersAndRangesEachOnce() throws Exception {
        assertThat(SeedList.parse("0-4")).containsExactly(0, 1, 2, 3, 4);
        assertThat(SeedList.parse("7")).containsExactly(7);
        assertThat(SeedList.parse(" 2 - 3, 10,3 ,2147483647")).containsExactly(2, 3, 10, Integer.MAX_VALUE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "a",
                "1,",
                ",1",
                "4-2",
                "-1",
                "1--2",
                "1-",
                "0-99999",
                "2147483648",
                "1.5",
                "0..4",
                "1e3"
            })
    void refusesWhatIsNoListAndShowsOne(String text) {
        assertThatThrownBy(() -> SeedList.parse(text))
                .isInstanceOf(WorkbenchException.class)
                .hasMessageContaining("'" + text + "'")
                .hasMessageMatching("(?s).*(Write 0-4|at least the first|shorter range).*");
    }
}
