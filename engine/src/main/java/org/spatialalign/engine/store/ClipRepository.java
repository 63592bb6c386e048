package org.spatialalign.engine.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.core.ContentHash;
import org.spatialalign.engine.media.VideoInfo;
import org.spatialalign.engine.prompt.DsrPrompt;
import org.spatialalign.engine.score.UnscorableReason;
import org.spatialalign.engine.store.ProjectChange.Kind;
import org.spatialalign.engine.store.ProjectException.Reason;

/** The clips of a project: rows, and the files that belong to them. Safe to call from any thread. */
public final class ClipRepository {

    private static final String COLUMNS =
            """
            c.id, c.hash, c.model, c.prompt_id, c.seed, c.file_name, c.path, c.bytes, c.width, c.height, c.frame_rate,
            c.frame_count, c.problem, c.imported_at""";

    private final Database database;
    private final ProjectFolder folder;
    private final ReentrantLock adding = new ReentrantLock();
    /** Ids of clips whose file was not there when the project was opened. */
    private final Set<String> missing = ConcurrentHashMap.newKeySet();

    ClipRepository(Database database, ProjectFolder folder) {
        this.database = database;
        this.folder = folder;
    }

    /** Whether a clip of this content is in the project. */
    public boolean contains(ContentHash hash) throws ProjectException {
        return database.read(h -> h.createQuery("SELECT 1 FROM clip WHERE hash = :hash")
                .bind("hash", hash.hex())
                .mapTo(Integer.class)
                .findOne()
                .isPresent());
    }

    /**
     * Copies a clip's file into the project and adds its row; after a kill at any moment either both are there or
     * neither. A clip whose content is there already is left as it is and returned; if its file had been lost, it is
     * put back. Must not be called within a transaction.
     */
    public ClipRecord add(NewClip clip) throws ProjectException {
        if (database.inTransaction()) {
            throw new IllegalStateException("copying a clip takes long, and cannot be taken back with a transaction");
        }
        // One file at a time, so that two imports of the same content do not remove each other's copy. Not the
        // database's lock: copying takes long, and others want to write meanwhile.
        adding.lock();
        try {
            Optional<ClipRecord> there = find(clip.hash().brief());
            if (there.isPresent()) {
                return isMissing(there.get()) ? restore(clip, there.get()) : there.get();
            }
            String name = ProjectFolder.clipFileName(
                    clip.hash(), clip.file().getFileName().toString());
            return addNew(clip, folder.clips().resolve(name), folder.marker(name));
        } finally {
            adding.unlock();
        }
    }

    public Optional<ClipRecord> find(String id) throws ProjectException {
        return database.read(h -> find(h, id));
    }

    /** In the order in which they were imported. */
    public List<ClipRecord> all() throws ProjectException {
        return database.read(h -> h.createQuery("SELECT " + COLUMNS + " FROM clip c ORDER BY c.rowid")
                .map((row, context) -> clip(row))
                .list());
    }

    /** Ids of the clips of a prompt, by seed. */
    public List<String> idsOfPrompt(String promptId) throws ProjectException {
        return ids("prompt_id = :key ORDER BY seed, rowid", promptId);
    }

    /** Ids of those clips of a source model that can be compared with others', by prompt and seed. */
    public List<String> idsToEvaluate(String model) throws ProjectException {
        return ids(
                "model = :key AND prompt_id IS NOT NULL AND seed IS NOT NULL ORDER BY prompt_id, seed, rowid", model);
    }

    private List<String> ids(String where, String key) throws ProjectException {
        return database.read(h -> h.createQuery("SELECT id FROM clip WHERE " + where)
                .bind("key", key)
                .mapTo(String.class)
                .list());
    }

    /** The whole table, with the scores of one preset, in the order of import. */
    public List<ClipListing> listing(String presetId) throws ProjectException {
        return database.read(h -> {
            Map<String, DsrPrompt> prompts = new HashMap<>();
            PromptRepository.all(h).forEach(p -> prompts.put(p.promptId(), p));
            return h.createQuery(
                            "SELECT " + COLUMNS
                                    + """
                            , s.dsr_score, s.reason, coalesce(a.corrected, 0) AS corrected,
                            CASE
                                WHEN p.prompt_id IS NULL THEN 'NO_PROMPT'
                                WHEN s.clip_id IS NOT NULL AND s.input_hash <> c.input_hash THEN 'STALE'
                                WHEN s.reason IS NOT NULL THEN 'UNSCORABLE'
                                WHEN s.clip_id IS NOT NULL THEN 'SCORED'
                                WHEN a.track_id IS NOT NULL THEN 'NOT_SCORED'
                                WHEN d.clip_id IS NOT NULL THEN 'NOT_TRACKED'
                                ELSE 'NO_SEED'
                            END AS status
                            FROM clip c
                            LEFT JOIN prompt p ON p.prompt_id = c.prompt_id
                            LEFT JOIN annotation a ON a.clip_id = c.id
                            LEFT JOIN seed d ON d.clip_id = c.id
                            LEFT JOIN score s ON s.clip_id = c.id AND s.preset_id = :preset
                            ORDER BY c.rowid""")
                    .bind("preset", presetId)
                    .map((row, context) -> listing(row, prompts))
                    .list();
        });
    }

    /** Says which prompt, and which seed of it, a clip was made from. */
    public void assignPrompt(String clipId, String promptId, @Nullable Integer seed) throws ProjectException {
        database.write(h -> {
            int found = h.createUpdate("UPDATE clip SET prompt_id = :prompt, seed = :seed WHERE id = :id")
                    .bind("prompt", promptId)
                    .bind("seed", seed)
                    .bind("id", clipId)
                    .execute();
            if (found == 0) {
                throw unknown(clipId);
            }
            ScoreInputs.refresh(h, clipId);
            database.changed(Kind.CLIPS, clipId);
            return found;
        });
    }

