package org.spatialalign.engine.store;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A table of two columns: a name and JSON. Safe to call from any thread.
 *
 * @param table its name; it stands in the SQL as it is, like the columns' names
 * @param change what to tell of after a change; null where nobody listens
 */
record JsonTable(Database database, String table, String key, String value, ProjectChange.@Nullable Kind change) {

    Optional<JsonNode> find(String name) throws ProjectException {
        Optional<String> json =
                database.read(h -> h.createQuery("SELECT " + value + " FROM " + table + " WHERE " + key + " = :name")
                        .bind("name", name)
                        .mapTo(String.class)
                        .findOne());
        return json.isEmpty() ? Optional.empty() : Optional.of(read(json.get(), name));
    }

    /** All of them, by name. */
    Map<String, JsonNode> all() throws ProjectException {
        Map<String, String> rows = new LinkedHashMap<>();
        database.read(h -> h.createQuery("SELECT " + key + ", " + value + " FROM " + table + " ORDER BY " + key)
                .map((row, context) -> rows.put(row.getString(key), row.getString(value)) == null)
                .list());
        Map<String, JsonNode> result = new LinkedHashMap<>();
        for (Map.Entry<String, String> row : rows.entrySet()) {
            result.put(row.getKey(), read(row.getValue(), row.getKey()));
        }
        return result;
    }

    /** Adds it, or replaces the one of that name. */
    void put(String name, JsonNode json) throws ProjectException {
        database.write(h -> {
            h.createUpdate("INSERT OR REPLACE INTO " + table + " (" + key + ", " + value + ") VALUES (:name, :json)")
                    .bind("name", name)
                    .bind("json", Rows.json(json))
                    .execute();
            tell();
            return json;
        });
    }

    /** Does nothing if there is none. */
    void remove(String name) throws ProjectException {
        database.write(h -> {
            h.createUpdate("DELETE FROM " + table + " WHERE " + key + " = :name")
                    .bind("name", name)
                    .execute();
            tell();
            return name;
        });
    }

    private void tell() {
        if (change != null) {
            database.changed(change, null);
        }
    }

    private static JsonNode read(String json, String name) throws ProjectException {
        return Rows.read(json, JsonNode.class, "'" + name + "'");
    }
}
