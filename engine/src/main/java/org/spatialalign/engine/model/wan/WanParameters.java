package org.spatialalign.engine.model.wan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Names and shapes of the transformer's parameters, as diffusers' WanTransformer3DModel has them. */
final class WanParameters {

    static final String PATCH = "patch_embedding";
    static final String TIME_1 = "condition_embedder.time_embedder.linear_1";
    static final String TIME_2 = "condition_embedder.time_embedder.linear_2";
    static final String TIME_PROJECTION = "condition_embedder.time_proj";
    static final String TEXT_1 = "condition_embedder.text_embedder.linear_1";
    static final String TEXT_2 = "condition_embedder.text_embedder.linear_2";
    static final String TABLE = "scale_shift_table";
    static final String HEAD = "proj_out";

    private final Map<String, List<Long>> shapes = new LinkedHashMap<>();

    private WanParameters() {}

    static String block(int index) {
        return "blocks." + index + ".";
    }

    static Map<String, List<Long>> shapes(WanTransformerConfig config) {
        WanParameters result = new WanParameters();
        long d = config.dim();
        List<Long> kernel = new ArrayList<>(List.of(d, (long) config.inChannels()));
        config.patch().forEach(size -> kernel.add((long) size));
        result.shapes.put(PATCH + ".weight", List.copyOf(kernel));
        result.shapes.put(PATCH + ".bias", List.of(d));
        result.linear(TIME_1, config.freqDim(), d);
        result.linear(TIME_2, d, d);
        result.linear(TIME_PROJECTION, d, 6 * d);
        result.linear(TEXT_1, config.textDim(), d);
        result.linear(TEXT_2, d, d);
        for (int i = 0; i < config.layers(); i++) {
            result.block(block(i), d, config.ffnDim());
        }
        result.shapes.put(TABLE, List.of(1L, 2L, d));
        result.linear(HEAD, d, (long) config.outChannels() * config.patchVolume());
        return result.shapes;
    }

    private void block(String block, long d, long hidden) {
        shapes.put(block + TABLE, List.of(1L, 6L, d));
        for (String attention : List.of("attn1", "attn2")) {
            for (String part : List.of("to_q", "to_k", "to_v", "to_out.0")) {
                linear(block + attention + "." + part, d, d);
            }
            shapes.put(block + attention + ".norm_q.weight", List.of(d));
            shapes.put(block + attention + ".norm_k.weight", List.of(d));
        }
        shapes.put(block + "norm2.weight", List.of(d));
        shapes.put(block + "norm2.bias", List.of(d));
        linear(block + "ffn.net.0.proj", d, hidden);
        linear(block + "ffn.net.2", hidden, d);
    }

    private void linear(String name, long in, long out) {
        shapes.put(name + ".weight", List.of(out, in));
        shapes.put(name + ".bias", List.of(out));
    }
}
