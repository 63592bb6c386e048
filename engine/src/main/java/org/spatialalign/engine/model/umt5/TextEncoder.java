package org.spatialalign.engine.model.umt5;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.core.CancelToken;
import org.spatialalign.engine.core.CancelledException;
import org.spatialalign.engine.core.ContentHash;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.tensor.TensorSource;
import org.spatialalign.engine.tensor.Torch;
import org.spatialalign.engine.tensor.safetensors.Safetensors;

/**
 * From a prompt as people write it to what Wan's transformer is conditioned on. The same prompts recur across seeds,
 * steps and training, and one takes seconds to minutes, so results are kept by the hash of the weights, the tokenizer
 * and the cleaned prompt. Deterministic. May be called from any thread; computes one prompt at a time.
 */
public final class TextEncoder implements AutoCloseable {

    private final Umt5Encoder encoder;
    private final PromptTokenizer tokenizer;
    private final EmbeddingCache cache;
    private final String identity;

    private TextEncoder(Umt5Encoder encoder, PromptTokenizer tokenizer, EmbeddingCache cache, String identity) {
        this.encoder = encoder;
        this.tokenizer = tokenizer;
        this.cache = cache;
        this.identity = identity;
    }

    /**
     * Opens the text encoder of a published repository.
     *
     * @param model holds the folders {@code text_encoder} and {@code tokenizer}
     * @param device where to compute
     * @param offload whether to bring each layer from the file when its turn comes; see {@link Umt5Encoder}
     * @param cache folder for results, shared by all models; null keeps them in memory only
     */
    public static TextEncoder open(Path model, Device device, boolean offload, @Nullable Path cache)
            throws WorkbenchException {
        Path folder = model.resolve("text_encoder");
        Umt5Config config = Umt5Config.read(folder.resolve("config.json"));
        return open(Safetensors.open(folder), config, model.resolve("tokenizer"), device, offload, cache);
    }

    /**
     * Opens a text encoder whose parts lie elsewhere.
     *
     * @param weights under the names of the transformers library or the original ones; closed with this, or when this
     *     fails
     * @param tokenizer folder that holds {@code tokenizer.json}
     */
    public static TextEncoder open(
            TensorSource weights,
            Umt5Config config,
            Path tokenizer,
            Device device,
            boolean offload,
            @Nullable Path cache)
            throws WorkbenchException {
        PromptTokenizer tokens = null;
        try {
            tokens = PromptTokenizer.open(tokenizer);
            Umt5Encoder encoder = Umt5Encoder.open(weights, config, device, offload);
            String identity =
                    encoder.identity().hex() + "\n" + tokens.identity().hex();
            return new TextEncoder(encoder, tokens, new EmbeddingCache(cache, config.width()), identity);
        } catch (WorkbenchException | RuntimeException e) {
            weights.close();
            if (tokens != null) {
                tokens.close();
            }
            throw e;
        }
    }

    /** Width of one embedding, the transformer's {@code text_dim}. */
    public int width() {
        return encoder.config().width();
    }

    /**
     * The embedding at the prompt's true length, the end token included.
     *
     * @param owner on any device; receives the result
     * @return [1, L, width], float32, L at most {@link PromptTokenizer#MAX_LENGTH}
     */
    public NDArray encode(String prompt, NDManager owner, CancelToken cancel)
            throws WorkbenchException, CancelledException {
        float[] values = values(prompt, cancel);
        return owner.create(values, new Shape(1, values.length / width(), width()));
    }

    /**
     * The embedding as Wan's transformer takes it: zeros up to a fixed length.
     *
     * @param length usually {@link PromptTokenizer#MAX_LENGTH}; not less than the prompt's
     * @param owner on any device; receives the result
     * @return [1, length, width], float32
     */
    public NDArray padded(String prompt, int length, NDManager owner, CancelToken cancel)
            throws WorkbenchException, CancelledException {
        float[] values = values(prompt, cancel);
        if (values.length > length * width()) {
            throw new IllegalArgumentException(
                    "the prompt takes " + values.length / width() + " tokens, more than " + length);
        }
        return owner.create(Arrays.copyOf(values, length * width()), new Shape(1, length, width()));
    }

    private synchronized float[] values(String prompt, CancelToken cancel)
            throws WorkbenchException, CancelledException {
        String cleaned = PromptCleaning.clean(prompt);
        long[] ids = tokenizer.encode(cleaned);
        ContentHash key = ContentHash.ofText(identity + "\n" + cleaned);
        Optional<float[]> known = cache.find(key, ids.length);
        if (known.isPresent()) {
            return known.get();
        }
        try (NDManager host = Torch.newManager(Device.cpu())) {
            float[] values = encoder.encode(ids, host, cancel).toFloatArray();
            cache.put(key, values);
            return values;
        }
    }

    @Override
    public void close() {
        tokenizer.close();
        encoder.close();
    }
}
