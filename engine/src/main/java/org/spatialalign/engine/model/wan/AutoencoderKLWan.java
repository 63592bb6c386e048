package org.spatialalign.engine.model.wan;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import org.spatialalign.engine.core.CancelledException;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.model.Weights;
import org.spatialalign.engine.tensor.Compute;
import org.spatialalign.engine.tensor.GradMode;
import org.spatialalign.engine.tensor.Ops;
import org.spatialalign.engine.tensor.Scope;
import org.spatialalign.engine.tensor.TensorSource;

/**
 * The video autoencoder of Wan 2.1: 8x8 pixels of four frames become one latent, the first frame stands alone. Both
 * directions go through the video chunk by chunk and remember what their convolutions over time look back to, so the
 * memory they need does not grow with its length.
 *
 * <p>Holds weights only: several threads may use one, each video is computed by one thread. Never records gradients.
 * Results belong to the manager of what was passed in, and to the open scope if there is one.
 */
public final class AutoencoderKLWan implements AutoCloseable {

    /** Takes the frames of a video as they become ready. */
    @FunctionalInterface
    public interface ChunkListener {

        /**
         * @param first index of the first of these frames
         * @param frames [B, 3, f, H, W] in [-1, 1], float32; freed when the call returns
         */
        void onFrames(int first, NDArray frames) throws WorkbenchException, CancelledException;
    }

    private static final String LATENTS = "the latents";

    private final VaeConfig config;
    private final Weights weights;
    private final VaeNetwork encoder;
    private final VaeNetwork decoder;
    private final VaeConv quantise;
    private final VaeConv dequantise;

    private AutoencoderKLWan(VaeConfig config, Weights weights) {
        this.config = config;
        this.weights = weights;
        VaePlan plan = VaePlan.of(config);
        encoder = new VaeNetwork(plan.encoder(), weights);
        decoder = new VaeNetwork(plan.decoder(), weights);
        quantise = new VaeConv(weights, "quant_conv");
        dequantise = new VaeConv(weights, "post_quant_conv");
    }

    /** Loads weights under their names in diffusers; norms are float32 whatever the matrices are. */
    public static AutoencoderKLWan load(VaeConfig config, TensorSource source, Compute compute)
            throws WorkbenchException {
        return of(
                config,
                Weights.load(
                        source,
                        config.parameterShapes(),
                        compute.device(),
                        name -> name.endsWith(".gamma") ? DataType.FLOAT32 : compute.matrices()));
    }

    /** Takes over weights that are there already and closes them when it is closed. */
    public static AutoencoderKLWan of(VaeConfig config, Weights weights) {
        return new AutoencoderKLWan(config, weights);
    }

    public VaeConfig config() {
        return config;
    }

    Device device() {
        return weights.manager().getDevice();
    }

    /**
     * @param video [B, 3, F, H, W] in [-1, 1]; F is 1, 5, 9 and so on, H and W are multiples of 8
     * @throws WorkbenchException when the video is of another shape or holds a number that is not finite
     * @throws CancelledException when asked to; nothing stays in memory
     */
    public VaePosterior encode(NDArray video, VaeRun run) throws WorkbenchException, CancelledException {
        return encode(video, run, VaeState.Probe.NONE);
    }

    VaePosterior encode(NDArray video, VaeRun run, VaeState.Probe probe) throws WorkbenchException, CancelledException {
        Shape shape = video.getShape();
        checkVideo(shape);
        long frames = shape.get(2);
        int factor = config.temporalFactor();
        if (frames % factor != 1 % factor) {
            throw new WorkbenchException("the video has " + frames + " frames; expected one and then groups of "
                    + factor + " (1, " + (1 + factor) + ", " + (1 + 2 * factor) + ", ...). Cut it or repeat the last");
        }
        VaeTiling tiling = run.tiling();
        try (GradMode mode = GradMode.off();
                Scope scope = Scope.open()) {
            NDArray moments;
            if (tiling == null || !tiling.needed(shape.get(3), shape.get(4))) {
                moments = encodeWhole(video, run, probe);
            } else {
                checkTiling(tiling);
                int by = config.spatialFactor();
                int overlap = (tiling.tile() - tiling.stride()) / by;
                moments = new VaeTiles(tiling.tile(), tiling.stride(), tiling.stride() / by, overlap)
                        .join(
                                shape.get(3),
                                shape.get(4),
                                shape.get(3) / by,
                                shape.get(4) / by,
                                run.progress(),
                                (y, yEnd, x, xEnd) ->
                                        encodeWhole(cut(video, y, yEnd, x, xEnd), run.ofOneTile(), probe));
            }
            moments.attach(video.getManager());
            return new VaePosterior(scope.keep(moments), config);
        }
    }

