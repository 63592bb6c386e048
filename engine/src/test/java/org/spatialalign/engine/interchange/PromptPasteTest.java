package org.spatialalign.engine.interchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spatialalign.engine.prompt.DsrPrompt;
import org.spatialalign.engine.prompt.DsrType;
import org.spatialalign.engine.prompt.SentenceGrammar;

class PromptPasteTest {

    private static final String CAT = "A cat is on the left of a box, then the cat walks to the right of the box.";

    private final SentenceGrammar grammar;

    PromptPasteTest() throws Exception {
        grammar = SentenceGrammar.of(VocabularyCsv.shipped());
    }

    @ParameterizedTest
    @ValueSource(strings = {"paper-eight-columns.csv", "paper-nine-columns.csv"})
    void cellsOfThePapersFormsWithAndWithoutHeader(String name) throws Exception {
        Path file =
                Path.of(PromptPasteTest.class.getResource("/prompts/" + name).toURI());
        PromptTable expected = PromptCsv.read(file);
        List<String> columns = expected.columns();
        String cells = expected.prompts().stream()
                .map(p -> columns.stream().map(c -> cell(c, p)).collect(Collectors.joining("\t")))
                .collect(Collectors.joining("\r\n"));
        assertThat(read(cells)).isEqualTo(expected);
        assertThat(read(String.join("\t", columns) + "\n" + cells)).isEqualTo(expected);
        assertThat(read(Files.readString(file))).isEqualTo(expected);
    }

    private static String cell(String column, DsrPrompt p) {
        return switch (column) {
            case "group" -> p.group();
            case "type" -> p.type().code();
            case "prompt_id" -> p.promptId();
            case "animal" -> p.animal();
            case "object" -> p.object();
            case "scene" -> p.scene();
            case "initial_SR" -> p.initialPhrase();
            case "final_SR" -> p.finalPhrase();
            default -> p.sentence();
        };
    }

    @Test
    void sentencesAreUnderstood() throws Exception {
        DsrPrompt cat = new DsrPrompt(
                "n5_LR",
                DsrType.of("LR"),
                "cat",
                "box",
                "",
                "on the left of",
                "to the right of",
                CAT,
                "",
                "walks",
                "paper");
        assertThat(read(CAT).prompts()).containsExactly(cat);
        assertThat(read("prompt\n" + CAT).prompts()).containsExactly(cat);
        assertThat(read("c1\t" + CAT).prompts()).containsExactly(cat.withId("c1"));
        PromptTable mixed =
                read(CAT + "\nNothing happens here.\nSee a cat on the left of a box; it walks to the right of it.");
        assertThat(mixed.prompts()).hasSize(2).last().returns("", DsrPrompt::template);
        assertThat(mixed.problems()).extracting(RowProblem::place).containsExactly("line 2");
        assertThat(mixed.notes()).containsExactly("line 3 is understood in part: \"See\" is not understood");
    }

    @Test
    void namesABadRow() throws Exception {
        PromptTable table = read("LR\tp1\tcat\tcat\tx\ton the left of\tto the right of\ty\n");
        assertThat(table.problems()).extracting(RowProblem::place).containsExactly("line 1, column object");
    }

    @Test
    void refusesWhatItCannotTell() {
        assertThatThrownBy(() -> read("  \n")).hasMessageContaining("pasted text: is empty");
        assertThatThrownBy(() -> read("a\tb\tc")).hasMessageContaining("has 3 columns and no header");
        assertThatThrownBy(() -> read("LR\t\"open")).hasMessageContaining("a quote is opened and never closed");
    }

    private PromptTable read(String text) throws InterchangeException {
        return PromptPaste.read(text, grammar, "n", 5);
    }
}
