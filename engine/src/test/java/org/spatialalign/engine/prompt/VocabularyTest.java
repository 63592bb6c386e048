package org.spatialalign.engine.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class VocabularyTest {

    @Test
    void aSoundOnePasses() {
        assertThatCode(Words.SMALL::check).doesNotThrowAnyException();
        assertThatCode(Vocabulary.empty()::check).doesNotThrowAnyException();
        assertThat(Words.SMALL.animal(" Cat ")).map(Noun::verbs).contains(List.of("walks", "jumps"));
        assertThat(Words.SMALL.object("bed")).isEmpty();
    }

    @Test
    void namesTheRowOfAnEmptyOrRepeatedWord() {
        assertRefused(animals(Noun.of("cat", "walks"), Noun.of(" ", "runs")), "animals, row 2: the word is empty");
        assertRefused(
                animals(Noun.of("cat", "walks"), Noun.of("dog", "runs"), Noun.of("Cat", "runs")),
                "animals, row 3: 'cat' is there already (animals, row 1)");
        assertRefused(
                new Vocabulary(
                        List.of(), List.of(), List.of("In a room", "In a room,"), List.of(SentenceGrammar.PAPER)),
                "scenes, row 2: 'in a room' is there already");
        assertRefused(
                new Vocabulary(List.of(), List.of(), List.of(), List.of(SentenceGrammar.PAPER, SentenceGrammar.PAPER)),
                "templates, row 2: 'paper' is there already");
    }

    @Test
    void namesAnAnimalWithoutOrWithBadVerbs() {
        assertRefused(animals(Noun.of("cat")), "animals, row 1: 'cat' has no verb");
        assertRefused(animals(Noun.of("cat", "walks", "")), "a verb of 'cat' is empty");
        assertRefused(animals(Noun.of("cat", "walks", "Walks")), "'cat' has the verb 'Walks' twice");
    }

    @Test
    void needsATemplate() {
        assertRefused(new Vocabulary(List.of(), List.of(), List.of(), List.of()), "templates: there is none");
    }

    @Test
    void flagsHaveNames() {
        assertThat(Noun.Flag.parse("hard-to-detect")).contains(Noun.Flag.HARD_TO_DETECT);
        assertThat(Noun.Flag.parse("heavy")).isEmpty();
        assertThat(new Noun("twig", List.of(), Set.of(Noun.Flag.PLURAL)).flags())
                .containsExactly(Noun.Flag.PLURAL);
    }

    private static Vocabulary animals(Noun... animals) {
        return new Vocabulary(List.of(animals), List.of(), List.of(), List.of(SentenceGrammar.PAPER));
    }

    private static void assertRefused(Vocabulary vocabulary, String message) {
        assertThatThrownBy(vocabulary::check)
                .isInstanceOf(PromptFormatException.class)
                .hasMessageContaining(message);
    }
}
