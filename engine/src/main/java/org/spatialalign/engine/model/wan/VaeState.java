package org.spatialalign.engine.model.wan;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.tensor.Scope;
import org.spatialalign.engine.tensor.Torch;

/**
 * What the layers remember from one chunk of a video to the next: the last frames that went into each convolution over
 * time. One per video; used by one thread. Closing it frees everything.
 */
final class VaeState implements AutoCloseable {

    /** Sees what comes out of each stage, chunk by chunk. */
    @FunctionalInterface
    interface Probe {

        Probe NONE = (stage, chunk) -> {};

        /** The chunk lives during the call only. */
        void on(String stage, NDArray chunk);
    }

    private final NDManager manager;
    private final Probe probe;
    private final Map<String, NDArray> histories = new HashMap<>();
    private boolean first = true;

    VaeState(Device device, Probe probe) {
        manager = Torch.newManager(device);
        this.probe = probe;
    }

    NDManager manager() {
        return manager;
    }

    Probe probe() {
        return probe;
    }

    /** Whether the chunk that is being computed is the video's first, which holds one frame. */
    boolean first() {
        return first;
    }

    void chunkDone() {
        first = false;
    }

    /** The last frames that a layer has seen, [B, C, frames, H, W]; null before the first. */
    @Nullable
    NDArray history(String layer) {
        return histories.get(layer);
    }

    /** Keeps a copy of the last {@code frames} frames of a layer's input in place of what was kept. */
    void remember(String layer, NDArray input, long frames) {
        try (Scope scope = Scope.open()) {
            long length = input.getShape().get(2);
            NDArray last = input.get(new NDIndex(":, :, {}:", Math.max(0, length - frames)));
            // A copy: a view would hold the whole input in memory.
            NDArray before = histories.put(layer, scope.give(last.duplicate(), manager));
            if (before != null) {
                before.close();
            }
        }
    }

    NDArray zeros(Shape shape, DataType type) {
        return manager.zeros(shape, type);
    }

    @Override
    public void close() {
        manager.close();
    }
}
