package org.spatialalign.engine.generate;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import org.spatialalign.engine.core.CancelledException;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.generate.TextToVideoPipeline.FrameSink;
import org.spatialalign.engine.tensor.Scope;

/** The decoder's numbers as pictures. */
final class FrameBytes {

    private FrameBytes() {}

    /**
     * The bytes of frames.
     *
     * @param frames [1, 3, f, H, W] in [-1, 1], float32, red first
     * @return [3, f, H, W], UINT8, owned by the open scope
     */
    static NDArray quantised(NDArray frames, EightBit rule) {
        NDArray scaled =
                switch (rule) {
                    case DIFFSYNTH -> frames.add(1).mul(127.5).clip(0, 255);
                    case DIFFUSERS -> frames.div(2).add(0.5).clip(0, 1).mul(255);
                };
        // The conversion cuts what is behind the point.
        return scaled.squeeze(0).toType(DataType.UINT8, false);
    }

    /** Hands out the pictures of a chunk in their order. */
    static void send(NDArray frames, EightBit rule, ByteBuffer bgra, FrameSink sink)
            throws WorkbenchException, CancelledException {
        Shape shape = frames.getShape();
        int pixels = Math.toIntExact(shape.get(3) * shape.get(4));
        try (Scope scope = Scope.open()) {
            NDArray bytes = quantised(frames, rule);
            for (long f = 0; f < shape.get(2); f++) {
                byte[] planes = bytes.get(new NDIndex(":, {}", f)).toByteArray();
                for (int i = 0; i < pixels; i++) {
                    bgra.put(4 * i, planes[2 * pixels + i]);
                    bgra.put(4 * i + 1, planes[pixels + i]);
                    bgra.put(4 * i + 2, planes[i]);
                    bgra.put(4 * i + 3, (byte) 0xff);
                }
                sink.add(bgra.clear());
            }
        }
    }
}
