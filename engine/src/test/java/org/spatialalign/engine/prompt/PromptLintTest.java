package org.spatialalign.engine.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.prompt.LintFinding.Rule;
import org.spatialalign.engine.prompt.LintFinding.Severity;

class PromptLintTest {

    private final SentenceGrammar grammar;
    private final PromptLint lint;

    PromptLintTest() throws PromptFormatException {
        grammar = Words.grammar();
        lint = new PromptLint(Words.SMALL, grammar, LintOptions.standard());
    }

    @Test
    void nothingIsSaidOfSoundPrompts() {
        assertThat(lint.check(List.of(
                        prompt("p1", "In a quiet room", "cat", "chair", "walks", "LR"),
                        prompt("p2", "In a quiet room", "owl", "chair", "flies", "LR"))))
                .isEmpty();
    }

    @Test
    void wordsThatCannotBeToldApartOrFollowed() {
        assertOnly(prompt("p", "On a meadow", "cat", "cat", "walks", "LR"), Rule.SAME_WORD, Rule.NOT_IN_VOCABULARY);
        assertOnly(prompt("p", "On a meadow", "geese", "chair", "waddle", "LR"), Rule.PLURAL);
        assertOnly(prompt("p", "On a meadow", "cat", "twig", "walks", "LR"), Rule.HARD_TO_DETECT);
        assertOnly(
                prompt("p", "On a meadow", "cat", "garden chairs", "walks", "LR"), Rule.PLURAL, Rule.NOT_IN_VOCABULARY);
        assertOnly(prompt("p", "On a meadow", "cat", "glass", "walks", "LR"), Rule.NOT_IN_VOCABULARY);
    }

    @Test
    void aMisspeltWordIsPutRightInTheSentenceToo() {
        LintFinding finding = only(prompt("p", "On a meadow", "cat", "chiar", "walks", "LR"));
        assertThat(finding.rule()).isEqualTo(Rule.NOT_IN_VOCABULARY);
        assertThat(finding.suggestion()).isEqualTo("did you mean 'chair'?");
        assertThat(finding.fix()).contains(prompt("p", "On a meadow", "cat", "chair", "walks", "LR"));
        assertThat(lint.check(finding.fix().orElseThrow())).isEmpty();
    }

    @Test
    void relationsThatAskForNothingOrAreNotScored() {
        assertOnly(prompt("p", "On a meadow", "cat", "chair", "walks", "TT"), Rule.UNSUPPORTED_TYPE);
        PromptLint three = new PromptLint(
                Words.SMALL, grammar, new LintOptions(EnumSet.complementOf(EnumSet.of(Relation.UNDER)), List.of()));
        assertThat(three.check(prompt("p", "On a meadow", "cat", "chair", "walks", "LU")))
                .extracting(LintFinding::rule)
                .containsExactly(Rule.UNSCORED_RELATION);
        assertThat(lint.check(prompt("p", "On a meadow", "cat", "chair", "walks", "LU")))
                .isEmpty();
    }

    @Test
    void aTypeThatContradictsItsWording() {
        DsrPrompt sound = prompt("p", "On a meadow", "cat", "chair", "walks", "LR");
        PromptSlots s = sound.slots();
        DsrPrompt bad = sound.with(
                new PromptSlots(s.scene(), s.animal(), s.object(), s.verb(), s.type(), "on the top of", ""),
                "paper",
                sound.sentence());
        List<LintFinding> findings = lint.check(bad);
        assertThat(findings)
                .extracting(LintFinding::rule)
                .containsExactly(Rule.TYPE_MISMATCH, Rule.EMPTY_FIELD, Rule.SENTENCE_MISMATCH);
        assertThat(findings.get(0).message()).isEqualTo("\"on the top of\" contradicts the type LR");
    }

