package org.spatialalign.engine.model.groundingdino;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.spatialalign.engine.core.CancelToken;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.golden.Golden;
import org.spatialalign.engine.model.Probe;
import org.spatialalign.engine.model.groundingdino.GroundingDino.Found;
import org.spatialalign.engine.tensor.GradMode;
import org.spatialalign.engine.tensor.safetensors.SafetensorsFile;

@Tag("golden")
class GroundingDinoGoldenTest {

    private static final double LOGITS = 1e-4;
    private static final double BOXES = 2e-5;

    /**
     * The coarsest map of the padded pictures has two places, and each channel is a group of its own: the group norm
     * divides by the difference of two numbers. Changing the pixels by 2e-7 moves these tokens by 1.5e-4.
     */
    private static final double SMALL_MAP = 1e-3;

    private final Path folder = Golden.folder("grounding-dino-tiny");

    private GroundingDino model() throws WorkbenchException {
        try (SafetensorsFile file = SafetensorsFile.open(folder.resolve("model.safetensors"))) {
            return GroundingDino.load(file, GroundingDinoConfig.read(folder.resolve("config.json")), Device.cpu());
        }
    }

    private static long[][] rows(Golden golden, String name) throws WorkbenchException {
        long[] flat = golden.longs(name);
        int width = golden.file().info(name).shape().get(1).intValue();
        long[][] rows = new long[flat.length / width][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = Arrays.copyOfRange(flat, i * width, (i + 1) * width);
        }
        return rows;
    }

    /** What the probe saw; copies, since the originals are freed. */
    private static final class Seen implements Probe {

        private final Golden golden;
        private final Map<String, float[]> values = new HashMap<>();
        private final Map<String, Shape> shapes = new HashMap<>();

        Seen(Golden golden) {
            this.golden = golden;
        }

        @Override
        public void see(String name, NDArray value) {
            values.put(name, value.toFloatArray());
            shapes.put(name, value.getShape());
        }

        NDArray get(String name) {
            assertThat(values).as("what the network computes").containsKey(name);
            return golden.manager().create(values.get(name), shapes.get(name));
        }

        NDArray stacked(String name, int count) {
            NDList parts = new NDList();
            for (int i = 0; i < count; i++) {
                parts.add(get(name + "." + i));
            }
            return NDArrays.stack(parts, 1);
        }
    }

    @Test
    void everyParameterByItsPublishedName() throws WorkbenchException {
        Map<String, List<Long>> shapes =
                GroundingDinoConfig.read(folder.resolve("config.json")).parameterShapes();
        try (SafetensorsFile file = SafetensorsFile.open(folder.resolve("model.safetensors"))) {
            Set<String> names = new HashSet<>(file.names());
            // Indices that follow from the size of the window.
            names.removeIf(name -> name.endsWith("relative_position_index"));
            assertThat(shapes.keySet()).containsExactlyInAnyOrderElementsOf(names);
            for (Map.Entry<String, List<Long>> shape : shapes.entrySet()) {
                assertThat(file.info(shape.getKey()).shape()).as(shape.getKey()).isEqualTo(shape.getValue());
            }
        }
    }

    @Test
    void biasesOfRelativePositions() throws WorkbenchException {
        GroundingDinoConfig config = GroundingDinoConfig.read(folder.resolve("config.json"));
        try (Golden weights = Golden.open(folder.resolve("model.safetensors"))) {
            assertThat(SwinWindows.biasRows(config.swin().window()))
                    .containsExactly(weights.longs(
                            GroundingDinoParameters.swinBlock(0, 0) + "attention.self.relative_position_index"));
        }
    }

    @Test
    void phrasesOfATextSeeThemselvesOnly() {
        int cases = 0;
        for (Map.Entry<String, JsonNode> entry :
                Golden.json(folder.resolve("text_cases.json")).properties()) {
            JsonNode expected = entry.getValue();
            TextMask mask = TextMask.of(new long[][] {longs(expected.path("input_ids"))});
            JsonNode sees = expected.path("self_attention");
            for (int query = 0; query < mask.length(); query++) {
                for (int key = 0; key < mask.length(); key++) {
                    assertThat(mask.sees(0, query, key))
                            .as("%s: %d sees %d", entry.getKey(), query, key)
                            .isEqualTo(sees.path(query).path(key).asInt() == 1);
                }
            }
            assertThat(mask.positions()).as(entry.getKey()).containsExactly(longs(expected.path("position_ids")));
            cases++;
        }
        assertThat(cases).isGreaterThan(5);
    }

    static long[] longs(JsonNode array) {
        long[] values = new long[array.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = array.get(i).asLong();
        }
        return values;
    }

