package org.spatialalign.engine.interchange;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.spatialalign.engine.core.Json;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.prefer.VerdictEvent;

/**
 * Verdicts on their way from one annotator's project to another: JSONL with a first line that says what it is, then one
 * event per line. Reading loses nothing, so that a file may be merged again and again.
 */
public final class VerdictFile {

    private static final String FORMAT = "spatialalign-verdicts";

    private VerdictFile() {}

    public static void write(Path file, Collection<? extends VerdictEvent> events) throws IOException {
        List<ObjectNode> lines = new ArrayList<>(events.size() + 1);
        lines.add(Json.object().put("format", FORMAT).put("version", 1));
        events.forEach(event -> lines.add((ObjectNode) Json.tree(event)));
        JsonLine.write(file, lines);
    }

    public static List<VerdictEvent> read(Path file) throws InterchangeException {
        List<JsonLine> lines = JsonLine.read(file);
        if (lines.isEmpty() || !FORMAT.equals(lines.get(0).textOrNull("format"))) {
            throw new InterchangeException(
                    file,
                    "line 1",
                    "is no file of verdicts; expected {\"format\":\"" + FORMAT + "\"} in its first line. Write one with"
                            + " 'pairs export --format verdicts'");
        }
        if (lines.get(0).json().path("version").asInt() != 1) {
            throw new InterchangeException(
                    file, "line 1", "was written by a newer version of the program; update the program to read it");
        }
        List<VerdictEvent> events = new ArrayList<>(lines.size());
        for (JsonLine line : lines.subList(1, lines.size())) {
            try {
                events.add(Json.convert(line.json(), VerdictEvent.class));
            } catch (WorkbenchException e) {
                throw new InterchangeException(file, "line " + line.number(), String.valueOf(e.getMessage()), e);
            }
        }
        return events;
    }
}