    @Test
    void aSentenceThatDoesNotSayWhatItsFieldsSay() {
        DsrPrompt sound = prompt("p", "On a meadow", "cat", "chair", "walks", "LR");
        DsrPrompt other = prompt("p", "On a meadow", "owl", "chair", "walks", "LR");
        LintFinding finding = only(sound.with(sound.slots(), "paper", other.sentence()));
        assertThat(finding.severity()).isEqualTo(Severity.ERROR);
        assertThat(finding.fix()).contains(sound);

        LintFinding imported = only(sound.with(sound.slots(), "", other.sentence()));
        assertThat(imported.message()).isEqualTo("the sentence says another animal (owl) than its field");
        LintFinding free = only(sound.with(sound.slots(), "", "A dog sleeps."));
        assertThat(free.message()).isEqualTo("the sentence does not name the cat");
        LintFinding loose = only(sound.with(sound.slots(), "", "Watch the cat near the chair."));
        assertThat(loose.severity()).isEqualTo(Severity.INFO);
        assertThat(loose.message()).contains("none of the known structures: \"Watch\" is not understood");
    }

    @Test
    void whatIsEmpty() {
        DsrPrompt sound = prompt("p", "", "cat", "chair", "walks", "LR");
        assertOnly(sound, Rule.EMPTY_FIELD);
        LintFinding finding = only(prompt("p", "On a meadow", "cat", "chair", "walks", "LR")
                .with(prompt("p", "On a meadow", "cat", "chair", "walks", "LR").slots(), "paper", " "));
        assertThat(finding.rule()).isEqualTo(Rule.EMPTY_FIELD);
        assertThat(finding.fix()).contains(prompt("p", "On a meadow", "cat", "chair", "walks", "LR"));
    }

    @Test
    void promptsThatAreAlike() {
        String scene = "In a narrow studio with soft cushions on the floor";
        DsrPrompt first = prompt("p0", scene, "cat", "chair", "walks", "LR");
        DsrPrompt inOtherWords = first.with(first.slots(), "from-to", grammar.sentence(first.slots(), "from-to"))
                .withId("p2");
        List<LintFinding> findings = lint.check(List.of(
                first,
                first.with(first.slots(), "paper", first.sentence().toUpperCase(Locale.ROOT) + " ")
                        .withId("p1"),
                inOtherWords,
                prompt("p3", scene, "cat", "chair", "jumps", "LR"),
                prompt("p4", scene.replace("soft", "large"), "cat", "chair", "walks", "LR"),
                prompt("p5", scene.replace("soft ", ""), "cat", "chair", "walks", "LR"),
                prompt("p6", scene.replace("soft cushions", "large pillows"), "cat", "umbrella", "walks", "LR"),
                prompt("p0", scene, "cat", "chair", "walks", "LT")));
        assertThat(findings)
                .extracting(LintFinding::promptId, LintFinding::rule, finding -> finding.other()
                        .orElse(-1))
                .containsExactly(
                        tuple("p1", Rule.DUPLICATE, 0),
                        tuple("p2", Rule.DUPLICATE, 0),
                        tuple("p3", Rule.NEAR_DUPLICATE, 0),
                        tuple("p4", Rule.NEAR_DUPLICATE, 0),
                        tuple("p5", Rule.NEAR_DUPLICATE, 0),
                        tuple("p0", Rule.DUPLICATE_ID, 0));
    }

    @Test
    void shortScenesAreAlikeOnlyWhenMisspelt() {
        DsrPrompt forest = prompt("p0", "In a quiet forest", "cat", "chair", "walks", "LR");
        assertThat(lint.check(List.of(forest, prompt("p1", "In a quiet meadow", "cat", "chair", "walks", "LR"))))
                .isEmpty();
        assertThat(lint.check(List.of(forest, prompt("p1", "In a quiet forrest", "cat", "chair", "walks", "LR"))))
                .extracting(LintFinding::other)
                .containsExactly(OptionalInt.of(0));
    }

