package org.spatialalign.engine.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.core.ContentHash;
import org.spatialalign.engine.core.Json;
import org.spatialalign.engine.prompt.DsrPrompt;
import org.spatialalign.engine.store.ProjectChange.Kind;
import org.spatialalign.engine.store.ProjectException.Reason;
import org.spatialalign.engine.store.PromptSet.Purpose;

/**
 * Named sets of a project's prompts, in versions. A draft lists prompts of the project, and follows their changes; a
 * frozen version holds the prompts as they were then and never changes, whatever becomes of the project's. Safe to call
 * from any thread.
 */
public final class PromptSetRepository {

    private static final String SETS =
            """
            SELECT s.*, (SELECT count(*) FROM prompt_set_member m WHERE m.set_id = s.id AND (m.content IS NOT NULL
                OR m.prompt_id IN (SELECT prompt_id FROM prompt))) AS size
            FROM prompt_set s
            """;

    private final Database database;

    PromptSetRepository(Database database) {
        this.database = database;
    }

    /** All versions, by name, the newest version first. */
    public List<PromptSet> all() throws ProjectException {
        return database.read(h -> h.createQuery(SETS + "ORDER BY s.name, s.version DESC")
                .map((row, context) -> set(row))
                .list());
    }

    /** The versions with a prompt, by name, the newest version first. */
    public List<PromptSet> with(String promptId) throws ProjectException {
        return database.read(h -> h.createQuery(
                        SETS
                                + """
                                WHERE s.id IN (SELECT set_id FROM prompt_set_member WHERE prompt_id = :prompt)
                                ORDER BY s.name, s.version DESC""")
                .bind("prompt", promptId)
                .map((row, context) -> set(row))
                .list());
    }

    public Optional<PromptSet> find(long id) throws ProjectException {
        return database.read(h -> find(h, id));
    }

    /** The newest version of a name. */
    public Optional<PromptSet> latest(String name) throws ProjectException {
        return database.read(h -> latest(h, name));
    }

    /**
     * Makes version 1 of a new set, a draft.
     *
     * @throws ProjectException ({@link Reason#CONFLICT}) if the name is taken; ({@link Reason#NOT_FOUND}) if a prompt is
     *     not in the project
     */
    public PromptSet create(String name, Purpose purpose, List<String> promptIds) throws ProjectException {
        return database.write(h -> {
            if (name.isBlank()) {
                throw new ProjectException(Reason.CONFLICT, "A set of prompts needs a name.");
            }
            if (latest(h, name).isPresent()) {
                throw new ProjectException(
                        Reason.CONFLICT, "There is a set \"" + name + "\" already; choose another name.");
            }
            return version(h, name, 1, purpose, promptIds);
        });
    }

    /**
     * Makes these prompts, in this order, the draft of the set: the draft there is, or a new version when the newest one
     * is frozen.
     */
    public PromptSet edit(String name, List<String> promptIds) throws ProjectException {
        return database.write(h -> {
            PromptSet newest = latest(h, name)
                    .orElseThrow(() ->
                            new ProjectException(Reason.NOT_FOUND, "There is no set \"" + name + "\" in the project."));
            if (newest.frozen()) {
                return version(h, name, newest.version() + 1, newest.purpose(), promptIds);
            }
            h.execute("DELETE FROM prompt_set_member WHERE set_id = ?", newest.id());
            fill(h, newest.id(), promptIds);
            database.changed(Kind.PROMPT_SETS, null);
            return find(h, newest.id()).orElseThrow();
        });
    }

    /**
     * Makes a draft immutable, with its prompts as they are now. A frozen set stays as it is.
     *
     * @throws ProjectException ({@link Reason#CONFLICT}) if it is empty, or a prompt of it was removed meanwhile
     */
    public PromptSet freeze(long id) throws ProjectException {
        return database.write(h -> {
            PromptSet set = require(h, id);
            if (set.frozen()) {
                return set;
            }
            List<String> members = h.createQuery("SELECT prompt_id FROM prompt_set_member WHERE set_id = :id")
                    .bind("id", id)
                    .mapTo(String.class)
                    .list();
            List<DsrPrompt> prompts = prompts(h, set);
            if (prompts.isEmpty() || prompts.size() < members.size()) {
                throw new ProjectException(
                        Reason.CONFLICT,
                        prompts.isEmpty()
                                ? "The set \"" + set.name() + "\" has no prompts; add some before it is frozen."
                                : (members.size() - prompts.size()) + " prompts of the set \"" + set.name()
                                        + "\" were removed from the project. Edit the set, or undo their removal.");
            }
            PreparedBatch batch = h.prepareBatch(
                    "UPDATE prompt_set_member SET content = :content WHERE set_id = :set AND prompt_id = :prompt");
            StringBuilder all = new StringBuilder();
            for (DsrPrompt prompt : prompts) {
                String content = Json.write(prompt);
                all.append(content).append('\n');
                batch.bind("content", content)
                        .bind("set", id)
                        .bind("prompt", prompt.promptId())
                        .add();
            }
            batch.execute();
            h.execute(
                    "UPDATE prompt_set SET frozen_at = ?, hash = ? WHERE id = ?",
                    Instant.now().toString(),
                    ContentHash.ofText(all.toString()).hex(),
                    id);
            database.changed(Kind.PROMPT_SETS, null);
            return find(h, id).orElseThrow();
        });
    }

