package org.spatialalign.app.home;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableValue;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;
import org.spatialalign.app.fx.Notices;
import org.spatialalign.app.fx.Preferences;
import org.spatialalign.app.fx.Preferences.RecentProject;
import org.spatialalign.app.fx.Settings;
import org.spatialalign.app.fx.UiExecutor;
import org.spatialalign.app.job.ProjectSession;
import org.spatialalign.engine.store.Project;
import org.spatialalign.engine.store.ProjectChange;

/** The projects opened before and, if one is open, how its clips stand. */
public final class HomeViewModel {

    private final UiExecutor executor;
    private final Settings settings;
    private final Notices notices;
    private final ObservableValue<@Nullable ProjectSession> session;
    /** Without the one that is open. */
    private final ObservableList<RecentRow> recent = FXCollections.observableArrayList();

    private final ReadOnlyObjectWrapper<Overview> overview = new ReadOnlyObjectWrapper<>(Overview.EMPTY);
    private final Consumer<ProjectChange> changed = this::changed;
    private boolean shown;

    public HomeViewModel(
            UiExecutor executor,
            Settings settings,
            Notices notices,
            ObservableValue<@Nullable ProjectSession> session) {
        this.executor = executor;
        this.settings = settings;
        this.notices = notices;
        this.session = session;
        settings.property(Preferences.RECENT_PROJECTS).addListener(observable -> refreshRecent());
        session.addListener((observable, was, is) -> {
            if (was != null) {
                was.project().removeListener(changed);
            }
            if (is != null) {
                is.project().addListener(changed);
            }
            overview.set(Overview.EMPTY);
            refreshRecent();
            refreshOverview();
        });
    }

    /** Counts only while the page is shown. */
    void setShown(boolean visible) {
        shown = visible;
        if (visible) {
            refreshRecent();
            refreshOverview();
        }
    }

    /** Comes on the thread that wrote, and often while an import runs; the latest look wins. */
    private void changed(ProjectChange change) {
        executor.onFxThread(this::refreshOverview);
    }

    private void refreshRecent() {
        ProjectSession open = session.getValue();
        String here = open == null ? "" : open.project().folder().toString();
        List<RecentProject> projects = settings.get(Preferences.RECENT_PROJECTS).stream()
                .filter(project -> !project.folder().equals(here))
                .toList();
        executor.load(
                changed,
                () -> projects.stream()
                        .map(project -> new RecentRow(project, Project.isProject(Path.of(project.folder()))))
                        .toList(),
                recent::setAll,
                problem -> notices.status("The recent projects could not be looked up: " + problem.getMessage()));
    }

    private void refreshOverview() {
        ProjectSession open = session.getValue();
        if (open == null || !shown) {
            return;
        }
        executor.load(
                overview,
                () -> Overview.of(
                        open.project().clips().listing(open.preset().id()),
                        open.project().prompts().all().size()),
                found -> {
                    if (session.getValue() == open) {
                        overview.set(found);
                    }
                },
                problem -> notices.status("The project could not be counted: " + problem.getMessage()));
    }

    ObservableList<RecentRow> recent() {
        return recent;
    }

    ReadOnlyObjectProperty<Overview> overviewProperty() {
        return overview.getReadOnlyProperty();
    }
}
