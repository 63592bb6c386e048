package org.spatialalign.engine.model.umt5;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.core.CancelToken;
import org.spatialalign.engine.core.CancelledException;
import org.spatialalign.engine.core.ContentHash;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.model.Weights;
import org.spatialalign.engine.tensor.GradMode;
import org.spatialalign.engine.tensor.Ops;
import org.spatialalign.engine.tensor.Scope;
import org.spatialalign.engine.tensor.TensorInfo;
import org.spatialalign.engine.tensor.TensorSource;
import org.spatialalign.engine.tensor.Torch;

/**
 * The encoder of UMT5: ids of tokens to one vector each. The layers are either held in memory or brought from the file
 * one at a time for each prompt; of the embedding only the rows of the prompt are ever read. So the 5.7 billion
 * parameters of Wan's encoder need the memory of one layer (0.8 GB). Computes in float32, without gradients. One thread
 * at a time.
 */
public final class Umt5Encoder implements AutoCloseable {

    /** Bytes of a parameter that are looked at in each of three places to tell weights apart. */
    private static final int SAMPLE = 4096;

    private final Umt5Config config;
    private final TensorSource source;
    private final Device device;
    private final @Nullable List<Weights> held;

    private Umt5Encoder(Umt5Config config, TensorSource source, Device device, @Nullable List<Weights> held) {
        this.config = config;
        this.source = source;
        this.device = device;
        this.held = held;
    }

    /**
     * @param source the weights, under the names of the transformers library or the original ones; closed with the
     *     encoder, but left open when this fails
     * @param offload whether to bring each layer from the file when its turn comes, instead of holding all
     * @throws WorkbenchException when a parameter is missing or of another shape than the configuration says
     */
    public static Umt5Encoder open(TensorSource source, Umt5Config config, Device device, boolean offload)
            throws WorkbenchException {
        TensorSource named = Umt5Names.named(source);
        requireShape(named, Umt5Names.EMBEDDING, config.embeddingShape());
        for (Map.Entry<String, List<Long>> parameter : config.parameterShapes().entrySet()) {
            requireShape(named, parameter.getKey(), parameter.getValue());
        }
        if (offload) {
            return new Umt5Encoder(config, named, device, null);
        }
        List<Weights> held = new ArrayList<>();
        try {
            for (int i = 0; i < config.layers(); i++) {
                held.add(Weights.load(named, config.layerShapes(i), device, name -> DataType.FLOAT32));
            }
            return new Umt5Encoder(config, named, device, List.copyOf(held));
        } catch (WorkbenchException | RuntimeException e) {
            held.forEach(Weights::close);
            throw e;
        }
    }

    private static void requireShape(TensorSource source, String name, List<Long> wanted) throws WorkbenchException {
        TensorInfo info = source.info(name);
        if (!info.shape().equals(wanted)) {
            throw new WorkbenchException(source.origin() + ": tensor '" + name + "' has the shape " + info.shape()
                    + "; the configuration asks for " + wanted);
        }
    }

    public Umt5Config config() {
        return config;
    }

    /**
     * Tells these weights from others: a hash of the configuration and of the beginning, middle and end of each
     * parameter. Hashing all of a 23 GB file would take longer than most prompts.
     */
    public ContentHash identity() throws WorkbenchException {
        MessageDigest digest = EmbeddingCache.sha256();
        digest.update(config.toString().getBytes(StandardCharsets.UTF_8));
        Map<String, List<Long>> parameters = new LinkedHashMap<>(config.parameterShapes());
        parameters.put(Umt5Names.EMBEDDING, config.embeddingShape());
        for (String name : parameters.keySet()) {
            TensorInfo info = source.info(name);
            digest.update((name + info.type()).getBytes(StandardCharsets.UTF_8));
            int sample = (int) Math.min(SAMPLE, info.bytes());
            int size = info.type().bytes();
            long last = info.bytes() - sample;
            digest.update(source.slice(name, 0, sample));
            digest.update(source.slice(name, last / 2 / size * size, sample));
            digest.update(source.slice(name, last, sample));
        }
        return new ContentHash(HexFormat.of().formatHex(digest.digest()));
    }

    /**
     * The production path: one prompt at its true length, for which no mask is needed.
     *
     * @param ids with the end token, without padding; at least one
     * @param owner on any device; receives the result
     * @return [1, L, width], the last hidden state
     */
    public NDArray encode(long[] ids, NDManager owner, CancelToken cancel)
            throws WorkbenchException, CancelledException {
        return encode(new long[][] {ids}, null, owner, cancel, (layer, h) -> {});
    }

