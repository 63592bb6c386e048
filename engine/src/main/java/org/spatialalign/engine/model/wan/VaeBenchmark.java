package org.spatialalign.engine.model.wan;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.spatialalign.engine.core.CancelledException;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.model.Weights;
import org.spatialalign.engine.tensor.Compute;
import org.spatialalign.engine.tensor.GradMode;
import org.spatialalign.engine.tensor.Scope;
import org.spatialalign.engine.tensor.Torch;

/**
 * Times the autoencoder at its published size, 127 million parameters, with random weights in float32 on the CPU: a clip
 * of noise is encoded and decoded.
 */
public final class VaeBenchmark implements AutoCloseable {

    private static final int Z = 16;
    private static final VaeConfig PUBLISHED = new VaeConfig(
            96,
            Z,
            List.of(1, 2, 4, 4),
            2,
            List.of(false, true, true),
            Collections.nCopies(Z, 0.0),
            Collections.nCopies(Z, 1.0));

    private final int frames;
    private final int height;
    private final int width;
    private final NDManager manager = Torch.newManager(Compute.cpu().device());
    private final AutoencoderKLWan model;

    /**
     * @param frames 1, 5, 9 and so on
     * @param height multiple of 8
     * @param width multiple of 8
     */
    public VaeBenchmark(int frames, int height, int width) {
        this.frames = frames;
        this.height = height;
        this.width = width;
        try (GradMode mode = GradMode.off()) {
            SplittableRandom random = new SplittableRandom(1);
            model = AutoencoderKLWan.of(
                    PUBLISHED,
                    Weights.make(
                            PUBLISHED.parameterShapes(),
                            Torch.newManager(Compute.cpu().device()),
                            (name, shape, owner) -> parameter(name, shape, owner, random)));
        }
    }

    private static NDArray parameter(String name, Shape shape, NDManager manager, SplittableRandom random) {
        if (!name.endsWith(".weight")) {
            return name.endsWith(".gamma") ? manager.ones(shape) : manager.zeros(shape);
        }
        double fanIn = shape.size() / (double) shape.get(0);
        return uniform(manager, shape, (float) Math.sqrt(3 / fanIn), random);
    }

    private static NDArray uniform(NDManager manager, Shape shape, float limit, SplittableRandom random) {
        float[] values = new float[Math.toIntExact(shape.size())];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextInt() * (limit * 0x1p-31f);
        }
        try (NDArray drawn = manager.create(values, shape)) {
            // A copy in the library's own memory: Java's is limited for such buffers.
            return drawn.add(0);
        }
    }

    /** Seconds per frame. */
    public double encode() throws WorkbenchException, CancelledException {
        try (GradMode mode = GradMode.off();
                Scope scope = Scope.open()) {
            NDArray video =
                    uniform(manager, new Shape(1, VaeConfig.RGB, frames, height, width), 1, new SplittableRandom(2));
            long start = System.nanoTime();
            model.encode(video, VaeRun.plain());
            return seconds(start);
        }
    }

    /** Seconds per frame, until the last is there as a picture in bytes. */
    public double decode() throws WorkbenchException, CancelledException {
        try (GradMode mode = GradMode.off();
                Scope scope = Scope.open()) {
            int by = PUBLISHED.spatialFactor();
            Shape shape = new Shape(1, Z, PUBLISHED.latentFrames(frames), height / by, width / by);
            NDArray latents = uniform(manager, shape, 2, new SplittableRandom(3));
            long start = System.nanoTime();
            model.decode(latents, VaeRun.plain(), VaeFrames::byDiffSynth);
            return seconds(start);
        }
    }

    private double seconds(long start) {
        return (System.nanoTime() - start) / 1e9 / frames;
    }

    public String description() {
        return frames + " frames of " + width + "x" + height + ", published size, float32";
    }

    @Override
    public void close() {
        model.close();
        manager.close();
    }
}
