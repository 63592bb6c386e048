package org.spatialalign.app.shell;

import org.kordamp.ikonli.materialdesign2.MaterialDesignP;
import org.kordamp.ikonli.materialdesign2.MaterialDesignT;
import org.spatialalign.app.fx.Command;
import org.spatialalign.app.fx.Notices;
import org.spatialalign.app.job.JobCounts;
import org.spatialalign.app.job.JobListViewModel;
import org.spatialalign.app.job.JobOutcome;
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
            // Who has paused it by hand knows.
            if (is && !jobs.heldProperty().get()) {
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
        Command log =
                Command.of("job.log", "Show log", "Jobs", null, MaterialDesignT.TEXT_LONG, () -> showLog(job.id()));
        if (job.state() == JobState.FAILED) {
            notices.toast(Notices.Kind.DANGER, title + " failed: " + job.error(), log);
        } else if (job.state() == JobState.SUCCEEDED && !job.spec().kind().equals("import")) {
            JobOutcome outcome = JobOutcome.of(job);
            String done = title + ": done" + (outcome.text().isEmpty() ? "" : ", " + outcome.text());
            if (outcome.failed() > 0) {
                notices.toast(Notices.Kind.WARNING, done, log);
            } else {
                notices.toast(Notices.Kind.SUCCESS, done);
            }
        }
        notices.status(title + ": " + word(job.state()));
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
