package org.spatialalign.engine.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.spatialalign.engine.store.ProjectException.Reason;

/**
 * What people changed, in order, with the whole state before and after: undo and redo that survive a restart, and an
 * audit trail. A step and its entry are written together or not at all. An edit after an undo makes what was undone
 * unreachable; it stays in the table, marked as discarded. Safe to call from any thread.
 */
public final class EditJournal {

    private static final String ANNOTATION = "annotation";
    private static final String NEXT_UNDO = "SELECT * FROM edit WHERE state = 'DONE' ORDER BY seq DESC LIMIT 1";
    private static final String NEXT_REDO = "SELECT * FROM edit WHERE state = 'UNDONE' ORDER BY seq LIMIT 1";

    private final Database database;
    private final TrackRepository tracks;

    EditJournal(Database database, TrackRepository tracks) {
        this.database = database;
        this.tracks = tracks;
    }

    /** Makes {@code after} the current state of its clip. */
    public Edit apply(String label, String author, Annotation after) throws ProjectException {
        return database.write(h -> {
            Annotation before = TrackRepository.annotation(h, after.clipId());
            tracks.put(h, after);
            h.createUpdate("UPDATE edit SET state = 'DISCARDED' WHERE state = 'UNDONE'")
                    .execute();
            Instant now = Instant.now();
            long seq = h.createUpdate(
                            """
                            INSERT INTO edit (kind, target, label, at, author, state_before, state_after, state)
                            VALUES (:kind, :target, :label, :at, :author, :before, :after, 'DONE')""")
                    .bind("kind", ANNOTATION)
                    .bind("target", after.clipId())
                    .bind("label", label)
                    .bind("at", now.toString())
                    .bind("author", author)
                    .bind("before", Rows.json(before))
                    .bind("after", Rows.json(after))
                    .executeAndReturnGeneratedKeys()
                    .mapTo(Long.class)
                    .one();
            return new Edit(seq, ANNOTATION, after.clipId(), label, now, author, false);
        });
    }

    /** Takes the latest step back; empty when there is none. */
    public Optional<Edit> undo() throws ProjectException {
        return step(NEXT_UNDO, "UNDONE");
    }

    /** Does again what was taken back last; empty when there is nothing. */
    public Optional<Edit> redo() throws ProjectException {
        return step(NEXT_REDO, "DONE");
    }

    public Optional<Edit> nextUndo() throws ProjectException {
        return database.read(h -> first(h, NEXT_UNDO)).map(Entry::edit);
    }

    public Optional<Edit> nextRedo() throws ProjectException {
        return database.read(h -> first(h, NEXT_REDO)).map(Entry::edit);
    }

    /** The latest first, without what was discarded. */
    public List<Edit> history(int limit) throws ProjectException {
        return database.read(
                h -> h.createQuery("SELECT * FROM edit WHERE state <> 'DISCARDED' ORDER BY seq DESC LIMIT :limit")
                        .bind("limit", limit)
                        .map((row, context) -> Entry.of(row).edit())
                        .list());
    }

    private Optional<Edit> step(String query, String newState) throws ProjectException {
        return database.write(h -> {
            Optional<Entry> next = first(h, query);
            if (next.isEmpty()) {
                return Optional.empty();
            }
            Entry entry = next.get();
            boolean undo = newState.equals("UNDONE");
            if (!entry.edit.kind().equals(ANNOTATION)) {
                throw new ProjectException(
                        Reason.NEWER_VERSION,
                        "\"" + entry.edit.label() + "\" was made by a newer version of the program; undo it there.");
            }
            Annotation from = entry.annotation(undo ? entry.after : entry.before);
            Annotation to = entry.annotation(undo ? entry.before : entry.after);
            tracks.put(h, onTopOf(TrackRepository.annotation(h, to.clipId()), from, to));
            h.createUpdate("UPDATE edit SET state = :state WHERE seq = :seq")
                    .bind("state", newState)
                    .bind("seq", entry.edit.seq())
                    .execute();
            Edit e = entry.edit;
            return Optional.of(new Edit(e.seq(), e.kind(), e.target(), e.label(), e.at(), e.author(), undo));
        });
    }

    /** A tracking job may have put new machine boxes underneath since; taking back a drag must not take those back. */
    private static Annotation onTopOf(Annotation now, Annotation from, Annotation to) {
        boolean trackedSince = !Objects.equals(now.trackId(), from.trackId());
        return trackedSince ? new Annotation(to.clipId(), now.trackId(), to.corrections()) : to;
    }

    private static Optional<Entry> first(Handle h, String query) {
        return h.createQuery(query).map((row, context) -> Entry.of(row)).findOne();
    }

    private record Entry(Edit edit, String before, String after) {

        static Entry of(ResultSet row) throws SQLException {
            return new Entry(
                    new Edit(
                            row.getLong("seq"),
                            row.getString("kind"),
                            row.getString("target"),
                            row.getString("label"),
                            Rows.instant(row, "at"),
                            row.getString("author"),
                            row.getString("state").equals("UNDONE")),
                    row.getString("state_before"),
                    row.getString("state_after"));
        }

        Annotation annotation(String json) throws ProjectException {
            return Rows.read(json, Annotation.class, "edit number " + edit.seq());
        }
    }
}
