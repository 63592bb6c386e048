package org.spatialalign.engine.model.groundingdino;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spatialalign.engine.core.WorkbenchException;

class GroundingDinoConfigTest {

    private final Path folder;

    GroundingDinoConfigTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private Path write(String json) throws IOException {
        return Files.writeString(folder.resolve("config.json"), json);
    }

    @Test
    void whatIsNotThereIsAsInTheSmallPublishedModel() throws Exception {
        GroundingDinoConfig config = GroundingDinoConfig.read(write("{\"model_type\": \"grounding-dino\"}"));
        assertThat(config).isEqualTo(GroundingDinoConfig.tiny());
        long parameters = config.parameterShapes().values().stream()
                .mapToLong(shape -> shape.stream().reduce(1L, (a, b) -> a * b))
                .sum();
        assertThat(parameters).isEqualTo(172_249_090);
    }

    @Test
    void theLargerBackbone() throws Exception {
        GroundingDinoConfig config = GroundingDinoConfig.read(write("{\"model_type\": \"grounding-dino\","
                + " \"backbone_config\": {\"embed_dim\": 128, \"depths\": [2, 2, 18, 2], \"num_heads\": [4, 8, 16, 32],"
                + " \"window_size\": 12}}"));
        assertThat(config.swin().depths()).isEqualTo(List.of(2, 2, 18, 2));
        assertThat(config.parameterShapes())
                .containsEntry("model.input_proj_vision.3.0.weight", List.of(256L, 1024L, 3L, 3L));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "{}; model_type is 'missing'; only 'grounding-dino'",
                "{'model_type': 'grounding-dino', 'two_stage': false}; two_stage is 'false'; only 'true'",
                "{'model_type': 'grounding-dino', 'num_queries': 0}; num_queries is 0; a positive whole number",
                "{'model_type': 'grounding-dino', 'backbone_config': 7}; backbone_config is 7; a JSON object",
                "{'model_type': 'grounding-dino', 'backbone_config': {'model_type': 'resnet'}};"
                        + " backbone_config.model_type is 'resnet'; only 'swin'",
                "{'model_type': 'grounding-dino', 'backbone_config': {'depths': [1, 2]}}; depths; four numbers",
                "{'model_type': 'grounding-dino', 'text_config': {'num_attention_heads': 7}};"
                        + " num_attention_heads (7); does not divide",
                "[]; config.json; expected a JSON object",
            })
    void namesTheFieldThatDoesNotFit(String json, String field, String expected) throws IOException {
        Path file = write(json.replace('\'', '"'));
        assertThatThrownBy(() -> GroundingDinoConfig.read(file))
                .isInstanceOf(WorkbenchException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining(field)
                .hasMessageContaining(expected);
    }
}
