package org.spatialalign.engine.model.wan;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.spatialalign.engine.golden.Golden;
import org.spatialalign.engine.model.Probe;
import org.spatialalign.engine.tensor.Compute;
import org.spatialalign.engine.tensor.GradMode;
import org.spatialalign.engine.tensor.Scope;

/** The transformer at the size of the published 1.3B model, untrained, on short grids. Takes up to 6 GiB. */
@Tag("slow")
class WanFullSizeTest {

    private static final WanTransformerConfig PUBLISHED =
            new WanTransformerConfig(List.of(1, 2, 2), 12, 128, 16, 16, 4096, 256, 8960, 30, 1e-6, 1024);

    @Test
    void theWholeModelComputesInSinglePrecision() {
        try (WanTransformer3D model = WanTransformer3D.untrained(PUBLISHED, Compute.cpu(), 1);
                GradMode mode = GradMode.off();
                Scope scope = Scope.open()) {
            NDManager manager = model.weights().manager();
            NDArray latents = Small.waves(manager, 0.37, 1, 16, 2, 8, 8);
            NDArray timestep = manager.create(new float[] {750});
            NDArray context = Small.waves(manager, 0.7, 1, 24, 4096);
            NDArray out = model.forward(latents, timestep, context);
            finite(out, latents.getShape());
            try (PreparedContext prepared = model.prepare(context)) {
                assertThat(Golden.largest(model.forward(latents, timestep, prepared), out))
                        .isZero();
            }
        }
    }

    @Test
    void oneBlockComputesInHalfPrecision() {
        Compute half = new Compute(Device.cpu(), DataType.FLOAT16);
        try (WanTransformer3D model = WanTransformer3D.untrained(PUBLISHED, half, 1);
                GradMode mode = GradMode.off();
                Scope scope = Scope.open()) {
            NDManager manager = model.weights().manager();
            TokenGrid grid = new TokenGrid(1, 4, 6);
            RotaryTable table = RotaryTable.of(grid, PUBLISHED.headDim(), manager);
            NDArray x = Small.waves(manager, 0.37, 1, grid.tokens(), PUBLISHED.dim());
            NDArray modulation = Small.waves(manager, 0.1, 1, 6, PUBLISHED.dim());
            NDArray context = Small.waves(manager, 0.7, 1, 16, PUBLISHED.dim()).toType(DataType.FLOAT16, true);
            WanBlock last = model.blocks().get(PUBLISHED.layers() - 1);
            NDArray y = last.forward(x, modulation, context, table, Probe.NONE);
            assertThat(y.getDataType()).isEqualTo(DataType.FLOAT32);
            finite(y, x.getShape());
        }
    }

    private static void finite(NDArray x, Shape shape) {
        assertThat(x.getShape()).isEqualTo(shape);
        assertThat(x.isNaN().any().getBoolean() || x.isInfinite().any().getBoolean())
                .isFalse();
        assertThat(x.abs().max().getFloat()).isPositive();
    }
}
