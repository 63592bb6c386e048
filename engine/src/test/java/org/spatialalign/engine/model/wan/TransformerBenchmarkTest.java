package org.spatialalign.engine.model.wan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class TransformerBenchmarkTest {

    @Test
    void whatIsTimedIsTraining() {
        try (TransformerBenchmark benchmark = new TransformerBenchmark()) {
            double first = benchmark.step().loss();
            double last = first;
            for (int i = 0; i < 4; i++) {
                last = benchmark.step().loss();
            }
            assertThat(last).isLessThan(first);
            assertThat(benchmark.operations()).isBetween(70e9, 80e9);
        }
    }
}
