package org.spatialalign.engine.interchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spatialalign.engine.prompt.DsrPrompt;
import org.spatialalign.engine.prompt.ParsedSentence;
import org.spatialalign.engine.prompt.PromptSlots;
import org.spatialalign.engine.prompt.SentenceGrammar;
import org.spatialalign.engine.prompt.Vocabulary;

/** The paper's own lists, in both their forms: nothing of them is lost, and each sentence says what its row says. */
class PaperPromptsTest {

    private static final Path PUBLISHED = Path.of("../../shared/published");

    private final Path folder;

    PaperPromptsTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @ParameterizedTest
    @ValueSource(strings = {"paper-eight-columns.csv", "paper-nine-columns.csv"})
    void rowsOfBothForms(String name) throws Exception {
        Path file =
                Path.of(PaperPromptsTest.class.getResource("/prompts/" + name).toURI());
        assertThat(check(file)).hasSize(10);
    }

    @Test
    void allPublishedRows() throws Exception {
        Assumptions.assumeTrue(Files.isDirectory(PUBLISHED), "the published lists are not there");
        assertThat(check(PUBLISHED.resolve("eval30.csv"))).hasSize(30);
        assertThat(check(PUBLISHED.resolve("eval120.csv"))).hasSize(120);
    }

    private List<DsrPrompt> check(Path file) throws Exception {
        PromptTable table = PromptCsv.read(file);
        assertThat(table.problems()).isEmpty();
        Path copy = folder.resolve("copy.csv");
        PromptCsv.write(copy, table);
        assertThat(copy).hasSameBinaryContentAs(file);
        SentenceGrammar grammar = SentenceGrammar.of(Vocabulary.empty());
        for (DsrPrompt prompt : table.prompts()) {
            ParsedSentence parsed = grammar.parse(prompt.sentence());
            assertThat(parsed.complete()).as(parsed.toString()).isTrue();
            PromptSlots slots = parsed.slots().orElseThrow();
            // The shorter list keeps the comma behind the scene, which the sentence has anyway.
            String scene = prompt.scene().replaceFirst(",$", "");
            assertThat(slots)
                    .isEqualTo(new PromptSlots(
                            scene,
                            prompt.animal(),
                            prompt.object(),
                            slots.verb(),
                            prompt.type(),
                            prompt.initialPhrase(),
                            prompt.finalPhrase()));
            DsrPrompt complete = grammar.complete(prompt);
            assertThat(complete.verb()).isNotEmpty();
            assertThat(grammar.sentence(complete.slots(), complete.template())).isEqualTo(prompt.sentence());
        }
        return table.prompts();
    }
}
