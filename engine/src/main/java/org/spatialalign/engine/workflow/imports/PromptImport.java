package org.spatialalign.engine.workflow.imports;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.spatialalign.engine.core.CancelToken;
import org.spatialalign.engine.core.CancelledException;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.interchange.InterchangeException;
import org.spatialalign.engine.interchange.PromptCsv;
import org.spatialalign.engine.interchange.PromptTable;
import org.spatialalign.engine.interchange.RowProblem;
import org.spatialalign.engine.prompt.DsrPrompt;
import org.spatialalign.engine.prompt.SentenceGrammar;
import org.spatialalign.engine.store.Project;
import org.spatialalign.engine.store.ProjectException;
import org.spatialalign.engine.workflow.ProjectWords;

/** Takes prompt lists and result lists into a project. */
final class PromptImport {

    /** Prompts written at once; a list of a million must not hold the project's lock for minutes. */
    private static final int BATCH = 500;

    /** So many rows of one list are reported one by one. */
    private static final int MOST_ROWS_REPORTED = 50;

    private final Project project;
    private final ImportLines lines;

    PromptImport(Project project, ImportLines lines) {
        this.project = project;
        this.lines = lines;
    }

    void take(Path file, CancelToken cancel) throws WorkbenchException, CancelledException {
        String name = ClipIndex.nameOf(file);
        PromptTable table;
        try {
            table = PromptCsv.read(file);
        } catch (InterchangeException e) {
            lines.skipped(name, e.explanation());
            return;
        }
        List<RowProblem> problems = new ArrayList<>(table.problems());
        SentenceGrammar grammar = ProjectWords.grammar(project);
        int added = 0;
        int there = 0;
        for (int from = 0; from < table.prompts().size(); from += BATCH) {
            cancel.check();
            List<DsrPrompt> batch =
                    table
                            .prompts()
                            .subList(
                                    from, Math.min(from + BATCH, table.prompts().size()))
                            .stream()
                            .map(grammar::complete)
                            .toList();
            int[] counts = add(batch, name, problems);
            added += counts[0];
            there += counts[1];
        }
        lines.promptsAdded(added);
        report(name, table, added, there);
        reportRows(name, problems);
    }

    /** @return how many were added, and how many were there */
    private int[] add(List<DsrPrompt> batch, String source, List<RowProblem> problems) throws ProjectException {
        int[] counts = new int[2];
        List<RowProblem> conflicts = new ArrayList<>();
        project.<RuntimeException>inTransaction(() -> {
            for (DsrPrompt prompt : batch) {
                try {
                    counts[project.prompts().add(prompt, source) ? 0 : 1]++;
                } catch (ProjectException e) {
                    conflicts.add(new RowProblem("prompt_id " + prompt.promptId(), Fatal.orMessage(e)));
                }
            }
        });
        problems.addAll(conflicts);
        return counts;
    }

    private void report(String name, PromptTable table, int added, int there) {
        List<String> remarks = new ArrayList<>();
        if (added > 0) {
            remarks.add(added + (added == 1 ? " prompt added" : " prompts added"));
        }
        if (there > 0) {
            remarks.add(there + (there == 1 ? " prompt was" : " prompts were") + " already there");
        }
        remarks.addAll(table.notes());
        if (!table.rewards().isEmpty()) {
            remarks.add("its " + table.rewards().size()
                    + " rewards are not taken over: scores are computed here, from boxes");
        }
        String why = String.join("; ", remarks);
        if (added > 0) {
            lines.taken(name, why);
        } else if (there > 0) {
            lines.alreadyThere(name, why);
        } else if (table.problems().isEmpty()) {
            lines.problem(name, remarks.isEmpty() ? "has no rows" : "has no rows; " + why);
        }
    }

    private void reportRows(String name, List<RowProblem> problems) {
        for (RowProblem problem : problems.subList(0, Math.min(problems.size(), MOST_ROWS_REPORTED))) {
            lines.skipped(name + ", " + problem.place(), problem.problem());
        }
        if (problems.size() > MOST_ROWS_REPORTED) {
            lines.skipped(name, (problems.size() - MOST_ROWS_REPORTED) + " more rows with problems");
        }
    }
}
