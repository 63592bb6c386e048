package org.spatialalign.app.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.spatialalign.app.fx.HeldExecutor;
import org.spatialalign.app.inspect.ClipTableViewModel.State;

class ClipTableViewModelTest {

    private final List<ClipRow> stored = new ArrayList<>();
    private final List<Throwable> problems = new ArrayList<>();
    private final HeldExecutor executor = new HeldExecutor();
    private final ClipTableViewModel table = new ClipTableViewModel(executor, problems::add);

    @Test
    void saysWhyThereIsNothingToSee() {
        assertThat(table.stateProperty().get()).isEqualTo(State.NO_PROJECT);
        table.open(() -> stored);
        assertThat(table.stateProperty().get()).isEqualTo(State.LOADING);
        executor.runAll();
        assertThat(table.stateProperty().get()).isEqualTo(State.NO_CLIPS);

        stored.addAll(TestRows.random(10, 1));
        table.invalidate();
        executor.runAll();
        assertThat(table.stateProperty().get()).isEqualTo(State.CLIPS);
        assertThat(table.countTextProperty().get()).isEqualTo("10 clips");

        table.filterProperty().set(ClipFilter.ALL.withText("no such thing"));
        assertThat(table.stateProperty().get()).isEqualTo(State.NO_MATCH);
        assertThat(table.countTextProperty().get()).isEqualTo("0 of 10 clips");
        table.clearFilters();
        assertThat(table.rows()).hasSize(10);

        table.open(null);
        assertThat(table.stateProperty().get()).isEqualTo(State.NO_PROJECT);
        assertThat(table.rows()).isEmpty();
    }

    @Test
    void manyRowsStayAsTheyAreUntilTheirNewOrderIsWorkedOut() {
        show(TestRows.random(3_000, 4));
        List<ClipRow> before = List.copyOf(table.rows());
        table.sortProperty().set(List.of(SortKey.ascending(ClipColumn.FILE)));
        assertThat(table.rows()).isEqualTo(before);
        // A newer wish replaces the one that is still being worked on, and a filter counts at the end.
        table.sortProperty().set(List.of(new SortKey(ClipColumn.SCORE, true)));
        table.filterProperty().set(ClipFilter.ALL.withText("cat"));
        executor.runAll();
        assertThat(table.rows()).hasSizeBetween(1, 2_999);
        assertThat(table.rows().stream().filter(ClipRow::scored).map(ClipRow::score))
                .isSortedAccordingTo((a, b) -> Double.compare(b, a));
        List<ClipRow> byScore = List.copyOf(table.rows());
        table.sortProperty().set(ClipTableViewModel.DEFAULT_SORT);
        assertThat(table.rows()).isNotEqualTo(byScore);
        assertThat(executor.held()).isZero();
    }

    @Test
    void keepsTheSelectionByClipThroughSortingFilteringAndChanges() {
        show(TestRows.random(20, 2));
        String id = table.rows().get(7).id();
        table.selectedIdProperty().set(id);
        table.sortProperty().set(List.of(new SortKey(ClipColumn.SCORE, true)));
        assertThat(table.rows().get(table.selectedPosition()).id()).isEqualTo(id);

        table.filterProperty().set(ClipFilter.ALL.withText("no such thing"));
        assertThat(table.selectedPosition()).isEqualTo(-1);
        assertThat(table.selectedIdProperty().get()).isEqualTo(id);
        table.clearFilters();
        assertThat(table.selectedPosition()).isNotNegative();

        stored.addAll(TestRows.random(30, 2).subList(20, 30));
        table.invalidate();
        executor.runAll();
        assertThat(table.rows()).hasSize(30);
        assertThat(table.rows().get(table.selectedPosition()).id()).isEqualTo(id);
    }

    @Test
    void readsOnceMoreAfterChangesDuringAReadNotOncePerChange() {
        table.open(() -> List.copyOf(stored));
        for (int i = 0; i < 100; i++) {
            table.invalidate();
        }
        assertThat(executor.held()).isEqualTo(1);
        executor.runOldest();
        assertThat(executor.held()).isEqualTo(1);
        stored.addAll(TestRows.random(3, 3));
        executor.runOldest();
        assertThat(executor.held()).isZero();
        assertThat(table.rows()).hasSize(3);
    }

    @Test
    void anAnswerOfTheProjectBeforeIsPassedOver() {
        List<ClipRow> other = TestRows.random(4, 5);
        table.open(() -> TestRows.random(9, 4));
        table.open(() -> other);
        executor.runNewest();
        executor.runAll();
        assertThat(table.rows()).containsExactlyInAnyOrderElementsOf(other);
    }

    @Test
    void tellsWhenTheListingCannotBeRead() {
        table.open(() -> {
            throw new IOException("the project's folder is gone");
        });
        executor.runAll();
        assertThat(problems)
                .singleElement()
                .extracting(Throwable::getMessage)
                .isEqualTo("the project's folder is gone");
        table.invalidate();
        assertThat(executor.held()).as("it is tried again on the next change").isEqualTo(1);
    }

    @Test
    void stepsThroughTheRowsShown() {
        show(TestRows.random(5, 6));
        table.selectBy(1);
        assertThat(table.selectedPosition()).isZero();
        table.selectBy(2);
        table.selectBy(-1);
        assertThat(table.selectedPosition()).isEqualTo(1);
        table.selectBy(100);
        assertThat(table.selectedPosition()).isEqualTo(4);
        table.selectBy(1);
        assertThat(table.selectedPosition()).isEqualTo(4);
    }

    @Test
    void groupsComeBeforeTheOrderPeopleChose() {
        show(TestRows.random(200, 8));
        table.sortProperty().set(List.of(new SortKey(ClipColumn.SCORE, true)));
        table.groupingProperty().set(Facet.MODEL);
        List<String> models = table.rows().stream().map(Facet.MODEL::valueOf).toList();
        assertThat(models).isSorted();
        table.groupingProperty().set(null);
        assertThat(table.rows().get(0).score())
                .isEqualTo(stored.stream()
                        .mapToDouble(ClipRow::score)
                        .filter(s -> !Double.isNaN(s))
                        .max()
                        .orElseThrow());
    }

    @Test
    void findsAllSeedsOfAPromptInSpiteOfFilters() {
        show(TestRows.random(20, 9));
        table.filterProperty().set(ClipFilter.ALL.withText("no such thing"));
        String prompt = stored.get(7).name();
        assertThat(table.ofPrompt(prompt)).hasSize(5).allMatch(row -> row.name().equals(prompt));
    }

    private void show(List<ClipRow> rows) {
        stored.clear();
        stored.addAll(rows);
        table.open(() -> List.copyOf(stored));
        executor.runAll();
    }
}
