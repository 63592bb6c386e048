package org.spatialalign.engine.interchange;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.nio.file.Path;

/** Turns a JSON parser's complaint into one with file and place. */
final class JsonErrors {

    private JsonErrors() {}

    static InterchangeException at(Path file, JsonProcessingException e) {
        JsonLocation location = e.getLocation();
        String place = location == null ? "" : "line " + location.getLineNr() + ", character " + location.getColumnNr();
        return new InterchangeException(file, place, "not valid JSON: " + e.getOriginalMessage(), e);
    }
}
