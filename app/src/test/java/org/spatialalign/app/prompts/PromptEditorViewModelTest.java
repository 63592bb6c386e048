package org.spatialalign.app.prompts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.spatialalign.engine.prompt.DsrPrompt;
import org.spatialalign.engine.prompt.LintFinding;
import org.spatialalign.engine.prompt.ParsedSentence;
import org.spatialalign.engine.prompt.Relation;
import org.spatialalign.engine.prompt.Slot;

class PromptEditorViewModelTest {

    private final PromptEditorViewModel editor = new PromptEditorViewModel(TestPrompts.WORDS, TestPrompts.grammar());

    private void write(String scene, String animal, String verb, String object, Relation from, Relation to) {
        editor.word(Slot.SCENE).set(scene);
        editor.word(Slot.ANIMAL).set(animal);
        editor.word(Slot.VERB).set(verb);
        editor.word(Slot.OBJECT).set(object);
        editor.initialProperty().set(from);
        editor.lastProperty().set(to);
    }

    @Test
    void theSentenceFollowsFromTheWords() {
        assertThat(editor.completeProperty().get()).isFalse();
        write("In a quiet room", "owl", "flies", "apple", Relation.LEFT, Relation.TOP);
        assertThat(editor.sentenceProperty().get())
                .isEqualTo("In a quiet room, an owl is on the left of an apple, then the owl flies to the top of the"
                        + " apple.");
        assertThat(editor.completeProperty().get()).isTrue();
        editor.templateProperty().set("from-to");
        assertThat(editor.sentenceProperty().get())
                .isEqualTo("In a quiet room, an owl flies from the left of an apple to the top of it.");
        DsrPrompt written = editor.written(type -> "0001_" + type.code()).orElseThrow();
        assertThat(written.promptId()).isEqualTo("0001_LT");
        assertThat(written.template()).isEqualTo("from-to");
        assertThat(written.verb()).isEqualTo("flies");
    }

    @Test
    void aSentenceIsTakenApartIntoWords() {
        editor.sentenceProperty()
                .set("In a sunny garden, a brown fox is on the right of a bench,\n then the brown fox trots to the left"
                        + " of the bench.");
        assertThat(editor.word(Slot.ANIMAL).get()).isEqualTo("brown fox");
        assertThat(editor.word(Slot.VERB).get()).isEqualTo("trots");
        assertThat(editor.word(Slot.OBJECT).get()).isEqualTo("bench");
        assertThat(editor.initialProperty().get()).isEqualTo(Relation.RIGHT);
        assertThat(editor.lastProperty().get()).isEqualTo(Relation.LEFT);
        assertThat(editor.templateProperty().get()).isEqualTo("paper");
        ParsedSentence parsed = editor.parsedProperty().get();
        assertThat(parsed).isNotNull();
        assertThat(parsed.complete()).isTrue();
        editor.word(Slot.OBJECT).set("chair");
        assertThat(editor.sentenceProperty().get()).endsWith("to the left of the chair.");
    }

    @Test
    void whatIsNotUnderstoodIsMarked() {
        editor.sentenceProperty().set("A cat dreams of a chair on the left of a sofa and then, who knows, flies.");
        ParsedSentence parsed = editor.parsedProperty().get();
        assertThat(parsed).isNotNull();
        assertThat(parsed.complete()).isFalse();
        assertThat(ParsedText.gaps(parsed)).isNotEmpty();
        assertThat(ParsedText.of(parsed).stream().map(ParsedText.Piece::text).reduce("", String::concat))
                .isEqualTo(parsed.sentence());
        assertThat(editor.templateProperty().get()).isEmpty();
        String own = editor.sentenceProperty().get();
        editor.word(Slot.ANIMAL).set("dog");
        assertThat(editor.sentenceProperty().get())
                .as("own words are never overwritten")
                .isEqualTo(own);
    }

    @Test
    void aPromptIsChangedAndDiscarded() {
        DsrPrompt prompt = TestPrompts.prompt("0007_LR", "LR", "cat", "chair");
        editor.edit(prompt);
        assertThat(editor.dirtyProperty().get()).isFalse();
        editor.word(Slot.OBJECT).set("box");
        assertThat(editor.dirtyProperty().get()).isTrue();
        assertThat(editor.written(type -> "").orElseThrow().promptId()).isEqualTo("0007_LR");
        editor.revert();
        assertThat(editor.written(type -> "").orElseThrow()).isEqualTo(prompt);
    }

    @Test
    void findingsComeWhileItIsWrittenAndTheirFixesAreTaken() {
        write("In a quiet room", "cats", "walks", "chair", Relation.LEFT, Relation.RIGHT);
        LintFinding plural = editor.findingsProperty().get().stream()
                .filter(finding -> finding.fix().isPresent())
                .findFirst()
                .orElseThrow();
        editor.take(plural);
        assertThat(editor.word(Slot.ANIMAL).get()).isEqualTo("cat");
        assertThat(editor.dirtyProperty().get()).isTrue();
        assertThat(editor.editingProperty().get()).isNull();
        editor.lastProperty().set(Relation.LEFT);
        assertThat(editor.findingsProperty().get().get(0).severity()).isEqualTo(LintFinding.Severity.ERROR);
    }

    @Test
    void verbsAreThoseOfTheAnimal() {
        assertThat(editor.verbsOf("cat")).contains("prowls").doesNotContain("flutters");
        assertThat(editor.verbsOf("zebra")).contains("prowls", "flutters");
    }
}
