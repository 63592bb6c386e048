package org.spatialalign.engine.model.wan;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.spatialalign.engine.core.FileFault;
import org.spatialalign.engine.core.Json;
import org.spatialalign.engine.core.WorkbenchException;

/**
 * The {@code config.json} of a Wan transformer. A field that is missing has the value that diffusers'
 * WanTransformer3DModel gives it; one that would change the computation in a way that is not known here is an error.
 */
public final class WanConfigFile {

    private static final String CLASS = "WanTransformer3DModel";
    private static final String QK_NORM = "rms_norm_across_heads";

    private static final Set<String> KNOWN = Set.of(
            "patch_size",
            "num_attention_heads",
            "attention_head_dim",
            "in_channels",
            "out_channels",
            "text_dim",
            "freq_dim",
            "ffn_dim",
            "num_layers",
            "cross_attn_norm",
            "qk_norm",
            "eps",
            "rope_max_seq_len");

    private final Path file;
    private final JsonNode fields;

    private WanConfigFile(Path file, JsonNode fields) {
        this.file = file;
        this.fields = fields;
    }

    /** @throws WorkbenchException when it cannot be read, or is of a model that this is not; names file and field */
    public static WanTransformerConfig read(Path file) throws WorkbenchException {
        JsonNode fields;
        try {
            fields = Json.parse(Files.readString(file));
        } catch (IOException e) {
            throw new WorkbenchException("cannot read " + file + ": " + FileFault.reason(e), e);
        } catch (WorkbenchException e) {
            throw new WorkbenchException(file + ": " + e.getMessage(), e);
        }
        if (!fields.isObject()) {
            throw new WorkbenchException(file + ": expected a JSON object with the fields of " + CLASS);
        }
        return new WanConfigFile(file, fields).config();
    }

    private WanTransformerConfig config() throws WorkbenchException {
        refuseOtherModels();
        int inChannels = integer("in_channels", 16);
        try {
            return new WanTransformerConfig(
                    patch(),
                    integer("num_attention_heads", 40),
                    integer("attention_head_dim", 128),
                    inChannels,
                    fields.path("out_channels").isNull() ? inChannels : integer("out_channels", 16),
                    integer("text_dim", 4096),
                    integer("freq_dim", 256),
                    integer("ffn_dim", 13824),
                    integer("num_layers", 40),
                    eps(),
                    integer("rope_max_seq_len", 1024));
        } catch (IllegalArgumentException e) {
            throw new WorkbenchException(file + ": " + e.getMessage(), e);
        }
    }

    private void refuseOtherModels() throws WorkbenchException {
        String name = fields.path("_class_name").asText(CLASS);
        if (!name.equals(CLASS)) {
            throw problem(
                    "_class_name",
                    "'" + name + "'",
                    "'" + CLASS + "'; take the folder 'transformer' of a Wan" + " text-to-video model");
        }
        for (Map.Entry<String, JsonNode> field : fields.properties()) {
            boolean set = !field.getValue().isNull();
            // Names with an underscore in front say where a file comes from.
            if (set && !KNOWN.contains(field.getKey()) && !field.getKey().startsWith("_")) {
                throw problem(
                        field.getKey(),
                        field.getValue().toString(),
                        "null: only text-to-video models without" + " added inputs are computed here");
            }
        }
        if (!fields.path("cross_attn_norm").asBoolean(true)) {
            throw problem("cross_attn_norm", "false", "true, as in every published Wan model");
        }
        String norm = fields.path("qk_norm").asText(QK_NORM);
        if (!norm.equals(QK_NORM)) {
            throw problem("qk_norm", "'" + norm + "'", "'" + QK_NORM + "'");
        }
    }

    private List<Integer> patch() throws WorkbenchException {
        JsonNode node = fields.path("patch_size");
        if (node.isMissingNode()) {
            return List.of(1, 2, 2);
        }
        List<Integer> sizes = new ArrayList<>();
        for (JsonNode size : node) {
            sizes.add(size.isIntegralNumber() ? size.asInt() : 0);
        }
        if (!node.isArray() || sizes.size() != 3 || sizes.stream().anyMatch(size -> size < 1)) {
            throw problem("patch_size", node.toString(), "three positive whole numbers: time, height, width");
        }
        return sizes;
    }

    private int integer(String field, int otherwise) throws WorkbenchException {
        JsonNode node = fields.path(field);
        if (node.isMissingNode()) {
            return otherwise;
        }
        if (!node.isIntegralNumber() || !node.canConvertToInt() || node.asInt() < 1) {
            throw problem(field, node.toString(), "a positive whole number");
        }
        return node.asInt();
    }

    private double eps() throws WorkbenchException {
        JsonNode node = fields.path("eps");
        if (node.isMissingNode()) {
            return 1e-6;
        }
        if (!node.isNumber() || !(node.asDouble() > 0)) {
            throw problem("eps", node.toString(), "a small positive number, 1e-6 as a rule");
        }
        return node.asDouble();
    }

    private WorkbenchException problem(String field, String found, String expected) {
        return new WorkbenchException(file + ": " + field + " is " + found + "; expected " + expected);
    }
}
