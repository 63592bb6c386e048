package org.spatialalign.app.prompts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.spatialalign.app.fx.NaturalText;
import org.spatialalign.engine.prompt.DsrPrompt;

class PromptIndexTest {

    private final List<DsrPrompt> prompts = TestPrompts.many(3_000, 4);
    private final PromptIndex index = new PromptIndex(prompts);

    @Test
    void withoutFilterAndSortThePromptsStayInTheirOrder() {
        assertThat(index.query(PromptFilter.ALL, List.of())).isEqualTo(prompts);
    }

    @Test
    void allWordsOfTheTextMustOccurInAnyOrder() {
        List<DsrPrompt> found = index.query(PromptFilter.ALL.withText(" Chair CAT"), List.of());
        assertThat(found)
                .isNotEmpty()
                .isEqualTo(prompts.stream()
                        .filter(prompt -> prompt.sentence().contains("chair")
                                && prompt.sentence().contains("cat"))
                        .toList());
        assertThat(index.query(PromptFilter.ALL.withText("chair cat t"), List.of()))
                .as("typing on narrows")
                .isSubsetOf(found);
        assertThat(index.query(PromptFilter.ALL.withText("chair"), List.of()))
                .as("taking back widens again")
                .containsAll(found);
    }

    @Test
    void valuesOfAColumnAreAlternativesAndColumnsNarrowEachOther() {
        PromptFilter filter = PromptFilter.ALL
                .toggle(PromptColumn.TYPE, "LR")
                .toggle(PromptColumn.TYPE, "TL")
                .toggle(PromptColumn.ANIMAL, "cat");
        assertThat(index.query(filter, List.of()))
                .isNotEmpty()
                .isEqualTo(prompts.stream()
                        .filter(prompt ->
                                Set.of("LR", "TL").contains(prompt.type().code())
                                        && prompt.animal().equals("cat"))
                        .toList());
        String one = prompts.get(7).promptId();
        PromptFilter only = PromptFilter.ALL.withOnly(Optional.of(new PromptFilter.Only("these", Set.of(one))));
        assertThat(index.query(only, List.of())).containsExactly(prompts.get(7));
    }

    @Test
    void sortsByColumnsLikeAComparatorDoes() {
        List<PromptSort> sort =
                List.of(new PromptSort(PromptColumn.ANIMAL, true), new PromptSort(PromptColumn.ID, false));
        assertThat(index.prepared(sort, PromptFilter.ALL)).isFalse();
        index.prepare(sort, PromptFilter.ALL);
        assertThat(index.prepared(sort, PromptFilter.ALL)).isTrue();
        assertThat(index.query(PromptFilter.ALL, sort))
                .isEqualTo(prompts.stream()
                        .sorted(Comparator.comparing(
                                        (DsrPrompt prompt) -> NaturalText.of(prompt.animal()),
                                        Comparator.reverseOrder())
                                .thenComparing(prompt -> NaturalText.of(prompt.promptId())))
                        .toList());
    }

    @Test
    void emptyCellsStayAtTheEndInEitherDirection() {
        DsrPrompt none = TestPrompts.prompt("3", "LR", "cat", "box").with("", "");
        PromptIndex few = new PromptIndex(List.of(
                none, TestPrompts.prompt("1", "LR", "cat", "box"), TestPrompts.prompt("2", "LR", "cat", "box")));
        for (boolean descending : new boolean[] {true, false}) {
            List<DsrPrompt> sorted =
                    few.query(PromptFilter.ALL, List.of(new PromptSort(PromptColumn.VERB, descending)));
            assertThat(sorted.get(2)).isEqualTo(none);
        }
    }
}
