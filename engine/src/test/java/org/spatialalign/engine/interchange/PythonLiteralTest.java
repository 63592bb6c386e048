package org.spatialalign.engine.interchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PythonLiteralTest {

    @Test
    void readsStringsAndNumbers() {
        assertThat(PythonLiteral.list(" [ 'a' , \"b\" ,1, -2,+3, 0.5, -1e-3, .5, 5., ] "))
                .containsExactly("a", "b", 1L, -2L, 3L, 0.5, -1e-3, 0.5, 5.0);
        assertThat(PythonLiteral.list("[]")).isEmpty();
        assertThat(PythonLiteral.list("['it\\'s \\\\ \\\"x\\\"', \"it's\", '\\n\\t\\r\\x41\\u732b\\U0001F408']"))
                .containsExactly("it's \\ \"x\"", "it's", "\n\t\rA\u732b\ud83d\udc08");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "[",
                "['a'",
                "['a",
                "['a\n']",
                "['a' 'b']",
                "[1 2]",
                "[,]",
                "[nan]",
                "[inf]",
                "[-inf]",
                "[NaN]",
                "[1e999]",
                "[True]",
                "[None]",
                "[[1]]",
                "[(1,)]",
                "[{}]",
                "[1] + [2]",
                "(1,)",
                "['\\q']",
                "['\\x4']",
                "['\\U00110000']",
                "[1_0.0__]",
                "[--1]",
                "[99999999999999999999]",
                "['a', __import__('os').system('true')]"
            })
    void refusesAllElse(String text) {
        assertThatThrownBy(() -> PythonLiteral.list(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("character ")
                .hasMessageContaining("expected");
    }

    @ParameterizedTest
    @CsvSource({
        "0.5, 0.5",
        "1.0, 1.0",
        "-100.0, -100.0",
        "0.0001, 0.0001",
        "0.00001, 1e-05",
        "-0.000015, -1.5e-05",
        "2e-323, 2e-323",
        "123456789012345680, 1.2345678901234568e+17",
        "1e16, 1e+16",
        "1e15, 1000000000000000.0",
        "0.1, 0.1",
        "2e-3, 0.002",
        "0.5000927988121752, 0.5000927988121752",
        "1.7976931348623157e308, 1.7976931348623157e+308"
    })
    void writesNumbersAsPythonDoes(double value, String text) {
        assertThat(PythonLiteral.number(value)).isEqualTo(text);
    }

    @Test
    void whatIsWrittenIsReadBack() {
        Random random = new Random(7);
        for (int i = 0; i < 2000; i++) {
            double value = Math.scalb(random.nextDouble() - 0.5, random.nextInt(120) - 60);
            List<Object> items = List.of(value, "a'b\"c\\d\n\u0001 " + i, (long) i);
            assertThat(PythonLiteral.list(PythonLiteral.write(items))).isEqualTo(items);
        }
        assertThat(PythonLiteral.write(List.of("it's", "a\"b", "both ' and \"")))
                .isEqualTo("[\"it's\", 'a\"b', 'both \\' and \"']");
    }
}
