package org.spatialalign.app.home;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import javafx.beans.value.ObservableValue;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.materialdesign2.MaterialDesignF;
import org.kordamp.ikonli.materialdesign2.MaterialDesignT;
import org.spatialalign.app.fx.Command;
import org.spatialalign.app.fx.Dialogs;
import org.spatialalign.app.fx.Notices;
import org.spatialalign.app.fx.Preferences;
import org.spatialalign.app.fx.Settings;
import org.spatialalign.app.fx.UiExecutor;
import org.spatialalign.app.job.ProjectSession;
import org.spatialalign.engine.core.Json;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.job.JobRecord;
import org.spatialalign.engine.job.JobSpec;
import org.spatialalign.engine.job.JobState;
import org.spatialalign.engine.track.TrackerOptions;
import org.spatialalign.engine.workflow.WorkflowJobs;
import org.spatialalign.engine.workflow.imports.ImportReport;
import org.spatialalign.engine.workflow.imports.ImportSpec;

/** From dropped files to scored clips: asks, starts the import, tells what came of it, then tracks and scores. */
public final class ImportFlow {

    private final UiExecutor executor;
    private final Dialogs dialogs;
    private final Notices notices;
    private final Settings settings;
    private final ObservableValue<@Nullable ProjectSession> session;

    public ImportFlow(
            UiExecutor executor,
            Dialogs dialogs,
            Notices notices,
            Settings settings,
            ObservableValue<@Nullable ProjectSession> session) {
        this.executor = executor;
        this.dialogs = dialogs;
        this.notices = notices;
        this.settings = settings;
        this.session = session;
    }

    /** Shows the import dialog for these files and folders (none: to be added there), and starts what is chosen. */
    public void ask(List<Path> dropped) {
        ProjectSession open = session.getValue();
        if (open == null || open.project().readOnly()) {
            return;
        }
        ImportViewModel model = new ImportViewModel(executor, settings.get(Preferences.TRACK_AFTER_IMPORT));
        if (!dropped.isEmpty()) {
            model.add(dropped);
        }
        if (dialogs.form(
                "Import into " + open.project().name(), new ImportForm(model, dialogs), "Import", model.ready())) {
            settings.set(
                    Preferences.TRACK_AFTER_IMPORT, model.trackAfterProperty().get());
            start(open, model.spec());
        }
    }

    /** Imports without asking. */
    public void importAll(List<Path> files) {
        ProjectSession open = session.getValue();
        if (open != null && !open.project().readOnly()) {
            executor.load(
                    this,
                    () -> ImportSpec.sniff(files),
                    spec -> start(open, spec),
                    problem -> dialogs.error("The files could not be looked through", problem));
        }
    }

    private void start(ProjectSession open, ImportSpec spec) {
        submit(open, List.of(WorkflowJobs.importSpec(spec)));
        notices.status("Importing " + spec.clips().size() + " clips");
    }

    private void submit(ProjectSession open, List<JobSpec> specs) {
        Callable<Integer> work = () -> {
            for (JobSpec spec : specs) {
                open.jobs().submit(spec);
            }
            return specs.size();
        };
        executor.load(
                new Object(), work, count -> {}, problem -> dialogs.error("The job could not be started", problem));
    }

    /** To be told of every job that has ended. */
    public void jobEnded(JobRecord job) {
        ProjectSession open = session.getValue();
        if (open == null || !job.spec().kind().equals("import") || job.state() != JobState.SUCCEEDED) {
            return;
        }
        ImportReport report = report(job);
        if (report == null) {
            return;
        }
        Command read = Command.of(
                "import.report", "Report", "Import", null, MaterialDesignF.FILE_DOCUMENT_OUTLINE, () -> show(report));
        boolean trackable = report.seedsAdded() > 0;
        boolean scorable = trackable || report.tracksAdded() > 0;
        if (scorable && settings.get(Preferences.TRACK_AFTER_IMPORT)) {
            trackAndScore();
        }
        if (report.hasTrouble()) {
            notices.toast(Notices.Kind.WARNING, "Imported: " + counts(report), read);
            show(report);
        } else if (scorable && !settings.get(Preferences.TRACK_AFTER_IMPORT)) {
            String title = trackable ? "Track and score" : "Score";
            notices.toast(
                    Notices.Kind.SUCCESS,
                    "Imported: " + counts(report),
                    Command.of(
                            "import.track",
                            title,
                            "Import",
                            null,
                            MaterialDesignT.TARGET_VARIANT,
                            this::trackAndScore));
        } else {
            notices.toast(Notices.Kind.SUCCESS, "Imported: " + counts(report), read);
        }
    }

    /** Tracks all that has seed boxes and is not tracked, then scores all that can be. */
    public void trackAndScore() {
        ProjectSession open = session.getValue();
        if (open != null && !open.project().readOnly()) {
            submit(
                    open,
                    List.of(
                            WorkflowJobs.trackSpec(List.of(), TrackerOptions.DEFAULT),
                            WorkflowJobs.scoreSpec(open.preset())));
        }
    }

    private @Nullable ImportReport report(JobRecord job) {
        if (job.summary() == null) {
            return null;
        }
        try {
            return Json.convert(job.summary(), ImportReport.class);
        } catch (WorkbenchException e) {
            dialogs.error("The report of the import cannot be read", e);
            return null;
        }
    }

    private static String counts(ImportReport report) {
        List<String> parts = new ArrayList<>();
        count(parts, report.clipsAdded(), "clip", "clips");
        count(parts, report.promptsAdded(), "prompt", "prompts");
        count(parts, report.seedsAdded(), "clip with seed boxes", "clips with seed boxes");
        count(parts, report.tracksAdded(), "clip with tracks", "clips with tracks");
        int there = report.of(ImportReport.Outcome.ALREADY_THERE).size();
        int skipped = report.of(ImportReport.Outcome.SKIPPED).size()
                + report.of(ImportReport.Outcome.PROBLEM).size();
        count(parts, there, "already there", "already there");
        count(parts, skipped, "to look at", "to look at");
        return parts.isEmpty() ? "nothing new" : String.join(", ", parts);
    }

    private static void count(List<String> parts, int number, String one, String many) {
        if (number > 0) {
            parts.add(number + " " + (number == 1 ? one : many));
        }
    }

    private void show(ImportReport report) {
        dialogs.report("What was imported", counts(report), text(report));
    }

    /** The report to read and copy: what needs attention first. */
    static String text(ImportReport report) {
        StringBuilder text = new StringBuilder();
        section(text, "Needs attention", report.of(ImportReport.Outcome.PROBLEM));
        section(text, "Skipped", report.of(ImportReport.Outcome.SKIPPED));
        section(text, "Already there", report.of(ImportReport.Outcome.ALREADY_THERE));
        section(text, "Taken", report.of(ImportReport.Outcome.TAKEN));
        return text.toString().strip();
    }

    private static void section(StringBuilder text, String title, List<ImportReport.Line> lines) {
        if (lines.isEmpty()) {
            return;
        }
        text.append(title).append(" (").append(lines.size()).append(")\n");
        lines.forEach(line -> text.append("  ").append(line.text()).append('\n'));
        text.append('\n');
    }
}
