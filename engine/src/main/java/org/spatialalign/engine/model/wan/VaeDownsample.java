package org.spatialalign.engine.model.wan;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.model.Weights;
import org.spatialalign.engine.model.wan.VaePlan.Kind;

/**
 * Halves height and width; of some levels the frames as well. The video's first frame is not merged with others, so
 * that a picture is a video of one frame.
 */
final class VaeDownsample implements VaeLayer {

    private final String name;
    private final VaeConv picture;
    private final @Nullable VaeConv time;

    VaeDownsample(Weights weights, VaePlan.Part part) {
        name = part.name();
        picture = new VaeConv(weights, name + ".resample.1");
        time = part.kind() == Kind.DOWN_TIME ? new VaeConv(weights, name + ".time_conv") : null;
    }

    @Override
    public NDArray forward(NDArray x, VaeState state) {
        // One zero on the right and one at the bottom, none on the other sides.
        NDArray padded = x.pad(new Shape(0, 1, 0, 1), 0);
        NDArray small = picture.apply(padded, new long[] {1, 2, 2}, VaeConv.NONE);
        padded.close();
        if (time == null) {
            return small;
        }
        NDArray before = state.history(name);
        NDArray result =
                before == null ? small : time.apply(before.concat(small, 2), new long[] {2, 1, 1}, VaeConv.NONE);
        state.remember(name, small, 1);
        return result;
    }
}
