package org.spatialalign.app.inspect;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;

/** Prints how long filtering and sorting of 100,000 rows takes; run by hand, figures go into docs/benchmarks.md. */
final class ClipIndexBenchmark {

    private static final int ROWS = 100_000;

    private ClipIndexBenchmark() {}

    public static void main(String[] args) {
        List<ClipRow> rows = TestRows.random(ROWS, 1);
        ClipIndex index = new ClipIndex(rows);
        long start = System.nanoTime();
        index.prepare(List.of(ClipColumn.values()));
        System.out.printf("ranking of all columns, once per load, off the window's thread: %.0f ms%n", since(start));
        List<SortKey> byScore = List.of(new SortKey(ClipColumn.SCORE, true));
        List<SortKey> byThree = List.of(
                SortKey.ascending(ClipColumn.TYPE),
                SortKey.ascending(ClipColumn.PROMPT),
                new SortKey(ClipColumn.SCORE, true));
        String[] texts = {"cat", "chair walks", "squirrel bench", "forest clearing owl"};
        measure("sort by score", i -> index.query(ClipFilter.ALL, byScore));
        measure("sort by three columns", i -> index.query(ClipFilter.ALL, byThree));
        measure(
                "new search text, sort by score",
                i -> index.query(ClipFilter.ALL.withText(texts[i % texts.length]), byScore));
        ClipFilter chips = ClipFilter.ALL
                .toggle(Facet.TYPE, "LR")
                .toggle(Facet.TYPE, "RL")
                .toggle(Facet.MODEL, "wan")
                .withScore(ScoreFilter.range(0.3, 0.7));
        measure("chips and score range, sort by three columns", i -> index.query(chips, byThree));
        measure(
                "new text, chips and range, sort by three columns",
                i -> index.query(chips.withText(texts[i % texts.length]), byThree));
        measure("new index of all rows (after a change, off the window's thread)", i -> new ClipIndex(rows));
    }

    private static void measure(String what, IntConsumer work) {
        for (int i = 0; i < 30; i++) {
            work.accept(i);
        }
        double[] times = new double[60];
        for (int i = 0; i < times.length; i++) {
            long start = System.nanoTime();
            work.accept(i);
            times[i] = since(start);
        }
        Arrays.sort(times);
        System.out.printf(
                "%-70s median %5.1f ms, worst %5.1f ms%n", what, times[times.length / 2], times[times.length - 1]);
    }

    private static double since(long start) {
        return (System.nanoTime() - start) / 1e6;
    }
}