    /** The prompts in the set's order: of a frozen one as they were, of a draft as they are, without removed ones. */
    public List<DsrPrompt> prompts(long id) throws ProjectException {
        return database.read(h -> prompts(h, require(h, id)));
    }

    /** @throws ProjectException ({@link Reason#CONFLICT}) if the version is frozen */
    public void removeDraft(long id) throws ProjectException {
        database.write(h -> {
            if (require(h, id).frozen()) {
                throw new ProjectException(
                        Reason.CONFLICT, "A frozen set stays: results may refer to it. Only a draft can be removed.");
            }
            h.execute("DELETE FROM prompt_set_member WHERE set_id = ?", id);
            h.execute("DELETE FROM prompt_set WHERE id = ?", id);
            database.changed(Kind.PROMPT_SETS, null);
            return id;
        });
    }

    private PromptSet version(Handle h, String name, int version, Purpose purpose, List<String> promptIds)
            throws ProjectException {
        long id = h.createUpdate(
                        """
                        INSERT INTO prompt_set (name, version, purpose, created_at)
                        VALUES (:name, :version, :purpose, :at)""")
                .bind("name", name)
                .bind("version", version)
                .bind("purpose", purpose.name())
                .bind("at", Instant.now().toString())
                .executeAndReturnGeneratedKeys()
                .mapTo(Long.class)
                .one();
        fill(h, id, promptIds);
        database.changed(Kind.PROMPT_SETS, null);
        return find(h, id).orElseThrow();
    }

    private static void fill(Handle h, long id, List<String> promptIds) throws ProjectException {
        Set<String> there = new HashSet<>(h.createQuery("SELECT prompt_id FROM prompt")
                .mapTo(String.class)
                .list());
        PreparedBatch batch = h.prepareBatch(
                "INSERT INTO prompt_set_member (set_id, position, prompt_id) VALUES (:set, :position, :prompt)");
        int position = 0;
        for (String promptId : new LinkedHashSet<>(promptIds)) {
            if (!there.contains(promptId)) {
                throw new ProjectException(Reason.NOT_FOUND, "There is no prompt " + promptId + " in the project.");
            }
            batch.bind("set", id)
                    .bind("position", position++)
                    .bind("prompt", promptId)
                    .add();
        }
        if (position > 0) {
            batch.execute();
        }
    }

    private static List<DsrPrompt> prompts(Handle h, PromptSet set) throws ProjectException {
        if (!set.frozen()) {
            return h.createQuery(
                            """
                            SELECT p.* FROM prompt_set_member m JOIN prompt p ON p.prompt_id = m.prompt_id
                            WHERE m.set_id = :id ORDER BY m.position""")
                    .bind("id", set.id())
                    .map((row, context) -> PromptRows.promptOf(row))
                    .list();
        }
        List<String> contents = h.createQuery(
                        "SELECT content FROM prompt_set_member WHERE set_id = :id ORDER BY position")
                .bind("id", set.id())
                .mapTo(String.class)
                .list();
        List<DsrPrompt> prompts = new ArrayList<>(contents.size());
        for (String content : contents) {
            prompts.add(Rows.read(content, DsrPrompt.class, "a prompt of the set \"" + set.name() + "\""));
        }
        return List.copyOf(prompts);
    }

    private static PromptSet require(Handle h, long id) throws ProjectException {
        return find(h, id)
                .orElseThrow(
                        () -> new ProjectException(Reason.NOT_FOUND, "There is no set of prompts number " + id + "."));
    }

    private static Optional<PromptSet> find(Handle h, long id) {
        return h.createQuery(SETS + "WHERE s.id = :id")
                .bind("id", id)
                .map((row, context) -> set(row))
                .findOne();
    }

    private static Optional<PromptSet> latest(Handle h, String name) {
        return h.createQuery(SETS + "WHERE s.name = :name ORDER BY s.version DESC LIMIT 1")
                .bind("name", name)
                .map((row, context) -> set(row))
                .findOne();
    }

    private static PromptSet set(ResultSet row) throws SQLException {
        @Nullable Instant frozenAt = Rows.instantOrNull(row, "frozen_at");
        return new PromptSet(
                row.getLong("id"),
                row.getString("name"),
                row.getInt("version"),
                Purpose.valueOf(row.getString("purpose")),
                row.getInt("size"),
                Rows.instant(row, "created_at"),
                frozenAt,
                row.getString("hash"));
    }
}
