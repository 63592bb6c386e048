package org.spatialalign.engine.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.spatialalign.engine.prompt.Vocabulary;
import org.spatialalign.engine.store.ProjectChange.Kind;
import org.spatialalign.engine.store.ProjectException.Reason;

/**
 * What people changed, in order, with the whole state before and after: undo and redo that survive a restart, and an
 * audit trail. A step and its entry are written together or not at all. An edit after an undo makes what was undone
 * unreachable; it stays in the table, marked as discarded. Safe to call from any thread.
 */
public final class EditJournal {

    /** Of edits of a clip's boxes; the target is the clip's id. */
    public static final String ANNOTATION = "annotation";

    /** Of edits of prompts; the target is the id of the only prompt, or empty when they were several. */
    public static final String PROMPTS = "prompts";

    /** Of edits of the vocabulary; the target is empty. */
    public static final String VOCABULARY = "vocabulary";

    /** Of edits of a set of prompts; the target is {@code prompt-set:} and the set's number. */
    public static final String PROMPT_SETS = "prompt_sets";

    private static final String SET = "prompt-set:";

    /** An edit of many prompts holds megabytes; lists need not read them. */
    private static final String NAMED = "SELECT seq, kind, target, label, at, author, state FROM edit";

    /** Freezing is final: what was done to a draft before can neither be taken back nor done again. */
    private static final String NOT_FINAL =
            " AND NOT (kind = '" + PROMPT_SETS + "' AND EXISTS (SELECT 1 FROM prompt_set s WHERE '" + SET
                    + "' || s.id = target AND s.frozen_at IS NOT NULL))";

