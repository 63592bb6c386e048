package org.spatialalign.engine.model.wan;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.tensor.GradMode;
import org.spatialalign.engine.tensor.Scope;

/**
 * Encodes one video whose frames come a few at a time, so that it never has to be in memory whole. Used by one thread,
 * once.
 */
public final class VaeClipEncoder implements AutoCloseable {

    private final AutoencoderKLWan model;
    private final VaeState state;
    private final NDList moments = new NDList();
    private int frames;

    VaeClipEncoder(AutoencoderKLWan model, VaeState.Probe probe) {
        this.model = model;
        state = new VaeState(model.device(), probe);
    }

    /** How many frames the next call of {@link #add} takes: 1 at first, then 4. */
    public int wanted() {
        return frames == 0 ? 1 : model.config().temporalFactor();
    }

    /** Frames added so far. */
    public int frames() {
        return frames;
    }

    /**
     * @param chunk [B, 3, {@link #wanted()}, H, W] in [-1, 1], sides multiples of 8
     * @throws WorkbenchException when it is of another shape or holds a number that is not finite
     */
    public void add(NDArray chunk) throws WorkbenchException {
        Shape shape = chunk.getShape();
        model.checkVideo(shape);
        if (shape.get(2) != wanted()) {
            throw new WorkbenchException("the encoder was given " + shape.get(2) + " frames; it takes 1 and then "
                    + model.config().temporalFactor() + " at a time");
        }
        try (GradMode mode = GradMode.off();
                Scope scope = Scope.open()) {
            NDArray input = model.input(chunk, "the video");
            moments.add(scope.give(model.momentsOf(input, state), state.manager()));
            state.chunkDone();
        }
        frames += (int) shape.get(2);
    }

    /** The whole video's moments, owned by {@code manager} and the open scope. */
    public VaePosterior finish(NDManager manager) throws WorkbenchException {
        if (moments.isEmpty()) {
            throw new WorkbenchException("no frames were given to the encoder");
        }
        try (GradMode mode = GradMode.off()) {
            NDArray joined = NDArrays.concat(moments, 2);
            joined.attach(manager);
            return new VaePosterior(joined, model.config());
        }
    }

    @Override
    public void close() {
        state.close();
    }
}
