package org.spatialalign.app.shell;

import org.kordamp.ikonli.materialdesign2.MaterialDesignP;
import org.kordamp.ikonli.materialdesign2.MaterialDesignT;
import org.spatialalign.app.fx.Command;
import org.spatialalign.app.fx.Notices;
import org.spatialalign.app.job.JobCounts;
import org.spatialalign.app.job.JobListViewModel;
import org.spatialalign.app.job.JobRow;
import org.spatialalign.engine.job.JobRecord;
import org.spatialalign.engine.job.JobState;

/** Tells when a job has ended, wherever one is looking. */
public final class JobNotices {

    private final Notices notices;
    private final ShellViewModel shell;
    private final JobListViewModel jobs;

    public JobNotices(Notices notices, ShellViewModel shell, JobListViewModel jobs) {
        this.notices = notices;
        this.shell = shell;
        this.jobs = jobs;
        jobs.pausedProperty().addListener((observable, was, is) -> {
            if (is) {
                offerToResume();
            }
        });
    }

    /** The drawer may be closed, and nobody should find out tomorrow that last night's tracking stands still. */
    private void offerToResume() {
        if (shell.drawerOpenProperty().get()) {
            return;
        }
        Command resume = Command.of("job.resume", "Resume", "Jobs", null, MaterialDesignP.PLAY, () -> {
            shell.drawerOpenProperty().set(true);
            jobs.resumeQueue();
        });
        notices.toast(
                Notices.Kind.WARNING,
                JobCounts.leftOver(
                        jobs.interruptedProperty().get(), jobs.waitingProperty().get()),
                resume);
    }

    /** Imports that went well tell their own story. */
    public void jobEnded(JobRecord job) {
        String title = job.spec().title();
        if (job.state() == JobState.FAILED) {
            Command log =
                    Command.of("job.log", "Show log", "Jobs", null, MaterialDesignT.TEXT_LONG, () -> showLog(job.id()));
            notices.toast(Notices.Kind.DANGER, title + " failed: " + job.error(), log);
        } else if (job.state() == JobState.SUCCEEDED && !job.spec().kind().equals("import")) {
            notices.toast(Notices.Kind.SUCCESS, title + ": done" + counts(job));
        }
        notices.status(title + ": " + word(job.state()));
    }

    /** What the job says it did, where it counts that. */
    private static String counts(JobRecord job) {
        if (job.summary() == null || !job.summary().hasNonNull("done")) {
            return "";
        }
        int done = job.summary().path("done").asInt();
        int failed = job.summary().path("failed").size();
        if (done == 0 && failed == 0) {
            return ", there was nothing to do";
        }
        String text = ", " + (done == 1 ? "1 clip" : done + " clips");
        return failed == 0 ? text : text + "; " + failed + " went wrong (see the log)";
    }

    private static String word(JobState state) {
        return switch (state) {
            case SUCCEEDED -> "done";
            case FAILED -> "failed";
            case CANCELLED -> "cancelled";
            default -> "stopped";
        };
    }

    private void showLog(long id) {
        shell.drawerOpenProperty().set(true);
        for (JobRow row : jobs.rows()) {
            if (row.id() == id) {
                jobs.selectedProperty().set(row);
            }
        }
    }
}
