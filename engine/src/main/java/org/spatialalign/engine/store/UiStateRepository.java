package org.spatialalign.engine.store;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** How the window was left: page, selection, frame, filters. Safe to call from any thread. */
public final class UiStateRepository {

    private final Database database;

    UiStateRepository(Database database) {
        this.database = database;
    }

    public Optional<JsonNode> find(String key) throws ProjectException {
        Optional<String> json = database.read(h -> h.createQuery("SELECT value FROM ui_state WHERE key = :key")
                .bind("key", key)
                .mapTo(String.class)
                .findOne());
        return json.isEmpty() ? Optional.empty() : Optional.of(Rows.read(json.get(), JsonNode.class, "'" + key + "'"));
    }

    /** All of them, by key. */
    public Map<String, JsonNode> all() throws ProjectException {
        Map<String, String> rows = new LinkedHashMap<>();
        database.read(h -> h.createQuery("SELECT key, value FROM ui_state ORDER BY key")
                .map((row, context) -> rows.put(row.getString("key"), row.getString("value")) == null)
                .list());
        Map<String, JsonNode> result = new LinkedHashMap<>();
        for (Map.Entry<String, String> row : rows.entrySet()) {
            result.put(row.getKey(), Rows.read(row.getValue(), JsonNode.class, "'" + row.getKey() + "'"));
        }
        return result;
    }

    /** Adds it, or replaces the one of that key. */
    public void put(String key, JsonNode value) throws ProjectException {
        database.write(h -> {
            h.createUpdate("INSERT OR REPLACE INTO ui_state (key, value) VALUES (:key, :value)")
                    .bind("key", key)
                    .bind("value", Rows.json(value))
                    .execute();
            return value;
        });
    }

    /** Does nothing if there is none. */
    public void remove(String key) throws ProjectException {
        database.write(h -> {
            h.createUpdate("DELETE FROM ui_state WHERE key = :key")
                    .bind("key", key)
                    .execute();
            return key;
        });
    }
}
