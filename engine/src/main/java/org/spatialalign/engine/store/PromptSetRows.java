package org.spatialalign.engine.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.store.ProjectException.Reason;
import org.spatialalign.engine.store.PromptSet.Purpose;

/** The rows of sets of prompts, and taking a draft from one state to another. */
final class PromptSetRows {

    static final String SELECT =
            """
            SELECT s.*, (SELECT count(*) FROM prompt_set_member m WHERE m.set_id = s.id AND (m.content IS NOT NULL
                OR m.prompt_id IN (SELECT prompt_id FROM prompt))) AS size
            FROM prompt_set s
            """;

    private static final String ABSENT = "null";

    private PromptSetRows() {}

    /** A draft with the prompts it lists; some may have been removed from the project. */
    record Draft(long id, String name, int version, Purpose purpose, String createdAt, List<String> promptIds) {}

    /** A draft before and after; absent is null. */
    record Step(@Nullable Draft before, @Nullable Draft after) {

        long id() {
            Draft one = after == null ? before : after;
            if (one == null) {
                throw new IllegalStateException("a step from nothing to nothing");
            }
            return one.id();
        }
    }

    static PromptSet require(Handle h, long id) throws ProjectException {
        return find(h, id)
                .orElseThrow(
                        () -> new ProjectException(Reason.NOT_FOUND, "There is no set of prompts number " + id + "."));
    }

    static Optional<PromptSet> find(Handle h, long id) {
        return h.createQuery(SELECT + "WHERE s.id = :id")
                .bind("id", id)
                .map((row, context) -> set(row))
                .findOne();
    }

    static Optional<PromptSet> latest(Handle h, String name) {
        return h.createQuery(SELECT + "WHERE s.name = :name ORDER BY s.version DESC LIMIT 1")
                .bind("name", name)
                .map((row, context) -> set(row))
                .findOne();
    }

