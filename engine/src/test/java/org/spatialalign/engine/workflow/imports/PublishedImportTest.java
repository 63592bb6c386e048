package org.spatialalign.engine.workflow.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spatialalign.engine.core.CancelToken;
import org.spatialalign.engine.core.Progress;
import org.spatialalign.engine.store.ClipRecord;
import org.spatialalign.engine.store.Project;
import org.spatialalign.engine.workflow.imports.ImportReport.Outcome;

/** The paper's own files, as a lab would drop them. */
class PublishedImportTest {

    private static final Path PUBLISHED = Path.of("../../shared/published");

    @Test
    void aDropTakesEverythingAndASecondOneNothing(@TempDir Path folder) throws Exception {
        Assumptions.assumeTrue(Files.isDirectory(PUBLISHED), PUBLISHED + " is not on this machine");
        ImportSpec spec = ImportSpec.sniff(List.of(PUBLISHED));
        assertThat(spec.clips()).hasSize(15);
        assertThat(spec.prompts()).hasSize(4);
        assertThat(spec.seeds()).hasSize(1);
        assertThat(spec.detections()).hasSize(6);
        assertThat(spec.boxes()).isEmpty();
        try (Project project = Project.create(folder.resolve("project"))) {
            List<String> log = new ArrayList<>();
            ImportReport report =
                    new ImportJob(project, spec).importAll(Progress.Listener.NONE, CancelToken.never(), log::add);
            assertThat(report.clipsAdded()).isEqualTo(15);
            assertThat(report.promptsAdded()).isEqualTo(240);
            assertThat(report.seedsAdded()).isEqualTo(12);
            assertThat(report.tracksAdded()).isZero();
            assertThat(report.of(Outcome.SKIPPED)).hasSize(6).allMatch(line -> line.what()
                    .endsWith(".pkl"));
            assertThat(report.of(Outcome.PROBLEM)).singleElement().matches(line -> line.text()
                    .contains("score --boxes"));
            assertThat(log).hasSize(report.lines().size() + 1);
            for (ClipRecord clip : project.clips().all()) {
                assertThat(clip.video().frameCount()).isEqualTo(81);
                assertThat(clip.problem()).isNull();
                assertThat(clip.promptId()).isNotNull();
                assertThat(project.thumbnailFile(clip)).isNotEmptyFile();
            }
            assertThat(project.clips().all().stream().map(ClipRecord::model).distinct())
                    .containsExactly("cog", "hy15", "ltx", "ours", "wan");

            ImportReport again =
                    new ImportJob(project, spec).importAll(Progress.Listener.NONE, CancelToken.never(), line -> {});
            assertThat(again.summary()).startsWith("nothing added, 31 were already there");
            assertThat(project.clips().all()).hasSize(15);
        }
    }
}
