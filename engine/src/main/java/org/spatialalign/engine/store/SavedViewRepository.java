package org.spatialalign.engine.store;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;

/** Views of the table that people saved by name. Safe to call from any thread. */
public final class SavedViewRepository {

    private final JsonTable table;

    SavedViewRepository(Database database) {
        table = new JsonTable(database, "saved_view", "name", "definition", ProjectChange.Kind.VIEWS);
    }

    public Optional<JsonNode> find(String name) throws ProjectException {
        return table.find(name);
    }

    /** All of them, by name. */
    public Map<String, JsonNode> all() throws ProjectException {
        return table.all();
    }

    /** Adds it, or replaces the one of that name. */
    public void put(String name, JsonNode definition) throws ProjectException {
        table.put(name, definition);
    }

    /** Does nothing if there is none. */
    public void remove(String name) throws ProjectException {
        table.remove(name);
    }
}
