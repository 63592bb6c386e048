package org.spatialalign.engine.interchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spatialalign.engine.prompt.DsrPrompt;
import org.spatialalign.engine.prompt.Expansion;
import org.spatialalign.engine.prompt.ExpansionSpec;
import org.spatialalign.engine.prompt.SentenceGrammar;
import org.spatialalign.engine.prompt.SentenceTemplate;
import org.spatialalign.engine.prompt.Vocabulary;

class VocabularyCsvTest {

    private final Path file;

    VocabularyCsvTest(@TempDir Path folder) {
        file = folder.resolve("words.csv");
    }

    @Test
    void theShippedOneIsSoundAndEachOfItsStructuresIsUnderstoodBack() throws Exception {
        Vocabulary shipped = VocabularyCsv.shipped();
        assertThat(shipped.animals()).hasSizeGreaterThan(20);
        assertThat(shipped.templates()).first().isEqualTo(SentenceGrammar.PAPER);
        SentenceGrammar grammar = SentenceGrammar.of(shipped);
        ExpansionSpec every = ExpansionSpec.of(ExpansionSpec.Mode.BALANCED, 400, 5);
        ExpansionSpec spec = new ExpansionSpec(
                every.mode(),
                every.types(),
                every.animals(),
                every.objects(),
                every.scenes(),
                shipped.templates().stream().map(SentenceTemplate::id).toList(),
                every.size(),
                every.seed(),
                "p",
                0);
        for (DsrPrompt prompt : Expansion.plan(shipped, spec).prompts()) {
            assertThat(grammar.complete(prompt.with("", ""))).isEqualTo(prompt);
            assertThat(grammar.parse(prompt.sentence()).slots()).contains(prompt.slots());
        }
    }

    @Test
    void comesBackAsItWasWritten() throws Exception {
        Vocabulary shipped = VocabularyCsv.shipped();
        VocabularyCsv.write(file, shipped);
        assertThat(VocabularyCsv.read(file)).isEqualTo(shipped);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "animal,,walks, | line 4, column word: is empty",
                "animal,CAT,walks, | line 4: 'cat' is there already (line 2)",
                "animal,dog,, | line 4: 'dog' has no verb",
                "animal,dog,runs;;walks, | line 4: a verb of 'dog' is empty",
                "object,box,,heavy | line 4, column flags: 'heavy' is no flag",
                "plant,tree,, | line 4, column kind: 'plant' is no kind",
                "object | line 4: has 1 fields",
                "template,mine,{a animal} goes {final} {a object}., | the slot {initial} or {from}",
                "template,mine,{a animal} is {initial} {a objet} {final} it., | {a objet} is no slot",
                "'object,\"box' | a quote in it is wrong",
            })
    void namesTheLineOfAMistake(String line, String why) throws Exception {
        Files.writeString(
                file,
                """
                kind,word,details,flags
                animal,cat,walks; runs,
                template,paper,"{scene}, {a animal} is {initial} {a object}, then the {animal} {verb} {final} it.",
                """
                        + line + "\n");
        assertThatThrownBy(() -> VocabularyCsv.read(file))
                .isInstanceOf(InterchangeException.class)
                .hasMessageContaining("words.csv")
                .hasMessageContaining(why);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"'' | is empty", "'word,kind' | expected the header kind,word,details,flags, found word,kind"})
    void refusesAnotherFile(String text, String why) throws Exception {
        Files.writeString(file, text == null ? "" : text);
        assertThatThrownBy(() -> VocabularyCsv.read(file)).hasMessageContaining(why);
    }
}