    @Test
    void wordsThatADetectorReadsInPiecesOrMerges() throws WorkbenchException {
        WordKnowledge model = WordPieceVocabulary.ofTokenizerJson(
                "Grounding DINO",
                """
                {"model": {"type": "WordPiece",
                  "vocab": {"cat": 0, "chair": 1, "tree": 2, "wheel": 3, "##bar": 4, "##row": 5, "cafe": 6}}}""");
        assertThat(model.pieces("Wheelbarrow")).containsExactly("wheel", "##bar", "##row");
        assertThat(model.pieces("Café cat")).containsExactly("cafe", "cat");
        assertThat(model.unreadable("owl")).isTrue();
        assertThat(WordPieceVocabulary.ofLines("x", "cat\nchair\n").pieces("cat chair"))
                .hasSize(2);
        PromptLint with = reading(Vocabulary.empty(), model);
        assertThat(with.check(prompt("p", "On a meadow", "cat", "wheelbarrow", "walks", "LR")))
                .extracting(LintFinding::rule)
                .containsExactly(Rule.SPLIT_WORD);
        assertThat(with.check(prompt("p", "On a meadow", "cat", "cat tree", "walks", "LR")))
                .extracting(LintFinding::rule)
                .containsExactly(Rule.SPLIT_WORD, Rule.MERGED_LABELS);
        assertThat(with.check(prompt("p", "On a meadow", "owl", "chair", "walks", "LR")))
                .extracting(LintFinding::rule)
                .contains(Rule.UNREADABLE_WORD);
        assertThatThrownBy(() -> WordPieceVocabulary.ofTokenizerJson("T5", "{\"model\": {\"type\": \"Unigram\"}}"))
                .hasMessageContaining("the tokenizer of T5 is of the kind 'Unigram'; expected WordPiece");
    }

    @Test
    void labelsThatADetectorWouldTakeForOneAnother() {
        WordKnowledge model = WordPieceVocabulary.ofLines(
                "DINO",
                "car\ncable\nclown\n##fish\nfish\ntank\nteddy\nbear\npolar\ndog\nhouse\ndoghouse\n-\nt\nx\nray\nrex\ns\n##s");
        assertThat(merges(model, "car", "cable car"))
                .isEqualTo("'car' is a part of 'cable car', so that DINO may label both boxes \"car\"");
        assertThat(merges(model, "cable car", "car")).startsWith("'car' is a part of 'cable car'");
        assertThat(merges(model, "clownfish", "fish tank"))
                .isEqualTo("'clownfish' and 'fish tank' share \"fish\", so that DINO may run their labels together");
        assertThat(merges(model, "polar bear", "teddy bear")).contains("share \"bear\"");
        assertThat(merges(model, "dog", "house"))
                .isEqualTo("'dog' and 'house' side by side are 'doghouse', so that DINO may take them for one thing");
        assertThat(merges(model, "x-ray", "t-rex")).isEmpty();
        assertThat(merges(model, "cars", "bears")).as("a single letter").isEmpty();
        assertThat(merges(model, "polar bear", "car")).isEmpty();
        // Of two words it cannot read nothing can be said, though both become the same unknown piece.
        assertThat(merges(model, "owl", "chair")).isEmpty();
        Vocabulary words =
                new Vocabulary(List.of(), List.of(Noun.of("fish tank")), List.of(), List.of(SentenceGrammar.PAPER));
        assertThat(reading(words, model).check(prompt("p", "On a meadow", "fish", "tank", "walks", "LR")))
                .filteredOn(finding -> finding.rule() == Rule.MERGED_LABELS)
                .extracting(LintFinding::severity, LintFinding::message)
                .containsExactly(tuple(
                        Severity.INFO,
                        "'fish' and 'tank' side by side are 'fish tank', so that DINO may take them for one thing"));
    }

    private String merges(WordKnowledge model, String animal, String object) {
        return reading(Vocabulary.empty(), model)
                .check(prompt("p", "On a meadow", animal, object, "walks", "LR"))
                .stream()
                .filter(finding -> finding.rule() == Rule.MERGED_LABELS)
                .map(LintFinding::message)
                .collect(Collectors.joining());
    }

    private PromptLint reading(Vocabulary vocabulary, WordKnowledge model) {
        return new PromptLint(vocabulary, grammar, new LintOptions(EnumSet.allOf(Relation.class), List.of(model)));
    }

