package org.spatialalign.engine.model.lora;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * An adapter as a value: what it changes, by the path of the module in diffusers
 * ({@code blocks.0.attn2.to_k}), and the notes that go with it into files. Immutable.
 *
 * @param modules in the order of the file
 * @param metadata texts by name; see the constants
 */
public record Lora(Map<String, LoraModule> modules, Map<String, String> metadata) {

    /** SHA-256 of the weights that were frozen while this was trained. */
    public static final String BASE_HASH = "base_hash";

    /** Optimiser steps done. */
    public static final String STEP = "step";

    /** SHA-256 of the pairs it was trained on. */
    public static final String DATASET_HASH = "dataset_hash";

    /** Written into every file; read where a file says nothing else about its strength. */
    static final String RANK = "rank";

    static final String ALPHA = "alpha";

    public Lora {
        modules = Collections.unmodifiableMap(new LinkedHashMap<>(modules));
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }

    /** The rank of all pairs; empty when they differ or there are none. */
    public OptionalLong rank() {
        long[] ranks = pairs().mapToLong(LoraPair::rank).distinct().toArray();
        return ranks.length == 1 ? OptionalLong.of(ranks[0]) : OptionalLong.empty();
    }

    /** The alpha of all pairs; empty when they differ or there are none. */
    public OptionalDouble alpha() {
        double[] alphas = pairs().mapToDouble(LoraPair::alpha).distinct().toArray();
        return alphas.length == 1 ? OptionalDouble.of(alphas[0]) : OptionalDouble.empty();
    }

    Stream<LoraPair> pairs() {
        return modules.values().stream().map(LoraModule::pair).filter(Objects::nonNull);
    }

    /** How many numbers it has. */
    public long parameters() {
        return modules.values().stream().mapToLong(LoraModule::parameters).sum();
    }

    /** With another strength for every pair, for files that do not say theirs. */
    public Lora withAlpha(double alpha) {
        return map(module -> module.withAlpha(alpha));
    }

    /** With further notes, which replace those of the same name. */
    public Lora withMetadata(Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(metadata);
        all.putAll(more);
        return new Lora(modules, all);
    }

    Lora map(Function<LoraModule, LoraModule> change) {
        Map<String, LoraModule> changed = new LinkedHashMap<>();
        modules.forEach((path, module) -> changed.put(path, change.apply(module)));
        return new Lora(changed, metadata);
    }
}
