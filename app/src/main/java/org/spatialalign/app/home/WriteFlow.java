package org.spatialalign.app.home;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
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

/** Writes a project's scores, boxes or pictures into files that others can read: asks what and where, starts the job. */
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
                                "Export scores, boxes, pictures…",
                                "Project",
                                "Ctrl+E",
                                MaterialDesignE.EXPORT,
                                this::export)
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

    private void export() {
        ProjectSession open = writable();
        ExportForm form = new ExportForm();
        if (open == null || !dialogs.form("Export", form, "Choose where…")) {
            return;
        }
        ExportFormat format = form.format();
        String title = ExportForm.title(format);
        Optional<Path> place = format.perClip()
                ? dialogs.chooseFolder(title, null)
                : dialogs.saveFile(
                        title, open.project().name() + format.ending(), title, List.of("*" + format.ending()));
        place.ifPresent(out ->
                submit(open, WorkflowJobs.exportSpec(new ExportSpec(format, out, List.of(), null, open.preset()))));
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