    @Test
    void aTextEncoderReadsTheWholeSentenceAndLabelsNothing() {
        PromptLint with = reading(Vocabulary.empty(), new LetterReader());
        assertThat(with.check(prompt("p", "On a meadow", "polar bear", "teddy bear", "walks", "LR")))
                .isEmpty();
        assertThat(with.check(prompt("p", "On a meadow", "hedgehog", "chair", "walks", "LR")))
                .extracting(LintFinding::field, LintFinding::message)
                .containsExactly(
                        tuple("animal", "T5 reads 'hedgehog' in pieces: hedgeh og; it may not know it as one thing"));
        assertThat(with.check(prompt("p", "On a (m\u00ebadow),", "cat", "chair", "walks", "LR")))
                .extracting(LintFinding::severity, LintFinding::field, LintFinding::message)
                .containsExactly(tuple(Severity.ERROR, "sentence", "T5 cannot read 'm\u00ebadow' in the sentence"));
        assertThat(with.check(prompt("p", "On a meadow", "c\u00e4t", "chair", "walks", "LR")))
                .as("what is said of a noun is not said again of the sentence")
                .extracting(LintFinding::field)
                .containsExactly("animal");
    }

    /** Knows words of up to six letters, and none that is not ASCII. */
    private static final class LetterReader implements WordKnowledge {
        @Override
        public String model() {
            return "T5";
        }

        @Override
        public Role role() {
            return Role.READS_SENTENCES;
        }

        @Override
        public List<String> pieces(String words) {
            return List.of(words.split("(?<=\\G[a-z]{6})(?=[a-z])| "));
        }

        @Override
        public boolean unreadable(String words) {
            return words.chars().anyMatch(letter -> letter > 127);
        }
    }

    @Test
    void findsWhatLeaksIntoTheEvaluation() {
        String scene = "In a narrow studio with soft cushions on the floor";
        DsrPrompt eval = prompt("e0", scene, "cat", "chair", "walks", "LR").with("", "");
        List<DsrPrompt> train = List.of(
                prompt("t0", scene, "cat", "chair", "walks", "RL"),
                prompt("t1", scene, "cat", "chair", "walks", "LR"),
                prompt("t2", scene, "cat", "chair", "walks", "LR")
                        .with(eval.slots(), "", "A cat walks from the left of a chair to the right of it."),
                prompt("t3", scene + " indeed", "cat", "chair", "walks", "LR"));
        DsrPrompt fromTo = train.get(1)
                .with(
                        train.get(1).slots(),
                        "from-to",
                        grammar.sentence(train.get(1).slots(), "from-to"));
        assertThat(LeakCheck.find(train, List.of(eval), grammar))
                .containsExactly(
                        new LeakCheck.Leak(1, 0, Likeness.SAME_SENTENCE),
                        new LeakCheck.Leak(2, 0, Likeness.NEAR),
                        new LeakCheck.Leak(3, 0, Likeness.NEAR));
        assertThat(LeakCheck.find(List.of(fromTo), List.of(eval), grammar))
                .containsExactly(new LeakCheck.Leak(0, 0, Likeness.SAME_SLOTS));
        assertThat(LeakCheck.find(train, List.of(), grammar)).isEmpty();
    }

    private void assertOnly(DsrPrompt prompt, Rule... rules) {
        assertThat(lint.check(prompt)).extracting(LintFinding::rule).containsExactly(rules);
    }

    private LintFinding only(DsrPrompt prompt) {
        List<LintFinding> findings = lint.check(prompt);
        assertThat(findings).hasSize(1);
        return findings.get(0);
    }

    private DsrPrompt prompt(String id, String scene, String animal, String object, String verb, String type) {
        PromptSlots slots = PromptSlots.of(scene, animal, object, verb, DsrType.of(type));
        DsrPrompt bare = new DsrPrompt(id, slots.type(), animal, object, scene, "x", "x", "", "");
        return bare.with(slots, "paper", grammar.sentence(slots, "paper"));
    }
}
