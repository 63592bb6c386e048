package org.spatialalign.engine.core;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.util.stream.Collectors;

/**
 * The one dialect of JSON in which the program writes records: strict when reading (an unknown or a repeated key is an
 * error), stable when writing (components in the order of the record, times as ISO-8601 text).
 */
public final class Json {

    private static final JsonMapper MAPPER = newMapper().build();

    private Json() {}

    /** The dialect, for those who have to add to it. */
    public static JsonMapper.Builder newMapper() {
        return JsonMapper.builder()
                .addModule(new Jdk8Module())
                .addModule(new JavaTimeModule())
                // Records say isEmpty() and the like about themselves; that is no data.
                .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
    }

    /** On one line. */
    public static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot be written as JSON: " + value.getClass(), e);
        }
    }

    public static <T> T read(String text, Class<T> type) throws WorkbenchException {
        try {
            return MAPPER.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw problem(e);
        }
    }

    public static JsonNode parse(String text) throws WorkbenchException {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw problem(e);
        }
    }

    public static JsonNode tree(Object value) {
        return MAPPER.valueToTree(value);
    }

    public static <T> T convert(JsonNode node, Class<T> type) throws WorkbenchException {
        try {
            return MAPPER.treeToValue(node, type);
        } catch (JsonProcessingException e) {
            throw problem(e);
        }
    }

    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** Names the line and column and the value, and for an unknown key the keys there are. */
    public static WorkbenchException problem(JsonProcessingException e) {
        StringBuilder text = new StringBuilder();
        JsonLocation place = e.getLocation();
        if (place != null) {
            text.append("line ").append(place.getLineNr()).append(", column ").append(place.getColumnNr());
            text.append(": ");
        }
        if (e instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
            String path = mapping.getPath().stream()
                    .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
                    .collect(Collectors.joining("."));
            text.append(path).append(": ");
        }
        if (e instanceof UnrecognizedPropertyException unknown) {
            text.append("there is no such key; known are ").append(unknown.getKnownPropertyIds());
            return new WorkbenchException(text.toString(), e);
        }
        // Jackson adds advice for programmers in brackets; people cannot follow it.
        text.append(e.getOriginalMessage().replaceFirst(" \\(set Deserialization[^)]*\\)", ""));
        return new WorkbenchException(text.toString(), e);
    }
}
