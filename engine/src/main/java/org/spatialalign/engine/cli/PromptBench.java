package org.spatialalign.engine.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.spatialalign.engine.cli.BenchCommand.Figure;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.interchange.VocabularyCsv;
import org.spatialalign.engine.prompt.DsrPrompt;
import org.spatialalign.engine.prompt.Expansion;
import org.spatialalign.engine.prompt.ExpansionSpec;
import org.spatialalign.engine.prompt.ExpansionSpec.Mode;
import org.spatialalign.engine.prompt.LeakCheck;
import org.spatialalign.engine.prompt.LintOptions;
import org.spatialalign.engine.prompt.PromptLint;
import org.spatialalign.engine.prompt.SentenceGrammar;
import org.spatialalign.engine.prompt.Vocabulary;
import org.spatialalign.engine.store.Project;
import org.spatialalign.engine.store.PromptChange;

/** Working on a list of many prompts. */
final class PromptBench {

    private static final int MANY = 50_000;
    private static final int EVAL = 1_000;
    private static final int PASSES = 3;

    private final Path folder;

    PromptBench(Path folder) {
        this.folder = folder;
    }

    /** Work whose time is taken. */
    @FunctionalInterface
    private interface Work {
        /** Gives what it made, so that it cannot be left out. */
        Object run() throws WorkbenchException;
    }

    List<Figure> run() throws WorkbenchException {
        Vocabulary words = VocabularyCsv.shipped();
        SentenceGrammar grammar = SentenceGrammar.of(words);
        Expansion expansion = Expansion.plan(words, ExpansionSpec.of(Mode.SAMPLED, MANY, 1));
        List<DsrPrompt> many = List.copyOf(expansion.prompts());
        List<DsrPrompt> eval = List.copyOf(
                Expansion.plan(words, ExpansionSpec.of(Mode.SAMPLED, EVAL, 2)).prompts());
        List<DsrPrompt> imported =
                many.stream().map(prompt -> prompt.with("", "")).toList();
        PromptLint lint = new PromptLint(words, grammar, LintOptions.standard());
        List<Figure> figures = new ArrayList<>();
        figures.add(figure("draw and write " + MANY + " prompts", () -> List.copyOf(expansion.prompts())));
        figures.add(figure(
                "understand " + MANY + " sentences",
                () -> imported.stream().map(grammar::complete).toList()));
        figures.add(figure("lint " + MANY + " prompts", () -> lint.check(many)));
        figures.add(
                figure("check them against " + EVAL + " of an evaluation", () -> LeakCheck.find(many, eval, grammar)));
        figures.add(figure("filter them by text, sort by animal and object", () -> many.stream()
                .filter(prompt -> prompt.sentence().contains("room"))
                .sorted(Comparator.comparing(DsrPrompt::animal).thenComparing(DsrPrompt::object))
                .toList()));
        try (Project project = Project.create(folder.resolve("prompts"))) {
            List<PromptChange> added = many.stream().map(PromptChange::add).toList();
            figures.add(figure("add them to a project, and undo it", () -> {
                project.edits().apply("Add", "bench", added);
                return project.edits().undo();
            }));
            project.edits().apply("Add", "bench", added);
            DsrPrompt one = many.get(MANY / 2);
            figures.add(figure("change one of them", () -> project.edits()
                    .apply("Change", "bench", List.of(PromptChange.replace(one.promptId(), one)))));
            figures.add(figure("read them all", () -> project.prompts().all()));
        }
        return figures;
    }

    private static Figure figure(String what, Work work) throws WorkbenchException {
        double best = Double.MAX_VALUE;
        for (int pass = 0; pass < PASSES; pass++) {
            long start = System.nanoTime();
            work.run();
            best = Math.min(best, (System.nanoTime() - start) / 1e6);
        }
        return new Figure(what, best, "ms", "", "best of " + PASSES);
    }
}
