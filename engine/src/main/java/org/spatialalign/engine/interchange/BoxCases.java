package org.spatialalign.engine.interchange;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.spatialalign.engine.core.FileFault;
import org.spatialalign.engine.geometry.PixelBox;
import org.spatialalign.engine.prompt.DsrType;
import org.spatialalign.engine.track.LabelledFrame;

/**
 * Boxes to be scored without clips, as JSON: {@code {"animal": "cat", "object": "chair", "cases": [{"video": ...,
 * "type": "RL", "frames": [{"frame": 0, "labels": [...], "boxes": [[x1, y1, x2, y2], ...]}]}]}}. A case may name its own
 * animal and object; anything else in a case is ignored. One case is in memory at a time.
 */
public final class BoxCases {

    private static final ObjectMapper JSON = JsonErrors.tolerantOfNumbers();

    private BoxCases() {}

    /** Receives the cases in the file's order. */
    public interface Handler<X extends Exception> {
        void onCase(BoxCase boxes) throws X;

        /**
         * A case that cannot be read; the others go on.
         *
         * @param video its name, or empty when it has none
         */
        void onProblem(String video, RowProblem problem) throws X;
    }

    /** @throws InterchangeException when the file or any case in it is wrong */
    public static List<BoxCase> read(Path file) throws InterchangeException {
        List<BoxCase> cases = new ArrayList<>();
        each(file, new Handler<InterchangeException>() {
            @Override
            public void onCase(BoxCase boxes) {
                cases.add(boxes);
            }

            @Override
            public void onProblem(String video, RowProblem problem) throws InterchangeException {
                throw new InterchangeException(file, problem.place(), problem.problem());
            }
        });
        return List.copyOf(cases);
    }

    /**
     * Streams the cases.
     *
     * @throws InterchangeException when the file as a whole is not of this form
     */
    public static <X extends Exception> void each(Path file, Handler<X> handler) throws InterchangeException, X {
        Labels labels = labels(file);
        try (InputStream in = Files.newInputStream(file);
                JsonParser parser = JSON.getFactory().createParser(in)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean cases = parser.currentName().equals("cases");
                parser.nextToken();
                if (cases) {
                    cases(parser, labels, handler);
                } else {
                    parser.skipChildren();
                }
            }
        } catch (JsonProcessingException e) {
            throw JsonErrors.at(file, e);
        } catch (IOException e) {
            throw new InterchangeException(file, "", "cannot be read: " + FileFault.reason(e), e);
        }
    }

    private record Labels(String animal, String object) {}

    /** A first, quick pass: the labels may stand behind the cases. */
    private static Labels labels(Path file) throws InterchangeException {
        String animal = "";
        String object = "";
        boolean cases = false;
        try (InputStream in = Files.newInputStream(file);
                JsonParser parser = JSON.getFactory().createParser(in)) {
            JsonToken first = parser.nextToken();
            while (first == JsonToken.START_OBJECT && parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                if (value == JsonToken.VALUE_STRING && name.equals("animal")) {
                    animal = parser.getText();
                } else if (value == JsonToken.VALUE_STRING && name.equals("object")) {
                    object = parser.getText();
                } else if (value == JsonToken.START_ARRAY && name.equals("cases")) {
                    cases = true;
                }
                parser.skipChildren();
            }
        } catch (JsonProcessingException e) {
            throw JsonErrors.at(file, e);
        } catch (IOException e) {
            throw new InterchangeException(file, "", "cannot be read: " + FileFault.reason(e), e);
        }
        if (!cases) {
            throw new InterchangeException(
                    file,
                    "",
                    "expected {\"animal\": ..., \"object\": ..., \"cases\": [...]}, found no list named cases");
        }
        return new Labels(animal, object);
    }

    private static <X extends Exception> void cases(JsonParser parser, Labels labels, Handler<X> handler)
            throws IOException, X {
        int number = 1;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            String place = "case " + number++ + " (line "
                    + parser.currentTokenLocation().getLineNr() + ")";
            JsonNode node = JSON.readTree(parser);
            String video = node.path("video").asText("");
            BoxCase boxes;
            try {
                boxes = boxCase(node, video, labels);
            } catch (IllegalArgumentException e) {
                handler.onProblem(
                        video,
                        new RowProblem(video.isEmpty() ? place : place + ", " + video, String.valueOf(e.getMessage())));
                continue;
            }
            handler.onCase(boxes);
        }
    }

    private static BoxCase boxCase(JsonNode node, String video, Labels labels) {
        if (video.isBlank()) {
            throw new IllegalArgumentException("field video: expected the clip's file name");
        }
        String code = node.path("type").asText("");
        DsrType type = DsrType.parse(code)
                .orElseThrow(() -> new IllegalArgumentException("field type: '" + Corners.shorten(code)
                        + "' is no DSR type; expected two of the letters L, R, T, U, as in LT"));
        String animal = node.path("animal").asText(labels.animal());
        String object = node.path("object").asText(labels.object());
        if (animal.isBlank() || object.isBlank() || animal.equals(object)) {
            throw new IllegalArgumentException("needs an animal and a different object, in the case or at the top of"
                    + " the file; found '" + animal + "' and '" + object + "'");
        }
        JsonNode frames = node.path("frames");
        if (!frames.isArray()) {
            throw new IllegalArgumentException("field frames: expected a list");
        }
        List<LabelledFrame> result = new ArrayList<>(frames.size());
        for (int i = 0; i < frames.size(); i++) {
            try {
                result.add(frame(frames.get(i)));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("frames, item " + (i + 1) + ": " + e.getMessage(), e);
            }
        }
        return new BoxCase(video, type, animal, object, result);
    }

    private static LabelledFrame frame(JsonNode node) {
        JsonNode frame = node.path("frame");
        if (!frame.isIntegralNumber() || !frame.canConvertToInt() || frame.asInt() < 0) {
            throw new IllegalArgumentException(
                    "field frame: expected a frame index, 0 or more, found " + Corners.shorten(frame.toString()));
        }
        JsonNode labels = node.path("labels");
        JsonNode boxes = node.path("boxes");
        if (!labels.isArray() || !boxes.isArray()) {
            throw new IllegalArgumentException("expected a list of labels and a list of boxes");
        }
        List<String> names = new ArrayList<>(labels.size());
        for (JsonNode label : labels) {
            if (!label.isTextual()) {
                throw new IllegalArgumentException("labels must be texts, found " + Corners.shorten(label.toString()));
            }
            names.add(label.asText());
        }
        List<PixelBox> corners = new ArrayList<>(boxes.size());
        for (JsonNode box : boxes) {
            corners.add(Corners.fromJson(box));
        }
        return new LabelledFrame(frame.asInt(), names, corners);
    }
}