    private static final String UNDO = " WHERE state = 'DONE'" + NOT_FINAL + " ORDER BY seq DESC LIMIT 1";
    private static final String REDO = " WHERE state = 'UNDONE'" + NOT_FINAL + " ORDER BY seq LIMIT 1";

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
            return record(h, ANNOTATION, after.clipId(), label, author, Rows.json(before), Rows.json(after));
        });
    }

    /**
     * Changes prompts: adds, replaces, removes, one or many thousand as one step.
     *
     * @throws ProjectException ({@link Reason#NOT_FOUND}, {@link Reason#CONFLICT}) if one is not there or an id is taken;
     *     then nothing is changed
     */
    public Edit apply(String label, String author, List<PromptChange> changes) throws ProjectException {
        return database.write(h -> {
            List<PromptRows.Step> steps = PromptRows.plan(h, changes);
            PromptRows.apply(h, steps);
            database.changed(Kind.PROMPTS, null);
            String target = changes.size() == 1 ? changes.get(0).promptId() : "";
            return record(
                    h, PROMPTS, target, label, author, PromptRows.json(steps, true), PromptRows.json(steps, false));
        });
    }

    /** Makes {@code after} the project's vocabulary; it may still have mistakes in it. */
    public Edit apply(String label, String author, Vocabulary after) throws ProjectException {
        return database.write(h -> {
            String before = VocabularyRepository.json(h);
            String json = Rows.json(after);
            VocabularyRepository.put(h, json);
            database.changed(Kind.VOCABULARY, null);
            return record(h, VOCABULARY, "", label, author, before, json);
        });
    }

    /**
     * Changes a set of prompts that is a draft, or makes one.
     *
     * @throws ProjectException ({@link Reason#NOT_FOUND}, {@link Reason#CONFLICT}) if a set or prompt is not there, a
     *     name is taken, or the set is frozen; then nothing is changed
     */
    public Edit apply(String label, String author, PromptSetChange change) throws ProjectException {
        return database.write(h -> {
            PromptSetRows.Step step = PromptSetRows.plan(h, change);
            PromptSetRows.apply(h, step);
            database.changed(Kind.PROMPT_SETS, null);
            return record(
                    h,
                    PROMPT_SETS,
                    SET + step.id(),
                    label,
                    author,
                    PromptSetRows.json(step.before()),
                    PromptSetRows.json(step.after()));
        });
    }

    private static Edit record(
            Handle h, String kind, String target, String label, String author, String before, String after) {
        h.createUpdate("UPDATE edit SET state = 'DISCARDED' WHERE state = 'UNDONE'")
                .execute();
        Instant now = Instant.now();
        long seq = h.createUpdate(
                        """
                        INSERT INTO edit (kind, target, label, at, author, state_before, state_after, state)
                        VALUES (:kind, :target, :label, :at, :author, :before, :after, 'DONE')""")
                .bind("kind", kind)
                .bind("target", target)
                .bind("label", label)
                .bind("at", now.toString())
                .bind("author", author)
                .bind("before", before)
                .bind("after", after)
                .executeAndReturnGeneratedKeys()
                .mapTo(Long.class)
                .one();
        return new Edit(seq, kind, target, label, now, author, false);
    }

    /** Takes the latest step back; empty when there is none. */
    public Optional<Edit> undo() throws ProjectException {
        return step(UNDO, "UNDONE");
    }

    /** Does again what was taken back last; empty when there is nothing. */
    public Optional<Edit> redo() throws ProjectException {
        return step(REDO, "DONE");
    }

    public Optional<Edit> nextUndo() throws ProjectException {
        return database.read(h -> named(h, UNDO));
    }

    public Optional<Edit> nextRedo() throws ProjectException {
        return database.read(h -> named(h, REDO));
    }

    /** The latest first, without what was discarded. */
    public List<Edit> history(int limit) throws ProjectException {
        return database.read(h -> h.createQuery(NAMED + " WHERE state <> 'DISCARDED' ORDER BY seq DESC LIMIT :limit")
                .bind("limit", limit)
                .map((row, context) -> editOf(row))
                .list());
    }

    /** What was done to one thing and counts now, the latest first. */
    public List<Edit> of(String kind, String target) throws ProjectException {
        return database.read(h -> h.createQuery(
                        NAMED + " WHERE kind = :kind AND target = :target AND state = 'DONE' ORDER BY seq DESC")
                .bind("kind", kind)
                .bind("target", target)
                .map((row, context) -> editOf(row))
                .list());
    }

    private Optional<Edit> step(String which, String newState) throws ProjectException {
        return database.write(h -> {
            Optional<Entry> next = h.createQuery("SELECT * FROM edit" + which)
                    .map((row, context) -> Entry.of(row))
                    .findOne();
            if (next.isEmpty()) {
                return Optional.empty();
            }
            Entry entry = next.get();
            boolean undo = newState.equals("UNDONE");
            String from = undo ? entry.after : entry.before;
            String to = undo ? entry.before : entry.after;
            String what = "edit number " + entry.edit.seq();
            switch (entry.edit.kind()) {
                case ANNOTATION -> {
                    Annotation before = Rows.read(from, Annotation.class, what);
                    Annotation after = Rows.read(to, Annotation.class, what);
                    tracks.put(h, onTopOf(TrackRepository.annotation(h, after.clipId()), before, after));
                }
                case PROMPTS -> {
                    PromptRows.apply(h, PromptRows.steps(from, to, what));
                    database.changed(Kind.PROMPTS, null);
                }
                case VOCABULARY -> {
                    VocabularyRepository.put(h, to);
                    database.changed(Kind.VOCABULARY, null);
                }
                case PROMPT_SETS -> {
                    PromptSetRows.apply(h, PromptSetRows.step(from, to, what));
                    database.changed(Kind.PROMPT_SETS, null);
                }
                default ->
                    throw new ProjectException(
                            Reason.NEWER_VERSION,
                            "\"" + entry.edit.label()
                                    + "\" was made by a newer version of the program; undo it there.");
            }
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

    private static Optional<Edit> named(Handle h, String which) {
        return h.createQuery(NAMED + which).map((row, context) -> editOf(row)).findOne();
    }

    private static Edit editOf(ResultSet row) throws SQLException {
        return new Edit(
                row.getLong("seq"),
                row.getString("kind"),
                row.getString("target"),
                row.getString("label"),
                Rows.instant(row, "at"),
                row.getString("author"),
                row.getString("state").equals("UNDONE"));
    }

    private record Entry(Edit edit, String before, String after) {

        static Entry of(ResultSet row) throws SQLException {
            return new Entry(editOf(row), row.getString("state_before"), row.getString("state_after"));
        }
    }
}
