package org.spatialalign.engine.store;

import com.fasterxml.jackson.core.type.TypeReference;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.prompt.DsrPrompt;
import org.spatialalign.engine.prompt.DsrType;
import org.spatialalign.engine.store.ProjectException.Reason;

/** The rows of the table of prompts, and taking many of them from one state to another. */
final class PromptRows {

    /** What prompts that were written here, and not read from a file, have as their source. */
    static final String WRITTEN_HERE = "written in the project";

    private static final TypeReference<List<@Nullable StoredPrompt>> STATES = new TypeReference<>() {};

    /** So many rows are looked up one by one; for more, the whole table is read. */
    private static final int FEW = 200;

    private static final String INSERT =
            """
            INSERT INTO prompt (rowid, prompt_id, type, animal, object, scene, initial_phrase, final_phrase,
                sentence, grouping, verb, template, source_file, added_at)
            VALUES (:row, :id, :type, :animal, :object, :scene, :initial, :final, :sentence, :grouping, :verb,
                :template, :source, :at)""";

    private static final String UPDATE =
            """
            UPDATE prompt SET prompt_id = :id, type = :type, animal = :animal, object = :object, scene = :scene,
                initial_phrase = :initial, final_phrase = :final, sentence = :sentence, grouping = :grouping,
                verb = :verb, template = :template
            WHERE prompt_id = :old""";

    private PromptRows() {}

    /**
     * A whole row.
     *
     * @param row its place in the list
     */
    record StoredPrompt(long row, String source, String addedAt, DsrPrompt prompt) {

        static StoredPrompt of(ResultSet row) throws SQLException {
            return new StoredPrompt(
                    row.getLong("place"), row.getString("source_file"), row.getString("added_at"), promptOf(row));
        }

        static StoredPrompt created(long row, DsrPrompt prompt) {
            return new StoredPrompt(row, WRITTEN_HERE, Instant.now().toString(), prompt);
        }
    }

    /** One row before and after; absent is null. */
    record Step(@Nullable StoredPrompt before, @Nullable StoredPrompt after) {}

    static DsrPrompt promptOf(ResultSet row) throws SQLException {
        return new DsrPrompt(
                row.getString("prompt_id"),
                DsrType.of(row.getString("type")),
                row.getString("animal"),
                row.getString("object"),
                row.getString("scene"),
                row.getString("initial_phrase"),
                row.getString("final_phrase"),
                row.getString("sentence"),
                row.getString("grouping"),
                row.getString("verb"),
                row.getString("template"));
    }

    static Optional<DsrPrompt> find(Handle h, String promptId) {
        return h.createQuery("SELECT * FROM prompt WHERE prompt_id = :id")
                .bind("id", promptId)
                .map((row, context) -> promptOf(row))
                .findOne();
    }

    static void insert(Handle h, StoredPrompt stored) {
        bind(h.createUpdate(INSERT), stored).execute();
    }

    static long nextRow(Handle h) {
        return h.createQuery("SELECT coalesce(max(rowid), 0) + 1 FROM prompt")
                .mapTo(Long.class)
                .one();
    }

    /**
     * What the changes mean for the rows that are there.
     *
     * @throws ProjectException ({@link Reason#NOT_FOUND}, {@link Reason#CONFLICT}) if one is not there, or an id is
     *     taken
     */
    static List<Step> plan(Handle h, List<PromptChange> changes) throws ProjectException {
        Map<String, StoredPrompt> there = stored(h, changes);
        Set<String> ids = new HashSet<>(there.keySet());
        for (PromptChange change : changes) {
            if (!change.added() && !there.containsKey(change.promptId())) {
                throw new ProjectException(
                        Reason.NOT_FOUND, "There is no prompt " + change.promptId() + " in the project.");
            }
            if (!change.added()) {
                ids.remove(change.promptId());
            }
        }
        long next = nextRow(h);
        List<Step> steps = new ArrayList<>(changes.size());
        Set<String> changed = new HashSet<>();
        for (PromptChange change : changes) {
            if (!changed.add(change.promptId())) {
                throw taken(change.promptId());
            }
            StoredPrompt before = change.added() ? null : there.get(change.promptId());
            DsrPrompt prompt = change.after();
            StoredPrompt after = null;
            if (prompt != null) {
                if (!ids.add(prompt.promptId())) {
                    throw taken(prompt.promptId());
                }
                after = before == null
                        ? StoredPrompt.created(next++, prompt)
                        : new StoredPrompt(before.row(), before.source(), before.addedAt(), prompt);
            }
            steps.add(new Step(before, after));
        }
        return steps;
    }

    private static ProjectException taken(String promptId) {
        return new ProjectException(
                Reason.CONFLICT, "Two prompts would have the id " + promptId + "; give one of them another.");
    }

    /** The rows that the changes speak of, and perhaps others. */
    private static Map<String, StoredPrompt> stored(Handle h, List<PromptChange> changes) {
        Map<String, StoredPrompt> rows = new HashMap<>();
        if (changes.size() > FEW) {
            h.createQuery("SELECT *, rowid AS place FROM prompt")
                    .map((row, context) -> StoredPrompt.of(row))
                    .forEach(row -> rows.put(row.prompt().promptId(), row));
            return rows;
        }
        Set<String> ids = new HashSet<>();
        for (PromptChange change : changes) {
            ids.add(change.promptId());
            if (change.after() != null) {
                ids.add(change.after().promptId());
            }
        }
        for (String id : ids) {
            h.createQuery("SELECT *, rowid AS place FROM prompt WHERE prompt_id = :id")
                    .bind("id", id)
                    .map((row, context) -> StoredPrompt.of(row))
                    .forEach(row -> rows.put(id, row));
        }
        return rows;
    }

