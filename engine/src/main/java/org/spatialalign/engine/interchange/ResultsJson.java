package org.spatialalign.engine.interchange;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.core.AtomicFiles;
import org.spatialalign.engine.prompt.DsrType;
import org.spatialalign.engine.score.ScoreOutcome;
import org.spatialalign.engine.score.ScoreTerms;

/** Scores as JSON, one object per clip, with every term and the frames it came from. */
public final class ResultsJson {

    private static final ObjectMapper JSON = new ObjectMapper(new JsonFactory());

    private ResultsJson() {}

    /**
     * One clip's result.
     *
     * @param clip the clip's id
     * @param video its file name
     * @param preset the id of the preset the score was computed with
     */
    public record Row(
            String clip,
            String video,
            String model,
            @Nullable String promptId,
            @Nullable Integer seed,
            @Nullable DsrType type,
            String preset,
            ScoreOutcome outcome) {}

    /**
     * {@code {clip, video, model, prompt_id, seed, type, preset, dsr_score | unscorable, terms, frames, curve}}; unknown
     * fields are null, {@code terms} and {@code frames} exist with a score only.
     */
    public static ObjectNode object(Row row) {
        ObjectNode node = JSON.createObjectNode();
        node.put("clip", row.clip());
        node.put("video", row.video());
        node.put("model", row.model());
        node.put("prompt_id", row.promptId());
        node.put("seed", row.seed());
        node.put("type", row.type() == null ? null : row.type().code());
        node.put("preset", row.preset());
        outcome(node, row.outcome());
        ArrayNode curve = node.putArray("curve");
        row.outcome().curve().points().forEach(point -> curve.addObject()
                .put("frame", point.frame())
                .put("initial", point.initial())
                .put("final", point.last()));
        return node;
    }

    /** Adds {@code dsr_score}, {@code terms} and {@code frames}, or {@code unscorable} and {@code detail}. */
    public static void outcome(ObjectNode node, ScoreOutcome outcome) {
        if (outcome instanceof ScoreOutcome.Scored scored) {
            ScoreTerms terms = scored.terms();
            node.put("dsr_score", terms.dsrScore());
            node.set("terms", terms(terms));
            ObjectNode frames = node.putObject("frames");
            terms.firstFrames().forEach(frames.putArray("first")::add);
            terms.lastFrames().forEach(frames.putArray("last")::add);
        } else if (outcome instanceof ScoreOutcome.Unscorable unscorable) {
            node.put("unscorable", unscorable.reason().code());
            node.put("detail", unscorable.detail());
        }
    }

    /** The four terms, under the names that the paper gives them. */
    public static ObjectNode terms(ScoreTerms terms) {
        return JSON.createObjectNode()
                .put("r_init", terms.initialMean())
                .put("g_init", terms.initialGap())
                .put("r_f", terms.finalMean())
                .put("g_f", terms.finalGap());
    }

    /** Writes a list with one object per clip. */
    public static void write(Path file, List<Row> rows) throws IOException {
        AtomicFiles.write(file, temporary -> {
            try (BufferedWriter out = Files.newBufferedWriter(temporary);
                    JsonGenerator json = JSON.getFactory().createGenerator(out)) {
                json.useDefaultPrettyPrinter();
                json.writeStartArray();
                for (Row row : rows) {
                    json.setCodec(JSON);
                    json.writeTree(object(row));
                }
                json.writeEndArray();
            }
        });
    }
}
