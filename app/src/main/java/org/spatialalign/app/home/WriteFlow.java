package org.spatialalign.app.home;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.value.ObservableValue;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.materialdesign2.MaterialDesignE;
import org.kordamp.ikonli.materialdesign2.MaterialDesignF;
import org.spatialalign.app.fx.Command;
import org.spatialalign.app.fx.Dialogs;
import org.spatialalign.app.fx.UiExecutor;
import org.spatialalign.app.job.ProjectSession;
import org.spatialalign.engine.job.JobSpec;
import org.spatialalign.engine.workflow.ExportFormat;
import org.spatialalign.engine.workflow.ExportSpec;
import org.spatialalign.engine.workflow.ReportSpec;
import org.spatialalign.engine.workflow.WorkflowJobs;

/** Writes a project's scores into a file that others can read: asks where to, and starts the job. */
public final class WriteFlow {

    private final UiExecutor executor;
    private final Dialogs dialogs;
    private final ObservableValue<@Nullable ProjectSession> session;
    private final List<Command> commands;

    public WriteFlow(UiExecutor executor, Dialogs dialogs, ObservableValue<@Nullable ProjectSession> session) {
        this.executor = executor;
        this.dialogs = dialogs;
        this.session = session;
        BooleanBinding writable = Bindings.createBooleanBinding(() -> writable() != null, session);
        commands = List.of(
                Command.of(
                                "project.report",
                                "Write report…",
                                "Project",
                                "Ctrl+R",
                                MaterialDesignF.FILE_CHART_OUTLINE,
                                this::report)
                        .when(writable),
                Command.of(
                                "project.export",
                                "Export scores…",
                                "Project",
                                "Ctrl+E",
                                MaterialDesignE.EXPORT,
                                this::exportScores)
                        .when(writable));
    }

    List<Command> commands() {
        return commands;
    }

    /** One page with everything in it. */
    private void report() {
        ProjectSession open = writable();
        if (open != null) {
            dialogs.saveFile("Write report", open.project().name() + ".html", "Web page", List.of("*.html"))
                    .ifPresent(
                            file -> submit(open, WorkflowJobs.reportSpec(new ReportSpec(file, open.preset(), true))));
        }
    }

    /** The paper's result list, or with the ending .json every term and curve. */
    private void exportScores() {
        ProjectSession open = writable();
        if (open != null) {
            dialogs.saveFile(
                            "Export scores",
                            open.project().name() + ".csv",
                            "The paper's CSV, or JSON with all terms",
                            List.of("*.csv", "*.json"))
                    .ifPresent(file -> submit(
                            open,
                            WorkflowJobs.exportSpec(
                                    new ExportSpec(formatOf(file), file, List.of(), null, open.preset()))));
        }
    }

    private static ExportFormat formatOf(Path file) {
        boolean json = file.toString().toLowerCase(Locale.ROOT).endsWith(ExportFormat.JSON.ending());
        return json ? ExportFormat.JSON : ExportFormat.PAPER_CSV;
    }

    /** The open project, if jobs may be started in it. */
    private @Nullable ProjectSession writable() {
        ProjectSession open = session.getValue();
        return open == null || open.project().readOnly() ? null : open;
    }

    private void submit(ProjectSession open, JobSpec spec) {
        Callable<Long> work = () -> open.jobs().submit(spec);
        executor.load(new Object(), work, job -> {}, problem -> dialogs.error("The job could not be started", problem));
    }
}
