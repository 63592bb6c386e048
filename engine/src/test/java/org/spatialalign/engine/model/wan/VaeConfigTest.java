package org.spatialalign.engine.model.wan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spatialalign.engine.core.WorkbenchException;

class VaeConfigTest {

    private static final String PUBLISHED =
            """
            {"_class_name": "AutoencoderKLWan", "_diffusers_version": "0.33.0.dev0", "attn_scales": [],
             "base_dim": 96, "dim_mult": [1, 2, 4, 4], "dropout": 0.0,
             "latents_mean": [-0.7571, -0.7089, -0.9113, 0.1075, -0.1745, 0.9653, -0.1517, 1.5508,
                              0.4134, -0.0715, 0.5517, -0.3632, -0.1922, -0.9497, 0.2503, -0.2921],
             "latents_std": [2.8184, 1.4541, 2.3275, 2.6558, 1.2196, 1.7708, 2.6052, 2.0743,
                             3.2687, 2.1526, 2.8652, 1.5579, 1.6382, 1.1253, 2.8251, 1.9160],
             "num_res_blocks": 2, "temperal_downsample": [false, true, true], "z_dim": 16 }
            """;

    private final Path folder;

    VaeConfigTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private VaeConfig read(String json) throws Exception {
        Path file = folder.resolve("config.json");
        Files.writeString(file, json);
        return VaeConfig.read(file);
    }

    @Test
    void thePublishedOne() throws Exception {
        VaeConfig config = read(PUBLISHED);
        Map<String, List<Long>> shapes = config.parameterShapes();
        assertThat(shapes).hasSize(194);
        assertThat(parameters(shapes, "")).isEqualTo(126_892_531);
        assertThat(parameters(shapes, "encoder.")).isEqualTo(53_595_872);
        assertThat(parameters(shapes, "decoder.")).isEqualTo(73_295_331);
        assertThat(shapes.get("decoder.up_blocks.1.resnets.0.conv_shortcut.weight"))
                .containsExactly(384L, 192L, 1L, 1L, 1L);
        assertThat(config.spatialFactor()).isEqualTo(8);
        assertThat(config.temporalFactor()).isEqualTo(4);
        assertThat(config.latentFrames(81)).isEqualTo(21);
        assertThat(config.frames(21)).isEqualTo(81);
        assertThat(VaeNames.originals(config).values()).doesNotHaveDuplicates().doesNotContainNull();
    }

    private static long parameters(Map<String, List<Long>> shapes, String prefix) {
        return shapes.entrySet().stream()
                .filter(e -> e.getKey().startsWith(prefix))
                .mapToLong(e -> e.getValue().stream().reduce(1L, (a, b) -> a * b))
                .sum();
    }

    @Test
    void newerKeysAtTheirDefaults() throws Exception {
        String newer = PUBLISHED.replace(
                "\"base_dim\"",
                "\"is_residual\": false, \"patch_size\": null, \"in_channels\": 3, \"out_channels\": 3,"
                        + " \"scale_factor_temporal\": 4, \"scale_factor_spatial\": 8, \"decoder_base_dim\": null,"
                        + " \"something_new\": null, \"base_dim\"");
        assertThat(read(newer)).isEqualTo(read(PUBLISHED));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    "base_dim": 96 | "is_residual": true, "base_dim": 96 | is_residual is true: that is the autoencoder of Wan 2.2
                    "base_dim": 96 | "patch_size": 2, "base_dim": 96 | patch_size is 2: that is the autoencoder of Wan 2.2
                    "base_dim": 96 | "in_channels": 12, "base_dim": 96 | in_channels is 12
                    "base_dim": 96 | "scale_factor_spatial": 16, "base_dim": 96 | scale_factor_spatial is 16: the levels give 8
                    "base_dim": 96 | "decoder_base_dim": 256, "base_dim": 96 | decoder_base_dim is 256
                    "base_dim": 96 | "sharpen": 2, "base_dim": 96 | sharpen is 2: this program does not know that setting
                    "base_dim": 96 | "base_dim": "96" | base_dim is "96"; expected a whole number
                    "base_dim": 96, | '' | base_dim is missing
                    "base_dim": 96 | "base_dim": 0 | base_dim is 0
                    "attn_scales": [] | "attn_scales": [0.5] | attn_scales is [0.5]
                    [1, 2, 4, 4] | [1, 2, 4] | temperal_downsample has 3 entries
                    [1, 2, 4, 4] | [1, 2, 4, "4"] | dim_mult is [1,2,4,"4"]
                    "z_dim": 16 | "z_dim": 8 | expected z_dim, 8
                    2.8184 | 0 | latents_std positive numbers
                    AutoencoderKLWan | AutoencoderKL | expected AutoencoderKLWan
                    "num_res_blocks": 2 | "num_res_blocks": 2, | line 7
                    """)
    void refusesOthers(String part, String instead, String message) {
        String json = PUBLISHED.replace(part, instead);
        assertThat(json).isNotEqualTo(PUBLISHED);
        assertThatThrownBy(() -> read(json))
                .isInstanceOf(WorkbenchException.class)
                .hasMessageContaining("config.json")
                .hasMessageContaining(message);
    }

    @Test
    void refusesWhatIsNotThere() {
        assertThatThrownBy(() -> VaeConfig.read(folder.resolve("none.json")))
                .isInstanceOf(WorkbenchException.class)
                .hasMessageContaining("none.json");
        assertThatThrownBy(() -> read("[]")).hasMessageContaining("expected a JSON object");
    }
}
