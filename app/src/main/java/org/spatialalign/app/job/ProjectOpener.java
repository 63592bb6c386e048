package org.spatialalign.app.job;

import java.nio.file.Path;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
import org.spatialalign.app.fx.Dialogs;
import org.spatialalign.app.fx.Preferences;
import org.spatialalign.app.fx.Preferences.RecentProject;
import org.spatialalign.app.fx.Settings;
import org.spatialalign.app.fx.UiExecutor;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.store.Project;
import org.spatialalign.engine.store.ProjectBusyException;
import org.spatialalign.engine.store.ProjectException;

/** Opens, creates and closes projects, in the background, and keeps the list of recent ones. */
public final class ProjectOpener {

    private final UiExecutor executor;
    private final Dialogs dialogs;
    private final Settings settings;
    private final InstantSource clock;
    private final SessionMaker maker;
    private final ReadOnlyObjectWrapper<@Nullable ProjectSession> session = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyBooleanWrapper opening = new ReadOnlyBooleanWrapper(false);
    private Function<ProjectSession, Runnable> farewell = closing -> () -> {};

    /** Makes the session of a project that has just been opened, on a worker thread. */
    public interface SessionMaker {
        ProjectSession make(Project project) throws WorkbenchException;
    }

    public ProjectOpener(
            UiExecutor executor, Dialogs dialogs, Settings settings, InstantSource clock, SessionMaker maker) {
        this.maker = maker;
        this.executor = executor;
        this.dialogs = dialogs;
        this.settings = settings;
        this.clock = clock;
    }

    /** The open project; null while none is. */
    public ReadOnlyObjectProperty<@Nullable ProjectSession> sessionProperty() {
        return session.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty openingProperty() {
        return opening.getReadOnlyProperty();
    }

    /**
     * What is still to be done for a project that is about to close. The function is called on the FX thread before
     * the window lets go of it; what it returns runs on a worker thread just before the project closes.
     */
    public void setFarewell(Function<ProjectSession, Runnable> last) {
        this.farewell = last;
    }

    public void open(Path folder) {
        open(folder, Project.Access.WRITE, () -> {});
    }

    public void openReadOnly(Path folder) {
        open(folder, Project.Access.READ_ONLY, () -> {});
    }

    /** The project of last time: opened if it is still there, else silently left alone. */
    public void reopen(Path folder) {
        executor.load(
                this,
                () -> Project.isProject(folder),
                there -> {
                    if (there) {
                        open(folder);
                    }
                },
                problem -> dialogs.error("The project could not be looked for", problem));
    }

    /** Makes a new project and opens it, then goes on with {@code then}. */
    public void create(Path folder, Runnable then) {
        load(() -> Project.create(folder), then, problem -> dialogs.error("The project could not be created", problem));
    }

    private void open(Path folder, Project.Access access, Runnable then) {
        ProjectSession now = session.get();
        if (now != null && now.project().folder().equals(folder.toAbsolutePath().normalize())) {
            then.run();
            return;
        }
        load(() -> Project.open(folder, access), then, problem -> explain(folder, problem));
    }

    private record Opened(ProjectSession session, int clips) {}

    private void load(Callable<Project> work, Runnable then, Consumer<Throwable> onFailed) {
        opening.set(true);
        executor.load(
                session,
                () -> session(work.call()),
                opened -> {
                    opening.set(false);
                    use(opened);
                    then.run();
                },
                problem -> {
                    opening.set(false);
                    onFailed.accept(problem);
                });
    }

    private Opened session(Project project) throws WorkbenchException {
        boolean whole = false;
        try {
            Opened opened =
                    new Opened(maker.make(project), project.clips().all().size());
            whole = true;
            return opened;
        } finally {
            if (!whole) {
                project.close();
            }
        }
    }

    private void use(Opened opened) {
        ProjectSession old = session.get();
        Runnable last = old == null ? () -> {} : farewell.apply(old);
        session.set(opened.session());
        remember(opened.session().project(), opened.clips());
        if (old != null) {
            closeInBackground(old, last);
        }
    }

    private void explain(Path folder, Throwable problem) {
        boolean busy = problem instanceof ProjectBusyException;
        if (busy || (problem instanceof ProjectException other && other.readOnlyPossible())) {
            String message = problem.getMessage() == null ? folder + " is in use." : problem.getMessage();
            String title = busy ? "The project is in use" : "The project cannot be written";
            if (dialogs.choose(title, message, List.of("Open read-only")).isPresent()) {
                openReadOnly(folder);
            }
            return;
        }
        dialogs.error("The project could not be opened", problem);
    }

    /** Closes what is open and shows no project. */
    public void close() {
        ProjectSession old = session.get();
        if (old == null) {
            return;
        }
        Runnable last = farewell.apply(old);
        session.set(null);
        settings.set(Preferences.OPEN_PROJECT, "");
        closeInBackground(old, last);
    }

    /** Closes what is open on this thread; for the end of the program, when there is nobody left to wait. */
    public void closeNow() throws ProjectException {
        ProjectSession old = session.get();
        if (old != null) {
            Runnable last = farewell.apply(old);
            session.set(null);
            last.run();
            try {
                recount(old.project(), old.project().clips().all().size());
            } finally {
                old.close();
            }
        }
    }

    private void closeInBackground(ProjectSession old, Runnable last) {
        executor.load(
                old,
                () -> {
                    last.run();
                    int clips = old.project().clips().all().size();
                    old.close();
                    return clips;
                },
                clips -> recount(old.project(), clips),
                problem -> dialogs.error("The project could not be closed cleanly", problem));
    }

    private void remember(Project project, int clips) {
        String folder = project.folder().toString();
        String now = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
        List<RecentProject> recent = new ArrayList<>();
        recent.add(new RecentProject(folder, project.name(), clips, now));
        settings.get(Preferences.RECENT_PROJECTS).stream()
                .filter(other -> !other.folder().equals(folder))
                .limit(Preferences.RECENT_LIMIT - 1L)
                .forEach(recent::add);
        settings.set(Preferences.RECENT_PROJECTS, List.copyOf(recent));
        settings.set(Preferences.OPEN_PROJECT, folder);
    }

    private void recount(Project project, int clips) {
        String folder = project.folder().toString();
        settings.set(
                Preferences.RECENT_PROJECTS,
                settings.get(Preferences.RECENT_PROJECTS).stream()
                        .map(recent -> recent.folder().equals(folder)
                                ? new RecentProject(folder, recent.name(), clips, recent.lastOpened())
                                : recent)
                        .toList());
    }

    /** Takes a project off the list; its folder is not touched. */
    public void forget(RecentProject project) {
        settings.set(
                Preferences.RECENT_PROJECTS,
                settings.get(Preferences.RECENT_PROJECTS).stream()
                        .filter(other -> !other.equals(project))
                        .toList());
    }
}
