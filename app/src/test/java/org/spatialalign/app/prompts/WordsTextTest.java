package org.spatialalign.app.prompts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTextTest {

    private final Map<WordList, String> texts = new EnumMap<>(WordsText.of(TestPrompts.WORDS));

    @Test
    void aVocabularyComesBackFromItsText() {
        assertThat(WordsText.read(texts).vocabulary()).contains(TestPrompts.WORDS);
        assertThat(texts.get(WordList.ANIMALS)).contains("sheep: walks, trots [hard-to-detect]\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ANIMALS    | cat: walks;dog               | 2 | no verb",
                "ANIMALS    | cat: walks; : walks          | 2 | missing before the colon",
                "ANIMALS    | cat: walks [big]             | 1 | [big] is not known",
                "OBJECTS    | chair;box;;Chair             | 4 | there already (line 1)",
                "OBJECTS    | chair: walks                 | 1 | no verbs",
                "STRUCTURES | {animal} goes                | 1 | a short name and a colon",
                "STRUCTURES | x: {animal} {verb} {object}  | 1 | is missing",
                "STRUCTURES | x: {animel}                  | 1 | no slot"
            })
    void whatIsWrongIsNamedWithItsLine(WordList list, String text, int line, String message) {
        texts.put(list, text.replace(';', '\n'));
        WordsText.Reading reading = WordsText.read(texts);
        assertThat(reading.vocabulary()).isEmpty();
        WordsText.Problem problem = reading.problem().orElseThrow();
        assertThat(problem.list()).isEqualTo(list);
        assertThat(problem.line()).isEqualTo(line);
        assertThat(problem.text()).contains(message);
    }
}
