package org.spatialalign.engine.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JsonTest {

    record Settings(int frames, double share, Optional<String> note, Instant at, List<Integer> swaps) {
        public boolean isEmpty() {
            return swaps.isEmpty();
        }
    }

    private static final Settings SETTINGS =
            new Settings(81, 0.5, Optional.of("ü"), Instant.parse("2025-01-02T03:04:05Z"), List.of(3));
    private static final String TEXT =
            "{\"frames\":81,\"share\":0.5,\"note\":\"ü\",\"at\":\"2025-01-02T03:04:05Z\",\"swaps\":[3]}";

    @Test
    void recordsComeBackAndAreWrittenInTheirOwnOrder() throws Exception {
        assertThat(Json.write(SETTINGS)).isEqualTo(TEXT);
        assertThat(Json.read(TEXT, Settings.class)).isEqualTo(SETTINGS);
        assertThat(Json.convert(Json.tree(SETTINGS), Settings.class)).isEqualTo(SETTINGS);
        assertThat(Json.parse(TEXT)).isEqualTo(Json.tree(SETTINGS));
    }

    @Test
    void whatIsNotUnderstoodIsNamedWithItsPlace() {
        String misspelt = TEXT.replace("{", "{\n\"frame\": 81,");
        assertThatThrownBy(() -> Json.read(misspelt, Settings.class))
                .isInstanceOf(WorkbenchException.class)
                .hasMessageStartingWith("line 2, ")
                .hasMessageContaining("frame: there is no such key; known are [")
                .hasMessageContaining("swaps");
        assertThatThrownBy(() -> Json.read("{}", Settings.class))
                .hasMessage("line 1, column 2: frames: Cannot map `null` into type `int`");
        assertThatThrownBy(() -> Json.parse("{\"a\": 1, \"a\": 2}")).hasMessageContaining("Duplicate field 'a'");
        assertThatThrownBy(() -> Json.parse("{} {}")).isInstanceOf(WorkbenchException.class);
        assertThatThrownBy(() -> Json.read(TEXT.replace("81", "null"), Settings.class))
                .isInstanceOf(WorkbenchException.class);
    }
}
