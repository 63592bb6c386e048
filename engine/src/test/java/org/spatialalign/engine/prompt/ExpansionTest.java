package org.spatialalign.engine.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spatialalign.engine.prompt.ExpansionSpec.Mode;

class ExpansionTest {

    private static final ExpansionSpec ALL = ExpansionSpec.of(Mode.ALL, 0, 1);

    @Test
    void givesEveryCombinationOnce() throws PromptFormatException {
        Expansion expansion = Expansion.plan(Words.SMALL, ALL);
        // 6 types, 4 pairs of animal and verb, 3 objects, 2 scenes, the first structure.
        assertThat(expansion.rows()).isEqualTo(BigInteger.valueOf(6 * 4 * 3 * 2));
        List<DsrPrompt> prompts = expansion.prompts();
        assertThat(prompts).hasSize(144);
        assertThat(new HashSet<>(prompts.stream().map(DsrPrompt::slots).toList()))
                .hasSize(144);
        assertThat(prompts)
                .extracting(DsrPrompt::promptId)
                .doesNotHaveDuplicates()
                .startsWith("p0000_LR", "p0001_LR");
        assertThat(prompts.get(0).sentence())
                .isEqualTo(
                        "In a quiet room, a cat is on the left of a chair, then the cat walks to the right of the chair.");
        SentenceGrammar grammar = Words.grammar();
        assertThat(prompts).allSatisfy(prompt -> assertThat(grammar.complete(prompt.with("", "")))
                .isEqualTo(prompt));
    }

    @Test
    void anAnimalIsNotCombinedWithItself() throws PromptFormatException {
        Vocabulary shared = new Vocabulary(
                List.of(Noun.of("cat", "walks"), Noun.of("toy", "rolls", "hops"), Noun.of("dog", "runs")),
                List.of(Noun.of("toy"), Noun.of("box"), Noun.of("dog")),
                List.of(),
                List.of(SentenceGrammar.PAPER));
        Expansion expansion = Expansion.plan(shared, ALL);
        assertThat(expansion.rows()).isEqualTo(BigInteger.valueOf(6 * (3 + 2 * 2 + 2)));
        List<DsrPrompt> prompts = expansion.prompts();
        assertThat(prompts).allMatch(prompt -> !prompt.animal().equals(prompt.object()));
        assertThat(new HashSet<>(prompts.stream().map(DsrPrompt::slots).toList()))
                .hasSize(54);
    }

