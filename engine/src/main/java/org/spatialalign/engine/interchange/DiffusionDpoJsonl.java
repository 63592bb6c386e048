package org.spatialalign.engine.interchange;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Preference pairs as JSONL in the shape of Diffusion-DPO's data: {@code caption}, two media columns, and {@code label_0}
 * and {@code label_1}, which are 1 for the preferred clip, 0 for the other, and both 0.5 for a tie. Which clip is number
 * 0 depends on its path, not on the preference.
 */
public final class DiffusionDpoJsonl {

    private DiffusionDpoJsonl() {}

    public static void write(Path file, List<PairRow> rows) throws IOException {
        List<ObjectNode> lines = new ArrayList<>(rows.size());
        for (PairRow row : rows) {
            boolean chosenFirst = row.tie() || row.chosen().compareTo(row.rejected()) < 0;
            String chosen = chosenFirst ? "0" : "1";
            String rejected = chosenFirst ? "1" : "0";
            ObjectNode line = JsonLine.object();
            line.put("caption", row.prompt());
            line.put("video_0", chosenFirst ? row.chosen() : row.rejected());
            line.put("video_1", chosenFirst ? row.rejected() : row.chosen());
            line.put("label_0", row.tie() ? 0.5 : chosenFirst ? 1.0 : 0.0);
            line.put("label_1", row.tie() ? 0.5 : chosenFirst ? 0.0 : 1.0);
            line.put("prompt_id", row.promptId());
            line.put("type", row.type() == null ? null : row.type().code());
            line.put(
                    "hash_" + chosen,
                    row.chosenHash() == null ? null : row.chosenHash().hex());
            line.put(
                    "hash_" + rejected,
                    row.rejectedHash() == null ? null : row.rejectedHash().hex());
            line.put("score_" + chosen, row.chosenScore());
            line.put("score_" + rejected, row.rejectedScore());
            JsonLine.common(line, row);
            lines.add(line);
        }
        JsonLine.write(file, lines);
    }

    /** Needs caption, videos and labels; other keys may be missing, unknown ones are ignored. */
    public static List<PairRow> read(Path file) throws InterchangeException {
        List<PairRow> rows = new ArrayList<>();
        for (JsonLine line : JsonLine.read(file)) {
            double first = label(line, "label_0");
            double second = label(line, "label_1");
            boolean tie = first == 0.5 && second == 0.5;
            boolean oneWins = (first == 1 && second == 0) || (first == 0 && second == 1);
            if (!tie && !oneWins) {
                throw line.wrong(
                        "label_0",
                        "the labels are " + first + " and " + second
                                + "; expected 1 and 0, 0 and 1, or 0.5 and 0.5 for a tie");
            }
            String chosen = tie || first == 1 ? "0" : "1";
            String rejected = chosen.equals("0") ? "1" : "0";
            rows.add(new PairRow(
                    line.anyText("caption"),
                    line.textOrNull("prompt_id"),
                    line.typeOrNull("type"),
                    line.text("video_" + chosen),
                    line.text("video_" + rejected),
                    line.hashOrNull("hash_" + chosen),
                    line.hashOrNull("hash_" + rejected),
                    tie,
                    line.numberOrNull("score_" + chosen),
                    line.numberOrNull("score_" + rejected),
                    line.numberOrNull("margin"),
                    line.source(),
                    line.texts("annotators"),
                    line.timeOrNull("time"),
                    line.reasons()));
        }
        return rows;
    }

    private static double label(JsonLine line, String key) throws InterchangeException {
        Double label = line.numberOrNull(key);
        if (label == null) {
            throw line.wrong(key, "is missing; expected 1, 0, or 0.5 for a tie");
        }
        return label;
    }
}
