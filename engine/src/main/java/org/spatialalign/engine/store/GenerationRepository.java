package org.spatialalign.engine.store;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.core.ContentHash;
import org.spatialalign.engine.store.ProjectChange.Kind;

/** How the generated clips of a project were made. Safe to call from any thread. */
public final class GenerationRepository {

    private final Database database;

    GenerationRepository(Database database) {
        this.database = database;
    }

    /** Says how a clip was made, in place of what was said before. */
    public void put(GenerationRecord generation) throws ProjectException {
        database.write(h -> {
            TrackRepository.requireClip(h, generation.clipId());
            h.createUpdate(
                            """
                            INSERT OR REPLACE INTO generation (clip_id, recipe_hash, prompt, seed, recipe, latents,
                                created_at)
                            VALUES (:clip, :hash, :prompt, :seed, :recipe, :latents, :at)""")
                    .bind("clip", generation.clipId())
                    .bind("hash", generation.recipeHash().hex())
                    .bind("prompt", generation.prompt())
                    .bind("seed", generation.seed())
                    .bind("recipe", Rows.json(generation.recipe()))
                    .bind("latents", generation.latents())
                    .bind("at", generation.createdAt().toString())
                    .execute();
            database.changed(Kind.CLIPS, generation.clipId());
            return generation;
        });
    }

    /** Empty for a clip that was imported. */
    public Optional<GenerationRecord> find(String clipId) throws ProjectException {
        List<GenerationRecord> found = select("WHERE clip_id = :key", clipId);
        return found.isEmpty() ? Optional.empty() : Optional.of(found.get(0));
    }

    /** The clips that were made by one recipe, the oldest first; more than one when machines disagree. */
    public List<GenerationRecord> ofRecipe(ContentHash recipe) throws ProjectException {
        return select("WHERE recipe_hash = :key ORDER BY created_at", recipe.hex());
    }

    /** Hashes of the recipes with this LoRA, the oldest first. */
    public List<ContentHash> recipesWith(ContentHash lora) throws ProjectException {
        return database.read(
                h -> h.createQuery("SELECT recipe_hash FROM generation WHERE lora = :lora GROUP BY recipe_hash"
                                + " ORDER BY min(created_at), recipe_hash")
                        .bind("lora", lora.hex())
                        .map((row, context) -> new ContentHash(row.getString("recipe_hash")))
                        .list());
    }

    /** The names under which a LoRA was used, by the hash of its file. */
    public Map<ContentHash, String> loras() throws ProjectException {
        Map<ContentHash, String> names = new LinkedHashMap<>();
        database.read(h -> h.createQuery(
                        """
                        SELECT lora, min(json_extract(recipe, '$.recipe.lora.name')) AS name FROM generation
                        WHERE lora IS NOT NULL GROUP BY lora ORDER BY min(created_at)""")
                .map((row, context) -> names.put(new ContentHash(row.getString("lora")), row.getString("name")) == null)
                .list());
        return names;
    }

    /** The LoRAs that a source model's clips were generated with; one, as a rule. */
    public List<ContentHash> lorasOf(String model) throws ProjectException {
        return database.read(h -> h.createQuery(
                        """
                        SELECT DISTINCT g.lora FROM clip c JOIN generation g ON g.clip_id = c.id
                        WHERE c.model = :model AND g.lora IS NOT NULL ORDER BY g.lora""")
                .bind("model", model)
                .map((row, context) -> new ContentHash(row.getString("lora")))
                .list());
    }

    /** Ids of a source model's clips whose prompt says something else than the model was given. */
    public List<String> rewordedOf(String model) throws ProjectException {
        return database.read(h -> h.createQuery(
                        """
                        SELECT c.id FROM clip c JOIN generation g ON g.clip_id = c.id
                        JOIN prompt p ON p.prompt_id = c.prompt_id
                        WHERE c.model = :model AND p.sentence <> g.prompt ORDER BY c.rowid""")
                .bind("model", model)
                .mapTo(String.class)
                .list());
    }

    /** All of them, the oldest first. */
    public List<GenerationRecord> all() throws ProjectException {
        return select("ORDER BY created_at", null);
    }

    private List<GenerationRecord> select(String where, @Nullable String key) throws ProjectException {
        List<Row> rows = database.read(h -> {
            var query = h.createQuery("SELECT * FROM generation " + where);
            return (key == null ? query : query.bind("key", key))
                    .map((row, context) -> row(row))
                    .list();
        });
        List<GenerationRecord> records = new ArrayList<>();
        for (Row row : rows) {
            JsonNode recipe = Rows.read(row.recipe, JsonNode.class, "the recipe of clip " + row.bare.clipId());
            records.add(new GenerationRecord(
                    row.bare.clipId(),
                    row.bare.recipeHash(),
                    row.bare.prompt(),
                    row.bare.seed(),
                    recipe,
                    row.bare.latents(),
                    row.bare.createdAt()));
        }
        return records;
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                new GenerationRecord(
                        row.getString("clip_id"),
                        new ContentHash(row.getString("recipe_hash")),
                        row.getString("prompt"),
                        row.getLong("seed"),
                        com.fasterxml.jackson.databind.node.NullNode.getInstance(),
                        row.getString("latents"),
                        Rows.instant(row, "created_at")),
                row.getString("recipe"));
    }

    /** As it lies there: what is damaged is said in words, outside the query. */
    private record Row(GenerationRecord bare, String recipe) {}
}
