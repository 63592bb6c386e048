package org.spatialalign.app.prompts;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import org.spatialalign.engine.prompt.DsrPrompt;
import org.spatialalign.engine.prompt.LintOptions;
import org.spatialalign.engine.prompt.PromptBalance;
import org.spatialalign.engine.prompt.PromptLint;

/** Prints how long filtering and sorting of 50,000 prompts takes; run by hand, figures go into docs/benchmarks.md. */
final class PromptIndexBenchmark {

    private static final int ROWS = 50_000;

    private PromptIndexBenchmark() {}

    public static void main(String[] args) {
        List<DsrPrompt> prompts = TestPrompts.many(ROWS, 1);
        PromptIndex index = new PromptIndex(prompts);
        List<PromptSort> byId = List.of(new PromptSort(PromptColumn.ID, true));
        List<PromptSort> byThree = List.of(
                new PromptSort(PromptColumn.TYPE, false),
                new PromptSort(PromptColumn.ANIMAL, false),
                new PromptSort(PromptColumn.SENTENCE, true));
        long start = System.nanoTime();
        index.prepare(
                Arrays.stream(PromptColumn.values())
                        .map(c -> new PromptSort(c, false))
                        .toList(),
                PromptFilter.ALL);
        System.out.printf("ranking of all columns, once per load, off the window's thread: %.0f ms%n", since(start));
        String[] texts = {"cat", "chair walks", "squirrel bench", "quiet room owl"};
        measure("sort by id", i -> index.query(PromptFilter.ALL, byId));
        measure("sort by three columns", i -> index.query(PromptFilter.ALL, byThree));
        measure(
                "new search text, sort by three columns",
                i -> index.query(PromptFilter.ALL.withText(texts[i % texts.length]), byThree));
        PromptFilter bars = PromptFilter.ALL
                .toggle(PromptColumn.TYPE, "LR")
                .toggle(PromptColumn.TYPE, "RL")
                .toggle(PromptColumn.ANIMAL, "cat");
        measure("types and animal chosen, sort by three columns", i -> index.query(bars, byThree));
        measure("new index of all rows (after a change, off the window's thread)", i -> new PromptIndex(prompts));
        measure("counts of types, words and structures (off the window's thread)", i -> PromptBalance.of(prompts));
        start = System.nanoTime();
        int found = new PromptLint(TestPrompts.WORDS, TestPrompts.grammar(), LintOptions.standard())
                .check(prompts)
                .size();
        System.out.printf("check of all rows (off the window's thread): %.0f ms, %,d findings%n", since(start), found);
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
