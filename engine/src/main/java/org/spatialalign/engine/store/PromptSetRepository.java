package org.spatialalign.engine.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.spatialalign.engine.core.ContentHash;
import org.spatialalign.engine.core.Json;
import org.spatialalign.engine.prompt.DsrPrompt;
import org.spatialalign.engine.store.ProjectChange.Kind;
import org.spatialalign.engine.store.ProjectException.Reason;

/**
 * Named sets of a project's prompts, in versions. A draft lists prompts of the project, and follows their changes; a
 * frozen version holds the prompts as they were then and never changes, whatever becomes of the project's. Drafts are
 * changed through {@link EditJournal#apply(String, String, PromptSetChange)}. Safe to call from any thread.
 */
public final class PromptSetRepository {

    private final Database database;

    PromptSetRepository(Database database) {
        this.database = database;
    }

    /** All versions, by name, the newest version first. */
    public List<PromptSet> all() throws ProjectException {
        return database.read(h -> h.createQuery(PromptSetRows.SELECT + "ORDER BY s.name, s.version DESC")
                .map((row, context) -> PromptSetRows.set(row))
                .list());
    }

    /** The versions with a prompt, by name, the newest version first. */
    public List<PromptSet> with(String promptId) throws ProjectException {
        return database.read(h -> h.createQuery(
                        PromptSetRows.SELECT
                                + """
                                WHERE s.id IN (SELECT set_id FROM prompt_set_member WHERE prompt_id = :prompt)
                                ORDER BY s.name, s.version DESC""")
                .bind("prompt", promptId)
                .map((row, context) -> PromptSetRows.set(row))
                .list());
    }

    public Optional<PromptSet> find(long id) throws ProjectException {
        return database.read(h -> PromptSetRows.find(h, id));
    }

    /** The newest version of a name. */
    public Optional<PromptSet> latest(String name) throws ProjectException {
        return database.read(h -> PromptSetRows.latest(h, name));
    }

    /**
     * Makes a draft immutable, with its prompts as they are now; this cannot be taken back, nor can what was done to the
     * draft before. A frozen set stays as it is.
     *
     * @throws ProjectException ({@link Reason#CONFLICT}) if it is empty, or a prompt of it was removed meanwhile
     */
    public PromptSet freeze(long id) throws ProjectException {
        return database.write(h -> {
            PromptSet set = PromptSetRows.require(h, id);
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
            return PromptSetRows.require(h, id);
        });
    }

    /** The prompts in the set's order: of a frozen one as they were, of a draft as they are, without removed ones. */
    public List<DsrPrompt> prompts(long id) throws ProjectException {
        return database.read(h -> prompts(h, PromptSetRows.require(h, id)));
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
}
