package org.spatialalign.engine.model.wan;

import ai.djl.ndarray.NDArray;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.model.Weights;

/** Two normed convolutions around which the input passes, through a convolution of one position if the width changes. */
final class VaeResidual implements VaeLayer {

    private final VaeNormConv first;
    private final VaeNormConv second;
    private final @Nullable VaeConv shortcut;

    VaeResidual(Weights weights, VaePlan.Part part) {
        String name = part.name();
        first = new VaeNormConv(weights, name + ".norm1", name + ".conv1");
        second = new VaeNormConv(weights, name + ".norm2", name + ".conv2");
        shortcut = part.in() == part.out() ? null : new VaeConv(weights, name + ".conv_shortcut");
    }

    @Override
    public NDArray forward(NDArray x, VaeState state) {
        NDArray half = first.forward(x, state);
        NDArray prepared = second.prepare(half, state);
        half.close();
        NDArray change = second.convolve(prepared);
        NDArray passed = shortcut == null ? x : shortcut.apply(x, VaeConv.UNIT, VaeConv.NONE);
        return VaeLayer.sum(passed, change);
    }
}
