package org.spatialalign.engine.interchange;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.core.ContentHash;
import org.spatialalign.engine.core.FileFault;
import org.spatialalign.engine.geometry.PixelBox;
import org.spatialalign.engine.prompt.DsrType;

/**
 * One reading of a COCO file. Lists may come in any order; one entry is a tree in memory at a time. Frames are told by {@code
 * frame_index} or {@code frame_id}, which count from 0; tracks by {@code track_id} or {@code instance_id}, and where there
 * is neither, each category of a video is one.
 */
final class CocoReading {

    private static final ObjectMapper JSON = JsonErrors.tolerantOfNumbers();

    /** Beyond this no clip goes; a file that says so is damaged. */
    private static final int MOST_FRAMES = 1_000_000;

    private final Path file;
    private final Map<Long, JsonNode> videos = new LinkedHashMap<>();
    private final Map<Long, Image> images = new HashMap<>();
    private final Map<Long, String> categories = new HashMap<>();
    private final List<Annotation> annotations = new ArrayList<>();

    private record Image(long video, int frame) {}

    private record Annotation(int number, long image, long track, long category, CvatVideo.Box box) {}

    /** What is wrong with an entry of a list. */
    private static final class Wrong extends Exception {
        private static final long serialVersionUID = 1;

        Wrong(String problem) {
            super(problem);
        }
    }

    private interface Taker {
        void take(JsonNode entry, int number) throws Wrong;
    }

    private CocoReading(Path file) {
        this.file = file;
    }

    static List<CocoClip> of(Path file) throws InterchangeException {
        CocoReading reading = new CocoReading(file);
        reading.read();
        return reading.clips();
    }

    private void read() throws InterchangeException {
        boolean any = false;
        try (Reader in = CsvText.open(file);
                JsonParser parser = JSON.getFactory().createParser(in)) {
            JsonToken first = parser.nextToken();
            while (first == JsonToken.START_OBJECT && parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                Taker taker =
                        switch (name) {
                            case "videos" -> this::video;
                            case "images" -> this::image;
                            case "categories" -> this::category;
                            case "annotations" -> this::annotation;
                            default -> null;
                        };
                if (taker == null) {
                    parser.skipChildren();
                } else if (value == JsonToken.START_ARRAY) {
                    any |= name.equals("annotations");
                    each(parser, name, taker);
                } else {
                    throw new InterchangeException(file, name, "expected a list in brackets");
                }
            }
        } catch (JsonProcessingException e) {
            throw JsonErrors.at(file, e);
        } catch (CharacterCodingException e) {
            throw new InterchangeException(file, "", "is not UTF-8 text; COCO files are", e);
        } catch (IOException e) {
            throw new InterchangeException(file, "", "cannot be read: " + FileFault.reason(e), e);
        }
        if (!any || videos.isEmpty()) {
            throw new InterchangeException(
                    file,
                    "",
                    "expected a COCO file with the lists videos, images, categories and annotations; "
                            + (any ? "there are no videos in it" : "it has no list of annotations"));
        }
    }

