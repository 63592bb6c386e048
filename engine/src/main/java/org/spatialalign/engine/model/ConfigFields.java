package org.spatialalign.engine.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.spatialalign.engine.core.FileFault;
import org.spatialalign.engine.core.Json;
import org.spatialalign.engine.core.WorkbenchException;

/**
 * The fields of a model's {@code config.json}, or of an object inside it. A field that is missing or null has the value
 * that the library gives it that writes such files; what is there must be of the kind that is asked for. Every error
 * names file and field.
 */
public final class ConfigFields {

    private final Path file;
    private final String prefix;
    private final JsonNode fields;

    private ConfigFields(Path file, String prefix, JsonNode fields) {
        this.file = file;
        this.prefix = prefix;
        this.fields = fields;
    }

    public static ConfigFields read(Path file) throws WorkbenchException {
        JsonNode fields;
        try {
            fields = Json.parse(Files.readString(file));
        } catch (IOException e) {
            throw new WorkbenchException("cannot read " + file + ": " + FileFault.reason(e), e);
        } catch (WorkbenchException e) {
            throw new WorkbenchException(file + ": " + e.getMessage(), e);
        }
        if (!fields.isObject()) {
            throw new WorkbenchException(file + ": expected a JSON object");
        }
        return new ConfigFields(file, "", fields);
    }

    /** The fields of an object; one that is missing has none, so that everything asked of it has its default. */
    public ConfigFields object(String field) throws WorkbenchException {
        JsonNode node = fields.path(field);
        if (!absent(node) && !node.isObject()) {
            throw problem(field, node, "a JSON object");
        }
        return new ConfigFields(file, prefix + field + ".", node);
    }

    /** A positive whole number. */
    public int size(String field, int otherwise) throws WorkbenchException {
        JsonNode node = fields.path(field);
        if (absent(node)) {
            return otherwise;
        }
        if (!node.isIntegralNumber() || !node.canConvertToInt() || node.asInt() < 1) {
            throw problem(field, node, "a positive whole number");
        }
        return node.asInt();
    }

    /** A list of positive whole numbers. */
    public List<Integer> sizes(String field, List<Integer> otherwise) throws WorkbenchException {
        JsonNode node = fields.path(field);
        if (absent(node)) {
            return otherwise;
        }
        List<Integer> sizes = new ArrayList<>();
        for (JsonNode size : node) {
            if (!size.isIntegralNumber() || !size.canConvertToInt() || size.asInt() < 1) {
                throw problem(field, node, "a list of positive whole numbers");
            }
            sizes.add(size.asInt());
        }
        if (!node.isArray()) {
            throw problem(field, node, "a list of positive whole numbers");
        }
        return sizes;
    }

    /** A positive number. */
    public double positive(String field, double otherwise) throws WorkbenchException {
        JsonNode node = fields.path(field);
        if (absent(node)) {
            return otherwise;
        }
        if (!node.isNumber() || !(node.asDouble() > 0)) {
            throw problem(field, node, "a positive number");
        }
        return node.asDouble();
    }

    public String text(String field, String otherwise) throws WorkbenchException {
        JsonNode node = fields.path(field);
        if (absent(node)) {
            return otherwise;
        }
        if (!node.isTextual()) {
            throw problem(field, node, "a text");
        }
        return node.asText();
    }

    public boolean flag(String field, boolean otherwise) throws WorkbenchException {
        JsonNode node = fields.path(field);
        if (absent(node)) {
            return otherwise;
        }
        if (!node.isBoolean()) {
            throw problem(field, node, "true or false");
        }
        return node.asBoolean();
    }

    /** Refuses a file in which a field would change the computation in a way that is not known here. */
    public void require(String field, String found, String only) throws WorkbenchException {
        if (!found.equals(only)) {
            throw new WorkbenchException(
                    file + ": " + prefix + field + " is '" + found + "'; only '" + only + "' is supported");
        }
    }

    public Path file() {
        return file;
    }

    private static boolean absent(JsonNode node) {
        return node.isMissingNode() || node.isNull();
    }

    private WorkbenchException problem(String field, JsonNode found, String expected) {
        return new WorkbenchException(file + ": " + prefix + field + " is " + found + "; expected " + expected);
    }
}
