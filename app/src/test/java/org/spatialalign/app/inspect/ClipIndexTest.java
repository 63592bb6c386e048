package org.spatialalign.app.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.spatialalign.app.fx.NaturalText;
import org.spatialalign.app.inspect.ClipIndex.FacetValue;

class ClipIndexTest {

    private static final ClipRow A = TestRows.row(1, TestRows.prompt("p2_LR", "LR", "cat", "chair"), 0, "wan", 0.9);
    private static final ClipRow B = TestRows.row(2, TestRows.prompt("p10_LT", "LT", "dog", "stone"), 1, "ours", 0.4);
    private static final ClipRow C = TestRows.row(3, TestRows.prompt("p2_LR", "LR", "cat", "chair"), 1, "ours", null);
    private static final ClipRow D = TestRows.row(4, null, null, "", null);

    private final ClipIndex index = new ClipIndex(List.of(A, B, C, D));

    @Test
    void showsEverythingWithoutFilter() {
        ClipIndex.Result all = index.query(ClipFilter.ALL, List.of());
        assertThat(all.rows()).containsExactly(A, B, C, D);
        assertThat(all.unscored()).isEqualTo(2);
        assertThat(all.bins().get(18)).isEqualTo(1);
        assertThat(all.bins().get(8)).isEqualTo(1);
    }

    @Test
    void allWordsMustOccurAnywhereInTheRow() {
        assertThat(rows(ClipFilter.ALL.withText("CHAIR  walks"))).containsExactly(A, C);
        assertThat(rows(ClipFilter.ALL.withText("chair ours"))).containsExactly(C);
        assertThat(rows(ClipFilter.ALL.withText("chair ours nowhere"))).isEmpty();
        assertThat(rows(ClipFilter.ALL.withText("clip4"))).containsExactly(D);
        assertThat(rows(ClipFilter.ALL.withText(A.id()))).containsExactly(A);
    }

    @Test
    void widensAgainWhenTextIsTakenBack() {
        assertThat(rows(ClipFilter.ALL.withText("chair o"))).containsExactly(A, C);
        assertThat(rows(ClipFilter.ALL.withText("chair ours"))).containsExactly(C);
        assertThat(rows(ClipFilter.ALL.withText("chai"))).containsExactly(A, C);
        assertThat(rows(ClipFilter.ALL.withText(""))).hasSize(4);
    }

    @Test
    void valuesInsideAFacetAreAlternativesAndFacetsNarrow() {
        ClipFilter cats = ClipFilter.ALL.toggle(Facet.ANIMAL, "cat");
        assertThat(rows(cats)).containsExactly(A, C);
        assertThat(rows(cats.toggle(Facet.ANIMAL, "dog"))).containsExactly(A, B, C);
        assertThat(rows(cats.toggle(Facet.MODEL, "ours"))).containsExactly(C);
        assertThat(rows(cats.toggle(Facet.ANIMAL, "cat"))).hasSize(4);
        assertThat(rows(ClipFilter.ALL.toggle(Facet.TYPE, ""))).containsExactly(D);
    }

    @Test
    void countsSayWhatAValueWouldShow() {
        ClipIndex.Result result =
                index.query(ClipFilter.ALL.toggle(Facet.ANIMAL, "cat").toggle(Facet.MODEL, "ours"), List.of());
        assertThat(result.facets().get(Facet.MODEL))
                .containsExactly(new FacetValue("", 0), new FacetValue("ours", 1), new FacetValue("wan", 1));
        assertThat(result.facets().get(Facet.ANIMAL))
                .containsExactly(new FacetValue("", 0), new FacetValue("cat", 1), new FacetValue("dog", 1));
    }

    @Test
    void scoreRangeLeavesTheUnscoredCountVisible() {
        ClipFilter high = ClipFilter.ALL.withScore(ScoreFilter.range(0.5, 1));
        ClipIndex.Result result = index.query(high, List.of());
        assertThat(result.rows()).containsExactly(A);
        assertThat(result.unscored()).isEqualTo(2);
        assertThat(result.bins().get(8))
                .as("the histogram shows what lies outside the brush too")
                .isEqualTo(1);
        assertThat(rows(high.withScore(high.score().toggleUnscored()))).containsExactly(A, C, D);
        assertThat(rows(ClipFilter.ALL.withScore(ScoreFilter.ALL.toggleUnscored())))
                .containsExactly(C, D);
    }

    @Test
    void clipsWithoutAValueComeLastInBothDirections() {
        assertThat(index.query(ClipFilter.ALL, List.of(new SortKey(ClipColumn.SCORE, false)))
                        .rows())
                .containsExactly(B, A, C, D);
        assertThat(index.query(ClipFilter.ALL, List.of(new SortKey(ClipColumn.SCORE, true)))
                        .rows())
                .containsExactly(A, B, C, D);
    }

    @Test
    void sortsByNumbersInNamesAndBySeveralKeys() {
        assertThat(index.query(
                                ClipFilter.ALL.with(Facet.ANIMAL, Set.of("cat", "dog")),
                                List.of(SortKey.ascending(ClipColumn.PROMPT), new SortKey(ClipColumn.SEED, true)))
                        .rows())
                .containsExactly(C, A, B);
    }

    @Test
    void sortsLikeAPlainStableSort() {
        List<ClipRow> rows = TestRows.random(3_000, 7);
        List<ClipRow> expected = rows.stream()
                .filter(row -> row.clip().model().equals("wan"))
                .sorted(Comparator.comparing(ClipRow::typeCode).thenComparing(byScoreDescending()))
                .toList();
        ClipIndex.Result result = new ClipIndex(rows)
                .query(
                        ClipFilter.ALL.toggle(Facet.MODEL, "wan"),
                        List.of(SortKey.ascending(ClipColumn.TYPE), new SortKey(ClipColumn.SCORE, true)));
        assertThat(result.rows()).isEqualTo(expected);
    }

    @Test
    void knowsNothingOfAnEmptyProject() {
        ClipIndex.Result result =
                ClipIndex.EMPTY.query(ClipFilter.ALL.withText("x"), List.of(SortKey.ascending(ClipColumn.SCORE)));
        assertThat(result.rows()).isEmpty();
        assertThat(result.unscored()).isZero();
    }

    @Test
    void naturalTextOrdersNumbersByValue() {
        List<String> sorted = List.of("p10", "P9", "p09a", "p9b", "q", "p", "p007").stream()
                .map(NaturalText::of)
                .sorted()
                .map(NaturalText::text)
                .toList();
        assertThat(sorted).containsExactly("p", "p007", "p9", "p09a", "p9b", "p10", "q");
    }

    private static Comparator<ClipRow> byScoreDescending() {
        return (a, b) -> {
            if (a.scored() != b.scored()) {
                return a.scored() ? -1 : 1;
            }
            return a.scored() ? Double.compare(b.score(), a.score()) : 0;
        };
    }

    private List<ClipRow> rows(ClipFilter filter) {
        return index.query(filter, List.of()).rows();
    }
}