    private void each(JsonParser parser, String list, Taker taker) throws IOException, InterchangeException {
        int number = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            number++;
            JsonNode entry = JSON.readTree(parser);
            try {
                taker.take(entry, number);
            } catch (Wrong e) {
                throw new InterchangeException(file, list + ", entry " + number, String.valueOf(e.getMessage()), e);
            }
        }
    }

    private static long id(JsonNode entry, String key) throws Wrong {
        JsonNode value = entry.path(key);
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw new Wrong(key + ": expected a whole number, found " + Corners.shorten(value.toString()));
        }
        return value.asLong();
    }

    private static void once(@Nullable Object before) throws Wrong {
        if (before != null) {
            throw new Wrong("its id is there twice");
        }
    }

    private void video(JsonNode entry, int number) throws Wrong {
        once(videos.put(id(entry, "id"), entry));
    }

    private void category(JsonNode entry, int number) throws Wrong {
        String name = entry.path("name").asText("");
        if (name.isBlank()) {
            throw new Wrong("name: expected a text");
        }
        once(categories.put(id(entry, "id"), name));
    }

    private void image(JsonNode entry, int number) throws Wrong {
        String key = entry.has("frame_index") || !entry.has("frame_id") ? "frame_index" : "frame_id";
        long frame = id(entry, key);
        if (frame < 0 || frame > MOST_FRAMES) {
            throw new Wrong(key + ": expected a frame number from 0 on, found " + frame);
        }
        once(images.put(id(entry, "id"), new Image(id(entry, "video_id"), (int) frame)));
    }

    private void annotation(JsonNode entry, int number) throws Wrong {
        JsonNode box = entry.path("bbox");
        if (!box.isArray() || box.size() != 4) {
            throw new Wrong("bbox: expected [x, y, width, height], found " + Corners.shorten(box.toString()));
        }
        double[] at = new double[4];
        for (int i = 0; i < 4; i++) {
            if (!box.get(i).isNumber()) {
                throw new Wrong("bbox: expected four numbers, found " + Corners.shorten(box.toString()));
            }
            at[i] = box.get(i).asDouble();
        }
        PixelBox corners;
        try {
            if (at[2] < 0 || at[3] < 0) {
                throw new Wrong("bbox: width and height must not be negative, found " + at[2] + " and " + at[3]);
            }
            corners = Corners.box(at[0], at[1], at[0] + at[2], at[1] + at[3]);
        } catch (IllegalArgumentException e) {
            throw new Wrong("bbox: " + e.getMessage());
        }
        String track = entry.has("track_id") || !entry.has("instance_id") ? "track_id" : "instance_id";
        JsonNode attributes = entry.path("attributes");
        annotations.add(new Annotation(
                number,
                id(entry, "image_id"),
                entry.has(track) ? id(entry, track) : -id(entry, "category_id"),
                id(entry, "category_id"),
                // The frame is looked up when all images are known.
                new CvatVideo.Box(
                        0,
                        corners,
                        attributes.path("key_frame").asBoolean(false),
                        false,
                        attributes.path("occluded").asBoolean(false))));
    }

    private record TrackKey(long video, long track, String label) {}

    private List<CocoClip> clips() throws InterchangeException {
        Map<TrackKey, Map<Integer, CvatVideo.Box>> tracks = new LinkedHashMap<>();
        for (Annotation annotation : annotations) {
            String place = "annotations, entry " + annotation.number;
            Image image = images.get(annotation.image);
            String label = categories.get(annotation.category);
            if (image == null || label == null) {
                throw new InterchangeException(
                        file,
                        place,
                        image == null
                                ? "there is no image " + annotation.image
                                : "there is no category " + annotation.category);
            }
            if (!videos.containsKey(image.video)) {
                throw new InterchangeException(
                        file,
                        place,
                        "its image is of the video " + image.video + ", which is not in the list of videos");
            }
            CvatVideo.Box box = annotation.box;
            Object before = tracks.computeIfAbsent(
                            new TrackKey(image.video, annotation.track, label), key -> new TreeMap<>())
                    .put(image.frame, new CvatVideo.Box(image.frame, box.box(), box.keyFrame(), false, box.occluded()));
            if (before != null) {
                throw new InterchangeException(
                        file, place, "'" + label + "' has a second box in frame " + image.frame + " of its track");
            }
        }
        Map<Long, Integer> lengths = new HashMap<>();
        images.values().forEach(image -> lengths.merge(image.video, image.frame + 1, Math::max));
        Map<Long, List<CvatVideo.Track>> byVideo = new HashMap<>();
        tracks.forEach((key, boxes) -> byVideo.computeIfAbsent(key.video, id -> new ArrayList<>())
                .add(new CvatVideo.Track(key.label, withGaps(boxes, lengths.getOrDefault(key.video, 0)))));
        List<CocoClip> clips = new ArrayList<>(videos.size());
        for (Map.Entry<Long, JsonNode> video : videos.entrySet()) {
            clips.add(clip(
                    video.getValue(),
                    lengths.getOrDefault(video.getKey(), 0),
                    byVideo.getOrDefault(video.getKey(), List.of())));
        }
        return clips;
    }

    /**
     * COCO lists the frames in which a thing is; in a frame that it does not list the thing is not there.
     *
     * @param boxes by frame, in order
     */
    private static List<CvatVideo.Box> withGaps(Map<Integer, CvatVideo.Box> boxes, int frameCount) {
        List<CvatVideo.Box> all = new ArrayList<>(boxes.size());
        for (CvatVideo.Box box : boxes.values()) {
            all.add(box);
            int next = box.frame() + 1;
            if (next < frameCount && !boxes.containsKey(next)) {
                all.add(new CvatVideo.Box(next, box.box(), true, true, false));
            }
        }
        return all;
    }

    private CocoClip clip(JsonNode video, int images, List<CvatVideo.Track> tracks) throws InterchangeException {
        String place = "video " + video.path("id").asText();
        String name = video.path("file_name").asText(video.path("name").asText(""));
        String type = video.path("type").asText("");
        ContentHash hash;
        try {
            hash = video.path("sha256").isTextual()
                    ? new ContentHash(video.path("sha256").asText())
                    : null;
        } catch (IllegalArgumentException e) {
            throw new InterchangeException(file, place, "sha256: expected 64 lower-case hexadecimal digits", e);
        }
        return new CocoClip(
                video.path("model").asText(""),
                textOrNull(video, "prompt_id"),
                video.path("prompt").asText(""),
                DsrType.parse(type).orElse(null),
                video.path("seed").isInt() ? (Integer) video.path("seed").asInt() : null,
                video.path("fps").asDouble(0),
                video.path("preset").asText(""),
                video.path("dsr_score").isNumber()
                        ? (Double) video.path("dsr_score").asDouble()
                        : null,
                textOrNull(video, "unscorable"),
                new CvatVideo(
                        name.substring(name.lastIndexOf('/') + 1),
                        hash,
                        video.path("length").asInt(images),
                        video.path("width").asInt(0),
                        video.path("height").asInt(0),
                        tracks));
    }

    private static @Nullable String textOrNull(JsonNode node, String key) {
        return node.path(key).isTextual() ? node.path(key).asText() : null;
    }
}
