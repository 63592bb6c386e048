package org.spatialalign.app.home;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.control.ChoiceBox;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spatialalign.app.fx.Command;
import org.spatialalign.app.fx.FakeDialogs;
import org.spatialalign.app.fx.SameThreadUiExecutor;
import org.spatialalign.app.inspect.TestProject;
import org.spatialalign.app.job.ProjectSession;
import org.spatialalign.app.pairs.PairsProject;
import org.spatialalign.engine.interchange.CocoJson;
import org.spatialalign.engine.job.JobState;
import org.spatialalign.engine.store.Project;
import org.spatialalign.engine.workflow.ExportFormat;
import org.testfx.api.FxToolkit;

class WriteFlowTest {

    private final FakeDialogs dialogs = new FakeDialogs();
    private final SimpleObjectProperty<@Nullable ProjectSession> session = new SimpleObjectProperty<>();
    private final WriteFlow flow = new WriteFlow(new SameThreadUiExecutor(), dialogs, session);

    @BeforeAll
    static void toolkit() throws Exception {
        FxToolkit.registerPrimaryStage();
    }

    @Test
    void writesTheReportTheScoresAndTheBoxesWhereTold(@TempDir Path folder) throws Exception {
        Path report = folder.resolve("report.html");
        Path list = folder.resolve("scores.csv");
        Path all = folder.resolve("scores.json");
        Path coco = folder.resolve("boxes.json");
        Path boxes = Files.createDirectory(folder.resolve("boxes"));
        PairsProject.write(folder.resolve("study"), 1, 0, 64, 48, 6);
        Project project = Project.open(folder.resolve("study"), Project.Access.WRITE);
        try (project;
                ProjectSession open = TestProject.session(project)) {
            session.set(open);
            run("project.report", report, open);
            export(ExportFormat.PAPER_CSV, list, open);
            export(ExportFormat.JSON, all, open);
            export(ExportFormat.COCO, coco, open);
            export(ExportFormat.CVAT, boxes, open);
        }
        assertThat(Files.readString(report)).contains("<html");
        assertThat(Files.readString(list)).startsWith("type,prompt_id");
        assertThat(Files.readString(all)).startsWith("[").contains("7_LR");
        assertThat(CocoJson.read(coco)).hasSize(1);
        try (Stream<Path> files = Files.list(boxes)) {
            assertThat(files).singleElement().asString().endsWith(".xml");
        }
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

    private void export(ExportFormat format, Path place, ProjectSession open) throws InterruptedException {
        dialogs.willFill(form -> {
            if (form.lookup("#export-format") instanceof ChoiceBox<?> choice) {
                choose(choice, format);
            }
        });
        run("project.export", place, open);
    }

    private static <T> void choose(ChoiceBox<T> choice, Object wanted) {
        choice.getItems().stream().filter(wanted::equals).findFirst().ifPresent(choice::setValue);
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
