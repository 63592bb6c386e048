package org.spatialalign.engine.interchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spatialalign.engine.core.ContentHash;
import org.spatialalign.engine.geometry.PixelBox;
import org.spatialalign.engine.interchange.CvatVideo.Box;
import org.spatialalign.engine.interchange.CvatVideo.Track;
import org.spatialalign.engine.prompt.DsrType;

class CocoJsonTest {

    private static final PixelBox A = new PixelBox(1, 2.25, 31, 40);

    private static final PixelBox B = new PixelBox(-3.5, 0, 0.5, 64);

    private static final CocoClip SCORED = new CocoClip(
            "wan",
            "7_LT",
            "A cat, \"quoted\", ünïcödé.",
            DsrType.of("LT"),
            3,
            16,
            "paper",
            0.1 + 0.2,
            null,
            new CvatVideo(
                    "7_LT_F4_seed03.mp4",
                    ContentHash.ofText("one"),
                    4,
                    832,
                    480,
                    List.of(
                            new Track(
                                    "animal",
                                    List.of(
                                            new Box(0, A, true, false, false),
                                            new Box(1, B, false, false, true),
                                            new Box(2, B, true, true, false),
                                            new Box(3, A, true, false, false))),
                            new Track("object", List.of(new Box(1, B, true, false, false), gone(2, B))))));

    private static final CocoClip BARE = new CocoClip(
            "",
            null,
            "",
            null,
            null,
            0,
            "",
            null,
            "too_few",
            new CvatVideo(
                    "other.mp4",
                    null,
                    2,
                    64,
                    48,
                    List.of(new Track("object", List.of(new Box(1, A, false, false, false))))));

    private Path file;

    @BeforeEach
    void file(@TempDir Path folder) {
        file = folder.resolve("boxes.json");
    }

    private static Box gone(int frame, PixelBox last) {
        return new Box(frame, last, true, true, false);
    }

    @Test
    void clipsComeBackEqual() throws Exception {
        CocoJson.write(file, List.of(SCORED, BARE));
        assertThat(CocoJson.read(file)).containsExactly(SCORED, BARE);
    }

    @Test
    void everyListRefersToTheOthersAsCocoDoes() throws Exception {
        CocoJson.write(file, List.of(SCORED, BARE));
        JsonNode json = new ObjectMapper().readTree(file.toFile());
        Set<Integer> images = ids(json.get("images"));
        Set<Integer> tracks = ids(json.get("tracks"));
        Set<Integer> categories = ids(json.get("categories"));
        assertThat(images).hasSize(6);
        assertThat(tracks).hasSize(3);
        assertThat(categories).hasSize(2);
        assertThat(ids(json.get("annotations"))).hasSize(5);
        for (JsonNode annotation : json.get("annotations")) {
            assertThat(images).contains(annotation.get("image_id").asInt());
            assertThat(tracks).contains(annotation.get("track_id").asInt());
            assertThat(categories).contains(annotation.get("category_id").asInt());
            JsonNode box = annotation.get("bbox");
            assertThat(annotation.get("area").asDouble())
                    .isEqualTo(box.get(2).asDouble() * box.get(3).asDouble());
            assertThat(annotation.get("iscrowd").asInt()).isZero();
        }
        List<Boolean> valid = new ArrayList<>();
        json.get("images").forEach(image -> valid.add(image.get("valid").asBoolean()));
        assertThat(valid).containsExactly(false, true, false, false, false, true);
        assertThat(json.at("/images/1/file_name").asText()).isEqualTo("wan/7_LT_F4_seed03/000001.png");
        assertThat(json.at("/videos/0/sha256").asText())
                .isEqualTo(ContentHash.ofText("one").hex());
    }

    private static Set<Integer> ids(JsonNode list) {
        Set<Integer> ids = new HashSet<>();
        list.forEach(entry -> assertThat(ids.add(entry.get("id").asInt())).isTrue());
        return ids;
    }