    static PromptSet set(ResultSet row) throws SQLException {
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

    /**
     * What a change means for the sets that are there.
     *
     * @throws ProjectException ({@link Reason#NOT_FOUND}, {@link Reason#CONFLICT}) if a set or prompt is not there, a
     *     name is taken, or the set is frozen
     */
    static Step plan(Handle h, PromptSetChange change) throws ProjectException {
        if (change instanceof PromptSetChange.Create create) {
            requireFree(h, create.name());
            return new Step(null, fresh(h, create.name(), 1, create.purpose(), create.promptIds()));
        }
        if (change instanceof PromptSetChange.Assign assign) {
            return assign(h, assign);
        }
        if (change instanceof PromptSetChange.Describe describe) {
            Draft before = draft(h, describe.id());
            return new Step(before, described(h, before, describe));
        }
        return new Step(draft(h, ((PromptSetChange.Remove) change).id()), null);
    }

    private static Step assign(Handle h, PromptSetChange.Assign change) throws ProjectException {
        PromptSet newest = latest(h, change.name())
                .orElseThrow(() -> new ProjectException(
                        Reason.NOT_FOUND, "There is no set \"" + change.name() + "\" in the project."));
        if (newest.frozen()) {
            return new Step(null, fresh(h, newest.name(), newest.version() + 1, newest.purpose(), change.promptIds()));
        }
        Draft before = draft(h, newest.id());
        List<String> prompts = known(h, change.promptIds());
        return new Step(
                before,
                new Draft(before.id(), before.name(), before.version(), before.purpose(), before.createdAt(), prompts));
    }

    private static Draft described(Handle h, Draft before, PromptSetChange.Describe change) throws ProjectException {
        if (!change.name().equals(before.name())) {
            requireFree(h, change.name());
            if (before.version() > 1) {
                throw new ProjectException(
                        Reason.CONFLICT,
                        "The set \"" + before.name()
                                + "\" has frozen versions, which keep their name. Make a new set instead.");
            }
        }
        return new Draft(
                before.id(), change.name(), before.version(), change.purpose(), before.createdAt(), before.promptIds());
    }

    private static void requireFree(Handle h, String name) throws ProjectException {
        if (name.isBlank()) {
            throw new ProjectException(Reason.CONFLICT, "A set of prompts needs a name.");
        }
        if (latest(h, name).isPresent()) {
            throw new ProjectException(
                    Reason.CONFLICT, "There is a set \"" + name + "\" already; choose another name.");
        }
    }

    private static Draft fresh(Handle h, String name, int version, Purpose purpose, List<String> promptIds)
            throws ProjectException {
        // Beyond every number ever given: what was taken back may come again with its own.
        long id = h.createQuery("SELECT coalesce(max(seq), 0) + 1 FROM sqlite_sequence WHERE name = 'prompt_set'")
                .mapTo(Long.class)
                .one();
        return new Draft(id, name, version, purpose, Instant.now().toString(), known(h, promptIds));
    }

    /** Each once, in their order. */
    private static List<String> known(Handle h, List<String> promptIds) throws ProjectException {
        Set<String> there = new HashSet<>(h.createQuery("SELECT prompt_id FROM prompt")
                .mapTo(String.class)
                .list());
        for (String promptId : promptIds) {
            if (!there.contains(promptId)) {
                throw new ProjectException(Reason.NOT_FOUND, "There is no prompt " + promptId + " in the project.");
            }
        }
        return List.copyOf(new LinkedHashSet<>(promptIds));
    }

    /** @throws ProjectException ({@link Reason#CONFLICT}) if the version is frozen */
    private static Draft draft(Handle h, long id) throws ProjectException {
        PromptSet set = require(h, id);
        if (set.frozen()) {
            throw new ProjectException(
                    Reason.CONFLICT, "A frozen set stays: results may refer to it. Only a draft can be changed.");
        }
        List<String> members = h.createQuery(
                        "SELECT prompt_id FROM prompt_set_member WHERE set_id = :id ORDER BY position")
                .bind("id", id)
                .mapTo(String.class)
                .list();
        return new Draft(
                id, set.name(), set.version(), set.purpose(), set.createdAt().toString(), members);
    }

    /** Brings a draft from its state before to that after. */
    static void apply(Handle h, Step step) {
        Draft after = step.after();
        h.execute("DELETE FROM prompt_set_member WHERE set_id = ?", step.id());
        if (after == null) {
            h.execute("DELETE FROM prompt_set WHERE id = ?", step.id());
            return;
        }
        h.createUpdate(
                        """
                        INSERT INTO prompt_set (id, name, version, purpose, created_at)
                        VALUES (:id, :name, :version, :purpose, :at)
                        ON CONFLICT (id) DO UPDATE SET name = :name, version = :version, purpose = :purpose""")
                .bind("id", after.id())
                .bind("name", after.name())
                .bind("version", freeVersion(h, after))
                .bind("purpose", after.purpose().name())
                .bind("at", after.createdAt())
                .execute();
        PreparedBatch batch = h.prepareBatch(
                "INSERT INTO prompt_set_member (set_id, position, prompt_id) VALUES (:set, :position, :prompt)");
        int position = 0;
        for (String promptId : after.promptIds()) {
            batch.bind("set", after.id())
                    .bind("position", position++)
                    .bind("prompt", promptId)
                    .add();
        }
        if (position > 0) {
            batch.execute();
        }
    }

    /** Its own; or the next, when another set of the name was made and frozen since the draft was taken away. */
    private static int freeVersion(Handle h, Draft draft) {
        Optional<PromptSet> latest = latest(h, draft.name());
        return latest.isEmpty()
                        || latest.get().id() == draft.id()
                        || latest.get().version() < draft.version()
                ? draft.version()
                : latest.get().version() + 1;
    }

    static String json(@Nullable Draft draft) {
        return draft == null ? ABSENT : Rows.json(draft);
    }

    /** @param what of the edit, for people */
    static Step step(String from, String to, String what) throws ProjectException {
        return new Step(read(from, what), read(to, what));
    }

    private static @Nullable Draft read(String json, String what) throws ProjectException {
        return json.equals(ABSENT) ? null : Rows.read(json, Draft.class, what);
    }
}
