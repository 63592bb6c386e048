package org.spatialalign.engine.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Against numbers that torch is known to give, and against libtorch itself, whose one generator is global. */
@ResourceLock("libtorch's generator")
class TorchGeneratorTest {

    private static boolean hasAvx2() throws IOException {
        Path processor = Path.of("/proc/cpuinfo");
        return Files.isReadable(processor) && Files.readString(processor).contains(" avx2 ");
    }

    /** To the bit where libtorch takes its AVX2 path, else to the rounding of single precision. */
    private static void assertSame(float[] got, float[] want) throws IOException {
        assertThat(got).hasSameSizeAs(want);
        if (hasAvx2()) {
            assertThat(got).isEqualTo(want);
        }
        for (int i = 0; i < got.length; i++) {
            assertThat(Math.abs((double) got[i] - want[i])).isLessThan(2e-6);
        }
    }

    @Test
    void knownNumbers() {
        assertThat(new TorchGenerator(0).normal(4)).containsExactly(1.5409961f, -0.2934289f, -2.1787894f, 0.56843126f);
        assertThat(Arrays.copyOf(new TorchGenerator(0).normal(16), 4))
                .containsExactly(-1.1258398f, -1.1523602f, -0.25057858f, -0.4338788f);
        TorchGenerator generator = new TorchGenerator(0);
        assertThat(new float[] {generator.uniform(), generator.uniform()}).containsExactly(0.4962566f, 0.7682218f);
    }

    /** Below 16, whole blocks, and a last block that is drawn anew over the one before. */
    @Test
    void normalNumbersAreThoseOfLibtorch() throws IOException {
        Engine engine = Engine.getEngine("PyTorch");
        for (int count : new int[] {1, 2, 7, 15, 16, 17, 31, 32, 33, 1000, 200_003}) {
            for (int seed : new int[] {0, 42, -1}) {
                try (NDManager manager = Torch.newManager(Device.cpu())) {
                    engine.setRandomSeed(seed);
                    float[] want = manager.randomNormal(0, 1, new Shape(count), DataType.FLOAT32)
                            .toFloatArray();
                    assertSame(new TorchGenerator(seed).normal(count), want);
                }
            }
        }
    }

    @Test
    void drawsInSequenceComeFromOneStream() throws IOException {
        Engine engine = Engine.getEngine("PyTorch");
        try (NDManager manager = Torch.newManager(Device.cpu())) {
            engine.setRandomSeed(7);
            TorchGenerator generator = new TorchGenerator(7);
            Shape few = new Shape(3);
            Shape many = new Shape(1, 2, 3, 5);
            for (int round = 0; round < 30; round++) {
                float[] small =
                        manager.randomNormal(0, 1, few, DataType.FLOAT32).toFloatArray();
                assertSame(generator.normal(3), small);
                float[] large =
                        manager.randomNormal(0, 1, many, DataType.FLOAT32).toFloatArray();
                assertSame(generator.normal(many, manager).toFloatArray(), large);
                long[] integers = manager.randomInteger(0, 1000, new Shape(4), DataType.INT64)
                        .toLongArray();
                for (long integer : integers) {
                    assertThat(generator.randint(1000)).isEqualTo((int) integer);
                }
                float[] uniform = manager.randomUniform(0, 1, few).toFloatArray();
                for (float number : uniform) {
                    assertThat(generator.uniform()).isEqualTo(number);
                }
            }
        }
    }

    @Test
    void aKeptStateGoesOnExactly() {
        TorchGenerator generator = new TorchGenerator(3);
        generator.normal(3);
        generator.normal(1000);
        // An odd number of single draws leaves one in store, which belongs to the state.
        String state = generator.state();
        float[] small = generator.normal(5);
        float[] large = generator.normal(100);
        int integer = generator.randint(1000);
        TorchGenerator resumed = TorchGenerator.at(state);
        assertThat(resumed.state()).isEqualTo(state);
        assertThat(resumed.normal(5)).isEqualTo(small);
        assertThat(resumed.normal(100)).isEqualTo(large);
        assertThat(resumed.randint(1000)).isEqualTo(integer);
        assertThat(state).matches("[0-9a-f]+:[0-9a-f]+").hasSizeBetween(5000, 5100);
    }

    @Test
    void refusesOtherTexts() {
        for (String text : new String[] {"", "12", "12:", "zz:", "00000271" + "00".repeat(4 * 624) + ":"}) {
            assertThatThrownBy(() -> TorchGenerator.at(text)).isInstanceOf(IllegalArgumentException.class);
        }
        TorchGenerator generator = new TorchGenerator(0);
        assertThatThrownBy(() -> generator.randint(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> generator.randint(1 << 28)).isInstanceOf(IllegalArgumentException.class);
    }
}
