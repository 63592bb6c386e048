package org.spatialalign.app;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.StringBinding;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.materialdesign2.MaterialDesignF;
import org.spatialalign.app.evaluate.EvaluatePage;
import org.spatialalign.app.fx.BackgroundUiExecutor;
import org.spatialalign.app.fx.Command;
import org.spatialalign.app.fx.CommandButtons;
import org.spatialalign.app.fx.Dialogs;
import org.spatialalign.app.fx.Keymap;
import org.spatialalign.app.fx.Page;
import org.spatialalign.app.fx.Preferences;
import org.spatialalign.app.fx.Settings;
import org.spatialalign.app.fx.StageDialogs;
import org.spatialalign.app.fx.Theme;
import org.spatialalign.app.fx.UiExecutor;
import org.spatialalign.app.generate.GeneratePage;
import org.spatialalign.app.home.HomePage;
import org.spatialalign.app.home.HomeViewModel;
import org.spatialalign.app.home.ImportFlow;
import org.spatialalign.app.home.WriteFlow;
import org.spatialalign.app.inspect.InspectPage;
import org.spatialalign.app.job.JobListViewModel;
import org.spatialalign.app.job.ProjectOpener;
import org.spatialalign.app.job.ProjectSession;
import org.spatialalign.app.pairs.PairsPage;
import org.spatialalign.app.prompts.PromptsPage;
import org.spatialalign.app.provenance.TracePage;
import org.spatialalign.app.settings.SettingsPage;
import org.spatialalign.app.shell.FileDrops;
import org.spatialalign.app.shell.JobNotices;
import org.spatialalign.app.shell.MainWindow;
import org.spatialalign.app.shell.ShellViewModel;
import org.spatialalign.app.shell.Toasts;
import org.spatialalign.app.train.TrainPage;
import org.spatialalign.app.undo.UndoViewModel;
import org.spatialalign.engine.store.ProjectException;
import org.spatialalign.engine.workflow.WorkflowJobs;
import org.spatialalign.engine.workflow.provenance.NodeId;

/** The only place that makes the window's services and pages and gives them to each other. */
public final class AppContext {

    private final Settings settings;
    private final BackgroundUiExecutor executor = new BackgroundUiExecutor();
    private final Theme theme;
    private final Dialogs dialogs;
    private final ProjectOpener opener;
    private final JobListViewModel jobs;
    private final FileDrops drops;
    private final MainWindow window;

    public AppContext(AppPaths paths, Stage stage) {
        this(paths, stage, null);
    }

    /** @param screen answers instead of dialogs on the screen; null for real ones */
    AppContext(AppPaths paths, Stage stage, @Nullable Dialogs screen) {
        settings = new Settings(paths.config());
        theme = new Theme(settings, executor);
        dialogs = screen == null ? new StageDialogs(() -> stage, theme) : screen;
        Keymap keymap = new Keymap(settings);
        opener = new ProjectOpener(
                executor,
                dialogs,
                settings,
                InstantSource.system(),
                project -> new ProjectSession(project, new WorkflowJobs(project)));
        ShellViewModel shell = new ShellViewModel(
                List.of("home", "prompts", "generate", "inspect", "pairs", "train", "evaluate", "trace", "settings"));
        Toasts toasts = new Toasts(shell::say);
        jobs = new JobListViewModel(
                executor, InstantSource.system(), problem -> dialogs.error("The jobs could not be changed", problem));
        UndoViewModel undo =
                new UndoViewModel(executor, problem -> dialogs.error("The edit could not be taken back", problem));
        ImportFlow imports = new ImportFlow(executor, dialogs, toasts, settings, opener.sessionProperty());
        jobs.onFinished(new JobNotices(toasts, shell, jobs)::jobEnded);
        // Last, because it may show a dialog that waits.
        jobs.onFinished(imports::jobEnded);

        HomePage home = new HomePage(
                new HomeViewModel(executor, settings, toasts, opener.sessionProperty()),
                opener,
                imports,
                new WriteFlow(executor, dialogs, opener.sessionProperty()),
                dialogs,
                new HomePage.Places(paths.samples(), paths.userHome()),
                new CommandButtons(keymap),
                () -> shell.go("inspect"));
        InspectPage inspect = new InspectPage(
                executor, dialogs, keymap, settings, toasts, opener.sessionProperty(), clip -> window().reveal(
                                "trace", NodeId.boxes(clip).text()));
        undo.runIn(inspect::inOrder);
        PairsPage pairs = new PairsPage(
                executor, dialogs, keymap, settings, toasts, opener.sessionProperty(), System::nanoTime, clip -> {
                    shell.go("inspect");
                    inspect.reveal(clip);
                });
        GeneratePage generate = generate(keymap, toasts, shell);
        TracePage trace = trace(keymap, toasts, shell);
        List<Page> pages = List.of(
                home,
                new PromptsPage(
                        executor, dialogs, keymap, settings, toasts, opener.sessionProperty(), inspect::inOrder),
                generate,
                inspect,
                pairs,
                trainPage(keymap, toasts, shell, pairs),
                new EvaluatePage(executor, dialogs, keymap, toasts, opener.sessionProperty(), clip -> {
                    inspect.reveal(clip);
                    shell.go("inspect");
                }),
                trace,
                new SettingsPage(settings, keymap, dialogs, executor));
        drops = new FileDrops(opener, dialogs, generate::dropped, imports::ask);
        window = new MainWindow(new MainWindow.Parts(
                settings,
                theme,
                keymap,
                executor,
                shell,
                jobs,
                undo,
                toasts,
                drops,
                opener.sessionProperty(),
                pages,
                home.globalCommands(),
                trace.here(),
                this::recentProjects));
        opener.setFarewell(window::farewell);
    }

