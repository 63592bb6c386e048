package org.spatialalign.engine.workflow;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.spatialalign.engine.core.Json;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.job.JobRecord;
import org.spatialalign.engine.store.Project;
import org.spatialalign.engine.train.Checkpoints;
import org.spatialalign.engine.train.RunRecord;
import org.spatialalign.engine.train.TrainingLog;

/**
 * A training of a project: its job and the folder with what it made, to be read with {@link TrainingLog},
 * {@link Checkpoints#list} and {@link org.spatialalign.engine.train.RunRecord#read}.
 *
 * @param folder of the run as it is named now; while the run is not through, its name ends in {@code .tmp}. It need not
 *     be there before the job starts
 */
public record TrainRun(JobRecord job, TrainSpec spec, Path folder) {

    /** The oldest first; those of a form that this version cannot read are left out. */
    public static List<TrainRun> all(Project project) throws WorkbenchException {
        List<TrainRun> runs = new ArrayList<>();
        for (JobRecord job : project.jobs().all()) {
            if (job.spec().kind().equals(TrainJob.KIND) && job.spec().version() == TrainJob.VERSION) {
                Path complete = project.jobs().folder(job.id());
                Path unfinished = complete.resolveSibling(complete.getFileName() + ".tmp");
                runs.add(new TrainRun(
                        job,
                        Json.convert(job.spec().config(), TrainSpec.class),
                        Files.isDirectory(complete) ? complete : unfinished));
            }
        }
        return List.copyOf(runs);
    }

    /** @throws WorkbenchException when the project has no such run */
    public static TrainRun find(Project project, long number) throws WorkbenchException {
        return all(project).stream()
                .filter(found -> found.job().id() == number)
                .findFirst()
                .orElseThrow(() -> new WorkbenchException("there is no training run " + number + " in the project"));
    }

    /**
     * A training that goes on with this run where it has come to.
     *
     * @param steps in all, those of this run included
     * @throws WorkbenchException when it has no checkpoint between two steps
     */
    public TrainSpec goingOn(long steps) throws WorkbenchException {
        Checkpoints.Checkpoint last = Checkpoints.list(folder).stream()
                .filter(checkpoint -> checkpoint.position() == 0)
                .reduce((earlier, later) -> later)
                .orElseThrow(() -> new WorkbenchException("run " + job.id() + " has kept no checkpoint to go on from"));
        return spec.goingOn(new RunRecord.Parent(job.id(), last.step()), steps);
    }
}
