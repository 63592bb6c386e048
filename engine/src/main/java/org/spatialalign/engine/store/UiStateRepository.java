package org.spatialalign.engine.store;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;

/** How the window was left: page, selection, frame, filters. Safe to call from any thread. */
public final class UiStateRepository {

    private final JsonTable table;

    UiStateRepository(Database database) {
        table = new JsonTable(database, "ui_state", "key", "value", null);
    }

    public Optional<JsonNode> find(String key) throws ProjectException {
        return table.find(key);
    }

    /** All of them, by key. */
    public Map<String, JsonNode> all() throws ProjectException {
        return table.all();
    }

    /** Adds it, or replaces the one of that key. */
    public void put(String key, JsonNode value) throws ProjectException {
        table.put(key, value);
    }
}
