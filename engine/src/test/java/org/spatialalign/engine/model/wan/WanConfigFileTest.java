package org.spatialalign.engine.model.wan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.golden.Golden;
import org.spatialalign.engine.tensor.TensorInfo;
import org.spatialalign.engine.tensor.safetensors.SafetensorsFile;

class WanConfigFileTest {

    /** What the published 1.3B model says about itself, but for fields that are null. */
    private static final String PUBLISHED =
            """
            {"_class_name": "WanTransformer3DModel", "_diffusers_version": "0.33.0.dev0", "added_kv_proj_dim": null,
             "attention_head_dim": 128, "cross_attn_norm": true, "eps": 1e-06, "ffn_dim": 8960, "freq_dim": 256,
             "image_dim": null, "in_channels": 16, "num_attention_heads": 12, "num_layers": 30, "out_channels": 16,
             "patch_size": [1, 2, 2], "qk_norm": "rms_norm_across_heads", "rope_max_seq_len": 1024, "text_dim": 4096}
            """;

    private final Path folder;

    WanConfigFileTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private WanTransformerConfig read(String text) throws WorkbenchException {
        Path file = folder.resolve("config.json");
        try {
            return WanConfigFile.read(Files.writeString(file, text));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void thePublishedModelHasItsPublishedSize() throws WorkbenchException {
        WanTransformerConfig config = read(PUBLISHED);
        assertThat(config.parameterShapes()).hasSize(825);
        assertThat(config.parameterCount()).isEqualTo(1_418_996_800L);
        assertThat(config.parameterShapes()).containsEntry("patch_embedding.weight", List.of(1536L, 16L, 1L, 2L, 2L));
        assertThat(config.grid(21, 60, 104)).isEqualTo(new TokenGrid(21, 30, 52));
        assertThat(config.grid(21, 60, 104).tokens()).isEqualTo(32_760);
    }

    @Test
    void missingFieldsAreThoseOfDiffusers() throws WorkbenchException {
        assertThat(read("{}"))
                .isEqualTo(
                        new WanTransformerConfig(List.of(1, 2, 2), 40, 128, 16, 16, 4096, 256, 13824, 40, 1e-6, 1024));
        assertThat(read("{\"in_channels\": 36}").outChannels()).isEqualTo(16);
        assertThat(read("{\"in_channels\": 36, \"out_channels\": null}").outChannels())
                .isEqualTo(36);
    }

    @Test
    @Tag("golden")
    void shapesAreThoseOfTheReferenceInItsOrder() throws WorkbenchException {
        Path tiny = Golden.folder("wan-transformer-tiny");
        Map<String, List<Long>> shapes =
                WanConfigFile.read(tiny.resolve("config.json")).parameterShapes();
        try (SafetensorsFile file = SafetensorsFile.open(tiny.resolve("diffusion_pytorch_model.safetensors"))) {
            Map<String, List<Long>> wanted = new LinkedHashMap<>();
            for (String name : file.names()) {
                TensorInfo info = file.info(name);
                wanted.put(name, info.shape());
            }
            assertThat(shapes).isEqualTo(wanted);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"image_dim\": 1280} | image_dim is 1280",
                "{\"added_kv_proj_dim\": 5120} | added_kv_proj_dim is 5120",
                "{\"vace_layers\": [0, 5]} | vace_layers is [0,5]",
                "{\"cross_attn_norm\": false} | cross_attn_norm is false",
                "{\"qk_norm\": \"layer_norm\"} | qk_norm is 'layer_norm'",
                "{\"num_layers\": 0} | num_layers is 0",
                "{\"num_layers\": \"30\"} | num_layers is \"30\"",
                "{\"num_layers\": null} | num_layers is null",
                "{\"eps\": 0} | eps is 0",
                "{\"patch_size\": 2} | patch_size is 2",
                "{\"patch_size\": [1, 2]} | patch_size is [1,2]",
                "{\"_class_name\": \"UNet2DModel\"} | _class_name is 'UNet2DModel'",
                "{\"attention_head_dim\": 7} | 40 heads of 7",
                "[] | expected a JSON object",
                "{\"eps\": | line 1"
            })
    void otherModelsAreRefusedWithFileAndField(String text, String message) {
        assertThatExceptionOfType(WorkbenchException.class)
                .isThrownBy(() -> read(text))
                .withMessageContaining("config.json")
                .withMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource({"21, 61, 104, height of 61", "0, 60, 104, frames of 0", "21, 60, 2050, width of 2050"})
    void latentsThatDoNotFitAreRefused(long frames, long height, long width, String message) throws WorkbenchException {
        WanTransformerConfig config = read(PUBLISHED);
        assertThatExceptionOfType(WorkbenchException.class)
                .isThrownBy(() -> config.grid(frames, height, width))
                .withMessageContaining(message);
    }
}
