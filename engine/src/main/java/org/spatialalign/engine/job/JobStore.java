package org.spatialalign.engine.job;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.spatialalign.engine.core.Progress;
import org.spatialalign.engine.core.WorkbenchException;

/** Where jobs are kept. Safe to call from any thread; every change is on disk when the call returns. */
public interface JobStore {

    /** False for a project opened read-only: then jobs can be looked at and nothing else. */
    boolean writable();

    /** Keeps a new job as {@link JobState#QUEUED}. */
    JobRecord insert(JobSpec spec, Instant created) throws WorkbenchException;

    Optional<JobRecord> find(long id) throws WorkbenchException;

    /** In the order in which they were submitted. */
    List<JobRecord> all() throws WorkbenchException;

    /**
     * Compare-and-set: changes the state if it still is {@code from}; false if it is not. A change to RUNNING sets the
     * start, one to a finished state the end, one to QUEUED clears both, the error and the summary.
     *
     * @throws IllegalStateException if {@code to} must not follow {@code from}
     */
    boolean transition(long id, JobState from, JobState to, Outcome outcome) throws WorkbenchException;

    /** Keeps new places of jobs, all or none. */
    void places(Map<Long, Double> places) throws WorkbenchException;

    /** Keeps the latest progress; called about once a second. */
    void progress(long id, Progress progress) throws WorkbenchException;

    /** {@code runs/<id>}: the folder of a finished job. It need not exist. */
    Path folder(long id);

    /** What comes with a change of state. */
    record Outcome(
            Instant at,
            Progress progress,
            @org.jspecify.annotations.Nullable String error,
            com.fasterxml.jackson.databind.@org.jspecify.annotations.Nullable JsonNode summary) {

        public static Outcome at(Instant at, Progress progress) {
            return new Outcome(at, progress, null, null);
        }
    }
}
