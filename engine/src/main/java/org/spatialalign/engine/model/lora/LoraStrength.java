package org.spatialalign.engine.model.lora;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.core.Json;
import org.spatialalign.engine.core.WorkbenchException;

/**
 * What is said beside the matrices about their alpha: in PEFT's adapter_config.json, in the metadata that diffusers
 * writes in the same words, or in metadata of ours.
 */
final class LoraStrength {

    private static final String DIFFUSERS_METADATA = "lora_adapter_metadata";

    private final OptionalDouble alpha;
    private final Map<String, Double> patterns;
    private final boolean rankStabilised;
    private final String source;

    private LoraStrength(OptionalDouble alpha, Map<String, Double> patterns, boolean rankStabilised, String source) {
        this.alpha = alpha;
        this.patterns = patterns;
        this.rankStabilised = rankStabilised;
        this.source = source;
    }

    /**
     * @param adapterConfig text of PEFT's adapter_config.json; null when there is none
     * @throws WorkbenchException when what is said cannot be understood, or names a kind of adapter that is no LoRA
     */
    static LoraStrength of(String origin, Map<String, String> metadata, @Nullable String adapterConfig)
            throws WorkbenchException {
        String diffusers = metadata.get(DIFFUSERS_METADATA);
        if (adapterConfig != null) {
            return peft(origin, adapterConfig, "", "adapter_config.json");
        }
        if (diffusers != null) {
            return peft(origin, diffusers, "transformer.", "metadata " + DIFFUSERS_METADATA);
        }
        String own = metadata.get(Lora.ALPHA);
        if (own == null) {
            return new LoraStrength(OptionalDouble.empty(), Map.of(), false, "");
        }
        try {
            return new LoraStrength(OptionalDouble.of(Double.parseDouble(own)), Map.of(), false, "metadata alpha");
        } catch (NumberFormatException e) {
            throw new WorkbenchException(origin + ": the metadata's alpha is '" + own + "'; expected a number", e);
        }
    }

    private static LoraStrength peft(String origin, String text, String prefix, String source)
            throws WorkbenchException {
        JsonNode config;
        try {
            config = Json.parse(text);
        } catch (WorkbenchException e) {
            throw new WorkbenchException(origin + ": " + source + " is no JSON: " + e.getMessage(), e);
        }
        if (config.path(prefix + "use_dora").asBoolean(false)) {
            throw new WorkbenchException(
                    origin + ": is a DoRA adapter, which also rescales the weights; only plain LoRA can be used");
        }
        JsonNode type = config.path(prefix + "peft_type");
        if (type.isTextual() && !type.asText().equals("LORA")) {
            throw new WorkbenchException(origin + ": is an adapter of type " + type.asText() + "; expected LORA");
        }
        JsonNode alpha = config.path(prefix + "lora_alpha");
        if (!alpha.isMissingNode() && !alpha.isNumber()) {
            throw new WorkbenchException(origin + ": lora_alpha in " + source + " is " + alpha + "; expected a number");
        }
        Map<String, Double> patterns = new HashMap<>();
        config.path(prefix + "alpha_pattern")
                .properties()
                .forEach(entry -> patterns.put(entry.getKey(), entry.getValue().asDouble()));
        return new LoraStrength(
                alpha.isNumber() ? OptionalDouble.of(alpha.asDouble()) : OptionalDouble.empty(),
                patterns,
                config.path(prefix + "use_rslora").asBoolean(false),
                source);
    }

    /**
     * The alpha of one module that says nothing itself; its rank where nothing is said at all.
     *
     * @param module path in diffusers
     * @param original the path in the original's names
     */
    double alpha(String module, String original, long rank) {
        double said = alpha.orElse((double) rank);
        for (Map.Entry<String, Double> pattern : patterns.entrySet()) {
            String regex = "(.*\\.)?(" + Pattern.quote(pattern.getKey()) + ")";
            if (module.matches(regex) || original.matches(regex)) {
                said = pattern.getValue();
            }
        }
        // Rank-stabilised LoRA divides by the root of the rank (Kalajdzievski 2023).
        return rankStabilised ? said * Math.sqrt((double) rank) : said;
    }

    /** Where it was found; empty when nothing is said. */
    String source() {
        return source;
    }
}
