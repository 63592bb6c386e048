package org.spatialalign.engine.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.spatialalign.engine.core.ContentHash;
import org.spatialalign.engine.prefer.PairSet;
import org.spatialalign.engine.prefer.PreferencePair;
import org.spatialalign.engine.store.ProjectChange.Kind;
import org.spatialalign.engine.store.ProjectException.Reason;

/** Sets of pairs as trainings use them; a set is never changed. Safe to call from any thread. */
public final class PairSetRepository {

    private final Database database;

    /** A set without its pairs. */
    public record Heading(String name, ContentHash hash, PairSet.Policy policy, int pairs, Instant createdAt) {}

    PairSetRepository(Database database) {
        this.database = database;
    }

    /**
     * Keeps a set. The same pairs under the same name are there already, and stay as they are.
     *
     * @throws ProjectException if another set has that name
     */
    public void add(PairSet set) throws ProjectException {
        database.write(h -> {
            Optional<String> there = h.createQuery("SELECT hash FROM pair_set WHERE name = :name")
                    .bind("name", set.name())
                    .mapTo(String.class)
                    .findOne();
            if (there.isPresent()) {
                if (there.get().equals(set.hash().hex())) {
                    return set;
                }
                throw new ProjectException(
                        Reason.CONFLICT,
                        "There is already a set of pairs '" + set.name()
                                + "' with other pairs in it; sets are never changed. Give this one another name.");
            }
            long id = h.createUpdate(
                            """
                            INSERT INTO pair_set (name, hash, policy, pairs, created_at, content)
                            VALUES (:name, :hash, :policy, :pairs, :at, :content)""")
                    .bind("name", set.name())
                    .bind("hash", set.hash().hex())
                    .bind("policy", set.policy().name())
                    .bind("pairs", set.pairs().size())
                    .bind("at", set.createdAt().toString())
                    .bind("content", Rows.json(set))
                    .executeAndReturnGeneratedKeys()
                    .mapTo(Long.class)
                    .one();
            addClips(h, id, set);
            database.changed(Kind.PAIR_SETS, null);
            return set;
        });
    }

    private static void addClips(Handle h, long id, PairSet set) {
        PreparedBatch batch =
                h.prepareBatch("INSERT OR IGNORE INTO pair_set_clip (clip_id, set_id) VALUES (:clip, :set)");
        for (PreferencePair pair : set.pairs()) {
            batch.bind("clip", pair.chosen()).bind("set", id).add();
            batch.bind("clip", pair.rejected()).bind("set", id).add();
        }
        if (batch.size() > 0) {
            batch.execute();
        }
    }

    /** Names of the sets with a pair of this clip, the oldest first. */
    public List<String> namesWith(String clipId) throws ProjectException {
        return database.read(h -> h.createQuery(
                        """
                        SELECT s.name FROM pair_set_clip c JOIN pair_set s ON s.id = c.set_id
                        WHERE c.clip_id = :clip ORDER BY s.id""")
                .bind("clip", clipId)
                .mapTo(String.class)
                .list());
    }

    public Optional<PairSet> find(String name) throws ProjectException {
        return read("SELECT content FROM pair_set WHERE name = :key", name);
    }

    /** The oldest one with these pairs. */
    public Optional<PairSet> find(ContentHash hash) throws ProjectException {
        return read("SELECT content FROM pair_set WHERE hash = :key ORDER BY id LIMIT 1", hash.hex());
    }

    /** The oldest first. */
    public List<Heading> all() throws ProjectException {
        return database.read(
                h -> h.createQuery("SELECT name, hash, policy, pairs, created_at FROM pair_set ORDER BY id")
                        .map((row, context) -> new Heading(
                                row.getString("name"),
                                new ContentHash(row.getString("hash")),
                                PairSet.Policy.valueOf(row.getString("policy")),
                                row.getInt("pairs"),
                                Rows.instant(row, "created_at")))
                        .list());
    }

    private Optional<PairSet> read(String query, String key) throws ProjectException {
        Optional<String> json = database.read(
                h -> h.createQuery(query).bind("key", key).mapTo(String.class).findOne());
        return json.isEmpty()
                ? Optional.empty()
                : Optional.of(Rows.read(json.get(), PairSet.class, "the set of pairs '" + key + "'"));
    }
}