    @Test
    void filesOfOtherProgramsAreReadInAnyOrder() throws Exception {
        Files.writeString(
                file,
                """
                {"annotations": [
                   {"id": 9, "image_id": 41, "category_id": 5, "instance_id": 1, "bbox": [1, 2, 3, 4]},
                   {"id": 8, "image_id": 40, "category_id": 5, "instance_id": 1, "bbox": [0, 2, 3, 4]}],
                 "images": [{"id": 40, "video_id": 7, "frame_id": 0, "file_name": "a/0.jpg"},
                            {"id": 41, "video_id": 7, "frame_id": 1, "file_name": "a/1.jpg"},
                            {"id": 42, "video_id": 7, "frame_id": 2, "file_name": "a/2.jpg"}],
                 "videos": [{"id": 7, "name": "clips/a.mp4"}],
                 "categories": [{"id": 5, "name": "cat"}]}
                """);
        assertThat(CocoJson.read(file)).singleElement().satisfies(clip -> {
            assertThat(clip.boxes().name()).isEqualTo("a.mp4");
            assertThat(clip.boxes().clip()).isNull();
            assertThat(clip.boxes().frameCount()).isEqualTo(3);
            assertThat(clip.boxes().tracks())
                    .containsExactly(new Track(
                            "cat",
                            List.of(
                                    new Box(0, new PixelBox(0, 2, 3, 6), false, false, false),
                                    new Box(1, new PixelBox(1, 2, 4, 6), false, false, false),
                                    gone(2, new PixelBox(1, 2, 4, 6)))));
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"bbox\": [1, 2, 3]|expected [x, y, width, height]",
                "\"bbox\": [1, 2, \"x\", 4]|expected four numbers",
                "\"bbox\": [1, 2, NaN, 4]|annotations, entry 2",
                "\"bbox\": [1, 2, -3, 4]|must not be negative",
                "\"bbox\": [1, 2, 9e9, 4]|within a million",
                "\"image_id\": 77, \"bbox\": [1, 2, 3, 4]|there is no image 77",
                "\"image_id\": \"x\", \"bbox\": [1, 2, 3, 4]|image_id: expected a whole number",
                "\"category_id\": 6, \"bbox\": [1, 2, 3, 4]|there is no category 6",
                "\"track_id\": 1, \"bbox\": [1, 2, 3, 4]|a second box in frame 0",
            })
    void aWrongAnnotationIsNamed(String example) throws Exception {
        String[] parts = example.split("\\|");
        String changed = parts[0];
        for (String key : List.of("image_id", "category_id", "track_id")) {
            if (!changed.contains("\"" + key + "\"")) {
                changed += ", \"" + key + "\": " + (key.equals("track_id") ? 2 : 1);
            }
        }
        Files.writeString(
                file,
                """
                {"videos": [{"id": 1, "name": "a.mp4"}], "images": [{"id": 1, "video_id": 1, "frame_index": 0}],
                 "categories": [{"id": 1, "name": "cat"}],
                 "annotations": [{"image_id": 1, "category_id": 1, "track_id": 1, "bbox": [1, 1, 1, 1]}, {%s}]}
                """
                        .formatted(changed));
        assertThatThrownBy(() -> CocoJson.read(file))
                .isInstanceOf(InterchangeException.class)
                .hasMessageContaining("boxes.json")
                .hasMessageContaining("annotations, entry 2")
                .hasMessageContaining(parts[1]);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]|no list of annotations",
                "{\"annotations\": []}|there are no videos",
                "{\"annotations\": {}}|expected a list",
                "{\"annotations\": [|not valid JSON",
                "{\"videos\": [{\"id\": 1}, {\"id\": 1}]}|videos, entry 2: its id is there twice",
                "{\"videos\": [{\"id\": 1, \"sha256\": \"x\"}], \"annotations\": []}|hexadecimal",
                "{\"images\": [{\"id\": 1, \"video_id\": 1, \"frame_index\": -1}]}|from 0 on",
                "{\"categories\": [{\"id\": 1}]}|name: expected a text",
            })
    void otherFilesAreRefused(String example) throws Exception {
        String[] parts = example.split("\\|");
        Files.writeString(file, parts[0]);
        assertThatThrownBy(() -> CocoJson.read(file))
                .isInstanceOf(InterchangeException.class)
                .hasMessageContaining(parts[1]);
        Files.write(file, new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff, 0});
        assertThatThrownBy(() -> CocoJson.read(file)).isInstanceOf(InterchangeException.class);
    }
}