    private NDArray encodeWhole(NDArray video, VaeRun run, VaeState.Probe probe)
            throws WorkbenchException, CancelledException {
        long frames = video.getShape().get(2);
        try (VaeClipEncoder clip = new VaeClipEncoder(this, probe)) {
            while (clip.frames() < frames) {
                run.cancel().check();
                try (Scope scope = Scope.open()) {
                    int end = clip.frames() + clip.wanted();
                    clip.add(video.get(new NDIndex(":, :, {}:{}", clip.frames(), end)));
                }
                run.progress().report(clip.frames(), frames, "frames", "");
            }
            return clip.finish(video.getManager()).moments();
        }
    }

    /** For videos whose frames come a few at a time. */
    public VaeClipEncoder encoder() {
        return new VaeClipEncoder(this, VaeState.Probe.NONE);
    }

    /** One chunk, [B, 3, f, H, W] to [B, 2z, 1, H/8, W/8]; owned by the open scope. */
    NDArray momentsOf(NDArray chunk, VaeState state) throws WorkbenchException {
        return finite(wide(quantise.apply(encoder.forward(chunk, state), VaeConv.UNIT, VaeConv.NONE)), "encoding");
    }

    /**
     * The whole video at once.
     *
     * @param latents [B, z, T, h, w] as the transformer has them
     * @return [B, 3, 1 + 4 (T - 1), 8h, 8w] in [-1, 1], float32
     */
    public NDArray decode(NDArray latents, VaeRun run) throws WorkbenchException, CancelledException {
        try (GradMode mode = GradMode.off();
                Scope scope = Scope.open()) {
            NDArray video = unclamped(latents, run, VaeState.Probe.NONE).clip(-1, 1);
            return scope.keep(video);
        }
    }

    /**
     * Hands frames out as they are ready, one and then four at a time. With tiling they are all ready at the end.
     *
     * @param latents [B, z, T, h, w] as the transformer has them
     * @throws WorkbenchException when they are of another shape, hold a number that is not finite, or the result does
     * @throws CancelledException when asked to; nothing stays in memory
     */
    public void decode(NDArray latents, VaeRun run, ChunkListener listener)
            throws WorkbenchException, CancelledException {
        chunks(latents, run, VaeState.Probe.NONE, (first, frames) -> listener.onFrames(first, frames.clip(-1, 1)));
    }

    /** Owned by the open scope and the latents' manager. */
    NDArray unclamped(NDArray latents, VaeRun run, VaeState.Probe probe) throws WorkbenchException, CancelledException {
        try (GradMode mode = GradMode.off();
                Scope scope = Scope.open();
                NDManager kept = weights.manager().newSubManager()) {
            NDList parts = new NDList();
            chunks(latents, run, probe, (first, frames) -> parts.add(scope.give(frames, kept)));
            NDArray video = NDArrays.concat(parts, 2);
            video.attach(latents.getManager());
            return scope.keep(video);
        }
    }

    private void chunks(NDArray latents, VaeRun run, VaeState.Probe probe, ChunkListener listener)
            throws WorkbenchException, CancelledException {
        Shape shape = latents.getShape();
        if (shape.dimension() != 5 || shape.get(1) != config.zDim() || shape.size() == 0) {
            throw new WorkbenchException("the latents have the shape " + shape + "; expected [batch, " + config.zDim()
                    + " channels, frames, height, width]");
        }
        VaeTiling tiling = run.tiling();
        int by = config.spatialFactor();
        try (GradMode mode = GradMode.off();
                Scope scope = Scope.open()) {
            NDArray z = denormalised(input(latents, LATENTS));
            if (tiling == null || !tiling.needed(by * shape.get(3), by * shape.get(4))) {
                decodeWhole(z, run, probe, listener);
                return;
            }
            checkTiling(tiling);
            NDArray video = new VaeTiles(
                            tiling.tile() / by, tiling.stride() / by, tiling.stride(), tiling.tile() - tiling.stride())
                    .join(
                            shape.get(3),
                            shape.get(4),
                            by * shape.get(3),
                            by * shape.get(4),
                            run.progress(),
                            (y, yEnd, x, xEnd) -> decodeTile(cut(z, y, yEnd, x, xEnd), run.ofOneTile(), probe));
            int frames = config.frames((int) shape.get(2));
            int step = config.temporalFactor();
            for (int first = 0; first < frames; first += first == 0 ? 1 : step) {
                try (Scope chunk = Scope.open()) {
                    int end = first == 0 ? 1 : first + step;
                    listener.onFrames(first, video.get(new NDIndex(":, :, {}:{}", first, end)));
                }
            }
        }
    }