    /** Brings the rows from their state before to that after. */
    static void apply(Handle h, List<Step> steps) throws ProjectException {
        removeAll(h, steps);
        changeAll(h, steps);
        addAll(h, steps);
        refreshScores(h, steps);
    }

    private static void removeAll(Handle h, List<Step> steps) {
        PreparedBatch batch = h.prepareBatch("DELETE FROM prompt WHERE prompt_id = :id");
        for (Step step : steps) {
            if (step.before() != null && step.after() == null) {
                batch.bind("id", step.before().prompt().promptId()).add();
            }
        }
        execute(batch);
    }

    /** In two goes, so that two prompts can exchange their ids. */
    private static void changeAll(Handle h, List<Step> steps) {
        PreparedBatch aside = h.prepareBatch("UPDATE prompt SET prompt_id = :aside WHERE prompt_id = :old");
        PreparedBatch batch = h.prepareBatch(UPDATE);
        for (Step step : steps) {
            if (step.before() != null && step.after() != null) {
                String old = step.before().prompt().promptId();
                String now = old;
                if (!old.equals(step.after().prompt().promptId())) {
                    now = "\u0000" + old;
                    aside.bind("aside", now).bind("old", old).add();
                }
                bindPrompt(batch, step.after().prompt()).bind("old", now).add();
            }
        }
        execute(aside);
        execute(batch);
    }

    private static void addAll(Handle h, List<Step> steps) throws ProjectException {
        if (steps.stream().allMatch(step -> step.before() != null || step.after() == null)) {
            return;
        }
        Set<String> ids = new HashSet<>(h.createQuery("SELECT prompt_id FROM prompt")
                .mapTo(String.class)
                .list());
        Set<Long> places = new HashSet<>(
                h.createQuery("SELECT rowid FROM prompt").mapTo(Long.class).list());
        long next = nextRow(h);
        for (Step step : steps) {
            next = step.after() == null ? next : Math.max(next, step.after().row() + 1);
        }
        PreparedBatch batch = h.prepareBatch(INSERT);
        for (Step step : steps) {
            StoredPrompt row = step.after();
            if (step.before() != null || row == null) {
                continue;
            }
            if (!ids.add(row.prompt().promptId())) {
                throw taken(row.prompt().promptId());
            }
            // An import may have taken the place meanwhile; then it goes to the end.
            StoredPrompt placed =
                    places.add(row.row()) ? row : new StoredPrompt(next++, row.source(), row.addedAt(), row.prompt());
            bind(batch, placed).add();
        }
        execute(batch);
    }

    private static void execute(PreparedBatch batch) {
        if (batch.size() > 0) {
            batch.execute();
        }
    }

    /** A clip's score depends on its prompt's type. */
    private static void refreshScores(Handle h, List<Step> steps) {
        Set<String> withClips =
                new HashSet<>(h.createQuery("SELECT DISTINCT prompt_id FROM clip WHERE prompt_id IS NOT NULL")
                        .mapTo(String.class)
                        .list());
        Set<String> touched = new HashSet<>();
        for (Step step : steps) {
            for (StoredPrompt row : new @Nullable StoredPrompt[] {step.before(), step.after()}) {
                if (row != null && withClips.contains(row.prompt().promptId())) {
                    touched.add(row.prompt().promptId());
                }
            }
        }
        touched.forEach(id -> ScoreInputs.refreshPrompt(h, id));
    }

    static <S extends SqlStatement<S>> S bind(S statement, StoredPrompt stored) {
        return bindPrompt(statement, stored.prompt())
                .bind("row", stored.row())
                .bind("source", stored.source())
                .bind("at", stored.addedAt());
    }

    private static <S extends SqlStatement<S>> S bindPrompt(S statement, DsrPrompt prompt) {
        return statement
                .bind("id", prompt.promptId())
                .bind("type", prompt.type().code())
                .bind("animal", prompt.animal())
                .bind("object", prompt.object())
                .bind("scene", prompt.scene())
                .bind("initial", prompt.initialPhrase())
                .bind("final", prompt.finalPhrase())
                .bind("sentence", prompt.sentence())
                .bind("grouping", prompt.group())
                .bind("verb", prompt.verb())
                .bind("template", prompt.template());
    }

    static String json(List<Step> steps, boolean before) {
        List<@Nullable StoredPrompt> states = new ArrayList<>(steps.size());
        steps.forEach(step -> states.add(before ? step.before() : step.after()));
        return Rows.json(states);
    }

    /** @param what of the edit, for people */
    static List<Step> steps(String from, String to, String what) throws ProjectException {
        List<@Nullable StoredPrompt> before = Rows.read(from, STATES, what);
        List<@Nullable StoredPrompt> after = Rows.read(to, STATES, what);
        List<Step> steps = new ArrayList<>(before.size());
        for (int i = 0; i < before.size(); i++) {
            steps.add(new Step(before.get(i), after.get(i)));
        }
        return steps;
    }
}
