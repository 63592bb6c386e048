package org.spatialalign.engine.interchange;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Path;

/** Turns a JSON parser's complaint into one with file and place. */
final class JsonErrors {

    private JsonErrors() {}

    /**
     * Reads NaN and Infinity, which other programs write although JSON knows them not: then the one entry that has them
     * can be named, and the others go on.
     */
    static ObjectMapper tolerantOfNumbers() {
        return JsonMapper.builder()
                .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                .build();
    }

    static InterchangeException at(Path file, JsonProcessingException e) {
        JsonLocation location = e.getLocation();
        String place = location == null ? "" : "line " + location.getLineNr() + ", character " + location.getColumnNr();
        return new InterchangeException(file, place, "not valid JSON: " + plain(e.getOriginalMessage()), e);
    }

    /** The parser adds advice for programmers and internal names; people cannot follow it. */
    private static String plain(String said) {
        return said.replaceFirst(" \\(\\(CTRL-CHAR, code \\d+\\)\\)", "")
                .replaceFirst(": has to be escaped.*", "; is a quote missing?")
                .replaceFirst("(: enable| \\(for|: was expecting).*", "");
    }
}