    private GeneratePage generate(Keymap keymap, Toasts toasts, ShellViewModel shell) {
        return new GeneratePage(
                executor,
                dialogs,
                keymap,
                toasts,
                jobs,
                opener.sessionProperty(),
                () -> settings.get(Preferences.DETECTOR),
                waysOutOfGenerate(shell));
    }

    private GeneratePage.Ways waysOutOfGenerate(ShellViewModel shell) {
        return new GeneratePage.Ways(
                clip -> window().reveal(clip),
                () -> shell.go("prompts"),
                () -> shell.drawerOpenProperty().set(true),
                () -> shell.go("generate"));
    }

    private TracePage trace(Keymap keymap, Toasts toasts, ShellViewModel shell) {
        return new TracePage(
                executor,
                keymap,
                toasts,
                opener.sessionProperty(),
                () -> window().subject(),
                () -> shell.go("trace"),
                place -> window().reveal(place.page(), place.target()));
    }

    private TrainPage trainPage(Keymap keymap, Toasts toasts, ShellViewModel shell, PairsPage pairs) {
        return new TrainPage(
                executor,
                dialogs,
                keymap,
                toasts,
                jobs,
                opener.sessionProperty(),
                pairsOf(shell, pairs),
                clip -> window().reveal(clip));
    }

    /** The Pairs page, with the pairs of one prompt if there is one to look at. */
    private static Consumer<@Nullable String> pairsOf(ShellViewModel shell, PairsPage pairs) {
        return prompt -> {
            shell.go("pairs");
            if (prompt != null) {
                pairs.look(prompt);
            }
        };
    }

    private List<Command> recentProjects() {
        return settings.get(Preferences.RECENT_PROJECTS).stream()
                .map(project -> Command.of(
                        "recent." + project.folder(),
                        "Open " + project.name() + " – " + project.folder(),
                        "Recent project",
                        null,
                        MaterialDesignF.FOLDER_OUTLINE,
                        () -> opener.open(Path.of(project.folder()))))
                .toList();
    }

    StringBinding title() {
        return Bindings.createStringBinding(
                () -> {
                    ProjectSession open = opener.sessionProperty().get();
                    return open == null
                            ? "SpatialAlign Workbench"
                            : open.project().name() + " – SpatialAlign Workbench";
                },
                opener.sessionProperty());
    }

    /** Asks when jobs run; they can be resumed next time. */
    boolean mayClose() {
        int active = jobs.activeProperty().get();
        if (active == 0) {
            return true;
        }
        String what = active == 1 ? "A job is" : active + " jobs are";
        return dialogs.confirm(
                "Close while jobs run?", what + " still running. You can resume next time where it stopped.", "Close");
    }

    Settings settings() {
        return settings;
    }

    UiExecutor executor() {
        return executor;
    }

    Theme theme() {
        return theme;
    }

    Dialogs dialogs() {
        return dialogs;
    }

    ProjectOpener opener() {
        return opener;
    }

    JobListViewModel jobs() {
        return jobs;
    }

    FileDrops drops() {
        return drops;
    }

    MainWindow window() {
        return window;
    }

    /** Stores and closes everything; the window is gone by then, so it may take its time. */
    void close() throws ProjectException {
        window.stop();
        try {
            opener.closeNow();
        } finally {
            executor.close();
            settings.close();
        }
    }
}
