package org.spatialalign.engine.store;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.core.Progress;
import org.spatialalign.engine.job.JobRecord;
import org.spatialalign.engine.job.JobSpec;
import org.spatialalign.engine.job.JobState;
import org.spatialalign.engine.job.JobStore;

/** Jobs as rows of the project. */
final class JobRepository implements JobStore {

    private final Database database;
    private final ProjectFolder folder;
    private final boolean writable;

    JobRepository(Database database, ProjectFolder folder, boolean writable) {
        this.database = database;
        this.folder = folder;
        this.writable = writable;
    }

    @Override
    public boolean writable() {
        return writable;
    }

    @Override
    public JobRecord insert(JobSpec spec, Instant created) throws ProjectException {
        long id = database.write(h -> h.createUpdate(
                        """
                        INSERT INTO job (kind, version, title, config, seed, code_version, state, progress_done,
                            progress_total, progress_unit, progress_message, created_at, place)
                        VALUES (:kind, :version, :title, :config, :seed, :code, 'QUEUED', 0, 0, '', '', :created,
                            (SELECT coalesce(max(seq), 0) + 1 FROM sqlite_sequence WHERE name = 'job'))""")
                .bind("kind", spec.kind())
                .bind("version", spec.version())
                .bind("title", spec.title())
                .bind("config", Rows.json(spec.config()))
                .bind("seed", spec.seed())
                .bind("code", spec.codeVersion())
                .bind("created", created.toString())
                .executeAndReturnGeneratedKeys()
                .mapTo(Long.class)
                .one());
        return new JobRecord(id, spec, JobState.QUEUED, id, Progress.NONE, created, null, null, null, null);
    }

    @Override
    public Optional<JobRecord> find(long id) throws ProjectException {
        List<Row> rows = database.read(h -> h.createQuery("SELECT * FROM job WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> Row.of(row))
                .list());
        return rows.isEmpty() ? Optional.empty() : Optional.of(rows.get(0).record());
    }

    @Override
    public List<JobRecord> all() throws ProjectException {
        List<Row> rows = database.read(h -> h.createQuery("SELECT * FROM job ORDER BY id")
                .map((row, context) -> Row.of(row))
                .list());
        List<JobRecord> records = new ArrayList<>(rows.size());
        for (Row row : rows) {
            records.add(row.record());
        }
        return records;
    }

    @Override
    public boolean transition(long id, JobState from, JobState to, Outcome outcome) throws ProjectException {
        from.requireNext(to);
        String set =
                switch (to) {
                    case QUEUED -> ", started_at = NULL, finished_at = NULL, error = NULL, summary = NULL";
                    case RUNNING -> ", started_at = :at";
                    case CANCELLING -> "";
                    default -> ", finished_at = :at, error = :error, summary = :summary";
                };
        return database.write(h -> h.createUpdate(
                                "UPDATE job SET state = :to" + set
                                        + """
                                , progress_done = :done, progress_total = :total, progress_unit = :unit,
                                progress_message = :message WHERE id = :id AND state = :from""")
                        .configure(
                                org.jdbi.v3.core.statement.SqlStatements.class,
                                statements -> statements.setUnusedBindingAllowed(true))
                        .bind("to", to.name())
                        .bind("from", from.name())
                        .bind("id", id)
                        .bind("at", outcome.at().toString())
                        .bind("error", outcome.error())
                        .bind("summary", outcome.summary() == null ? null : Rows.json(outcome.summary()))
                        .bind("done", outcome.progress().done())
                        .bind("total", outcome.progress().total())
                        .bind("unit", outcome.progress().unit())
                        .bind("message", outcome.progress().message())
                        .execute()
                == 1);
    }

    @Override
    public void places(Map<Long, Double> places) throws ProjectException {
        database.write(h -> {
            PreparedBatch batch = h.prepareBatch("UPDATE job SET place = :place WHERE id = :id");
            places.forEach((id, place) ->
                    batch.bind("id", id.longValue()).bind("place", place).add());
            return batch.execute().length;
        });
    }

    @Override
    public void progress(long id, Progress progress) throws ProjectException {
        database.write(h -> h.createUpdate(
                        """
                        UPDATE job SET progress_done = :done, progress_total = :total, progress_unit = :unit,
                            progress_message = :message
                        WHERE id = :id""")
                .bind("done", progress.done())
                .bind("total", progress.total())
                .bind("unit", progress.unit())
                .bind("message", progress.message())
                .bind("id", id)
                .execute());
    }

    @Override
    public Path folder(long id) {
        return folder.root().resolve(ProjectFolder.RUNS).resolve(Long.toString(id));
    }

    private record Row(
            long id,
            String kind,
            int version,
            String title,
            String config,
            long seed,
            String codeVersion,
            JobState state,
            double place,
            Progress progress,
            Instant created,
            @Nullable Instant started,
            @Nullable Instant finished,
            @Nullable String error,
            @Nullable String summary) {

        static Row of(ResultSet row) throws SQLException {
            return new Row(
                    row.getLong("id"),
                    row.getString("kind"),
                    row.getInt("version"),
                    row.getString("title"),
                    row.getString("config"),
                    row.getLong("seed"),
                    row.getString("code_version"),
                    JobState.valueOf(row.getString("state")),
                    row.getDouble("place"),
                    new Progress(
                            row.getLong("progress_done"),
                            row.getLong("progress_total"),
                            row.getString("progress_unit"),
                            row.getString("progress_message")),
                    Rows.instant(row, "created_at"),
                    Rows.instantOrNull(row, "started_at"),
                    Rows.instantOrNull(row, "finished_at"),
                    row.getString("error"),
                    row.getString("summary"));
        }

        JobRecord record() throws ProjectException {
            String what = "job number " + id;
            JobSpec spec =
                    new JobSpec(kind, version, title, Rows.read(config, JsonNode.class, what), seed, codeVersion);
            return new JobRecord(
                    id,
                    spec,
                    state,
                    place,
                    progress,
                    created,
                    started,
                    finished,
                    error,
                    summary == null ? null : Rows.read(summary, JsonNode.class, what));
        }
    }
}
