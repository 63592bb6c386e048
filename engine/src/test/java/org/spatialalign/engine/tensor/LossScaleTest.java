package org.spatialalign.engine.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import org.junit.jupiter.api.Test;

class LossScaleTest {

    @Test
    void gradientsAreDivided() {
        try (NDManager manager = Torch.newManager(Device.cpu())) {
            NDArray a = manager.create(new float[] {128, -64});
            NDArray b = manager.create(new float[][] {{32}});
            assertThat(LossScale.resumed(64, 0).unscale(List.of(a, b))).isTrue();
            assertThat(a.toFloatArray()).containsExactly(2, -1);
            assertThat(b.toFloatArray()).containsExactly(0.5f);
        }
    }

    @Test
    void anOverflowAnywhereHalvesTheScale() {
        LossScale scale = LossScale.dynamic();
        double before = scale.scale();
        try (NDManager manager = Torch.newManager(Device.cpu())) {
            NDArray good = manager.create(new float[] {1});
            assertThat(scale.unscale(List.of(good))).isTrue();
            assertThat(scale.goodSteps()).isOne();
            for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
                assertThat(scale.unscale(List.of(good, manager.create(new float[] {0, bad}))))
                        .isFalse();
            }
        }
        assertThat(scale.scale()).isEqualTo(before / 4);
        assertThat(scale.goodSteps()).isZero();
    }

    @Test
    void aLongRunOfGoodStepsDoublesIt() {
        LossScale scale = LossScale.resumed(1024, 1_999);
        try (NDManager manager = Torch.newManager(Device.cpu())) {
            scale.unscale(List.of(manager.create(1f)));
        }
        assertThat(scale.scale()).isEqualTo(2048);
        assertThat(scale.goodSteps()).isZero();
    }

    @Test
    void withoutScaleNothingChangesButOverflowIsSeen() {
        LossScale none = LossScale.none();
        try (NDManager manager = Torch.newManager(Device.cpu())) {
            NDArray a = manager.create(new float[] {3});
            assertThat(none.unscale(List.of(a))).isTrue();
            assertThat(a.getFloat()).isEqualTo(3);
            assertThat(none.unscale(List.of(manager.create(Float.NaN)))).isFalse();
        }
        assertThat(none.scale()).isOne();
    }

    @Test
    void noScaleIsZeroOrLess() {
        assertThatIllegalArgumentException().isThrownBy(() -> LossScale.resumed(0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> LossScale.resumed(Double.NaN, 0));
    }
}