    private NDArray decodeTile(NDArray z, VaeRun run, VaeState.Probe probe)
            throws WorkbenchException, CancelledException {
        NDList parts = new NDList();
        try (Scope scope = Scope.open();
                NDManager kept = weights.manager().newSubManager()) {
            decodeWhole(z, run, probe, (first, frames) -> parts.add(scope.give(frames, kept)));
            NDArray video = NDArrays.concat(parts, 2);
            video.attach(z.getManager());
            return scope.keep(video);
        }
    }

    private void decodeWhole(NDArray z, VaeRun run, VaeState.Probe probe, ChunkListener listener)
            throws WorkbenchException, CancelledException {
        long length = z.getShape().get(2);
        try (VaeState state = new VaeState(device(), probe)) {
            for (int t = 0; t < length; t++) {
                run.cancel().check();
                try (Scope scope = Scope.open()) {
                    NDArray chunk =
                            dequantise.apply(z.get(new NDIndex(":, :, {}:{}", t, t + 1)), VaeConv.UNIT, VaeConv.NONE);
                    NDArray frames = finite(wide(decoder.forward(chunk, state)), "decoding");
                    state.chunkDone();
                    listener.onFrames(t == 0 ? 0 : config.frames(t), frames);
                }
                run.progress().report(config.frames(t + 1), config.frames((int) length), "frames", "");
            }
        }
    }

    private NDArray denormalised(NDArray z) {
        NDManager manager = z.getManager();
        return z.mul(VaePosterior.channels(manager, config.latentsStd()))
                .add(VaePosterior.channels(manager, config.latentsMean()));
    }

    private static NDArray cut(NDArray x, long y, long yEnd, long from, long to) {
        return x.get(new NDIndex(":, :, :, {}:{}, {}:{}", y, yEnd, from, to));
    }

    private static NDArray wide(NDArray x) {
        return x.getDataType() == DataType.FLOAT32 ? x : Ops.cast(x, DataType.FLOAT32);
    }

    /** On the device of the weights and in float32, once it is known to hold numbers only. */
    NDArray input(NDArray given, String what) throws WorkbenchException {
        NDArray here = given.getDevice().equals(device()) ? given : given.toDevice(device(), false);
        NDArray wide = wide(here);
        if (!Float.isFinite(wide.sum().getFloat())) {
            throw new WorkbenchException(what + " hold a number that is not finite (NaN or infinite)");
        }
        return wide;
    }

    private NDArray finite(NDArray result, String doing) throws WorkbenchException {
        if (!Float.isFinite(result.sum().getFloat())) {
            boolean half = weights.get("decoder.conv_out.weight").getDataType() == DataType.FLOAT16;
            throw new WorkbenchException("the autoencoder overflowed while " + doing
                    + (half ? "; compute it in float32 instead of half precision" : "; its weights may be damaged"));
        }
        return result;
    }

    void checkVideo(Shape shape) throws WorkbenchException {
        int by = config.spatialFactor();
        boolean sound = shape.dimension() == 5 && shape.get(1) == VaeConfig.RGB && shape.size() > 0;
        if (!sound || shape.get(3) % by != 0 || shape.get(4) % by != 0) {
            throw new WorkbenchException("the video has the shape " + shape
                    + "; expected [batch, 3 colours, frames, height, width] with sides that are multiples of " + by);
        }
    }

    private void checkTiling(VaeTiling tiling) throws WorkbenchException {
        int by = config.spatialFactor();
        if (tiling.tile() % by != 0 || tiling.stride() % by != 0) {
            throw new WorkbenchException("tiles of " + tiling.tile() + " pixels every " + tiling.stride()
                    + ": both must be multiples of " + by);
        }
    }

    /** Frees the weights. */
    @Override
    public void close() {
        weights.close();
    }
}
