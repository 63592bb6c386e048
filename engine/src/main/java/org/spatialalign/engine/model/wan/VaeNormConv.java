package org.spatialalign.engine.model.wan;

import ai.djl.ndarray.NDArray;
import org.spatialalign.engine.model.Weights;
import org.spatialalign.engine.tensor.Ops;

/** Norm over the channels of each position, SiLU, causal convolution. */
final class VaeNormConv implements VaeLayer {

    private final NDArray gamma;
    private final VaeConv convolution;

    VaeNormConv(Weights weights, String norm, String convolution) {
        gamma = weights.get(norm + ".gamma");
        this.convolution = new VaeConv(weights, convolution);
    }

    @Override
    public NDArray forward(NDArray x, VaeState state) {
        return convolve(prepare(x, state));
    }

    /** Norm, SiLU, and the frames that the convolution looks back to. */
    NDArray prepare(NDArray x, VaeState state) {
        NDArray normed = Ops.channelNorm(x, gamma);
        NDArray active = Ops.silu(normed);
        normed.close();
        NDArray joined = convolution.joined(active, state);
        if (joined != active) {
            active.close();
        }
        return joined;
    }

    /** What {@link #prepare} gave, convolved; closes it. */
    NDArray convolve(NDArray prepared) {
        NDArray result = convolution.overTime(prepared);
        prepared.close();
        return result;
    }
}
