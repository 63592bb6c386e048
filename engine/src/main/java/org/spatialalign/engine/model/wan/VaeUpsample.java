package org.spatialalign.engine.model.wan;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.model.Weights;
import org.spatialalign.engine.model.wan.VaePlan.Kind;
import org.spatialalign.engine.tensor.Ops;

/**
 * Doubles height and width and halves the channels; of some levels it doubles the frames as well, all but the video's
 * first, which also is not among those that the second is made from.
 */
final class VaeUpsample implements VaeLayer {

    private static final long[] AROUND = {0, 1, 1};

    private final VaeConv picture;
    private final @Nullable VaeConv time;

    VaeUpsample(Weights weights, VaePlan.Part part) {
        picture = new VaeConv(weights, part.name() + ".resample.1");
        time = part.kind() == Kind.UP_TIME ? new VaeConv(weights, part.name() + ".time_conv") : null;
    }

    @Override
    public NDArray forward(NDArray x, VaeState state) {
        NDArray frames = time == null || state.first() ? x : doubled(time.causal(x, state));
        NDArray typed = picture.typed(frames);
        Shape shape = typed.getShape();
        NDArray large = Ops.upsampleNearest(typed, 2 * shape.get(3), 2 * shape.get(4));
        NDArray result = picture.apply(large, VaeConv.UNIT, AROUND);
        large.close();
        return result;
    }

    /** [B, 2C, T, H, W] to [B, C, 2T, H, W]: the first half of the channels is the earlier of two frames. */
    private static NDArray doubled(NDArray x) {
        Shape s = x.getShape();
        long channels = s.get(1) / 2;
        return x.reshape(s.get(0), 2, channels, s.get(2), s.get(3), s.get(4))
                .transpose(0, 2, 3, 1, 4, 5)
                .reshape(s.get(0), channels, 2 * s.get(2), s.get(3), s.get(4));
    }
}
