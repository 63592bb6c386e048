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
        assertThat(Json.parse(Json.writePretty(SETTINGS))).isEqualTo(Json.tree(SETTINGS));
    }

    @Test
    void whatIsNotUnderstoodIsNamedWithItsPlace() {
        assertThatThrownBy(() -> Json.read("{\n  \"frame\": 81}", Settings.class))
                .isInstanceOf(WorkbenchException.class)
                .hasMessageContaining("line 2")
                .hasMessageContaining("\"frame\"");
        assertThatThrownBy(() -> Json.parse("{\"a\": 1, \"a\": 2}")).hasMessageContaining("Duplicate field 'a'");
        assertThatThrownBy(() -> Json.parse("{} {}")).isInstanceOf(WorkbenchException.class);
        assertThatThrownBy(() -> Json.read(TEXT.replace("81", "null"), Settings.class))
                .isInstanceOf(WorkbenchException.class);
    }
}
