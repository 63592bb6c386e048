package org.spatialalign.engine.store;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Views of the table that people saved by name. Safe to call from any thread. */
public final class SavedViewRepository {

    private final Database database;

    SavedViewRepository(Database database) {
        this.database = database;
    }

    public Optional<JsonNode> find(String name) throws ProjectException {
        Optional<String> json = database.read(h -> h.createQuery("SELECT definition FROM saved_view WHERE name = :name")
                .bind("name", name)
                .mapTo(String.class)
                .findOne());
        return json.isEmpty() ? Optional.empty() : Optional.of(Rows.read(json.get(), JsonNode.class, "'" + name + "'"));
    }

    /** All of them, by name. */
    public Map<String, JsonNode> all() throws ProjectException {
        Map<String, String> rows = new LinkedHashMap<>();
        database.read(h -> h.createQuery("SELECT name, definition FROM saved_view ORDER BY name")
                .map((row, context) -> rows.put(row.getString("name"), row.getString("definition")) == null)
                .list());
        Map<String, JsonNode> result = new LinkedHashMap<>();
        for (Map.Entry<String, String> row : rows.entrySet()) {
            result.put(row.getKey(), Rows.read(row.getValue(), JsonNode.class, "'" + row.getKey() + "'"));
        }
        return result;
    }

    /** Adds it, or replaces the one of that name. */
    public void put(String name, JsonNode definition) throws ProjectException {
        database.write(h -> {
            h.createUpdate("INSERT OR REPLACE INTO saved_view (name, definition) VALUES (:name, :definition)")
                    .bind("name", name)
                    .bind("definition", Rows.json(definition))
                    .execute();
            database.changed(ProjectChange.Kind.VIEWS, null);
            return definition;
        });
    }

    /** Does nothing if there is none. */
    public void remove(String name) throws ProjectException {
        database.write(h -> {
            h.createUpdate("DELETE FROM saved_view WHERE name = :name")
                    .bind("name", name)
                    .execute();
            database.changed(ProjectChange.Kind.VIEWS, null);
            return name;
        });
    }
}
