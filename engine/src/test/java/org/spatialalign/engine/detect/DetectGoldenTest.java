package org.spatialalign.engine.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.golden.Golden;
import org.spatialalign.engine.model.groundingdino.ImageSize;
import org.spatialalign.engine.model.groundingdino.PhraseTokenizer;

/** What stands before and behind the network, against the reference's numbers. */
@Tag("golden")
class DetectGoldenTest {

    private final Path folder = Golden.folder("grounding-dino-tiny");

    private PhraseTokenizer tokenizer() throws WorkbenchException {
        return PhraseTokenizer.open(folder.resolve(PhraseTokenizer.FILE));
    }

    @Test
    void textsBecomeTheSameTokens() throws WorkbenchException {
        try (PhraseTokenizer tokenizer = tokenizer()) {
            Map<String, JsonNode> cases = new LinkedHashMap<>();
            Golden.json(folder.resolve("text_cases.json"))
                    .properties()
                    .forEach(e -> cases.put(e.getKey(), e.getValue()));
            assertThat(cases).hasSizeGreaterThan(5);
            cases.forEach((text, expected) -> {
                List<Long> ids = new ArrayList<>();
                expected.path("input_ids").forEach(id -> ids.add(id.asLong()));
                assertThat(tokenizer.encode(text)).as(text).containsExactly(ids.toArray(Long[]::new));
            });
        }
    }

    @TestFactory
    Stream<DynamicTest> labelsAndBoxes() {
        List<JsonNode> cases = new ArrayList<>();
        Golden.json(folder.resolve("postprocess_cases.json")).forEach(cases::add);
        assertThat(cases).hasSizeGreaterThan(10);
        return cases.stream()
                .map(each -> DynamicTest.dynamicTest(each.path("title").asText(), () -> label(each)));
    }

    private void label(JsonNode given) throws WorkbenchException {
        List<Long> ids = new ArrayList<>();
        given.path("input_ids").forEach(id -> ids.add(id.asLong()));
        JsonNode probabilities = given.path("token_probabilities");
        float[] logits = new float[probabilities.size() * ids.size()];
        float[] boxes = new float[probabilities.size() * 4];
        for (int query = 0; query < probabilities.size(); query++) {
            for (int token = 0; token < ids.size(); token++) {
                double p = probabilities
                        .path(query)
                        .path("" + token)
                        .asDouble(given.path("background_probability").asDouble());
                logits[query * ids.size() + token] = (float) Math.log(p / (1 - p));
            }
            for (int i = 0; i < 4; i++) {
                boxes[4 * query + i] =
                        (float) given.path("boxes_cxcywh").path(query).path(i).asDouble();
            }
        }
        DetectorOptions options = new DetectorOptions(
                given.path("box_threshold").asDouble(),
                given.path("text_threshold").asDouble());
        int height = given.path("size_hw").path(0).asInt();
        int width = given.path("size_hw").path(1).asInt();
        try (PhraseTokenizer tokenizer = tokenizer()) {
            List<Detection> found =
                    new Labelling(ids, tokenizer::decode, options).detections(logits, boxes, width, height);
            JsonNode expected = given.path("expected");
            assertThat(found).hasSize(expected.path("labels").size());
            for (int i = 0; i < found.size(); i++) {
                Detection detection = found.get(i);
                assertThat(detection.label())
                        .isEqualTo(expected.path("labels").path(i).asText());
                assertThat(detection.score())
                        .isCloseTo(expected.path("scores").path(i).asDouble(), within(1e-6));
                JsonNode box = expected.path("boxes").path(i);
                assertThat(detection.box().x1()).isCloseTo(box.path(0).asDouble(), within(1e-3));
                assertThat(detection.box().y1()).isCloseTo(box.path(1).asDouble(), within(1e-3));
                assertThat(detection.box().x2()).isCloseTo(box.path(2).asDouble(), within(1e-3));
                assertThat(detection.box().y2()).isCloseTo(box.path(3).asDouble(), within(1e-3));
            }
        }
    }

