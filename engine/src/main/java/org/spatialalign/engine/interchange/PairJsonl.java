package org.spatialalign.engine.interchange;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Preference pairs as JSONL in the shape that TRL's preference trainers read: {@code prompt}, {@code chosen} and {@code
 * rejected} are texts, the last two paths of clips. Every line has the same keys with the same types, so that readers
 * that infer a table from the lines find one. Ties have no place in it.
 */
public final class PairJsonl {

    private PairJsonl() {}

    /** @throws IllegalArgumentException if a row is a tie */
    public static void write(Path file, List<PairRow> rows) throws IOException {
        List<ObjectNode> lines = new ArrayList<>(rows.size());
        for (PairRow row : rows) {
            if (row.tie()) {
                throw new IllegalArgumentException("a tie has neither a chosen nor a rejected clip");
            }
            ObjectNode line = JsonLine.object();
            line.put("prompt", row.prompt());
            line.put("chosen", row.chosen());
            line.put("rejected", row.rejected());
            line.put("prompt_id", row.promptId());
            line.put("type", row.type() == null ? null : row.type().code());
            line.put(
                    "chosen_hash",
                    row.chosenHash() == null ? null : row.chosenHash().hex());
            line.put(
                    "rejected_hash",
                    row.rejectedHash() == null ? null : row.rejectedHash().hex());
            line.put("chosen_score", row.chosenScore());
            line.put("rejected_score", row.rejectedScore());
            JsonLine.common(line, row);
            lines.add(line);
        }
        JsonLine.write(file, lines);
    }

    /** Needs {@code prompt}, {@code chosen} and {@code rejected}; other keys may be missing, unknown ones are ignored. */
    public static List<PairRow> read(Path file) throws InterchangeException {
        List<PairRow> rows = new ArrayList<>();
        for (JsonLine line : JsonLine.read(file)) {
            rows.add(new PairRow(
                    line.anyText("prompt"),
                    line.textOrNull("prompt_id"),
                    line.typeOrNull("type"),
                    line.text("chosen"),
                    line.text("rejected"),
                    line.hashOrNull("chosen_hash"),
                    line.hashOrNull("rejected_hash"),
                    false,
                    line.numberOrNull("chosen_score"),
                    line.numberOrNull("rejected_score"),
                    line.numberOrNull("margin"),
                    line.source(),
                    line.texts("annotators"),
                    line.timeOrNull("time"),
                    line.reasons()));
        }
        return rows;
    }
}
