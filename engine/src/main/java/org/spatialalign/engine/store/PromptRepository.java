package org.spatialalign.engine.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.spatialalign.engine.prompt.DsrPrompt;
import org.spatialalign.engine.store.ProjectChange.Kind;
import org.spatialalign.engine.store.ProjectException.Reason;

/** The prompts of a project. Safe to call from any thread. */
public final class PromptRepository {

    private final Database database;

    PromptRepository(Database database) {
        this.database = database;
    }

    public Optional<DsrPrompt> find(String promptId) throws ProjectException {
        return database.read(h -> PromptRows.find(h, promptId));
    }

    /** In the order in which they were added. */
    public List<DsrPrompt> all() throws ProjectException {
        return database.read(PromptRepository::all);
    }

    /**
     * Adds a prompt; false if the very same is there already. Not to be undone: for files that are imported. People's own
     * changes go through {@link EditJournal#apply(String, String, List)}.
     *
     * @param sourceFile where it was read, for people
     * @throws ProjectException ({@link Reason#CONFLICT}) if the id is taken by a different prompt
     */
    public boolean add(DsrPrompt prompt, String sourceFile) throws ProjectException {
        return database.write(h -> {
            Optional<DsrPrompt> there = PromptRows.find(h, prompt.promptId());
            if (there.isPresent()) {
                if (there.get().sameRow(prompt)) {
                    return false;
                }
                throw conflict(h, there.get(), prompt);
            }
            PromptRows.insert(
                    h,
                    new PromptRows.StoredPrompt(
                            PromptRows.nextRow(h), sourceFile, Instant.now().toString(), prompt));
            ScoreInputs.refreshPrompt(h, prompt.promptId());
            database.changed(Kind.PROMPTS, null);
            return true;
        });
    }

    static List<DsrPrompt> all(Handle h) {
        return h.createQuery("SELECT * FROM prompt ORDER BY rowid")
                .map((row, context) -> PromptRows.promptOf(row))
                .list();
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
}
