package org.spatialalign.engine.workflow.imports;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.spatialalign.engine.workflow.imports.ImportReport.Line;
import org.spatialalign.engine.workflow.imports.ImportReport.Outcome;

/** Gathers what happened while an import runs, and tells the job's log at once. */
final class ImportLines {

    private final Consumer<String> log;
    private final List<Line> lines = new ArrayList<>();
    private int clips;
    private int prompts;
    private int seeds;
    private int tracks;

    ImportLines(Consumer<String> log) {
        this.log = log;
    }

    void clipAdded(String what, String remark) {
        clips++;
        add(remark.isEmpty() ? Outcome.TAKEN : Outcome.PROBLEM, what, remark);
    }

    void promptsAdded(int count) {
        prompts += count;
    }

    void seedsAdded(String what, String remark) {
        seeds++;
        add(Outcome.TAKEN, what, remark);
    }

    void trackAdded(Outcome outcome, String what, String remark) {
        tracks++;
        add(outcome, what, remark);
    }

    void taken(String what, String why) {
        add(Outcome.TAKEN, what, why);
    }

    void alreadyThere(String what, String why) {
        add(Outcome.ALREADY_THERE, what, why);
    }

    void skipped(String what, String why) {
        add(Outcome.SKIPPED, what, why);
    }

    void problem(String what, String why) {
        add(Outcome.PROBLEM, what, why);
    }

    private void add(Outcome outcome, String what, String why) {
        Line line = new Line(outcome, what, why);
        lines.add(line);
        log.accept(outcome.word() + ": " + line.text());
    }

    ImportReport report() {
        return new ImportReport(clips, prompts, seeds, tracks, lines);
    }
}
