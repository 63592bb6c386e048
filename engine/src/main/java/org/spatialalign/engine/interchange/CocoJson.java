package org.spatialalign.engine.interchange;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.core.AtomicFiles;
import org.spatialalign.engine.core.CodeVersion;
import org.spatialalign.engine.core.ContentHash;
import org.spatialalign.engine.geometry.PixelBox;

/**
 * Boxes of many clips as one COCO file, in the shape that COCO has for videos (as TAO uses it): {@code videos}, their
 * frames as {@code images} with {@code video_id} and {@code frame_index}, {@code tracks}, and {@code annotations} with
 * {@code track_id} and {@code bbox} as x, y, width, height in pixels. Categories are the roles. Beyond COCO a video has its
 * clip's {@code sha256}, prompt and score, an image says whether all things are seen in it, and an annotation whether a
 * person set it. Ids count from 1, frames from 0.
 */
public final class CocoJson {

    private static final ObjectMapper JSON = new ObjectMapper();

    private CocoJson() {}

    /** @throws InterchangeException naming the list and the entry */
    public static List<CocoClip> read(Path file) throws InterchangeException {
        return CocoReading.of(file);
    }

    public static void write(Path file, List<CocoClip> clips) throws IOException {
        AtomicFiles.write(file, temporary -> {
            try (BufferedWriter out = Files.newBufferedWriter(temporary);
                    JsonGenerator json = JSON.getFactory().createGenerator(out)) {
                new Writing(json, clips).document();
            }
        });
    }

    /** One pass per list; ids follow from the order of clips, tracks and frames. */
    private static final class Writing {
        private final JsonGenerator json;
        private final List<CocoClip> clips;
        private final Map<String, Integer> categories = new LinkedHashMap<>();
        private int images;
        private int tracks;
        private int annotations;

        Writing(JsonGenerator json, List<CocoClip> clips) {
            this.json = json;
            this.clips = clips;
            for (CocoClip clip : clips) {
                for (CvatVideo.Track track : clip.boxes().tracks()) {
                    categories.putIfAbsent(track.label(), categories.size() + 1);
                }
            }
        }

        /** Writes a list, or some entries of it. */
        private interface Entries<T> {
            void write(T of, int number) throws IOException;
        }

        void document() throws IOException {
            json.writeStartObject();
            json.writeObjectFieldStart("info");
            json.writeStringField("description", "Boxes of an animal and an object in generated clips");
            json.writeStringField("version", CodeVersion.CURRENT);
            json.writeEndObject();
            json.writeArrayFieldStart("licenses");
            json.writeEndArray();
            list("categories", new ArrayList<>(categories.keySet()), this::category);
            list("videos", clips, this::video);
            list("images", clips, this::images);
            list("tracks", clips, this::tracks);
            tracks = 0;
            images = 0;
            list("annotations", clips, this::annotations);
            json.writeEndObject();
        }

        private <T> void list(String name, List<T> all, Entries<T> entries) throws IOException {
            json.writeArrayFieldStart(name);
            for (int i = 0; i < all.size(); i++) {
                entries.write(all.get(i), i + 1);
            }
            json.writeEndArray();
        }

        private void start(int id) throws IOException {
            json.writeRaw('\n');
            json.writeStartObject();
            json.writeNumberField("id", id);
        }

        private void category(String name, int id) throws IOException {
            start(id);
            json.writeStringField("name", name);
            json.writeStringField("supercategory", "");
            json.writeEndObject();
        }

        private void video(CocoClip clip, int id) throws IOException {
            CvatVideo boxes = clip.boxes();
            start(id);
            json.writeStringField("name", boxes.name());
            json.writeStringField("file_name", boxes.name());
            json.writeNumberField("width", boxes.width());
            json.writeNumberField("height", boxes.height());
            json.writeNumberField("length", boxes.frameCount());
            json.writeNumberField("fps", clip.framesPerSecond());
            ContentHash hash = boxes.clip();
            text("sha256", hash == null ? null : hash.hex());
            json.writeStringField("model", clip.model());
            text("prompt_id", clip.promptId());
            json.writeStringField("prompt", clip.prompt());
            text("type", clip.type() == null ? null : clip.type().code());
            number("seed", clip.seed());
            json.writeStringField("preset", clip.preset());
            number("dsr_score", clip.dsrScore());
            text("unscorable", clip.unscorable());
            json.writeEndObject();
        }

        private void text(String name, @Nullable String text) throws IOException {
            if (text == null) {
                json.writeNullField(name);
            } else {
                json.writeStringField(name, text);
            }
        }

        private void number(String name, @Nullable Number value) throws IOException {
            json.writeFieldName(name);
            JSON.writeValue(json, value);
        }

        private void images(CocoClip clip, int video) throws IOException {
            CvatVideo boxes = clip.boxes();
            // The name under which ffmpeg -start_number 0 would write the frame.
            String stem = boxes.name().replaceFirst("\\.[A-Za-z0-9]+$", "");
            String folder = clip.model().isEmpty() ? stem : clip.model() + "/" + stem;
            for (int frame = 0; frame < boxes.frameCount(); frame++) {
                int at = frame;
                start(++images);
                json.writeNumberField("video_id", video);
                json.writeNumberField("frame_index", frame);
                json.writeStringField("file_name", String.format(Locale.ROOT, "%s/%06d.png", folder, frame));
                json.writeNumberField("width", boxes.width());
                json.writeNumberField("height", boxes.height());
                json.writeBooleanField("valid", boxes.tracks().stream().allMatch(track -> track.at(at) != null));
                json.writeEndObject();
            }
        }

        private void tracks(CocoClip clip, int video) throws IOException {
            for (CvatVideo.Track track : clip.boxes().tracks()) {
                start(++tracks);
                json.writeNumberField("video_id", video);
                json.writeNumberField("category_id", category(track));
                json.writeEndObject();
            }
        }

        private int category(CvatVideo.Track track) {
            return categories.getOrDefault(track.label(), 0);
        }

        private void annotations(CocoClip clip, int video) throws IOException {
            for (CvatVideo.Track track : clip.boxes().tracks()) {
                tracks++;
                for (CvatVideo.Box box : track.boxes()) {
                    if (!box.outside()) {
                        annotation(box, category(track), video);
                    }
                }
            }
            images += clip.boxes().frameCount();
        }

        private void annotation(CvatVideo.Box box, int category, int video) throws IOException {
            PixelBox corners = box.box();
            start(++annotations);
            json.writeNumberField("image_id", images + box.frame() + 1);
            json.writeNumberField("video_id", video);
            json.writeNumberField("track_id", tracks);
            json.writeNumberField("category_id", category);
            json.writeArrayFieldStart("bbox");
            json.writeNumber(corners.x1());
            json.writeNumber(corners.y1());
            json.writeNumber(corners.width());
            json.writeNumber(corners.height());
            json.writeEndArray();
            json.writeNumberField("area", corners.width() * corners.height());
            json.writeNumberField("iscrowd", 0);
            json.writeObjectFieldStart("attributes");
            json.writeBooleanField("key_frame", box.keyFrame());
            json.writeBooleanField("occluded", box.occluded());
            json.writeEndObject();
            json.writeEndObject();
        }
    }
}
