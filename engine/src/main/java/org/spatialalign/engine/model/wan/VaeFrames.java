package org.spatialalign.engine.model.wan;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.media.Frame;
import org.spatialalign.engine.tensor.GradMode;
import org.spatialalign.engine.tensor.Scope;

/**
 * Pictures in bytes to what the autoencoder takes, and back. There are two rules for the way back; both cut off, none
 * rounds, and they differ by one here and there.
 */
public final class VaeFrames {

    private VaeFrames() {}

    /**
     * floor((x + 1) * 127.5), as DiffSynth has it.
     *
     * @param first index of the first frame
     * @param chunk [1, 3, f, H, W] in [-1, 1]
     */
    public static List<Frame> byDiffSynth(int first, NDArray chunk) {
        try (GradMode mode = GradMode.off();
                Scope scope = Scope.open()) {
            return frames(first, chunk.add(1).mul(127.5f));
        }
    }

    /** floor((x / 2 + 0.5) * 255), as diffusers has it; otherwise like {@link #byDiffSynth}. */
    public static List<Frame> byDiffusers(int first, NDArray chunk) {
        try (GradMode mode = GradMode.off();
                Scope scope = Scope.open()) {
            return frames(first, chunk.div(2).add(0.5f).clip(0, 1).mul(255));
        }
    }

    /** @param levels [1, 3, f, H, W] */
    private static List<Frame> frames(int first, NDArray levels) {
        Shape shape = levels.getShape();
        if (shape.dimension() != 5 || shape.get(0) != 1 || shape.get(1) != VaeConfig.RGB) {
            throw new IllegalArgumentException("no frames of one clip, [1, 3, f, H, W]: " + shape);
        }
        NDArray rgb = levels.clip(0, 255).floor().toType(DataType.UINT8, false).toDevice(Device.cpu(), false);
        NDArray opaque =
                rgb.getManager().full(new Shape(1, 1, shape.get(2), shape.get(3), shape.get(4)), 255, DataType.UINT8);
        NDArray bgra = rgb.flip(1).concat(opaque, 1).transpose(0, 2, 3, 4, 1).reshape(-1);
        ByteBuffer bytes = bgra.toByteBuffer();
        int height = (int) shape.get(3);
        int width = (int) shape.get(4);
        List<Frame> frames = new ArrayList<>();
        for (int i = 0; i < shape.get(2); i++) {
            ByteBuffer one = ByteBuffer.allocateDirect(4 * width * height);
            one.put(bytes.slice(i * one.capacity(), one.capacity())).flip();
            frames.add(new Frame(first + i, width, height, one));
        }
        return frames;
    }

    /**
     * Frames of one size as numbers: level / 127.5 - 1.
     *
     * @return [1, 3, f, H, W] in [-1, 1], float32, owned by {@code manager} and the open scope
     * @throws WorkbenchException when there are none, or of several sizes
     */
    public static NDArray toTensor(List<Frame> frames, NDManager manager) throws WorkbenchException {
        if (frames.isEmpty()) {
            throw new WorkbenchException("there are no frames to encode");
        }
        int width = frames.get(0).width();
        int height = frames.get(0).height();
        try (GradMode mode = GradMode.off();
                Scope scope = Scope.open()) {
            NDList pictures = new NDList();
            for (Frame frame : frames) {
                if (frame.width() != width || frame.height() != height) {
                    throw new WorkbenchException("frame " + frame.index() + " is " + frame.width() + "x"
                            + frame.height() + "; those before are " + width + "x" + height);
                }
                NDArray bgra = manager.create(frame.bgra().duplicate(), new Shape(height, width, 4), DataType.UINT8);
                pictures.add(bgra.get(":, :, :3").flip(2).transpose(2, 0, 1));
            }
            NDArray levels = NDArrays.stack(pictures, 1).toType(DataType.FLOAT32, false);
            return scope.keep(levels.div(127.5f).sub(1).expandDims(0));
        }
    }
}
