package org.spatialalign.engine.model.umt5;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spatialalign.engine.core.CancelToken;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.golden.Golden;
import org.spatialalign.engine.tensor.GradMode;
import org.spatialalign.engine.tensor.Torch;
import org.spatialalign.engine.tensor.safetensors.SafetensorsFile;

@Tag("golden")
class Umt5GoldenTest {

    private static final double TOLERANCE = 3e-5;

    private final Path folder = Golden.folder("umt5-tiny");

    private Umt5Encoder encoder(boolean offload) throws WorkbenchException {
        return Umt5Encoder.open(
                SafetensorsFile.open(folder.resolve("model.safetensors")),
                Umt5Config.read(folder.resolve("config.json")),
                Device.cpu(),
                offload);
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

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void everyLayer(boolean offload) throws Exception {
        try (Golden golden = Golden.open(folder.resolve("io.safetensors"));
                Umt5Encoder encoder = encoder(offload)) {
            long[][] ids = rows(golden, "ids.input_ids");
            long[][] mask = rows(golden, "ids.attention_mask");
            NDArray out = encoder.encode(ids, mask, golden.manager(), CancelToken.never(), (layers, h) -> {
                if (golden.has("ids.hidden_" + layers)) {
                    golden.matches(h, "ids.hidden_" + layers, TOLERANCE);
                }
            });
            golden.matches(out, "ids.last_hidden_state", TOLERANCE);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ids", "text"})
    void paddedAndTruncatedAgree(String name) throws Exception {
        try (Golden golden = Golden.open(folder.resolve("io.safetensors"));
                GradMode mode = GradMode.off();
                Umt5Encoder encoder = encoder(false)) {
            long[][] ids = rows(golden, name + ".input_ids");
            long[][] mask = rows(golden, name + ".attention_mask");
            golden.matches(
                    encoder.encode(ids, mask, golden.manager(), CancelToken.never()),
                    name + ".last_hidden_state",
                    TOLERANCE);
            NDArray wanted = golden.get(name + ".prompt_embeds");
            for (int b = 0; b < ids.length; b++) {
                int length = (int) Arrays.stream(mask[b]).sum();
                try (NDManager manager = Torch.newManager(Device.cpu())) {
                    NDArray alone = encoder.encode(Arrays.copyOf(ids[b], length), manager, CancelToken.never());
                    NDArray kept = wanted.get(new NDIndex("{}:{},:{}", b, b + 1, length));
                    assertThat(Golden.relative(alone, kept)).isLessThanOrEqualTo(TOLERANCE);
                }
            }
        }
    }

    @Test
    void distancesFallIntoTheSameBuckets() throws WorkbenchException {
        Umt5Config config = Umt5Config.read(folder.resolve("config.json"));
        try (Golden golden = Golden.open(folder.resolve("io.safetensors"))) {
            long[] distances = golden.longs("bucket_by_distance.key_minus_query");
            long[] buckets = golden.longs("bucket_by_distance.bucket");
            for (int i = 0; i < distances.length; i++) {
                assertThat(RelativePositions.bucket((int) distances[i], config.buckets(), config.maxDistance()))
                        .as("distance %d", distances[i])
                        .isEqualTo((int) buckets[i]);
            }
        }
    }

    @Test
    void namesOfBothKinds() {
        JsonNode names = Golden.json(folder.resolve("original_names.json"));
        assertThat(names).isNotEmpty();
        for (Map.Entry<String, JsonNode> entry : names.properties()) {
            assertThat(Umt5Names.toOriginal(entry.getKey()))
                    .contains(entry.getValue().asText());
            assertThat(Umt5Names.toTransformers(entry.getValue().asText())).contains(entry.getKey());
        }
        assertThat(Umt5Names.toOriginal("encoder.block.01.layer.0.layer_norm.weight"))
                .isEmpty();
        assertThat(Umt5Names.toTransformers("blocks.0.attn.q.bias")).isEmpty();
    }
}
