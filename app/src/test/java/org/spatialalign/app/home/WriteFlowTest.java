package org.spatialalign.app.home;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spatialalign.app.fx.Command;
import org.spatialalign.app.fx.FakeDialogs;
import org.spatialalign.app.fx.SameThreadUiExecutor;
import org.spatialalign.app.inspect.TestProject;
import org.spatialalign.app.job.ProjectSession;
import org.spatialalign.engine.job.JobState;
import org.spatialalign.engine.store.Project;

class WriteFlowTest {

    private final FakeDialogs dialogs = new FakeDialogs();
    private final SimpleObjectProperty<@Nullable ProjectSession> session = new SimpleObjectProperty<>();
    private final WriteFlow flow = new WriteFlow(new SameThreadUiExecutor(), dialogs, session);

    @Test
    void writesTheReportAndTheScoresWhereToldByTheFilesEnding(@TempDir Path folder) throws Exception {
        Path report = folder.resolve("report.html");
        Path list = folder.resolve("scores.csv");
        Path all = folder.resolve("scores.JSON");
        TestProject made = new TestProject(folder);
        Project project = made.create();
        made.addClip(project, 0, "7_LR");
        try (project;
                ProjectSession open = TestProject.session(project)) {
            session.set(open);
            run("project.report", report, open);
            run("project.export", list, open);
            run("project.export", all, open);
        }
        assertThat(Files.readString(report)).contains("<html");
        assertThat(Files.readString(list)).startsWith("type,prompt_id");
        assertThat(Files.readString(all)).startsWith("[").contains("7_LR");
    }

    @Test
    void asksNothingWithoutAProjectThatCanBeWritten(@TempDir Path folder) throws Exception {
        assertThat(flow.commands()).noneMatch(command -> command.enabled().get());
        Project.create(folder.resolve("p")).close();
        Project project = Project.open(folder.resolve("p"), Project.Access.READ_ONLY);
        try (project;
                ProjectSession open = TestProject.session(project)) {
            session.set(open);
            assertThat(flow.commands()).noneMatch(command -> command.enabled().get());
        }
    }

    private void run(String id, Path file, ProjectSession open) throws InterruptedException {
        dialogs.willGive(file);
        Command command = flow.commands().stream()
                .filter(c -> c.id().equals(id))
                .findFirst()
                .orElseThrow();
        command.execute();
        long job = open.jobs().jobs().stream()
                .mapToLong(record -> record.id())
                .max()
                .orElseThrow();
        assertThat(open.jobs().await(job).state()).isEqualTo(JobState.SUCCEEDED);
    }
}
