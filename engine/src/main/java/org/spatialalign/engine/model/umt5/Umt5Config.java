package org.spatialalign.engine.model.umt5;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.spatialalign.engine.core.FileFault;
import org.spatialalign.engine.core.Json;
import org.spatialalign.engine.core.WorkbenchException;

/**
 * Sizes of a UMT5 encoder.
 *
 * @param width of the residual stream (d_model)
 * @param headWidth of one attention head (d_kv)
 * @param feedForward width inside the feed-forward layers (d_ff)
 * @param buckets kinds of relative positions that an attention table tells apart, both directions together
 * @param maxDistance positions further apart than this share the last bucket
 * @param eps added to the mean square in the norms
 */
public record Umt5Config(
        int width,
        int headWidth,
        int heads,
        int feedForward,
        int layers,
        int buckets,
        int maxDistance,
        double eps,
        int vocabulary) {

    public Umt5Config {
        if (Math.min(Math.min(width, headWidth), Math.min(heads, feedForward)) < 1 || layers < 1 || vocabulary < 1) {
            throw new IllegalArgumentException("sizes are at least 1");
        }
        if (buckets < 4 || buckets % 4 != 0 || maxDistance <= buckets / 4) {
            throw new IllegalArgumentException("relative_attention_num_buckets is a multiple of 4 and"
                    + " relative_attention_max_distance more than a quarter of it; they are " + buckets + " and "
                    + maxDistance);
        }
        if (!(eps > 0)) {
            throw new IllegalArgumentException("layer_norm_epsilon is a positive number, not " + eps);
        }
    }

    /** The encoder of Wan 2.1: umt5-xxl, 5.7 billion parameters. */
    public static Umt5Config xxl() {
        return new Umt5Config(4096, 64, 64, 10240, 24, 32, 128, 1e-6, 256384);
    }

    /** Reads a {@code config.json} as the transformers library writes it; keys of the decoder are not looked at. */
    public static Umt5Config read(Path file) throws WorkbenchException {
        JsonNode json;
        try {
            json = Json.parse(Files.readString(file));
        } catch (IOException e) {
            throw new WorkbenchException("cannot read " + file + ": " + FileFault.reason(e), e);
        } catch (WorkbenchException e) {
            throw new WorkbenchException(file + ": " + e.getMessage(), e);
        }
        requireText(file, json, "model_type", "umt5");
        requireText(file, json, "feed_forward_proj", "gated-gelu");
        if (json.has("dense_act_fn")) {
            requireText(file, json, "dense_act_fn", "gelu_new");
        }
        JsonNode eps = json.path("layer_norm_epsilon");
        if (!eps.isNumber()) {
            throw new WorkbenchException(file + ": layer_norm_epsilon is " + shown(eps) + "; expected a number");
        }
        try {
            return new Umt5Config(
                    size(file, json, "d_model"),
                    size(file, json, "d_kv"),
                    size(file, json, "num_heads"),
                    size(file, json, "d_ff"),
                    size(file, json, "num_layers"),
                    size(file, json, "relative_attention_num_buckets"),
                    size(file, json, "relative_attention_max_distance"),
                    eps.asDouble(),
                    size(file, json, "vocab_size"));
        } catch (IllegalArgumentException e) {
            throw new WorkbenchException(file + ": " + e.getMessage(), e);
        }
    }

    private static int size(Path file, JsonNode json, String key) throws WorkbenchException {
        JsonNode value = json.path(key);
        if (!value.isInt() || value.asInt() < 1) {
            throw new WorkbenchException(file + ": " + key + " is " + shown(value) + "; expected a positive integer");
        }
        return value.asInt();
    }

    private static void requireText(Path file, JsonNode json, String key, String only) throws WorkbenchException {
        JsonNode value = json.path(key);
        if (!value.asText().equals(only)) {
            throw new WorkbenchException(
                    file + ": " + key + " is " + shown(value) + "; only \"" + only + "\" is supported");
        }
    }

    private static String shown(JsonNode value) {
        return value.isMissingNode() ? "absent" : value.toString();
    }

    /** Every parameter but the embedding, by its name in the transformers library. */
    public Map<String, List<Long>> parameterShapes() {
        Map<String, List<Long>> shapes = new LinkedHashMap<>();
        for (int i = 0; i < layers; i++) {
            shapes.putAll(layerShapes(i));
        }
        shapes.putAll(finalShapes());
        return shapes;
    }

    /** The parameters of one layer. */
    Map<String, List<Long>> layerShapes(int layer) {
        String block = "encoder.block." + layer + ".layer.";
        String attention = block + "0.SelfAttention.";
        long inner = (long) heads * headWidth;
        Map<String, List<Long>> shapes = new LinkedHashMap<>();
        shapes.put(block + "0.layer_norm.weight", List.of((long) width));
        shapes.put(attention + "q.weight", List.of(inner, (long) width));
        shapes.put(attention + "k.weight", List.of(inner, (long) width));
        shapes.put(attention + "v.weight", List.of(inner, (long) width));
        shapes.put(attention + "o.weight", List.of((long) width, inner));
        shapes.put(attention + "relative_attention_bias.weight", List.of((long) buckets, (long) heads));
        shapes.put(block + "1.layer_norm.weight", List.of((long) width));
        shapes.put(block + "1.DenseReluDense.wi_0.weight", List.of((long) feedForward, (long) width));
        shapes.put(block + "1.DenseReluDense.wi_1.weight", List.of((long) feedForward, (long) width));
        shapes.put(block + "1.DenseReluDense.wo.weight", List.of((long) width, (long) feedForward));
        return shapes;
    }

    Map<String, List<Long>> finalShapes() {
        return Map.of("encoder.final_layer_norm.weight", List.of((long) width));
    }

    /** Shape of the table that turns ids into vectors. */
    public List<Long> embeddingShape() {
        return List.of((long) vocabulary, (long) width);
    }
}
