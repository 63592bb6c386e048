package org.spatialalign.engine.interchange;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.core.AtomicFiles;
import org.spatialalign.engine.core.ContentHash;
import org.spatialalign.engine.core.FileFault;
import org.spatialalign.engine.prefer.PreferencePair.Source;
import org.spatialalign.engine.prefer.Reason;
import org.spatialalign.engine.prompt.DsrType;

/**
 * One line of a JSONL file, and the way its fields are asked for: whatever is wrong is said with file, line and key.
 */
record JsonLine(Path file, int number, JsonNode json) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** All lines but empty ones. */
    static List<JsonLine> read(Path file) throws InterchangeException {
        List<JsonLine> lines = new ArrayList<>();
        int number = 0;
        try (BufferedReader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                number++;
                if (!line.isBlank()) {
                    lines.add(new JsonLine(file, number, parse(file, number, line)));
                }
            }
        } catch (CharacterCodingException e) {
            throw new InterchangeException(file, "", "is not UTF-8 text; expected one JSON object per line", e);
        } catch (IOException e) {
            throw new InterchangeException(file, "", "cannot be read: " + FileFault.reason(e), e);
        }
        return lines;
    }

    private static JsonNode parse(Path file, int number, String line) throws InterchangeException {
        String place = "line " + number;
        try {
            JsonNode json = JSON.readTree(line);
            if (!json.isObject()) {
                throw new InterchangeException(file, place, "expected a JSON object in braces");
            }
            return json;
        } catch (JsonProcessingException e) {
            throw new InterchangeException(
                    file,
                    place,
                    "not valid JSON: " + e.getOriginalMessage().replaceFirst("(?s): was expecting.*", ""),
                    e);
        }
    }

    static void write(Path file, List<ObjectNode> lines) throws IOException {
        AtomicFiles.write(file, temporary -> {
            try (BufferedWriter out = Files.newBufferedWriter(temporary)) {
                for (ObjectNode line : lines) {
                    out.write(JSON.writeValueAsString(line));
                    out.write('\n');
                }
            }
        });
    }

    static ObjectNode object() {
        return JSON.createObjectNode();
    }

    InterchangeException wrong(String key, String problem) {
        return new InterchangeException(file, "line " + number + ", " + key, problem);
    }

    /** A text that must be there and say something. */
    String text(String key) throws InterchangeException {
        String text = textOrNull(key);
        if (text == null || text.isBlank()) {
            throw wrong(key, "is missing or empty; expected a text");
        }
        return text;
    }

    /** A text that must be there and may be empty. */
    String anyText(String key) throws InterchangeException {
        String text = textOrNull(key);
        if (text == null) {
            throw wrong(key, "is missing; expected a text");
        }
        return text;
    }

    @Nullable
    String textOrNull(String key) throws InterchangeException {
        JsonNode node = json.get(key);
        if (node == null || node.isNull()) {
            return null;
        }
        if (!node.isTextual()) {
            throw wrong(key, "is " + Corners.shorten(node.toString()) + "; expected a text in quotes");
        }
        return node.asText();
    }

    @Nullable
    Double numberOrNull(String key) throws InterchangeException {
        JsonNode node = json.get(key);
        if (node == null || node.isNull()) {
            return null;
        }
        if (!node.isNumber() || !Double.isFinite(node.asDouble())) {
            throw wrong(key, "is " + Corners.shorten(node.toString()) + "; expected a number or null");
        }
        return node.asDouble();
    }

    @Nullable
    ContentHash hashOrNull(String key) throws InterchangeException {
        String text = textOrNull(key);
        try {
            return text == null ? null : new ContentHash(text);
        } catch (IllegalArgumentException e) {
            throw wrong(key, "is no SHA-256 in 64 lower-case hexadecimal digits");
        }
    }

    @Nullable
    DsrType typeOrNull(String key) throws InterchangeException {
        String text = textOrNull(key);
        try {
            return text == null ? null : DsrType.of(text);
        } catch (IllegalArgumentException e) {
            throw wrong(key, String.valueOf(e.getMessage()));
        }
    }

    @Nullable
    Instant timeOrNull(String key) throws InterchangeException {
        String text = textOrNull(key);
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeException e) {
            throw wrong(key, "is '" + Corners.shorten(text) + "'; expected a time such as 2026-02-22T10:15:30Z");
        }
    }

    List<String> texts(String key) throws InterchangeException {
        JsonNode node = json.get(key);
        if (node == null || node.isNull()) {
            return List.of();
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode item : node) {
            if (!item.isTextual()) {
                throw wrong(key, "expected a list of texts");
            }
            texts.add(item.asText());
        }
        if (!node.isArray()) {
            throw wrong(key, "expected a list of texts in brackets");
        }
        return texts;
    }

    /** Without the key, a pair is taken to be somebody's word. */
    Source source() throws InterchangeException {
        String text = textOrNull("source");
        if (text == null) {
            return Source.HUMAN;
        }
        return switch (text) {
            case "score" -> Source.SCORE;
            case "human" -> Source.HUMAN;
            default -> throw wrong("source", "is '" + Corners.shorten(text) + "'; expected score or human");
        };
    }

    List<Reason> reasons() throws InterchangeException {
        List<Reason> reasons = new ArrayList<>();
        for (String text : texts("reasons")) {
            try {
                reasons.add(Reason.valueOf(text.toUpperCase(Locale.ROOT)));
            } catch (IllegalArgumentException e) {
                throw wrong("reasons", "'" + Corners.shorten(text) + "' is none of " + List.of(Reason.values()));
            }
        }
        return reasons;
    }

    /** What both pair formats say in the same words. */
    static void common(ObjectNode line, PairRow row) {
        line.put("margin", row.margin());
        line.put("source", row.source().name().toLowerCase(Locale.ROOT));
        row.annotators().forEach(line.putArray("annotators")::add);
        line.put("time", row.at() == null ? null : row.at().toString());
        var reasons = line.putArray("reasons");
        row.reasons().forEach(reason -> reasons.add(reason.name().toLowerCase(Locale.ROOT)));
    }
}