    @Test
    void everyPartOfOnePicture() throws Exception {
        try (Golden golden = Golden.open(folder.resolve("io.safetensors"));
                GradMode mode = GradMode.off();
                GroundingDino model = model()) {
            Seen seen = new Seen(golden);
            long[][] ids = rows(golden, "single.in.input_ids");
            NDArray pixels = golden.get("single.in.pixel_values");
            Found found;
            try (EncodedText text = model.read(ids, new int[] {ids[0].length}, CancelToken.never(), seen)) {
                found = model.find(pixels, List.of(size(pixels)), text, golden.manager(), CancelToken.never(), seen);
            }
            for (String name : List.of(
                    "text_backbone",
                    "text_projection",
                    "backbone_0",
                    "backbone_1",
                    "backbone_2",
                    "encoder_0.vision",
                    "encoder_0.text",
                    "encoder_1.vision",
                    "encoder_1.text",
                    "enc_class_max")) {
                golden.matches(seen.get(name), "single." + name, LOGITS);
            }
            // Where nothing is proposed these are infinite, so that there is no largest number to measure by.
            golden.matchesAbsolutely(seen.get("enc_coord_logits"), "single.enc_coord_logits", LOGITS);
            golden.matches(seen.get("init_reference_points"), "single.init_reference_points", BOXES);
            int layers = model.config().decoderLayers();
            golden.matches(seen.stacked("decoder_hidden_states", layers), "single.decoder_hidden_states", LOGITS);
            golden.matches(
                    seen.stacked("intermediate_reference_points", layers),
                    "single.intermediate_reference_points",
                    BOXES);
            NDArray logits = golden.get("single.logits").get(new NDIndex("..., :{}", ids[0].length));
            assertThat(Golden.relative(found.logits(), logits)).as("logits").isLessThanOrEqualTo(LOGITS);
            golden.matches(found.boxes(), "single.pred_boxes", BOXES);
        }
    }

    @Test
    void picturesAndTextsOfDifferentSize() throws Exception {
        try (Golden golden = Golden.open(folder.resolve("io.safetensors"));
                GradMode mode = GradMode.off();
                GroundingDino model = model()) {
            Seen seen = new Seen(golden);
            long[][] ids = rows(golden, "padded.in.input_ids");
            NDArray pixels = golden.get("padded.in.pixel_values");
            Found found;
            try (EncodedText text = model.read(ids, lengths(golden), CancelToken.never(), seen)) {
                found = model.find(pixels, sizes(golden), text, golden.manager(), CancelToken.never(), seen);
            }
            int last = model.config().encoderLayers() - 1;
            golden.matches(seen.get("encoder_" + last + ".vision"), "padded.encoder_vision", SMALL_MAP);
            golden.matches(seen.get("encoder_" + last + ".text"), "padded.encoder_text", LOGITS);
            golden.matches(seen.get("init_reference_points"), "padded.init_reference_points", BOXES);
            assertThat(relativeFinite(found.logits(), golden.get("padded.logits_text_columns")))
                    .as("logits")
                    .isLessThanOrEqualTo(LOGITS);
            golden.matches(found.boxes(), "padded.pred_boxes", BOXES);
        }
    }

    /** As {@link Golden#relative}, with infinities to be equal and not to measure by. */
    private static double relativeFinite(NDArray got, NDArray want) {
        double scale = 0;
        for (float value : want.toFloatArray()) {
            scale = Math.max(scale, Float.isFinite(value) ? Math.abs(value) : 0);
        }
        return Golden.largest(got, want) / scale;
    }

    private static ImageSize size(NDArray pixels) {
        return new ImageSize(
                (int) pixels.getShape().get(2), (int) pixels.getShape().get(3));
    }

    private static int[] lengths(Golden golden) throws WorkbenchException {
        return Arrays.stream(rows(golden, "padded.in.attention_mask"))
                .mapToInt(row -> (int) Arrays.stream(row).sum())
                .toArray();
    }

    private static List<ImageSize> sizes(Golden golden) throws WorkbenchException {
        List<Long> shape = golden.file().info("padded.in.pixel_mask").shape();
        int height = shape.get(1).intValue();
        int width = shape.get(2).intValue();
        long[] mask = golden.longs("padded.in.pixel_mask");
        List<ImageSize> sizes = new ArrayList<>();
        for (int i = 0; i < shape.get(0); i++) {
            int rows = 0;
            int columns = 0;
            for (int y = 0; y < height; y++) {
                rows += (int) mask[(i * height + y) * width];
            }
            for (int x = 0; x < width; x++) {
                columns += (int) mask[i * height * width + x];
            }
            sizes.add(new ImageSize(rows, columns));
        }
        return sizes;
    }

    /** Frames of a clip come together, with one text for all of them. */
    @Test
    void severalPicturesWithOneTextAreEachAsAlone() throws Exception {
        try (Golden golden = Golden.open(folder.resolve("io.safetensors"));
                GradMode mode = GradMode.off();
                GroundingDino model = model()) {
            NDArray pixels = golden.get("single.in.pixel_values");
            NDArray pair = pixels.concat(pixels.neg(), 0);
            try (EncodedText text = model.read(rows(golden, "single.in.input_ids")[0], CancelToken.never())) {
                Found both = model.find(pair, List.of(size(pixels)), text, golden.manager(), CancelToken.never());
                Found second =
                        model.find(pixels.neg(), List.of(size(pixels)), text, golden.manager(), CancelToken.never());
                golden.matches(both.boxes().get(new NDIndex("0:1")), "single.pred_boxes", BOXES);
                assertThat(Golden.relative(both.boxes().get(new NDIndex("1:2")), second.boxes()))
                        .isLessThanOrEqualTo(BOXES);
                assertThat(Golden.relative(both.logits().get(new NDIndex("1:2")), second.logits()))
                        .isLessThanOrEqualTo(LOGITS);
            }
        }
    }
}
