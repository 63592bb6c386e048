package org.spatialalign.engine.model.wan;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.spatialalign.engine.model.Linear;
import org.spatialalign.engine.model.Probe;
import org.spatialalign.engine.model.Weights;
import org.spatialalign.engine.tensor.Ops;

/** From the timestep to the vectors that modulate every block and the head; all of it in float32. */
final class TimeEmbedding {

    private static final double LONGEST = 10_000;

    private final int width;
    private final Linear first;
    private final Linear second;
    private final Linear projection;

    /**
     * @param embedding [B, d], for the head
     * @param modulation [B, 6, d], for the blocks
     */
    record Embedded(NDArray embedding, NDArray modulation) {}

    TimeEmbedding(WanTransformerConfig config, Weights weights) {
        width = config.freqDim();
        first = weights.linear(WanParameters.TIME_1);
        second = weights.linear(WanParameters.TIME_2);
        projection = weights.linear(WanParameters.TIME_PROJECTION);
    }

    List<Linear> linears() {
        return List.of(first, second, projection);
    }

    /** @param timestep [B], 0..1000, float32 */
    Embedded forward(NDArray timestep, Probe probe) {
        NDArray waves = sinusoid(timestep);
        probe.see("time_sinusoid", waves);
        NDArray embedding = second.forward(Ops.silu(first.forward(waves)));
        probe.see("temb", embedding);
        NDArray projected = projection.forward(Ops.silu(embedding));
        NDArray modulation = projected.reshape(projected.getShape().get(0), 6, -1);
        probe.see("timestep_proj", modulation);
        return new Embedded(embedding, modulation);
    }

    /** Cosines, then sines, of the timestep at frequencies from 1 down to nearly 1/10000; [B, width]. */
    private NDArray sinusoid(NDArray timestep) {
        int half = width / 2;
        // In float32 step by step, as the reference has it: at 1000 radians its rounding shows.
        NDArray frequencies = timestep.getManager()
                .arange(0f, half, 1f, DataType.FLOAT32)
                .mul(-Math.log(LONGEST))
                .div(half)
                .exp();
        NDArray angles = timestep.expandDims(1).mul(frequencies.reshape(new Shape(1, half)));
        return angles.cos().concat(angles.sin(), 1);
    }
}
