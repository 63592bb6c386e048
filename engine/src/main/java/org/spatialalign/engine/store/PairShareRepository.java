package org.spatialalign.engine.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.spatialalign.engine.prefer.PairShare;
import org.spatialalign.engine.store.ProjectChange.Kind;

/** The pairs that annotators are asked to judge. Safe to call from any thread. */
public final class PairShareRepository {

    private final Database database;

    PairShareRepository(Database database) {
        this.database = database;
    }

    /** Keeps a share; one that is there already stays as it is. */
    public void add(PairShare share) throws ProjectException {
        database.write(h -> {
            h.createUpdate(
                            """
                            INSERT OR IGNORE INTO pair_share (id, annotator, created_at, content)
                            VALUES (:id, :annotator, :at, :content)""")
                    .bind("id", share.id())
                    .bind("annotator", share.annotator())
                    .bind("at", share.createdAt().toString())
                    .bind("content", Rows.json(share))
                    .execute();
            database.changed(Kind.VERDICTS, null);
            return share;
        });
    }

    public Optional<PairShare> find(String id) throws ProjectException {
        return all().stream().filter(share -> share.id().equals(id)).findFirst();
    }

    /** The oldest first. */
    public List<PairShare> all() throws ProjectException {
        List<String> rows = database.read(h -> h.createQuery("SELECT content FROM pair_share ORDER BY created_at, id")
                .mapTo(String.class)
                .list());
        List<PairShare> shares = new ArrayList<>(rows.size());
        for (String row : rows) {
            shares.add(Rows.read(row, PairShare.class, "a share of pairs"));
        }
        return shares;
    }
}
