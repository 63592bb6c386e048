package org.spatialalign.engine.interchange;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.core.AtomicFiles;
import org.spatialalign.engine.core.FileFault;
import org.spatialalign.engine.geometry.PixelBox;

/**
 * Seed boxes as JSON: a list of {@code {"clip": path, "frame": 8, "animal": [x1, y1, x2, y2], "object": [...]}}, paths
 * relative to the file. One of the two boxes may be missing or null. A seed without extent is refused: there would be
 * nothing to follow.
 */
public final class SeedFile {

    private static final ObjectMapper JSON = JsonErrors.tolerantOfNumbers();

    private SeedFile() {}

    /** What a file gave: the entries that are right, and what is wrong with the others. */
    public record Contents(List<SeedEntry> entries, List<RowProblem> problems) {}

    /** @throws InterchangeException when the file or any of its entries is wrong */
    public static List<SeedEntry> read(Path file) throws InterchangeException {
        Contents contents = readTolerant(file);
        if (!contents.problems().isEmpty()) {
            RowProblem first = contents.problems().get(0);
            throw new InterchangeException(file, first.place(), first.problem());
        }
        return contents.entries();
    }

    /**
     * Reads what is right and lists what is not.
     *
     * @throws InterchangeException when the file is no JSON list at all
     */
    public static Contents readTolerant(Path file) throws InterchangeException {
        List<SeedEntry> entries = new ArrayList<>();
        List<RowProblem> problems = new ArrayList<>();
        try (InputStream in = Files.newInputStream(file);
                JsonParser parser = JSON.getFactory().createParser(in)) {
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                throw new InterchangeException(
                        file,
                        "line " + parser.currentTokenLocation().getLineNr(),
                        "expected a list of seed boxes, as in [{\"clip\": \"a.mp4\", \"frame\": 0, \"animal\":"
                                + " [x1, y1, x2, y2], \"object\": [x1, y1, x2, y2]}]");
            }
            int number = 1;
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                String place = "entry " + number++ + " (line "
                        + parser.currentTokenLocation().getLineNr() + ")";
                JsonNode node = JSON.readTree(parser);
                try {
                    entries.add(entry(file, node));
                } catch (IllegalArgumentException e) {
                    problems.add(new RowProblem(place, String.valueOf(e.getMessage())));
                }
            }
        } catch (JsonProcessingException e) {
            throw JsonErrors.at(file, e);
        } catch (IOException e) {
            throw new InterchangeException(file, "", "cannot be read: " + FileFault.reason(e), e);
        }
        return new Contents(List.copyOf(entries), List.copyOf(problems));
    }

    private static SeedEntry entry(Path file, JsonNode node) {
        JsonNode clip = node.path("clip");
        if (!clip.isTextual() || clip.asText().isBlank()) {
            throw new IllegalArgumentException("field clip: expected the path of the clip, relative to this file");
        }
        JsonNode frame = node.path("frame");
        if (!frame.isIntegralNumber() || !frame.canConvertToInt() || frame.asInt() < 0) {
            throw new IllegalArgumentException(
                    "field frame: expected a frame index, 0 or more, found " + Corners.shorten(frame.toString()));
        }
        PixelBox animal = seed(node, "animal");
        PixelBox object = seed(node, "object");
        if (animal == null && object == null) {
            throw new IllegalArgumentException("gives neither an animal box nor an object box");
        }
        try {
            Path folder = file.toAbsolutePath().normalize().getParent();
            Path resolved = folder == null ? Path.of(clip.asText()) : folder.resolve(clip.asText());
            return new SeedEntry(resolved.normalize(), frame.asInt(), animal, object);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("field clip: not a path: " + Corners.shorten(clip.asText()), e);
        }
    }

    private static @Nullable PixelBox seed(JsonNode entry, String role) {
        JsonNode node = entry.path(role);
        if (node.isMissingNode() || node.isNull()) {
            return null;
        }
        try {
            PixelBox box = Corners.fromJson(node);
            if (box.isEmpty()) {
                throw new IllegalArgumentException(
                        "the box has no extent, there is nothing to follow: " + Corners.text(box));
            }
            return box;
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("field " + role + ": " + e.getMessage(), e);
        }
    }

    /** Writes entries so that {@link #read} gives them back; clips inside the file's folder become relative paths. */
    public static void write(Path file, List<SeedEntry> entries) throws IOException {
        Path folder = file.toAbsolutePath().normalize().getParent();
        ArrayNode list = JSON.createArrayNode();
        for (SeedEntry entry : entries) {
            Path clip = entry.clip();
            if (folder != null && clip.isAbsolute() && clip.startsWith(folder)) {
                clip = folder.relativize(clip);
            }
            ObjectNode node = list.addObject()
                    .put("clip", clip.toString().replace('\\', '/'))
                    .put("frame", entry.frame());
            if (entry.animal() != null) {
                node.set("animal", JSON.valueToTree(entry.animal()));
            }
            if (entry.object() != null) {
                node.set("object", JSON.valueToTree(entry.object()));
            }
        }
        byte[] bytes = JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(list);
        AtomicFiles.write(file, temporary -> Files.write(temporary, bytes));
    }
}