    @Test
    void sizes() throws WorkbenchException {
        InputRule rule = InputRule.read(folder.resolve(DetectorFolder.INPUT));
        assertThat(rule).isEqualTo(InputRule.DEFAULT);
        JsonNode targets = Golden.json(folder.resolve("preprocess_cases.json")).path("resize_targets_800_1333");
        assertThat(targets).hasSizeGreaterThan(10);
        targets.properties().forEach(target -> {
            String[] size = target.getKey().split("x");
            assertThat(rule.target(Integer.parseInt(size[0]), Integer.parseInt(size[1])))
                    .as(target.getKey())
                    .isEqualTo(new ImageSize(
                            target.getValue().path(0).asInt(),
                            target.getValue().path(1).asInt()));
        });
    }

    /** The resizing rounds as the reference does, so that pixels agree to the rounding of their type. */
    @TestFactory
    Stream<DynamicTest> pixels() {
        List<JsonNode> cases = new ArrayList<>();
        Golden.json(folder.resolve("preprocess_cases.json")).path("cases").forEach(cases::add);
        assertThat(cases).hasSizeGreaterThan(5);
        return cases.stream()
                .map(each -> DynamicTest.dynamicTest(each.path("name").asText(), () -> pixels(each)));
    }

    private void pixels(JsonNode given) throws WorkbenchException {
        int height = given.path("height").asInt();
        int width = given.path("width").asInt();
        String name = given.path("name").asText();
        boolean whole = given.has("shortest_edge");
        InputRule rule = whole
                ? new InputRule(
                        given.path("shortest_edge").asInt(),
                        given.path("longest_edge").asInt(),
                        InputRule.DEFAULT.mean(),
                        InputRule.DEFAULT.deviation())
                : InputRule.DEFAULT;
        ImageSize target = rule.target(height, width);
        assertThat(target)
                .isEqualTo(new ImageSize(
                        given.path("out_hw").path(0).asInt(),
                        given.path("out_hw").path(1).asInt()));
        float[] got =
                rule.pixels(picture(height, width, given.path("image_seed").asInt()), height, width);
        try (Golden golden = Golden.open(folder.resolve("preprocess.safetensors"))) {
            float[] want =
                    golden.get(name + (whole ? ".pixel_values" : ".samples")).toFloatArray();
            float[] sampled = whole ? got : sampled(got, target, given.path("sample_stride_yx"));
            assertThat(sampled).hasSameSizeAs(want);
            for (int i = 0; i < want.length; i++) {
                assertThat(sampled[i]).as("%s, place %d", name, i).isCloseTo(want[i], within(2e-6f));
            }
        }
    }

    private static float[] sampled(float[] pixels, ImageSize size, JsonNode stride) {
        int dy = stride.path(0).asInt();
        int dx = stride.path(1).asInt();
        List<Float> sampled = new ArrayList<>();
        for (int channel = 0; channel < 3; channel++) {
            for (int y = 0; y < size.height(); y += dy) {
                for (int x = 0; x < size.width(); x += dx) {
                    sampled.add(pixels[(channel * size.height() + y) * size.width() + x]);
                }
            }
        }
        float[] values = new float[sampled.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = sampled.get(i);
        }
        return values;
    }

    /** The picture that the cases are about, by its formula. */
    private static byte[] picture(int h, int w, int s) {
        byte[] rgb = new byte[3 * h * w];
        for (int y = 0; y < h; y++) {
            for (int x = 0; x < w; x++) {
                int at = 3 * (y * w + x);
                rgb[at] = (byte) (3 * x + 2 * y + 17 * s);
                rgb[at + 1] = (byte) (x * y / 7 + 31 * s);
                rgb[at + 2] = (byte) (255 * ((x / 9 + y / 5) % 2));
                if (y >= h / 5 && y < h / 2 && x >= w / 6 && x < w / 3) {
                    set(rgb, at, 200, 30, 60);
                }
                if (y >= h / 3 && y < h - 3 && x >= w / 2 && x < w / 2 + w / 5) {
                    set(rgb, at, 10, 220, 140);
                }
            }
        }
        return rgb;
    }

    private static void set(byte[] rgb, int at, int red, int green, int blue) {
        rgb[at] = (byte) red;
        rgb[at + 1] = (byte) green;
        rgb[at + 2] = (byte) blue;
    }
}