    /** Whether the clip's file was gone when the project was opened. */
    public boolean isMissing(ClipRecord clip) {
        return missing.contains(clip.id());
    }

    static ProjectException unknown(String clipId) {
        return new ProjectException(Reason.NOT_FOUND, "There is no clip " + clipId + " in the project.");
    }

    /** Compares rows and files when the project is opened; removes leftovers if {@code clean}. */
    void checkFiles(boolean clean) throws ProjectException {
        Map<String, String> idByName = new HashMap<>();
        database.read(h -> {
            h.createQuery("SELECT id, path FROM clip")
                    .map((row, context) -> {
                        String path = row.getString("path");
                        idByName.put(path.substring(path.lastIndexOf('/') + 1), row.getString("id"));
                        return "";
                    })
                    .list();
            return idByName;
        });
        if (clean) {
            folder.cleanUp(idByName.keySet());
        }
        Set<String> files = folder.clipFiles();
        idByName.forEach((name, id) -> {
            if (!files.contains(name)) {
                missing.add(id);
            }
        });
    }

    private ClipRecord restore(NewClip clip, ClipRecord there) throws ProjectException {
        folder.copyIn(clip.file(), clip.hash(), folder.resolve(there.path()));
        return database.write(h -> {
            missing.remove(there.id());
            database.changed(Kind.CLIPS, there.id());
            return there;
        });
    }

    private ClipRecord addNew(NewClip clip, Path target, Path marker) throws ProjectException {
        database.requireStillThere();
        try {
            Files.createDirectories(folder.clips());
            // Left by an earlier attempt of this process that failed half way.
            Files.deleteIfExists(marker);
            Files.createFile(marker);
        } catch (IOException e) {
            throw FileErrors.of(marker, e);
        }
        boolean added = false;
        try {
            folder.copyIn(clip.file(), clip.hash(), target);
            ClipRecord record = new ClipRecord(
                    clip.hash().brief(),
                    clip.hash(),
                    clip.model(),
                    clip.promptId(),
                    clip.seed(),
                    clip.file().getFileName().toString(),
                    ProjectFolder.CLIPS + "/" + target.getFileName(),
                    size(target),
                    clip.video(),
                    clip.problem(),
                    Instant.now());
            insert(record);
            added = true;
            return record;
        } finally {
            cleanUp(target, marker, added);
        }
    }

    private static long size(Path file) throws ProjectException {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw FileErrors.of(file, e);
        }
    }

    private static void cleanUp(Path target, Path marker, boolean added) throws ProjectException {
        try {
            if (!added) {
                Files.deleteIfExists(target);
            }
            Files.deleteIfExists(marker);
        } catch (IOException e) {
            throw FileErrors.of(marker, e);
        }
    }

    private void insert(ClipRecord clip) throws ProjectException {
        database.write(h -> {
            h.createUpdate(
                            """
                            INSERT INTO clip (id, hash, model, prompt_id, seed, file_name, path, bytes, width, height,
                                frame_rate, frame_count, problem, imported_at)
                            VALUES (:id, :hash, :model, :prompt, :seed, :name, :path, :bytes, :width, :height, :rate,
                                :frames, :problem, :at)""")
                    .bind("id", clip.id())
                    .bind("hash", clip.hash().hex())
                    .bind("model", clip.model())
                    .bind("prompt", clip.promptId())
                    .bind("seed", clip.seed())
                    .bind("name", clip.fileName())
                    .bind("path", clip.path())
                    .bind("bytes", clip.bytes())
                    .bind("width", clip.video().width())
                    .bind("height", clip.video().height())
                    .bind("rate", clip.video().frameRate())
                    .bind("frames", clip.video().frameCount())
                    .bind("problem", clip.problem())
                    .bind("at", clip.importedAt().toString())
                    .execute();
            ScoreInputs.refresh(h, clip.id());
            database.changed(Kind.CLIPS, clip.id());
            return clip;
        });
    }

    private static Optional<ClipRecord> find(Handle h, String id) {
        return h.createQuery("SELECT " + COLUMNS + " FROM clip c WHERE c.id = :id")
                .bind("id", id)
                .map((row, context) -> clip(row))
                .findOne();
    }

    private ClipListing listing(ResultSet row, Map<String, DsrPrompt> prompts) throws SQLException {
        ClipRecord clip = clip(row);
        double score = row.getDouble("dsr_score");
        Double dsrScore = row.wasNull() ? null : score;
        String reason = row.getString("reason");
        return new ClipListing(
                clip,
                clip.promptId() == null ? null : prompts.get(clip.promptId()),
                ClipStatus.valueOf(row.getString("status")),
                dsrScore,
                reason == null ? null : UnscorableReason.valueOf(reason),
                row.getInt("corrected") != 0,
                isMissing(clip));
    }

    private static ClipRecord clip(ResultSet row) throws SQLException {
        return new ClipRecord(
                row.getString("id"),
                new ContentHash(row.getString("hash")),
                row.getString("model"),
                row.getString("prompt_id"),
                Rows.intOrNull(row, "seed"),
                row.getString("file_name"),
                row.getString("path"),
                row.getLong("bytes"),
                new VideoInfo(
                        row.getInt("width"),
                        row.getInt("height"),
                        row.getDouble("frame_rate"),
                        row.getInt("frame_count")),
                row.getString("problem"),
                Rows.instant(row, "imported_at"));
    }
}
