package org.spatialalign.app.job;

import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.job.JobKinds;
import org.spatialalign.engine.job.JobQueue;
import org.spatialalign.engine.score.ScorePreset;
import org.spatialalign.engine.store.Project;
import org.spatialalign.engine.store.ProjectException;
import org.spatialalign.engine.workflow.Scoring;
import org.spatialalign.engine.workflow.provenance.Provenance;

/** An open project with its queue of jobs and its scoring. Made and closed on a worker thread. */
public final class ProjectSession implements AutoCloseable {

    private final Project project;
    private final JobQueue jobs;
    private final Scoring scoring;
    private final Provenance provenance;

    /** Takes over the project: closing the session closes it. */
    public ProjectSession(Project project, JobKinds kinds) throws WorkbenchException {
        this.project = project;
        this.provenance = new Provenance(project);
        this.jobs = new JobQueue(project.jobs(), kinds);
        this.scoring = new Scoring(project, ScorePreset.PAPER);
    }

    public Project project() {
        return project;
    }

    public JobQueue jobs() {
        return jobs;
    }

    /** To be asked in the background. */
    public Provenance provenance() {
        return provenance;
    }

    public Scoring scoring() {
        return scoring;
    }

    /** The settings all scores of the window are made with. */
    public ScorePreset preset() {
        return ScorePreset.PAPER;
    }

    /** Stops the jobs (what runs is offered for resume next time), then closes the project. */
    @Override
    public void close() throws ProjectException {
        jobs.close();
        project.close();
    }
}
