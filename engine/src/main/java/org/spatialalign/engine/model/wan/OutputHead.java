package org.spatialalign.engine.model.wan;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.List;
import org.spatialalign.engine.model.Linear;
import org.spatialalign.engine.model.Probe;
import org.spatialalign.engine.model.Weights;
import org.spatialalign.engine.tensor.Ops;

/** From tokens back to latents. */
final class OutputHead {

    private final List<Integer> patch;
    private final int channels;
    private final double eps;
    private final Precision precision;
    private final NDArray table;
    private final Linear projection;

    OutputHead(WanTransformerConfig config, Weights weights, Precision precision) {
        patch = config.patch();
        channels = config.outChannels();
        eps = config.eps();
        this.precision = precision;
        table = weights.get(WanParameters.TABLE);
        projection = weights.linear(WanParameters.HEAD);
    }

    Linear linear() {
        return projection;
    }

    /**
     * @param x [B, N, d], float32
     * @param embedding of the timestep, before its last activation; [B, d]
     * @return [B, C, T, H, W], float32
     */
    NDArray forward(NDArray x, NDArray embedding, TokenGrid grid, Probe probe) {
        NDList modulation = embedding.expandDims(1).add(table).split(2, 1);
        NDArray shift = modulation.get(0);
        NDArray scale = modulation.get(1);
        NDArray patches = projection.forward(Ops.modulatedNorm(x, scale, shift, eps, precision.matrices()));
        probe.see("proj_out", patches);
        int t = patch.get(0);
        int h = patch.get(1);
        int w = patch.get(2);
        // Within a patch the channel is the fastest: the other way round than on the way in.
        return Precision.wide(patches)
                .reshape(x.getShape().get(0), grid.frames(), grid.height(), grid.width(), t, h, w, channels)
                .transpose(0, 7, 1, 4, 2, 5, 3, 6)
                .reshape(
                        x.getShape().get(0),
                        channels,
                        (long) grid.frames() * t,
                        (long) grid.height() * h,
                        (long) grid.width() * w);
    }
}
