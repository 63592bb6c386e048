package org.spatialalign.engine.workflow.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spatialalign.engine.core.Json;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.workflow.imports.ImportReport.Line;
import org.spatialalign.engine.workflow.imports.ImportReport.Outcome;

/** What is known before anything is opened, and what is said afterwards. */
class ImportNamesTest {

    private final Path folder;

    ImportNamesTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void aDropIsSortedByWhatTheFilesAre() throws Exception {
        Path clip = file("wan/p_F81_seed00.mp4", "");
        file("wan/.hidden.mp4", "");
        file(".trash/p_F81_seed00.mp4", "");
        Path upper = file("wan/B.MOV", "");
        Path prompts = file("list.csv", "\ufefftype,prompt_id,animal\n");
        file("other.csv", "a,b,c\n");
        Path seeds = file("seeds.json", "[\n{\"clip\": \"a\", \"frame\": 1}]");
        file("scores.json", "{\"clip\": 1}");
        Path pickle = file("wan_det/p_F81_seed00.mp4.pkl", "");
        Path mot = file("boxes/p.txt", "1,1,10,20,5,6,1,1,1\n");
        file("boxes/readme.txt", "Hello, world\n");
        Path cvat = file("boxes/p.xml", "<?xml version=\"1.0\"?>\n<annotations>");
        file("boxes/other.xml", "<html/>");
        ImportSpec spec = ImportSpec.sniff(List.of(folder, clip, prompts));
        assertThat(spec.clips()).containsExactly(upper, clip);
        assertThat(spec.prompts()).containsExactly(prompts);
        assertThat(spec.seeds()).containsExactly(seeds);
        assertThat(spec.detections()).containsExactly(pickle);
        assertThat(spec.boxes()).containsExactly(mot, cvat);
        assertThat(spec.isEmpty()).isFalse();
        assertThat(ImportSpec.sniff(List.of(folder.resolve("boxes/readme.txt"))).isEmpty())
                .isTrue();
        assertThat(ImportSpec.sniff(List.of(folder.resolve("absent"))).isEmpty())
                .isTrue();
    }

    @Test
    void theJobsRowAloneIsEnough() throws Exception {
        ImportSpec spec = new ImportSpec(
                List.of(Path.of("/a b/\u732b")),
                List.of(),
                List.of(Path.of("/s.json")),
                List.of(),
                List.of(),
                "m",
                null);
        assertThat(Json.convert(Json.parse(Json.write(spec)), ImportSpec.class)).isEqualTo(spec);
    }

    @Test
    void thePreviewShowsWhatNamesGive() throws Exception {
        List<Path> files = List.of(Path.of("/x/wan/p_F81_seed03.mp4"), Path.of("/x/ours/clip.mp4"));
        assertThat(ImportPreview.of(files, null, null))
                .satisfiesExactly(
                        row -> {
                            assertThat(row.model()).isEqualTo("wan");
                            assertThat(row.promptId()).isEqualTo("p");
                            assertThat(row.seed()).isEqualTo(3);
                            assertThat(row.why()).isEmpty();
                            assertThat(row.matched()).isTrue();
                        },
                        row -> {
                            assertThat(row.model()).isEqualTo("ours");
                            assertThat(row.matched()).isFalse();
                            assertThat(row.why()).contains("not of the form");
                        });
        assertThat(ImportPreview.of(files, "mine", "  "))
                .allMatch(row -> row.model().equals("mine"));
        assertThat(ImportPreview.of(files, null, "(?<model>.)(?<prompt>.*)"))
                .extracting(ImportPreview.Row::model)
                .containsExactly("p", "c");
        assertThatThrownBy(() -> ImportPreview.of(files, null, "(")).isInstanceOf(WorkbenchException.class);
    }

    @Test
    void theReportIsASentence() throws Exception {
        ImportReport report = new ImportReport(
                12,
                1,
                0,
                0,
                List.of(
                        new Line(Outcome.TAKEN, "a.mp4", ""),
                        new Line(Outcome.ALREADY_THERE, "b.mp4", ""),
                        new Line(Outcome.ALREADY_THERE, "c.mp4", ""),
                        new Line(Outcome.SKIPPED, "foo.mp4", "not a video (found text)")));
        assertThat(report.summary())
                .isEqualTo("12 clips added, 1 prompt added, 2 were already there, 1 skipped: foo.mp4 \u2014 not a video"
                        + " (found text)");
        assertThat(report.hasTrouble()).isTrue();
        assertThat(ImportReport.fromJson(report.toJson())).isEqualTo(report);
        assertThat(new ImportReport(0, 0, 0, 0, List.of()).summary()).isEqualTo("nothing added");
        Line bad = new Line(Outcome.SKIPPED, "x", "y");
        assertThat(new ImportReport(0, 0, 1, 2, List.of(bad, bad, bad, bad)).summary())
                .isEqualTo("1 clip given seed boxes, 2 clips given tracks, 4 skipped: x \u2014 y; x \u2014 y;"
                        + " x \u2014 y; and 1 more");
    }

    @Test
    void aLongReportKeepsWhatNeedsAttention() throws Exception {
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < ImportReport.MOST_LINES_KEPT + 10; i++) {
            lines.add(new Line(i < ImportReport.MOST_LINES_KEPT ? Outcome.TAKEN : Outcome.SKIPPED, "f" + i, ""));
        }
        ImportReport kept = ImportReport.fromJson(new ImportReport(7, 0, 0, 0, lines).toJson());
        assertThat(kept.clipsAdded()).isEqualTo(7);
        assertThat(kept.lines()).hasSize(ImportReport.MOST_LINES_KEPT);
        assertThat(kept.of(Outcome.SKIPPED)).hasSize(10);
    }

    private Path file(String name, String text) throws Exception {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }
}
