package org.spatialalign.app.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spatialalign.app.fx.FakeDialogs;
import org.spatialalign.app.fx.Preferences;
import org.spatialalign.app.fx.Preferences.RecentProject;
import org.spatialalign.app.fx.SameThreadUiExecutor;
import org.spatialalign.app.fx.Settings;
import org.spatialalign.engine.store.Project;

class ProjectOpenerTest {

    private static final Instant NOW = Instant.parse("2025-01-31T10:00:00Z");

    private Path folder;

    private final FakeDialogs dialogs = new FakeDialogs();
    private Settings settings;
    private ProjectOpener opener;

    @BeforeEach
    void prepare(@TempDir Path temporary) {
        folder = temporary;
        settings = new Settings(folder.resolve("config"));
        opener = opener();
    }

    private ProjectOpener opener() {
        return new ProjectOpener(
                new SameThreadUiExecutor(),
                dialogs,
                settings,
                () -> NOW,
                project -> new ProjectSession(project, new ScriptedJobs()));
    }

    @AfterEach
    void close() throws Exception {
        opener.closeNow();
        settings.close();
    }

    private Project open() {
        return Objects.requireNonNull(opener.sessionProperty().get()).project();
    }

    @Test
    void createsAndRemembers() {
        List<String> then = new ArrayList<>();
        opener.create(folder.resolve("cats"), () -> then.add("went on"));
        assertThat(then).containsExactly("went on");
        assertThat(open().name()).isEqualTo("cats");
        assertThat(settings.get(Preferences.RECENT_PROJECTS))
                .containsExactly(
                        new RecentProject(folder.resolve("cats").toString(), "cats", 0, "2025-01-31T10:00:00Z"));
        assertThat(settings.get(Preferences.OPEN_PROJECT))
                .isEqualTo(folder.resolve("cats").toString());
    }

    @Test
    void putsTheLatestFirstAndKeepsEight() {
        for (int i = 0; i < 10; i++) {
            opener.create(folder.resolve("p" + i), () -> {});
        }
        opener.open(folder.resolve("p5"));
        assertThat(settings.get(Preferences.RECENT_PROJECTS))
                .hasSize(8)
                .extracting(RecentProject::name)
                .startsWith("p5", "p9", "p8");
    }

    @Test
    void closesTheOneBeforeAfterItsFarewell() {
        opener.create(folder.resolve("one"), () -> {});
        List<String> order = new ArrayList<>();
        opener.setFarewell(closing -> {
            order.add("asked for " + closing.project().name());
            return () -> order.add("done");
        });
        opener.create(folder.resolve("two"), () -> {});
        assertThat(order).containsExactly("asked for one", "done");
        opener.setFarewell(closing -> () -> {});
        opener.open(folder.resolve("one"));
        assertThat(dialogs.errors).isEmpty();
        assertThat(open().readOnly()).isFalse();
    }

    @Test
    void offersReadOnlyWhenSomebodyElseHasIt() throws Exception {
        Path place = folder.resolve("shared");
        try (Project holder = Project.create(place)) {
            dialogs.willChoose(0);
            opener.open(place);
            assertThat(open().readOnly()).isTrue();
            assertThat(dialogs.shown).anySatisfy(text -> assertThat(text).contains(place.toString(), "process"));
            assertThat(holder.readOnly()).isFalse();
        }
    }

    @Test
    void staysWithWhatIsOpenWhenAnotherCannotBeOpened() throws Exception {
        opener.create(folder.resolve("good"), () -> {});
        Path bad = Files.createDirectories(folder.resolve("bad"));
        Files.writeString(bad.resolve("project.db"), "not a database");
        opener.open(bad);
        assertThat(dialogs.errors).hasSize(1);
        assertThat(dialogs.errors.get(0)).hasMessageContaining("bad");
        assertThat(open().name()).isEqualTo("good");
    }

    @Test
    void openingWhatIsOpenChangesNothing() {
        opener.create(folder.resolve("one"), () -> {});
        ProjectSession before = opener.sessionProperty().get();
        opener.open(folder.resolve("one"));
        assertThat(opener.sessionProperty().get()).isSameAs(before);
        assertThat(dialogs.shown).isEmpty();
    }

    @Test
    void leavesTheProjectOfLastTimeAloneWhenItIsGone() {
        opener.reopen(folder.resolve("gone"));
        assertThat(opener.sessionProperty().get()).isNull();
        assertThat(dialogs.shown).isEmpty();
    }
}
