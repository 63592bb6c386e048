package org.spatialalign.engine.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.spatialalign.engine.core.ContentHash;
import org.spatialalign.engine.prefer.PairKey;
import org.spatialalign.engine.prefer.TakeBack;
import org.spatialalign.engine.prefer.Verdict;
import org.spatialalign.engine.prefer.VerdictEvent;
import org.spatialalign.engine.prefer.VerdictLog;
import org.spatialalign.engine.store.ProjectChange.Kind;
import org.spatialalign.engine.store.ProjectException.Reason;

/**
 * What people said of pairs. Rows are only ever added, taking back is a row too; what counts is derived by {@link
 * VerdictLog}. Safe to call from any thread.
 */
public final class VerdictRepository {

    private final Database database;
    /** What was read so far; the next look reads only what came after it. */
    private volatile Known known = new Known(0, VerdictLog.EMPTY);

    private record Known(long seq, VerdictLog log) {}

    private record Row(long seq, String uid, String content) {

        static Row of(ResultSet row) throws SQLException {
            return new Row(row.getLong("seq"), row.getString("uid"), row.getString("content"));
        }

        VerdictEvent event() throws ProjectException {
            return Rows.read(content, VerdictEvent.class, "verdict " + uid);
        }
    }

    VerdictRepository(Database database) {
        this.database = database;
    }

    /** All events of all annotators, and what counts of them. */
    public VerdictLog log() throws ProjectException {
        Known before = known;
        List<Row> rows = database.read(
                h -> h.createQuery("SELECT seq, uid, content FROM verdict_event WHERE seq > :seq ORDER BY seq")
                        .bind("seq", before.seq)
                        .map((row, context) -> Row.of(row))
                        .list());
        if (rows.isEmpty()) {
            return before.log;
        }
        List<VerdictEvent> events = new ArrayList<>(rows.size());
        for (Row row : rows) {
            events.add(row.event());
        }
        VerdictLog log = before.log.merge(VerdictLog.of(events));
        // What a transaction in progress has written may still be taken back.
        if (!database.inTransaction()) {
            known = new Known(rows.get(rows.size() - 1).seq, log);
        }
        return log;
    }

    /** What was said of one pair, without reading what was said of others. */
    public VerdictLog log(PairKey key) throws ProjectException {
        return VerdictLog.of(events(
                "(first_clip = :key AND second_clip = :other) OR kind = 'take_back'", key.first(), key.second()));
    }

    /** The pairs of a clip of which somebody ever said something. */
    public List<PairKey> pairsOf(String clipId) throws ProjectException {
        return database.read(h -> h.createQuery(
                        """
                        SELECT first_clip, second_clip FROM verdict_event WHERE first_clip = :clip
                        UNION SELECT first_clip, second_clip FROM verdict_event WHERE second_clip = :clip
                        ORDER BY 1, 2""")
                .bind("clip", clipId)
                .map((row, context) -> new PairKey(row.getString(1), row.getString(2)))
                .list());
    }

    public Optional<Verdict> find(ContentHash uid) throws ProjectException {
        return events("uid = :key AND kind = 'verdict' AND :other = ''", uid.hex(), "").stream()
                .map(Verdict.class::cast)
                .findFirst();
    }

    private List<VerdictEvent> events(String where, String key, String other) throws ProjectException {
        List<Row> rows = database.read(
                h -> h.createQuery("SELECT seq, uid, content FROM verdict_event WHERE " + where + " ORDER BY seq")
                        .bind("key", key)
                        .bind("other", other)
                        .map((row, context) -> Row.of(row))
                        .list());
        List<VerdictEvent> events = new ArrayList<>(rows.size());
        for (Row row : rows) {
            events.add(row.event());
        }
        return events;
    }

    /**
     * Keeps a verdict. Its time becomes now, later than anything else of its annotator, whatever the clock does; the
     * fingerprints of both clips' boxes become the present ones.
     *
     * @return the verdict as it was kept
     */
    public Verdict give(Verdict verdict) throws ProjectException {
        return database.write(h -> {
            Verdict kept =
                    verdict.anew(next(h, verdict.annotator()), boxes(h, verdict.left()), boxes(h, verdict.right()));
            insert(h, kept);
            return kept;
        });
    }

    /** Takes an annotator's last verdict back; what was said of the pair before counts again. Empty when none is left. */
    public Optional<Verdict> takeBackLast(String annotator) throws ProjectException {
        return database.write(h -> {
            Optional<Verdict> latest = log().latest(annotator);
            if (latest.isPresent()) {
                insert(h, new TakeBack(latest.get().uid().hex(), annotator, next(h, annotator)));
            }
            return latest;
        });
    }

    /** Takes a verdict back, be it the last one or not. */
    public void takeBack(Verdict verdict) throws ProjectException {
        database.write(h -> {
            String uid = verdict.uid().hex();
            if (!contains(h, uid)) {
                throw new ProjectException(Reason.NOT_FOUND, "There is no such verdict in the project.");
            }
            insert(h, new TakeBack(uid, verdict.annotator(), next(h, verdict.annotator())));
            return verdict;
        });
    }

    /**
     * Adds events of other projects as they are. Doing it twice, or in another order, makes no difference.
     *
     * @return how many were not there yet
     */
    public int merge(Collection<? extends VerdictEvent> events) throws ProjectException {
        return database.write(h -> {
            int added = 0;
            for (VerdictEvent event : events) {
                if (!contains(h, event.uid().hex())) {
                    insert(h, event);
                    added++;
                }
            }
            return added;
        });
    }

    private void insert(Handle h, VerdictEvent event) {
        PairKey key = event instanceof Verdict verdict ? verdict.key() : null;
        h.createUpdate(
                        """
                        INSERT INTO verdict_event (uid, kind, first_clip, second_clip, annotator, at, content)
                        VALUES (:uid, :kind, :first, :second, :annotator, :at, :content)""")
                .bind("uid", event.uid().hex())
                .bind("kind", event instanceof Verdict ? "verdict" : "take_back")
                .bind("first", key == null ? null : key.first())
                .bind("second", key == null ? null : key.second())
                .bind("annotator", event.annotator())
                .bind("at", event.at().toString())
                .bind("content", Rows.json(event))
                .execute();
        database.changed(Kind.VERDICTS, null);
    }

    private static boolean contains(Handle h, String uid) {
        return h.createQuery("SELECT 1 FROM verdict_event WHERE uid = :uid")
                .bind("uid", uid)
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
    }

    private static Instant next(Handle h, String annotator) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        // Compared as times: as texts, a full second would come after its fractions.
        return h
                .createQuery("SELECT at FROM verdict_event WHERE annotator = :name")
                .bind("name", annotator)
                .mapTo(String.class)
                .map(Instant::parse)
                .stream()
                .max(Instant::compareTo)
                .filter(last -> !last.isBefore(now))
                .map(last -> last.plus(1, ChronoUnit.MICROS))
                .orElse(now);
    }

    private static String boxes(Handle h, String clipId) throws ProjectException {
        return h.createQuery("SELECT input_hash FROM clip WHERE id = :id")
                .bind("id", clipId)
                .mapTo(String.class)
                .findOne()
                .orElseThrow(() -> ClipRepository.unknown(clipId));
    }
}
