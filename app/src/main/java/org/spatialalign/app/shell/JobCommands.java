package org.spatialalign.app.shell;

import java.util.List;
import java.util.function.Consumer;
import javafx.beans.binding.BooleanBinding;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignP;
import org.kordamp.ikonli.materialdesign2.MaterialDesignR;
import org.spatialalign.app.fx.Command;
import org.spatialalign.app.job.JobListViewModel;
import org.spatialalign.app.job.JobRow;

/** What can be done with the queue, and with the job chosen in the drawer. */
record JobCommands(Command pause, Command toFront, Command up, Command down, Command cancel, Command again) {

    static JobCommands of(JobListViewModel jobs) {
        BooleanBinding chosen = jobs.selectedProperty().isNotNull();
        return new JobCommands(
                command(
                        "pause",
                        "Pause the queue, or go on",
                        "Ctrl+Shift+P",
                        MaterialDesignP.PLAY_PAUSE,
                        jobs::togglePaused),
                on(
                                jobs,
                                "front",
                                "Start this job next",
                                "Alt+Home",
                                MaterialDesignA.ARROW_COLLAPSE_UP,
                                jobs::moveToFront)
                        .when(chosen),
                on(jobs, "up", "Start this job earlier", "Alt+Up", MaterialDesignA.ARROW_UP, jobs::moveUp)
                        .when(chosen),
                on(jobs, "down", "Start this job later", "Alt+Down", MaterialDesignA.ARROW_DOWN, jobs::moveDown)
                        .when(chosen),
                on(jobs, "cancel", "Cancel this job", "Ctrl+Delete", MaterialDesignC.CANCEL, row -> {
                            if (row.canCancel()) {
                                jobs.cancel(row);
                            }
                        })
                        .when(chosen),
                on(jobs, "again", "Resume or retry this job", "Ctrl+Shift+R", MaterialDesignR.RESTART, jobs::again)
                        .when(chosen));
    }

    private static Command on(
            JobListViewModel jobs, String id, String title, String key, Ikon icon, Consumer<JobRow> action) {
        return command(id, title, key, icon, () -> {
            JobRow row = jobs.selectedProperty().get();
            if (row != null && jobs.canChange()) {
                action.accept(row);
            }
        });
    }

    private static Command command(String id, String title, @Nullable String key, Ikon icon, Runnable run) {
        return Command.of("jobs." + id, title, "Jobs", key, icon, run);
    }

    List<Command> all() {
        return List.of(pause, toFront, up, down, cancel, again);
    }
}
