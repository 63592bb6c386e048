package org.spatialalign.engine.store;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.core.Json;
import org.spatialalign.engine.score.ScoreOutcome;
import org.spatialalign.engine.store.ProjectException.Reason;

/** How single values lie in the database. */
final class Rows {

    /** Marks the two kinds of outcome; the score package itself knows nothing of files. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = ScoreOutcome.Scored.class, name = "scored"),
        @JsonSubTypes.Type(value = ScoreOutcome.Unscorable.class, name = "unscorable")
    })
    private interface TaggedOutcome {}

    private static final ObjectMapper MAPPER =
            Json.newMapper().addMixIn(ScoreOutcome.class, TaggedOutcome.class).build();

    private Rows() {}

    static String json(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot be written as JSON: " + value.getClass(), e);
        }
    }

    /** @param what of the value, for people: "the boxes of clip 12ab" */
    static <T> T read(String json, Class<T> type, String what) throws ProjectException {
        try {
            return MAPPER.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw damaged(what, e);
        }
    }

    static <T> T read(String json, TypeReference<T> type, String what) throws ProjectException {
        try {
            return MAPPER.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw damaged(what, e);
        }
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        return Instant.parse(row.getString(column));
    }

    static @Nullable Instant instantOrNull(ResultSet row, String column) throws SQLException {
        String text = row.getString(column);
        return text == null ? null : Instant.parse(text);
    }

    static @Nullable Integer intOrNull(ResultSet row, String column) throws SQLException {
        int value = row.getInt(column);
        return row.wasNull() ? null : value;
    }

    static @Nullable Long longOrNull(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : value;
    }

    private static ProjectException damaged(String what, JsonProcessingException e) {
        return new ProjectException(
                Reason.DAMAGED,
                "project.db holds something unreadable for " + what + ": "
                        + Json.problem(e).getMessage() + ". Restore it from a copy.",
                e);
    }
}
