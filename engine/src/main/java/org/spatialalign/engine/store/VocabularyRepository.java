package org.spatialalign.engine.store;

import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.spatialalign.engine.prompt.Vocabulary;

/**
 * The vocabulary of a project. It is changed through {@link EditJournal#apply(String, String, Vocabulary)}. Safe to call
 * from any thread.
 */
public final class VocabularyRepository {

    /** How a project without a vocabulary of its own is written in the journal. */
    private static final String NONE = "null";

    private final Database database;

    VocabularyRepository(Database database) {
        this.database = database;
    }

    /** Empty while the project has none of its own; then the one that comes with the program is meant. */
    public Optional<Vocabulary> find() throws ProjectException {
        String json = database.read(VocabularyRepository::json);
        return json.equals(NONE)
                ? Optional.empty()
                : Optional.of(Rows.read(json, Vocabulary.class, "the project's vocabulary"));
    }

    static String json(Handle h) {
        return h.createQuery("SELECT content FROM vocabulary WHERE name = 'project'")
                .mapTo(String.class)
                .findOne()
                .orElse(NONE);
    }

    static void put(Handle h, String json) {
        if (json.equals(NONE)) {
            h.execute("DELETE FROM vocabulary WHERE name = 'project'");
        } else {
            h.execute("INSERT OR REPLACE INTO vocabulary (name, content) VALUES ('project', ?)", json);
        }
    }
}