    /**
     * Several prompts padded to one length. Rows of padding are computed like the others and mean nothing.
     *
     * @param mask 1 for tokens, 0 for padding; null when there is none
     * @return [B, L, width], the last hidden state
     */
    public NDArray encode(long[][] ids, long @Nullable [][] mask, NDManager owner, CancelToken cancel)
            throws WorkbenchException, CancelledException {
        return encode(ids, mask, owner, cancel, (layer, h) -> {});
    }

    /** Sees the stream after a number of layers; 0 is the embedding. What it sees is freed when it returns. */
    @FunctionalInterface
    interface Observer {
        void see(int layers, NDArray h) throws WorkbenchException;
    }

    NDArray encode(long[][] ids, long @Nullable [][] mask, NDManager owner, CancelToken cancel, Observer observer)
            throws WorkbenchException, CancelledException {
        requireIds(ids);
        try (GradMode mode = GradMode.off();
                NDManager work = Torch.newManager(device);
                Scope scope = Scope.open()) {
            int length = ids[0].length;
            NDArray buckets = work.create(RelativePositions.buckets(length, config), new Shape(length, length));
            NDArray added = mask == null ? null : addedMask(mask, length, work);
            NDArray h = embed(ids, work);
            observer.see(0, h);
            for (int i = 0; i < config.layers(); i++) {
                cancel.check();
                h = layer(i, h, buckets, added);
                observer.see(i + 1, h);
            }
            try (Weights last = Weights.load(source, config.finalShapes(), device, name -> DataType.FLOAT32)) {
                NDArray out = Ops.rmsNorm(h, last.get("encoder.final_layer_norm.weight"), config.eps());
                return scope.give(out.toDevice(owner.getDevice(), false), owner);
            }
        }
    }

    private void requireIds(long[][] ids) {
        if (ids.length == 0 || ids[0].length == 0) {
            throw new IllegalArgumentException("no tokens; the end token at least must be there");
        }
        for (long[] row : ids) {
            if (row.length != ids[0].length) {
                throw new IllegalArgumentException("rows of " + ids[0].length + " and " + row.length + " ids");
            }
            for (long id : row) {
                if (id < 0 || id >= config.vocabulary()) {
                    throw new IllegalArgumentException(
                            "the id " + id + " is outside the vocabulary of " + config.vocabulary());
                }
            }
        }
    }

    private NDArray embed(long[][] ids, NDManager work) throws WorkbenchException {
        long[] flat = Arrays.stream(ids).flatMapToLong(LongStream::of).toArray();
        try (NDManager host = Torch.newManager(Device.cpu());
                Scope scope = Scope.open()) {
            NDArray rows = EmbeddingRows.read(source, Umt5Names.EMBEDDING, flat, host)
                    .reshape(new Shape(ids.length, ids[0].length, config.width()));
            // A copy: what is made of a Java buffer must not outlive it.
            return scope.keep(work.create(rows.toFloatArray(), rows.getShape()));
        }
    }

    private NDArray addedMask(long[][] mask, int length, NDManager work) {
        float[] added = new float[mask.length * length];
        for (int b = 0; b < mask.length; b++) {
            for (int i = 0; i < length; i++) {
                added[b * length + i] = mask[b][i] == 0 ? -Float.MAX_VALUE : 0;
            }
        }
        return work.create(added, new Shape(mask.length, 1, 1, length));
    }

    private NDArray layer(int i, NDArray h, NDArray buckets, @Nullable NDArray mask) throws WorkbenchException {
        if (held != null) {
            return layer(held.get(i), i, h, buckets, mask);
        }
        try (Weights weights = Weights.load(source, config.layerShapes(i), device, name -> DataType.FLOAT32)) {
            return layer(weights, i, h, buckets, mask);
        }
    }

    private NDArray layer(Weights weights, int i, NDArray h, NDArray buckets, @Nullable NDArray mask) {
        try (Scope scope = Scope.open()) {
            NDArray out = new Umt5Layer(config, weights, i).forward(h, buckets, mask);
            return scope.keep(out);
        }
    }

    @Override
    public void close() {
        if (held != null) {
            held.forEach(Weights::close);
        }
        source.close();
    }
}
