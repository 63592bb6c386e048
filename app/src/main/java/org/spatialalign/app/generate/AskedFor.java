package org.spatialalign.app.generate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.spatialalign.app.job.ProjectSession;
import org.spatialalign.engine.job.JobRecord;
import org.spatialalign.engine.workflow.GenerateSpec;
import org.spatialalign.engine.workflow.GenerateTrace;
import org.spatialalign.engine.workflow.WorkflowJobs;

/** The jobs of a project that generate, with what each was asked for. Any thread. */
final class AskedFor {

    private final ProjectSession session;
    /** What a job was asked for never changes; it is read once. */
    private final Map<Long, Optional<GenerateSpec>> specs = new ConcurrentHashMap<>();

    AskedFor(ProjectSession session) {
        this.session = session;
    }

    /** In the order in which they were asked for. */
    List<CellStates.Work> work() {
        List<CellStates.Work> work = new ArrayList<>();
        for (JobRecord job : session.jobs().jobs()) {
            specs.computeIfAbsent(job.id(), id -> WorkflowJobs.generateSpecOf(job.spec()))
                    .ifPresent(spec ->
                            work.add(new CellStates.Work(job, spec, GenerateTrace.of(session.project(), job.id()))));
        }
        return work;
    }
}
