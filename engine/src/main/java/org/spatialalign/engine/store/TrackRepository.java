package org.spatialalign.engine.store;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.core.ContentHash;
import org.spatialalign.engine.store.ProjectChange.Kind;
import org.spatialalign.engine.store.ProjectException.Reason;
import org.spatialalign.engine.track.Corrections;
import org.spatialalign.engine.track.MachineTracks;

/** The machine's boxes, and which of them count, with what people changed. Safe to call from any thread. */
public final class TrackRepository {

    static final String NO_CORRECTIONS = Rows.json(Corrections.NONE);

    private final Database database;

    TrackRepository(Database database) {
        this.database = database;
    }

    /** Keeps a tracking result; it counts only after {@link #setCurrent} or an edit. */
    public TrackRecord add(String clipId, String source, MachineTracks tracks, JsonNode recipe)
            throws ProjectException {
        return database.write(h -> {
            requireClip(h, clipId);
            Instant now = Instant.now();
            String json = Rows.json(tracks);
            long id = h.createUpdate(
                            """
                            INSERT INTO track (clip_id, source, tracks, hash, recipe, created_at)
                            VALUES (:clip, :source, :tracks, :hash, :recipe, :at)""")
                    .bind("clip", clipId)
                    .bind("source", source)
                    .bind("tracks", json)
                    .bind("hash", ContentHash.ofText(json).hex())
                    .bind("recipe", Rows.json(recipe))
                    .bind("at", now.toString())
                    .executeAndReturnGeneratedKeys()
                    .mapTo(Long.class)
                    .one();
            database.changed(Kind.TRACKS, clipId);
            return new TrackRecord(id, clipId, source, tracks, recipe, now);
        });
    }

    public Optional<TrackRecord> find(long id) throws ProjectException {
        List<TrackRecord> found = select("WHERE id = :key", id);
        return found.isEmpty() ? Optional.empty() : Optional.of(found.get(0));
    }

    /** All results of a clip, the oldest first. */
    public List<TrackRecord> history(String clipId) throws ProjectException {
        return select("WHERE clip_id = :key ORDER BY id", clipId);
    }

    /** What counts for a clip now. A clip that nobody tracked or touched has no track and no corrections. */
    public Annotation annotation(String clipId) throws ProjectException {
        return database.read(h -> annotation(h, clipId));
    }

    /** The machine's boxes that count now; empty before the first tracking. */
    public Optional<TrackRecord> current(String clipId) throws ProjectException {
        List<TrackRecord> found = select("WHERE id = (SELECT track_id FROM annotation WHERE clip_id = :key)", clipId);
        return found.isEmpty() ? Optional.empty() : Optional.of(found.get(0));
    }

    /** Makes a tracking result the one that counts, keeping what people changed. Not an edit: undo passes it by. */
    public void setCurrent(String clipId, long trackId) throws ProjectException {
        database.write(h -> {
            put(h, new Annotation(clipId, trackId, annotation(h, clipId).corrections()));
            return clipId;
        });
    }

    static void requireClip(Handle h, String clipId) throws ProjectException {
        if (h.createQuery("SELECT 1 FROM clip WHERE id = :id")
                .bind("id", clipId)
                .mapTo(Integer.class)
                .findOne()
                .isEmpty()) {
            throw ClipRepository.unknown(clipId);
        }
    }

    static Annotation annotation(Handle h, String clipId) throws ProjectException {
        Stored stored = h.createQuery("SELECT track_id, corrections FROM annotation WHERE clip_id = :clip")
                .bind("clip", clipId)
                .map((row, context) -> new Stored(Rows.longOrNull(row, "track_id"), row.getString("corrections")))
                .findOne()
                .orElse(new Stored(null, NO_CORRECTIONS));
        return new Annotation(
                clipId,
                stored.trackId,
                Rows.read(stored.corrections, Corrections.class, "the corrections of clip " + clipId));
    }

    /** Replaces what counts for a clip; to be called within a transaction. */
    void put(Handle h, Annotation annotation) throws ProjectException {
        requireClip(h, annotation.clipId());
        requireTrack(h, annotation);
        h.createUpdate(
                        """
                        INSERT INTO annotation (clip_id, track_id, corrections, corrected)
                        VALUES (:clip, :track, :corrections, :corrected)
                        ON CONFLICT (clip_id) DO UPDATE SET track_id = excluded.track_id,
                            corrections = excluded.corrections, corrected = excluded.corrected""")
                .bind("clip", annotation.clipId())
                .bind("track", annotation.trackId())
                .bind("corrections", Rows.json(annotation.corrections()))
                .bind("corrected", annotation.corrections().isEmpty() ? 0 : 1)
                .execute();
        ScoreInputs.refresh(h, annotation.clipId());
        database.changed(Kind.ANNOTATION, annotation.clipId());
    }

    private static void requireTrack(Handle h, Annotation annotation) throws ProjectException {
        Long track = annotation.trackId();
        if (track != null
                && h.createQuery("SELECT 1 FROM track WHERE id = :track AND clip_id = :clip")
                        .bind("track", track)
                        .bind("clip", annotation.clipId())
                        .mapTo(Integer.class)
                        .findOne()
                        .isEmpty()) {
            throw new ProjectException(
                    Reason.NOT_FOUND, "Clip " + annotation.clipId() + " has no tracks number " + track + ".");
        }
    }

    private List<TrackRecord> select(String where, Object key) throws ProjectException {
        List<Row> rows = database.read(h -> h.createQuery("SELECT * FROM track " + where)
                .bind("key", key)
                .map((row, context) -> new Row(
                        row.getLong("id"),
                        row.getString("clip_id"),
                        row.getString("source"),
                        row.getString("tracks"),
                        row.getString("recipe"),
                        Rows.instant(row, "created_at")))
                .list());
        List<TrackRecord> records = new ArrayList<>();
        for (Row row : rows) {
            String what = "tracks number " + row.id;
            records.add(new TrackRecord(
                    row.id,
                    row.clipId,
                    row.source,
                    Rows.read(row.tracks, MachineTracks.class, what),
                    Rows.read(row.recipe, JsonNode.class, what),
                    row.createdAt));
        }
        return records;
    }

    private record Row(long id, String clipId, String source, String tracks, String recipe, Instant createdAt) {}

    private record Stored(@Nullable Long trackId, String corrections) {}
}
