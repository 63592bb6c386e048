package org.spatialalign.engine.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.core.ContentHash;
import org.spatialalign.engine.score.ScoreOutcome;
import org.spatialalign.engine.score.UnscorableReason;
import org.spatialalign.engine.store.ProjectChange.Kind;

/** Scores, one per clip and preset. Safe to call from any thread. */
public final class ScoreRepository {

    private static final String SELECT = "SELECT * FROM score JOIN score_detail USING (clip_id, preset_id)";

    private final Database database;

    ScoreRepository(Database database) {
        this.database = database;
    }

    /**
     * A fingerprint of what a score of the clip would be computed from now: boxes, corrections, type of the prompt.
     * Ask for it before reading those; the score is out of date as soon as the fingerprint is another.
     */
    public ContentHash inputHash(String clipId) throws ProjectException {
        String hash = database.read(h -> h.createQuery("SELECT input_hash FROM clip WHERE id = :id")
                .bind("id", clipId)
                .mapTo(String.class)
                .findOne()
                .orElseThrow(() -> ClipRepository.unknown(clipId)));
        return new ContentHash(hash);
    }

    /** The fingerprints of all clips, by their ids. */
    public Map<String, String> inputHashes() throws ProjectException {
        Map<String, String> hashes = new HashMap<>();
        database.read(h -> h.createQuery("SELECT id, input_hash FROM clip")
                .map((row, context) -> hashes.put(row.getString("id"), row.getString("input_hash")) == null)
                .list());
        return hashes;
    }

    public Optional<ScoreRecord> find(String clipId, String presetId) throws ProjectException {
        List<Row> rows = database.read(h -> h.createQuery(SELECT + " WHERE clip_id = :clip AND preset_id = :preset")
                .bind("clip", clipId)
                .bind("preset", presetId)
                .map((row, context) -> Row.of(row))
                .list());
        return rows.isEmpty() ? Optional.empty() : Optional.of(rows.get(0).record());
    }

    /**
     * A score without its curve.
     *
     * @param inputHash what it was computed from
     * @param dsrScore null when the clip is unscorable
     * @param reason why; null when there is a score
     */
    public record Heading(
            String clipId,
            String presetId,
            String inputHash,
            @Nullable Double dsrScore,
            @Nullable UnscorableReason reason,
            String codeVersion,
            Instant computedAt) {}

    /** The scores of a clip with every preset. */
    public List<Heading> headings(String clipId) throws ProjectException {
        return database.read(h -> h.createQuery("SELECT * FROM score WHERE clip_id = :clip ORDER BY preset_id")
                .bind("clip", clipId)
                .map((row, context) -> {
                    double score = row.getDouble("dsr_score");
                    Double number = row.wasNull() ? null : (Double) score;
                    String reason = row.getString("reason");
                    return new Heading(
                            clipId,
                            row.getString("preset_id"),
                            row.getString("input_hash"),
                            number,
                            reason == null ? null : UnscorableReason.valueOf(reason),
                            row.getString("code_version"),
                            Rows.instant(row, "computed_at"));
                })
                .list());
    }

    /** Ids of a source model's clips whose boxes were changed after their score with this preset was computed. */
    public List<String> staleOf(String model, String presetId) throws ProjectException {
        return database.read(h -> h.createQuery(
                        """
                        SELECT c.id FROM clip c JOIN score s ON s.clip_id = c.id AND s.preset_id = :preset
                        WHERE c.model = :model AND s.input_hash <> c.input_hash ORDER BY c.rowid""")
                .bind("preset", presetId)
                .bind("model", model)
                .mapTo(String.class)
                .list());
    }

    /** Replaces the score of that clip and preset. */
    public void put(ScoreRecord score) throws ProjectException {
        ScoreOutcome outcome = score.outcome();
        Double dsrScore = outcome instanceof ScoreOutcome.Scored scored ? (Double) scored.dsrScore() : null;
        String reason = outcome instanceof ScoreOutcome.Unscorable unscorable
                ? unscorable.reason().name()
                : null;
        database.write(h -> {
            TrackRepository.requireClip(h, score.clipId());
            h.createUpdate(
                            """
                            INSERT OR REPLACE INTO score (clip_id, preset_id, input_hash, dsr_score, reason,
                                code_version, computed_at)
                            VALUES (:clip, :preset, :input, :score, :reason, :code, :at)""")
                    .bind("clip", score.clipId())
                    .bind("preset", score.presetId())
                    .bind("input", score.inputHash().hex())
                    .bind("score", dsrScore)
                    .bind("reason", reason)
                    .bind("code", score.codeVersion())
                    .bind("at", score.computedAt().toString())
                    .execute();
            h.createUpdate(
                            """
                            INSERT OR REPLACE INTO score_detail (clip_id, preset_id, outcome)
                            VALUES (:clip, :preset, :outcome)""")
                    .bind("clip", score.clipId())
                    .bind("preset", score.presetId())
                    .bind("outcome", Rows.json(outcome))
                    .execute();
            database.changed(Kind.SCORES, score.clipId());
            return score;
        });
    }

    /** All scores of a preset with their curves; for a table {@link ClipRepository#listing} is much faster. */
    public List<ScoreRecord> all(String presetId) throws ProjectException {
        List<Row> rows = database.read(h -> h.createQuery(SELECT + " WHERE preset_id = :preset")
                .bind("preset", presetId)
                .map((row, context) -> Row.of(row))
                .list());
        List<ScoreRecord> records = new ArrayList<>(rows.size());
        for (Row row : rows) {
            records.add(row.record());
        }
        return records;
    }

    private record Row(
            String clipId, String presetId, String inputHash, String outcome, String codeVersion, Instant computedAt) {

        static Row of(java.sql.ResultSet row) throws java.sql.SQLException {
            return new Row(
                    row.getString("clip_id"),
                    row.getString("preset_id"),
                    row.getString("input_hash"),
                    row.getString("outcome"),
                    row.getString("code_version"),
                    Rows.instant(row, "computed_at"));
        }

        ScoreRecord record() throws ProjectException {
            return new ScoreRecord(
                    clipId,
                    presetId,
                    new ContentHash(inputHash),
                    Rows.read(outcome, ScoreOutcome.class, "the score of clip " + clipId),
                    codeVersion,
                    computedAt);
        }
    }
}
