package org.spatialalign.engine.model.wan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class VaeMemoryTest {

    private static final long GIB = 1L << 30;

    private final VaeConfig published = new VaeConfig(
            96,
            16,
            List.of(1, 2, 4, 4),
            2,
            List.of(false, true, true),
            Collections.nCopies(16, 0.0),
            Collections.nCopies(16, 1.0));
    private final VaeMemory memory = new VaeMemory(published, 4);

    @Test
    void weights() {
        assertThat(memory.weights()).isEqualTo(4 * 126_892_531L);
        assertThat(new VaeMemory(published, 2).weights()).isEqualTo(2 * 126_892_531L);
    }

    /** The measured peak was 1.43 GiB. */
    @Test
    void aMeasuredClip() {
        assertThat(memory.decode(5, 256, 256, null)).isBetween((long) (1.4 * GIB), (long) (1.8 * GIB));
    }

    @Test
    void doesNotGrowWithTheClip() {
        assertThat(memory.decode(81, 480, 832, null)).isEqualTo(memory.decode(5, 480, 832, null));
        assertThat(memory.encode(81, 480, 832, null)).isEqualTo(memory.encode(5, 480, 832, null));
        assertThat(memory.decode(1, 480, 832, null)).isLessThan(memory.decode(5, 480, 832, null));
        assertThat(memory.decode(81, 480, 832, null)).isBetween(6 * GIB, 12 * GIB);
        assertThat(new VaeMemory(published, 2).decode(81, 480, 832, null))
                .isLessThan(memory.decode(81, 480, 832, null));
    }

    @Test
    void tilesTakeLess() {
        long tiled = memory.decode(81, 480, 832, VaeTiling.DEFAULT);
        assertThat(tiled).isLessThan(memory.decode(81, 480, 832, null) / 2);
        assertThat(tiled).isGreaterThan(memory.decode(5, 480, 832, VaeTiling.DEFAULT));
        assertThat(memory.encode(81, 480, 832, VaeTiling.DEFAULT)).isLessThan(memory.encode(81, 480, 832, null) / 2);
        assertThat(memory.decode(5, 128, 128, VaeTiling.DEFAULT)).isEqualTo(memory.decode(5, 128, 128, null));
    }
}
