package org.spatialalign.engine.model.wan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.types.DataType;
import java.util.List;
import org.junit.jupiter.api.Test;

class WanCostTest {

    private static final WanTransformerConfig PUBLISHED =
            new WanTransformerConfig(List.of(1, 2, 2), 12, 128, 16, 16, 4096, 256, 8960, 30, 1e-6, 1024);
    private static final TokenGrid GRID = new TokenGrid(21, 30, 52);

    @Test
    void aForwardPassOfThePublishedModelTakesWhatItIsKnownToTake() {
        // Linears 81.9, text 0.15, self-attention 197.8, cross-attention 3.1.
        assertThat(WanCost.of(PUBLISHED, GRID, 512, DataType.FLOAT32).operations())
                .isCloseTo(283e12, within(0.3e12));
    }

    @Test
    void memoryIsCountedInTheTypesOfTheParts() {
        WanCost single = WanCost.of(PUBLISHED, GRID, 512, DataType.FLOAT32);
        WanCost half = WanCost.of(PUBLISHED, GRID, 512, DataType.FLOAT16);
        assertThat(single.weightBytes()).isEqualTo(4 * PUBLISHED.parameterCount());
        // What stays in float32 is the time embedding, tables and norms.
        assertThat(half.weightBytes()).isBetween(2_838_000_000L, 2_880_000_000L);
        assertThat(half.activationBytes()).isLessThan(single.activationBytes());
        assertThat(single.checkpointBytes()).isEqualTo(31L * 4 * 32_760 * 1536);
    }
}
