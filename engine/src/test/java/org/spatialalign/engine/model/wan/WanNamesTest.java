package org.spatialalign.engine.model.wan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.spatialalign.engine.golden.Golden;

class WanNamesTest {

    @Test
    @Tag("golden")
    void everyParameterOfTheReferenceHasBothNames() {
        JsonNode pairs = Golden.json(Golden.folder("wan-transformer-tiny").resolve("original_names.json"));
        assertThat(pairs.size()).isPositive();
        for (Map.Entry<String, JsonNode> pair : pairs.properties()) {
            assertThat(WanNames.toOriginal(pair.getKey()))
                    .hasValue(pair.getValue().asText());
            assertThat(WanNames.toDiffusers(pair.getValue().asText())).hasValue(pair.getKey());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "blocks.29.cross_attn.k, blocks.29.attn2.to_k",
        "blocks.0.self_attn.o, blocks.0.attn1.to_out.0",
        "blocks.7.norm3, blocks.7.norm2",
        "blocks.7.ffn.0, blocks.7.ffn.net.0.proj",
        "blocks.7.modulation, blocks.7.scale_shift_table",
        "text_embedding.2, condition_embedder.text_embedder.linear_2",
        "head.head, proj_out",
        "head.modulation, scale_shift_table",
        "patch_embedding, patch_embedding"
    })
    void modulesHaveBothNames(String original, String diffusers) {
        assertThat(WanNames.toDiffusers(original)).hasValue(diffusers);
        assertThat(WanNames.toOriginal(diffusers)).hasValue(original);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "blocks.0",
                "blocks.0.norm2.weight",
                "blocks.*.norm3.weight",
                "blocks.01.norm3.weight",
                "blocks.x.norm3",
                "blocks.0.self_attn",
                "blocks.0.self_attn.q.scale",
                "blocks.0.self_attn.norm_q.bias",
                "blocks.0.attn1.to_q.weight",
                "head.modulation.weight",
                "vace_blocks.0.self_attn.q",
                "img_emb.proj.0.weight"
            })
    void whatTheOriginalDoesNotHaveGivesNothing(String name) {
        assertThat(WanNames.toDiffusers(name)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"blocks.0.norm3.weight", "blocks.0.attn2.add_k_proj.weight", "norm_out.weight", "modulation"})
    void whatDiffusersDoesNotHaveGivesNothing(String name) {
        assertThat(WanNames.toOriginal(name)).isEmpty();
    }
}
