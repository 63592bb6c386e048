package org.spatialalign.app.prompts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.spatialalign.app.prompts.ExpansionViewModel.Choice;
import org.spatialalign.app.prompts.ExpansionViewModel.Field;
import org.spatialalign.engine.prompt.DsrPrompt;
import org.spatialalign.engine.prompt.DsrType;
import org.spatialalign.engine.prompt.ExpansionSpec.Mode;
import org.spatialalign.engine.prompt.Noun;
import org.spatialalign.engine.prompt.Vocabulary;

class ExpansionViewModelTest {

    private static ExpansionViewModel of(Vocabulary words) {
        return new ExpansionViewModel(words, 41, Optional.of(90.0), Optional.empty());
    }

    @Test
    void tellsCountAndCostBeforeAnythingIsMade() throws Exception {
        ExpansionViewModel expansion = of(TestPrompts.WORDS);
        expansion.text(Field.SIZE).set("600");
        assertThat(expansion.countProperty().get()).startsWith("600 prompts out of ");
        assertThat(expansion.costProperty().get()).isEqualTo("Generating them: 3,000 clips, 3.1 days, 6.0 GB");
        assertThat(expansion.exampleProperty().get()).endsWith(".");
        List<DsrPrompt> made =
                new ArrayList<>(expansion.expansion().orElseThrow().prompts());
        assertThat(made).hasSize(600);
        assertThat(made.get(0).promptId()).startsWith("0041_");
        assertThat(made.stream().filter(prompt -> prompt.type().code().equals("LR")))
                .hasSize(100);
        expansion.text(Field.SEED).set("2");
        assertThat(expansion.expansion().orElseThrow().prompts()).isNotEqualTo(made);
        expansion.text(Field.SEED).set("1");
        assertThat(expansion.expansion().orElseThrow().prompts()).isEqualTo(made);
    }

    @Test
    void chosenWordsNarrowIt() throws Exception {
        ExpansionViewModel expansion = of(TestPrompts.WORDS);
        expansion.modeProperty().set(Mode.ALL);
        expansion.toggle(Choice.ANIMALS, "turtle");
        expansion.toggle(Choice.OBJECTS, "chair");
        expansion.toggle(Choice.SCENES, expansion.offered(Choice.SCENES).get(0));
        expansion.typesProperty().set(Set.of(DsrType.of("LR"), DsrType.of("RL")));
        assertThat(expansion.chosenText(Choice.ANIMALS)).startsWith("1 of ");
        assertThat(expansion.countProperty().get()).as("two types, three verbs").startsWith("6 prompts out of 6 ");
        expansion.toggle(DsrType.of("LR"));
        assertThat(expansion.countProperty().get()).startsWith("3 prompts");
        expansion.toggle(DsrType.of("RL"));
        assertThat(expansion.problemProperty().get()).contains("at least one type");
        assertThat(expansion.readyProperty().get()).isFalse();
    }

    @Test
    void aThousandMillionAreRefusedWithTheirNumber() {
        List<Noun> animals = IntStream.range(0, 1_000)
                .mapToObj(i -> Noun.of("animal" + i, "walks"))
                .toList();
        List<Noun> objects =
                IntStream.range(0, 1_000).mapToObj(i -> Noun.of("object" + i)).toList();
        List<String> scenes =
                IntStream.range(0, 200).mapToObj(i -> "In room " + i).toList();
        ExpansionViewModel expansion =
                of(new Vocabulary(animals, objects, scenes, Vocabulary.empty().templates()));
        expansion.modeProperty().set(Mode.ALL);
        assertThat(expansion.problemProperty().get()).contains("1,200,000,000 prompts");
        assertThat(expansion.countProperty().get()).startsWith("1,200,000,000 prompts");
        assertThat(expansion.readyProperty().get()).isFalse();
        assertThat(expansion.expansion()).isEmpty();
        expansion.modeProperty().set(Mode.SAMPLED);
        assertThat(expansion.readyProperty().get()).isTrue();
    }

    @Test
    void wrongNumbersAreNamed() {
        ExpansionViewModel expansion = of(TestPrompts.WORDS);
        expansion.text(Field.SIZE).set("many");
        assertThat(expansion.problemProperty().get()).isEqualTo("The number of prompts: 'many' is no number.");
        expansion.text(Field.SIZE).set("0");
        assertThat(expansion.problemProperty().get()).contains("between 1 and 1,000,000");
        expansion.text(Field.SIZE).set("5");
        assertThat(expansion.problemProperty().get()).isEmpty();
    }

    @Test
    void anEmptyVocabularyGivesNothing() {
        ExpansionViewModel expansion = of(Vocabulary.empty());
        assertThat(expansion.readyProperty().get()).isFalse();
        assertThat(expansion.problemProperty().get()).isNotEmpty();
    }
}
