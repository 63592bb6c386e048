package org.spatialalign.engine.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.spatialalign.engine.prompt.DsrPrompt;
import org.spatialalign.engine.prompt.DsrType;
import org.spatialalign.engine.store.ProjectChange.Kind;
import org.spatialalign.engine.store.ProjectException.Reason;

/** The prompts of a project. Safe to call from any thread. */
public final class PromptRepository {

    private final Database database;

    PromptRepository(Database database) {
        this.database = database;
    }

    public Optional<DsrPrompt> find(String promptId) throws ProjectException {
        return database.read(h -> find(h, promptId));
    }

    /** In the order in which they were added. */
    public List<DsrPrompt> all() throws ProjectException {
        return database.read(PromptRepository::all);
    }

    /**
     * Adds a prompt; false if the very same is there already.
     *
     * @param sourceFile where it was read, for people
     * @throws ProjectException ({@link Reason#CONFLICT}) if the id is taken by a different prompt
     */
    public boolean add(DsrPrompt prompt, String sourceFile) throws ProjectException {
        return database.write(h -> {
            Optional<DsrPrompt> there = find(h, prompt.promptId());
            if (there.isPresent()) {
                if (there.get().equals(prompt)) {
                    return false;
                }
                throw conflict(h, there.get(), prompt);
            }
            h.createUpdate(
                            """
                            INSERT INTO prompt (prompt_id, type, animal, object, scene, initial_phrase, final_phrase,
                                sentence, grouping, source_file, added_at)
                            VALUES (:id, :type, :animal, :object, :scene, :initial, :final, :sentence, :grouping,
                                :source, :at)""")
                    .bind("id", prompt.promptId())
                    .bind("type", prompt.type().code())
                    .bind("animal", prompt.animal())
                    .bind("object", prompt.object())
                    .bind("scene", prompt.scene())
                    .bind("initial", prompt.initialPhrase())
                    .bind("final", prompt.finalPhrase())
                    .bind("sentence", prompt.sentence())
                    .bind("grouping", prompt.group())
                    .bind("source", sourceFile)
                    .bind("at", Instant.now().toString())
                    .execute();
            ScoreInputs.refreshPrompt(h, prompt.promptId());
            database.changed(Kind.PROMPTS, null);
            return true;
        });
    }

    static List<DsrPrompt> all(Handle h) {
        return h.createQuery("SELECT * FROM prompt ORDER BY rowid")
                .map((row, context) -> prompt(row))
                .list();
    }

    private static Optional<DsrPrompt> find(Handle h, String promptId) {
        return h.createQuery("SELECT * FROM prompt WHERE prompt_id = :id")
                .bind("id", promptId)
                .map((row, context) -> prompt(row))
                .findOne();
    }

    private static ProjectException conflict(Handle h, DsrPrompt there, DsrPrompt given) {
        String source = h.createQuery("SELECT source_file FROM prompt WHERE prompt_id = :id")
                .bind("id", there.promptId())
                .mapTo(String.class)
                .one();
        return new ProjectException(
                Reason.CONFLICT,
                "Prompt " + given.promptId() + " is in the project already, from " + source
                        + ", and says something else: there " + brief(there) + ", here " + brief(given)
                        + ". Give one of them another id.");
    }

    private static String brief(DsrPrompt p) {
        return "\"" + (p.sentence().isEmpty() ? p.animal() + " / " + p.object() : p.sentence()) + "\" (" + p.type()
                + ")";
    }

    private static DsrPrompt prompt(ResultSet row) throws SQLException {
        return new DsrPrompt(
                row.getString("prompt_id"),
                DsrType.of(row.getString("type")),
                row.getString("animal"),
                row.getString("object"),
                row.getString("scene"),
                row.getString("initial_phrase"),
                row.getString("final_phrase"),
                row.getString("sentence"),
                row.getString("grouping"));
    }
}
