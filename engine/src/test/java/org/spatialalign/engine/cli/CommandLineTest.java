package org.spatialalign.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spatialalign.engine.core.Json;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.job.JobRecord;
import org.spatialalign.engine.job.JobSpec;
import org.spatialalign.engine.job.JobState;
import org.spatialalign.engine.job.JobStore;
import org.spatialalign.engine.store.Project;

/** From clips to a report as a script would go, in this process. */
class CommandLineTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Path folder;
    private final String project;

    CommandLineTest(@TempDir Path folder) {
        this.folder = folder;
        this.project = folder.resolve("study").toString();
    }

    @Test
    void fromClipsToAReport() throws IOException, WorkbenchException {
        DrawnClips clips = DrawnClips.make(Files.createDirectories(folder.resolve("in")));
        assertThat(run("project", "new", project)).isZero();
        assertThat(importAll(clips)).as(err.toString()).isZero();
        assertThat(run("project", "info", project, "--json")).isZero();
        JsonNode info = lines().get(0);
        assertThat(info.get("clips").asInt()).isEqualTo(3);
        assertThat(info.get("models").toString()).isEqualTo("[\"base\",\"tuned\"]");

        assertThat(run("track", project, "--json")).as(err.toString()).isZero();
        assertThat(lines().get(0).get("done").asInt()).isEqualTo(2);
        assertThat(err.toString()).contains("left out: base/p1_LR_F24_seed01.mp4: it has no seed boxes");
        assertThat(run("track", project, "--json")).isZero();
        assertThat(lines().get(0).get("upToDate").asInt()).isEqualTo(2);

        assertThat(run("score", project, "--json")).isZero();
        checkScores();
        assertThat(run("score", project)).isZero();
        assertThat(out.toString()).contains("2 scored").contains("1 unscorable").contains("neither seed boxes");

        checkExports();
        checkBoxesComeBack(clips);
        Path report = folder.resolve("report.html");
        assertThat(run("report", project, "--out", report.toString())).isZero();
        assertThat(report).content().contains("tuned").contains("data:image/jpeg;base64,");

        assertThat(run("jobs", project, "--json")).isZero();
        assertThat(lines()).extracting(job -> job.get("kind").asText()).startsWith("import", "track", "track", "score");
        assertThat(lines()).extracting(job -> job.get("state").asText()).containsOnly("succeeded");
    }

    private void checkScores() throws IOException {
        List<JsonNode> scores = lines();
        assertThat(scores).hasSize(3);
        assertThat(scores)
                .allSatisfy(score -> assertThat(score.get("prompt_id").asText()).isEqualTo("p1_LR"));
        JsonNode tuned = scores.stream()
                .filter(score -> score.get("model").asText().equals("tuned"))
                .findFirst()
                .orElseThrow();
        assertThat(tuned.get("dsr_score").asDouble()).isGreaterThan(0.7);
        assertThat(tuned.get("seed").asInt()).isZero();
        assertThat(tuned.get("frames").get("first").toString()).isEqualTo("[0,1,2]");
        double sum = 0;
        for (String term : List.of("r_init", "g_init", "r_f", "g_f")) {
            sum += tuned.get("terms").get(term).asDouble();
        }
        assertThat(sum / 8 + 0.5).isCloseTo(tuned.get("dsr_score").asDouble(), within(1e-12));
        JsonNode unseeded = scores.stream()
                .filter(score -> score.get("seed").asInt() == 1)
                .findFirst()
                .orElseThrow();
        assertThat(unseeded.get("unscorable").asText()).isEqualTo("no_boxes");
        assertThat(unseeded.has("dsr_score")).isFalse();
    }

    private void checkExports() throws IOException {
        Path results = folder.resolve("results.csv");
        assertThat(run("export", project, "--format", "paper-csv", "--model", "base", "--out", results.toString()))
                .isZero();
        assertThat(results)
                .content()
                .contains("'p1_LR_F24_seed00.mp4', 'p1_LR_F24_seed01.mp4'")
                .contains("-100]");
        Path json = folder.resolve("results.json");
        assertThat(run("export", project, "--format", "json", "--out", json.toString()))
                .isZero();
        assertThat(JSON.readTree(json.toFile())).hasSize(3);
        for (String format : List.of("mot", "cvat", "overlay-mp4", "filmstrip")) {
            Path place = folder.resolve(format);
            assertThat(run("export", project, "--format", format, "--out", place.toString(), "--json"))
                    .as(format + err)
                    .isZero();
            JsonNode summary = lines().get(0);
            assertThat(summary.get("done").asInt()).as(format).isEqualTo(2);
            assertThat(summary.get("leftOut")).as(format).hasSize(1);
            try (Stream<Path> files = Files.walk(place)) {
                assertThat(files.filter(Files::isRegularFile)
                                .filter(file -> !file.toString().endsWith(".ini")))
                        .as(format)
                        .hasSize(2)
                        .allSatisfy(file -> assertThat(file).isNotEmptyFile());
            }
        }
    }

    /** In a project of the same clips that has no boxes yet, each format gives the scores that it was written with. */
    private void checkBoxesComeBack(DrawnClips clips) throws IOException {
        run("score", project, "--json");
        Map<String, Double> scores = scores();
        assertThat(scores).hasSize(2);
        Path coco = folder.resolve("coco/boxes.json");
        assertThat(run("export", project, "--format", "coco", "--out", coco.toString()))
                .as(err.toString())
                .isZero();
        assertThat(out.toString()).startsWith("2 clips written");
        for (String format : List.of("coco", "cvat", "mot")) {
            String other = folder.resolve("from-" + format).toString();
            List<String> line = new ArrayList<>(
                    List.of("import", other, "--clips", clips.folder().toString()));
            line.addAll(
                    List.of("--prompts", clips.folder().resolve("prompts.csv").toString()));
            try (Stream<Path> files = Files.walk(folder.resolve(format))) {
                files.filter(file -> file.toString().matches(".*\\.(json|xml|txt)"))
                        .forEach(file -> line.addAll(List.of("--boxes", file.toString())));
            }
            run("project", "new", other);
            assertThat(run(line.toArray(String[]::new))).as(format + err).isZero();
            run("score", other, "--json");
            scores().forEach((clip, score) ->
                    assertThat(score).as(format).isCloseTo(scores.getOrDefault(clip, Double.NaN), within(1e-9)));
            assertThat(scores()).as(format).hasSize(2);
        }
    }

    /** What was just printed, by clip. */
    private Map<String, Double> scores() throws IOException {
        Map<String, Double> scores = new HashMap<>();
        for (JsonNode score : lines()) {
            if (score.has("dsr_score")) {
                scores.put(score.get("clip").asText(), score.get("dsr_score").asDouble());
            }
        }
        return scores;
    }

    @Test
    void importingTwiceAddsNothing() throws IOException, WorkbenchException {
        DrawnClips clips = DrawnClips.make(Files.createDirectories(folder.resolve("in")));
        run("project", "new", project);
        importAll(clips);
        assertThat(importAll(clips)).isZero();
        assertThat(out.toString()).startsWith("0 clips, 0 prompts");
    }

    @Test
    void aBrokenClipIsListedAndTheRestGoesOn() throws IOException, WorkbenchException {
        DrawnClips clips = DrawnClips.make(Files.createDirectories(folder.resolve("in")));
        Files.writeString(clips.folder().resolve("base/p1_LR_F24_seed02.mp4"), "no video");
        run("project", "new", project);
        assertThat(importAll(clips)).isEqualTo(Main.FAILED);
        assertThat(err.toString()).contains("p1_LR_F24_seed02.mp4");
        assertThat(out.toString()).startsWith("3 clips, 1 prompts");
    }

    @Test
    void aClipIsTrackedAgainByNameAndTheStepCanBeUndone() throws IOException, WorkbenchException {
        DrawnClips clips = DrawnClips.make(Files.createDirectories(folder.resolve("in")));
        run("project", "new", project);
        importAll(clips);
        run("track", project);
        assertThat(run("track", project, "--clip", "tuned/p1_LR_F24_seed00.mp4", "--json"))
                .as(err.toString())
                .isZero();
        assertThat(lines().get(0).get("done").asInt()).isEqualTo(1);
        assertThat(run("track", project, "--clip", "nobody.mp4")).isEqualTo(Main.FAILED);
        assertThat(err.toString()).contains("no clip 'nobody.mp4'");
        assertThat(run("track", project, "--clip", "p1_LR_F24_seed00.mp4")).isEqualTo(Main.FAILED);
        assertThat(err.toString()).contains("fits 2 clips");
        assertThat(run("track", project, "--clip", "base/p1_LR_F24_seed01.mp4")).isEqualTo(Main.FAILED);
        assertThat(err.toString()).contains("draw one box for the animal");
    }

    @Test
    void boxesAreScoredWithoutAProject() throws IOException {
        Path file = folder.resolve("cases.json");
        try (InputStream cases = Objects.requireNonNull(
                CommandLineTest.class.getResourceAsStream("/org/spatialalign/engine/score/reference_scores.json"))) {
            Files.copy(cases, file);
        }
        assertThat(run("score", "--boxes", file.toString(), "--json")).isZero();
        assertThat(err.toString()).isEmpty();
        List<JsonNode> scores = lines();
        int i = 0;
        for (JsonNode expected : JSON.readTree(file.toFile()).get("cases")) {
            JsonNode score = scores.get(i++);
            assertThat(score.get("video").asText())
                    .isEqualTo(expected.get("video").asText());
            double reference = expected.get("reference_reward").asDouble();
            if (reference == -100) {
                assertThat(score.get("unscorable").asText()).isNotEmpty();
                assertThat(score.has("dsr_score")).isFalse();
            } else {
                assertThat(score.get("dsr_score").asDouble()).isCloseTo(reference, within(1e-6));
            }
        }
        assertThat(scores).hasSize(i);
    }

    @Test
    void aBrokenCaseIsListedAndTheRestIsScored() throws IOException {
        Path file = folder.resolve("cases.json");
        Files.writeString(
                file,
                """
                {"animal": "cat", "object": "chair", "cases": [
                 {"video": "a.mp4", "type": "LR", "frames": []},
                 {"video": "b.mp4", "type": "XY", "frames": []}]}
                """);
        assertThat(run("score", "--boxes", file.toString(), "--json")).isEqualTo(Main.FAILED);
        assertThat(lines()).hasSize(1);
        assertThat(err.toString()).contains("b.mp4").contains("XY");
    }

    @Test
    void aFileThatIsNotThereIsSaidInWords() {
        Path absent = folder.resolve("absent.json");
        assertThat(run("score", "--boxes", absent.toString(), "--json")).isEqualTo(Main.FAILED);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).contains(absent.toString()).contains("there is no such file");
    }

    @Test
    void aJobWhoseProcessIsGoneIsShownAsInterrupted() throws IOException, WorkbenchException {
        run("project", "new", project);
        try (Project open = Project.open(Path.of(project), Project.Access.WRITE)) {
            JobSpec spec = new JobSpec("track", 1, "Track all clips", Json.object(), 0, "test");
            JobRecord job = open.jobs().insert(spec, Instant.EPOCH);
            JobStore.Outcome outcome = JobStore.Outcome.at(Instant.EPOCH, job.progress());
            assertThat(open.jobs().transition(job.id(), JobState.QUEUED, JobState.RUNNING, outcome))
                    .isTrue();
            run("jobs", project, "--json");
            assertThat(lines().get(0).get("state").asText()).isEqualTo("running");
        }
        run("jobs", project, "--json");
        assertThat(lines().get(0).get("state").asText()).isEqualTo("interrupted");
        assertThat(run("jobs", project)).isZero();
        assertThat(out.toString()).contains("interrupted").doesNotContain("running");
    }

    @Test
    void aFormatOfManyFilesDoesNotGoIntoAFile() throws IOException, WorkbenchException {
        DrawnClips clips = DrawnClips.make(Files.createDirectories(folder.resolve("in")));
        run("project", "new", project);
        importAll(clips);
        Path file = Files.writeString(folder.resolve("notes.txt"), "mine");
        assertThat(run("export", project, "--format", "MOT", "--out", file.toString(), "--json"))
                .isEqualTo(Main.FAILED);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString().strip()).endsWith("name a folder").doesNotContain("Exception");
        assertThat(file).hasContent("mine");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "scores",
                "project",
                "score",
                "track",
                "import DIR",
                "import DIR --clips /does/not/exist",
                "export DIR --format gif --out x",
                "export DIR --format mot",
                "report DIR",
                "score --boxes",
                "bench --only nothing"
            })
    void wrongUsageSaysWhatIsWrongAndIsTwo(String line) {
        String[] args =
                line.isEmpty() ? new String[0] : line.replace("DIR", project).split(" ");
        assertThat(run(args)).isEqualTo(Main.WRONG_USAGE);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).startsWith("spatialalign: ").contains("--help");
    }

    @ParameterizedTest
    @ValueSource(strings = {"project info DIR", "track DIR", "score DIR --json", "report DIR --out r.html", "jobs DIR"})
    void aProjectThatIsNotThereIsOneClearLine(String line) {
        assertThat(run(line.replace("DIR", project).split(" "))).isEqualTo(Main.FAILED);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString().strip().lines()).singleElement().asString().contains(project);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--help",
                "project --help",
                "project new --help",
                "project info --help",
                "import --help",
                "track --help",
                "score --help",
                "export --help",
                "report --help",
                "jobs --help",
                "bench --help"
            })
    void everyCommandHelpsAndShowsAnExample(String line) {
        assertThat(run(line.split(" "))).isZero();
        assertThat(err.toString()).isEmpty();
        assertThat(out.toString()).contains("Usage: spatialalign");
        if (!line.equals("project --help")) {
            assertThat(out.toString()).contains("  spatialalign ");
        }
    }

    private int importAll(DrawnClips clips) {
        return run(
                "import",
                project,
                "--clips",
                clips.folder().toString(),
                "--prompts",
                clips.folder().resolve("prompts.csv").toString(),
                "--seeds",
                clips.folder().resolve("seeds.json").toString());
    }

    private int run(String... args) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return Main.run(args, new PrintWriter(out), new PrintWriter(err));
    }

    /** Standard output as data: fails if one line of it is anything else. */
    private List<JsonNode> lines() throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : out.toString().lines().toList()) {
            lines.add(JSON.readTree(line));
        }
        return lines;
    }
}
