package org.spatialalign.engine.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.spatialalign.engine.prompt.ParsedSentence.Gap;

class SentenceGrammarTest {

    private static final PromptSlots OWL =
            PromptSlots.of("In a quiet room", "owl", "umbrella", "flies", DsrType.of("LT"));

    private final SentenceGrammar grammar;

    SentenceGrammarTest() throws PromptFormatException {
        grammar = Words.grammar();
    }

    @Test
    void putsWordsIntoEachStructure() {
        assertThat(grammar.sentence(OWL, "paper"))
                .isEqualTo(
                        "In a quiet room, an owl is on the left of an umbrella, then the owl flies to the top of the umbrella.");
        assertThat(grammar.sentence(OWL, "from-to"))
                .isEqualTo("In a quiet room, an owl flies from the left of an umbrella to the top of it.");
        assertThat(grammar.sentence(OWL, "scene-last"))
                .isEqualTo(
                        "An owl is on the left of an umbrella, then it flies until it is on the top of the umbrella, in a quiet room.");
    }

    @Test
    void aSceneMayEndWithACommaOrBeMissing() {
        PromptSlots comma = PromptSlots.of("On a meadow,", "cat", "chair", "walks", DsrType.of("UR"));
        assertThat(grammar.sentence(comma, "from-to"))
                .isEqualTo("On a meadow, a cat walks from under a chair to the right of it.");
        assertThat(grammar.sentence(comma, "scene-last")).endsWith("the chair, on a meadow.");
        PromptSlots none = PromptSlots.of("", "cat", "chair", "walks", DsrType.of("UR"));
        assertThat(grammar.sentence(none, "paper"))
                .isEqualTo("A cat is under a chair, then the cat walks to the right of the chair.");
        assertThat(grammar.sentence(none, "scene-last")).endsWith("on the right of the chair.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"paper", "from-to", "scene-last"})
    void understandsWhatItMakes(String template) {
        for (Relation initial : Relation.values()) {
            for (Relation last : Relation.values()) {
                for (String scene : List.of("In a quiet room", "")) {
                    PromptSlots slots =
                            PromptSlots.of(scene, "grey owl", "beach umbrella", "flies", new DsrType(initial, last));
                    ParsedSentence parsed = grammar.parse(grammar.sentence(slots, template));
                    assertThat(parsed.complete()).as(parsed.toString()).isTrue();
                    assertThat(parsed.template()).contains(template);
                    assertThat(parsed.slots()).contains(slots);
                }
            }
        }
    }

    @Test
    void capitalsSpacesAndTheFullStopDoNotMatter() {
        ParsedSentence parsed = grammar.parse(
                " in a quiet room,  an OWL is  on the left of an umbrella, then the owl flies to the top of the umbrella ");
        assertThat(parsed.complete()).isTrue();
        assertThat(parsed.found().get(Slot.VERB)).isEqualTo(new ParsedSentence.Found(71, 76, "flies"));
    }

    @Test
    void aSceneMayHoldCommasAndArticles() {
        ParsedSentence parsed = grammar.parse(
                "In a room with a lamp, a rug, and a dog, a cat is on the left of a chair, then the cat walks to the right of the chair.");
        assertThat(parsed.complete()).isTrue();
        assertThat(parsed.text(Slot.SCENE)).isEqualTo("In a room with a lamp, a rug, and a dog");
    }

    @Test
    void ofTwoStructuresTheOneThatSaysMoreIsMeant() throws PromptFormatException {
        Vocabulary two = new Vocabulary(
                List.of(),
                List.of(),
                List.of(),
                List.of(
                        new SentenceTemplate("loose", "{a animal} {verb} {initial} {a object} {final} it."),
                        new SentenceTemplate("tight", "{a animal} slowly {verb} {initial} {a object} {final} it.")));
        ParsedSentence parsed =
                SentenceGrammar.of(two).parse("A cat slowly walks on the left of a chair to the right of it.");
        assertThat(parsed.template()).contains("tight");
        assertThat(parsed.text(Slot.VERB)).isEqualTo("walks");
    }

    @Test
    void marksWhatContradictsItself() {
        String text = "A cat is on the left of an chair, then the dog walks to the right of the table.";
        ParsedSentence parsed = grammar.parse(text);
        assertThat(parsed.complete()).isFalse();
        assertThat(parsed.template()).contains("paper");
        assertThat(parsed.gaps())
                .extracting(gap -> text.substring(gap.start(), gap.end()), Gap::why)
                .containsExactly(
                        tuple("an", "should be \"a\" in front of \"chair\""),
                        tuple("dog", "says \"dog\", before it was \"cat\""),
                        tuple("table", "says \"table\", before it was \"chair\""));
    }

    @Test
    void takesWhatItCanFromAFreeSentence() {
        String text = "On a meadow, a cat sits on the left of a chair and quickly jumps to the right of it";
        ParsedSentence parsed = grammar.parse(text);
        assertThat(parsed.template()).isEmpty();
        assertThat(parsed.slots())
                .contains(new PromptSlots(
                        "On a meadow", "cat", "chair", "jumps", DsrType.of("LR"), "on the left of", "to the right of"));
        assertThat(parsed.gaps())
                .extracting(gap -> text.substring(gap.start(), gap.end()))
                .containsExactly("sits", "quickly");
    }

    @Test
    void takesUnknownWordsBesideTheRelations() {
        ParsedSentence parsed = grammar.parse("See how a zebra, left of a barrel, gallops to the right of it.");
        assertThat(parsed.text(Slot.ANIMAL)).isEqualTo("zebra");
        assertThat(parsed.text(Slot.OBJECT)).isEqualTo("barrel");
        assertThat(parsed.text(Slot.VERB)).isEqualTo("gallops");
        assertThat(parsed.slots()).isPresent();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "A cat is on the lefft of a chair, then walks to the right of it. | did you mean \"left\"",
                "A cat is on the left of a chair. | expected a second one",
                "The cat sleeps. | no relation is named",
                "'' | no animal is named",
                "A cat and an owl are on the left of a chair and go to the right of it. | a second animal",
                "A cat is on the left of a chair, on the top of it, on the right of it. | third relation",
            })
    void saysWhatIsMissing(String sentence, String why) {
        ParsedSentence parsed = grammar.parse(sentence);
        assertThat(parsed.complete()).isFalse();
        assertThat(parsed.gaps()).extracting(Gap::why).anyMatch(said -> said.contains(why));
    }

    @Test
    void anEndlessSentenceIsNotLookedAt() {
        String text = "a cat is on the left of ".repeat(1_000);
        assertThat(grammar.parse(text).gaps())
                .containsExactly(new Gap(2_000, 24_000, "is beyond the 2000 characters that are looked at"));
        // As long as allowed, and made to be tried in as many ways as there are.
        assertThat(grammar.parse("a, ".repeat(660)).complete()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{scene}, {a animal} is {initial} {a object}. | the slot {final} or {end}",
                "{a animal} is {final} {a object}. | the slot {initial} or {from}",
                "It is {initial} {a object}, then {final}. | the slot {animal} or {a animal} is missing",
                "{animl} is {initial} {a object}, then {final}. | character 1: {animl} is no slot; there are {scene}",
                "{animal} is {initial} {a object, then {final}. | character 23: this brace has no partner",
                "{animal}{verb} {initial} {object} {final} it. | {animal} and {verb} touch",
                "'' | is empty",
            })
    void refusesATemplateThatCannotWork(String text, String why) {
        Vocabulary bad = new Vocabulary(
                List.of(), List.of(), List.of(), List.of(new SentenceTemplate("mine", text == null ? "" : text)));
        assertThatThrownBy(() -> SentenceGrammar.of(bad))
                .isInstanceOf(PromptFormatException.class)
                .hasMessageContaining("template mine")
                .hasMessageContaining(why);
        assertThatThrownBy(bad::check).hasMessageContaining("templates, row 1").hasMessageContaining(why);
    }

    @ParameterizedTest
    @CsvSource({
        "cat, a", "owl, an", "hourglass, an", "unicorn, a", "uniform, a", "umbrella, an", "European hare, a",
        "ewe, a", "one-eyed cat, a", "uninvited guest, an", "urn, an", "otter, an", "yak, a", "heirloom, an"
    })
    void articlesGoBySound(String noun, String article) {
        assertThat(Articles.indefinite(noun)).isEqualTo(article);
    }

    @Test
    void completesAPromptOnlyFromASentenceThatAgreesWithIt() {
        DsrPrompt prompt = prompt(grammar.sentence(OWL, "from-to"));
        assertThat(grammar.complete(prompt)).isEqualTo(prompt.with("flies", "from-to"));
        DsrPrompt other = prompt("A cat is on the left of a chair, then the cat walks to the top of the chair.");
        assertThat(grammar.complete(other)).isSameAs(other);
        DsrPrompt known = prompt.with("flies", "paper");
        assertThat(grammar.complete(known)).isSameAs(known);
    }

    private static DsrPrompt prompt(String sentence) {
        return new DsrPrompt(
                "p", OWL.type(), "owl", "umbrella", OWL.scene(), "on the left of", "to the top of", sentence, "");
    }
}
