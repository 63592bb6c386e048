package org.spatialalign.engine.workflow.imports;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.spatialalign.engine.core.Json;
import org.spatialalign.engine.core.WorkbenchException;

/**
 * What an import took, what it left out, and why.
 *
 * @param clipsAdded clips that were not there before
 * @param promptsAdded prompts that were not there before
 * @param seedsAdded clips that got seed boxes
 * @param tracksAdded clips that got tracks from detections or boxes
 * @param lines what happened to each file, in the order of the work
 */
public record ImportReport(int clipsAdded, int promptsAdded, int seedsAdded, int tracksAdded, List<Line> lines) {

    /** So many lines a job's row keeps; the log has them all. */
    public static final int MOST_LINES_KEPT = 2000;

    public ImportReport {
        lines = List.copyOf(lines);
    }

    /** What happened to one thing. */
    public enum Outcome {
        /** It is in the project now. */
        TAKEN("taken"),
        /** It was in the project before; nothing changed. */
        ALREADY_THERE("already there"),
        /** It was left out. */
        SKIPPED("skipped"),
        /** It was taken, or part of it, but something about it needs attention. */
        PROBLEM("to look at");

        private final String word;

        Outcome(String word) {
            this.word = word;
        }

        /** For people. */
        public String word() {
            return word;
        }
    }

    /**
     * One thing.
     *
     * @param what the file, or the row in it
     * @param why the reason or remark; may be empty
     */
    public record Line(Outcome outcome, String what, String why) {

        /** "foo.mp4 — not a video". */
        public String text() {
            return why.isEmpty() ? what : what + " — " + why;
        }
    }

    /**
     * The same for a job's row: at most {@link #MOST_LINES_KEPT} lines, those that need attention first.
     */
    public JsonNode toJson() {
        if (lines.size() <= MOST_LINES_KEPT) {
            return Json.tree(this);
        }
        List<Line> kept = lines.stream()
                .sorted(Comparator.comparing(
                        Line::outcome,
                        Comparator.comparing((Outcome o) -> o != Outcome.SKIPPED && o != Outcome.PROBLEM)))
                .limit(MOST_LINES_KEPT)
                .toList();
        return Json.tree(new ImportReport(clipsAdded, promptsAdded, seedsAdded, tracksAdded, kept));
    }

    /** Reads what {@link #toJson} wrote. */
    public static ImportReport fromJson(JsonNode summary) throws WorkbenchException {
        return Json.convert(summary, ImportReport.class);
    }

    public List<Line> of(Outcome outcome) {
        return lines.stream().filter(line -> line.outcome() == outcome).toList();
    }

    /** Whether something was left out or needs attention. */
    public boolean hasTrouble() {
        return lines.stream().anyMatch(line -> line.outcome() == Outcome.SKIPPED || line.outcome() == Outcome.PROBLEM);
    }

    /**
     * In words: "12 clips added, 30 prompts added, 2 already there, 1 skipped: foo.mp4 — not a video". At most three
     * reasons are spelled out.
     */
    public String summary() {
        List<String> parts = new ArrayList<>();
        count(parts, clipsAdded, "clip", "added");
        count(parts, promptsAdded, "prompt", "added");
        count(parts, seedsAdded, "clip", "given seed boxes");
        count(parts, tracksAdded, "clip", "given tracks");
        if (parts.isEmpty()) {
            parts.add("nothing added");
        }
        int there = of(Outcome.ALREADY_THERE).size();
        if (there > 0) {
            parts.add(there + (there == 1 ? " was" : " were") + " already there");
        }
        String text = String.join(", ", parts);
        text += reasons(" skipped", of(Outcome.SKIPPED));
        return text + reasons(" to look at", of(Outcome.PROBLEM));
    }

    private static void count(List<String> parts, int number, String noun, String done) {
        if (number > 0) {
            parts.add(number + " " + noun + (number == 1 ? " " : "s ") + done);
        }
    }

    private static String reasons(String title, List<Line> lines) {
        if (lines.isEmpty()) {
            return "";
        }
        List<String> shown = lines.stream().limit(3).map(Line::text).toList();
        String more = lines.size() > 3 ? "; and " + (lines.size() - 3) + " more" : "";
        return ", " + lines.size() + title + ": " + String.join("; ", shown) + more;
    }
}