    @Test
    void oneAnimalThatIsTheOnlyObjectGivesNothing() throws PromptFormatException {
        Vocabulary toys = new Vocabulary(
                List.of(Noun.of("toy", "rolls"), Noun.of("cat", "walks")),
                List.of(Noun.of("toy")),
                List.of(),
                List.of(SentenceGrammar.PAPER));
        assertThat(Expansion.plan(toys, ALL).prompts()).hasSize(6).allMatch(prompt -> prompt.animal()
                .equals("cat"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 50, 144, 1_000})
    void aSampleHasNothingTwiceAndIsTheSameForASeed(int size) throws PromptFormatException {
        List<DsrPrompt> sample = Expansion.plan(Words.SMALL, ExpansionSpec.of(Mode.SAMPLED, size, 7))
                .prompts();
        assertThat(sample).hasSize(Math.min(size, 144));
        assertThat(new HashSet<>(sample.stream().map(DsrPrompt::slots).toList()))
                .hasSize(sample.size());
        assertThat(Expansion.plan(Words.SMALL, ExpansionSpec.of(Mode.SAMPLED, size, 7))
                        .prompts())
                .isEqualTo(sample);
        if (size == 50) {
            assertThat(Expansion.plan(Words.SMALL, ExpansionSpec.of(Mode.SAMPLED, size, 8))
                            .prompts())
                    .isNotEqualTo(sample);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {12, 60, 100, 143, 144})
    void balancesTypesAnimalsAndObjects(int size) throws PromptFormatException {
        List<DsrPrompt> drawn = new ArrayList<>(Expansion.plan(Words.SMALL, ExpansionSpec.of(Mode.BALANCED, size, 3))
                .prompts());
        assertThat(new HashSet<>(drawn.stream().map(DsrPrompt::slots).toList())).hasSize(size);
        PromptBalance balance = PromptBalance.of(drawn);
        assertThat(spread(balance.types().values())).isLessThanOrEqualTo(1);
        if (size <= 60) {
            // Beyond that the animals with one verb have no combinations left.
            assertThat(spread(balance.animals().values())).isLessThanOrEqualTo(1);
        }
        assertThat(spread(balance.objects().values())).isLessThanOrEqualTo(2);
    }

    @Test
    void balanceDoesNotTieAnAnimalToOneObject() throws PromptFormatException {
        List<DsrPrompt> drawn = Expansion.plan(Words.SMALL, ExpansionSpec.of(Mode.BALANCED, 54, 3))
                .prompts();
        assertThat(drawn.stream()
                        .map(prompt -> prompt.animal() + prompt.object())
                        .distinct())
                .hasSize(9);
    }

    private static int spread(Collection<Integer> counts) {
        return Collections.max(counts) - Collections.min(counts);
    }

    @Test
    void aBillionIsCountedAndRefused() throws PromptFormatException {
        Vocabulary large = large(1_000, 1_000, 1_000);
        Expansion expansion = Expansion.plan(large, ALL);
        assertThat(expansion.rows()).isEqualTo(BigInteger.valueOf(6_000_000_000L));
        GenerationCost cost = expansion.cost(5, 90, 2_000_000);
        assertThat(cost.clips()).isEqualTo(BigInteger.valueOf(30_000_000_000L));
        assertThat(cost.hours()).isEqualTo(750_000_000);
        assertThat(cost.bytes()).isEqualTo(new BigInteger("60000000000000000"));
        assertThatThrownBy(expansion::prompts)
                .isInstanceOf(PromptFormatException.class)
                .hasMessageContaining("6,000,000,000 prompts, at most 1,000,000");
        assertThat(Expansion.plan(large, ExpansionSpec.of(Mode.SAMPLED, 100, 1)).prompts())
                .hasSize(100)
                .last()
                .satisfies(prompt -> assertThat(prompt.promptId()).startsWith("p0099_"));
    }

    @Test
    void countsBeyondWhatALongHolds() throws PromptFormatException {
        List<String> verbs = Collections.nCopies(100_000, "walks");
        Vocabulary large = large(1, 10_000, 1_000_000);
        Vocabulary endless = new Vocabulary(
                IntStream.range(0, 1_000)
                        .mapToObj(i -> new Noun("animal" + i, verbs, Set.of()))
                        .toList(),
                large.objects(),
                large.scenes(),
                large.templates());
        Expansion expansion = Expansion.plan(endless, ExpansionSpec.of(Mode.SAMPLED, 5, 1));
        assertThat(expansion.combinations()).isEqualTo(new BigInteger("6000000000000000000"));
        assertThatThrownBy(expansion::prompts).hasMessageContaining("too many to draw from");
    }

    private static Vocabulary large(int animals, int objects, int scenes) {
        return new Vocabulary(
                IntStream.range(0, animals)
                        .mapToObj(i -> Noun.of("animal" + i, "walks"))
                        .toList(),
                IntStream.range(0, objects).mapToObj(i -> Noun.of("object" + i)).toList(),
                Collections.nCopies(scenes, "In a room"),
                List.of(SentenceGrammar.PAPER));
    }

    @Test
    void namesWhatTheVocabularyDoesNotHave() {
        assertThatThrownBy(() -> Expansion.plan(Vocabulary.empty(), ALL)).hasMessageContaining("has no animal");
        ExpansionSpec cats = new ExpansionSpec(
                Mode.ALL, ALL.types(), List.of("catt"), List.of(), List.of(), List.of(), 0, 1, "p", 0);
        assertThatThrownBy(() -> Expansion.plan(Words.SMALL, cats))
                .hasMessage("animal: 'catt' is not in the vocabulary; did you mean 'cat'?");
        ExpansionSpec structure = new ExpansionSpec(
                Mode.ALL, ALL.types(), List.of(), List.of(), List.of(), List.of("haiku"), 0, 1, "p", 0);
        assertThatThrownBy(() -> Expansion.plan(Words.SMALL, structure))
                .hasMessageContaining("there is no 'haiku'; there are paper, from-to, scene-last");
        assertThatThrownBy(() -> ExpansionSpec.of(Mode.SAMPLED, 0, 1)).hasMessageContaining("at least 1");
    }
}
