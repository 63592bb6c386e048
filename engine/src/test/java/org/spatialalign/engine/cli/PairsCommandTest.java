package org.spatialalign.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spatialalign.engine.core.CancelToken;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.interchange.PairJsonl;
import org.spatialalign.engine.interchange.PairRow;
import org.spatialalign.engine.interchange.PairShareFile;
import org.spatialalign.engine.prefer.Choice;
import org.spatialalign.engine.prefer.Fragility;
import org.spatialalign.engine.prefer.PairRules;
import org.spatialalign.engine.prefer.PairShare;
import org.spatialalign.engine.prefer.Verdict;
import org.spatialalign.engine.score.ScorePreset;
import org.spatialalign.engine.store.ClipRecord;
import org.spatialalign.engine.store.Project;
import org.spatialalign.engine.workflow.ClipBoxes;
import org.spatialalign.engine.workflow.PairData;

/** From scores to pairs, verdicts of two people, and back, as a script would go. */
class PairsCommandTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The drawn clips are of two models, one good and one bad. */
    private static final PairRules MIXED = PairRules.PAPER.withPool(PairRules.Pool.MIXED);

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Path folder;
    private final String project;

    PairsCommandTest(@TempDir Path folder) {
        this.folder = folder;
        this.project = folder.resolve("study").toString();
    }

    private void tracked() throws IOException, WorkbenchException {
        DrawnClips clips = DrawnClips.make(Files.createDirectories(folder.resolve("in")));
        run("project", "new", project);
        run(
                "import",
                project,
                "--clips",
                clips.folder().toString(),
                "--prompts",
                clips.folder().resolve("prompts.csv").toString(),
                "--seeds",
                clips.folder().resolve("seeds.json").toString());
        assertThat(run("track", project)).as(err.toString()).isZero();
    }

    @Test
    void aSetIsMadeWrittenAndReadAgain() throws Exception {
        tracked();
        assertThat(run("pairs", "build", project, "--dry-run", "--by", "score", "--json"))
                .isZero();
        assertThat(line().at("/summary/lost/ONLY_ACROSS_GENERATORS").asInt()).isEqualTo(1);
        assertThat(run("pairs", "build", project, "--name", "paper", "--by", "score", "--mix-models", "--json"))
                .as(err.toString())
                .isZero();
        JsonNode built = line();
        assertThat(built.get("pairs").asInt()).isEqualTo(1);
        assertThat(built.at("/summary/pairs").asInt()).isEqualTo(1);
        assertThat(built.at("/summary/unscorable").asInt()).isEqualTo(1);
        assertThat(built.at("/summary/types/LR/winners").asInt()).isEqualTo(1);
        // The same again is the same; other pairs under that name are refused.
        assertThat(run("pairs", "build", project, "--name", "paper", "--by", "score", "--mix-models", "--json"))
                .isZero();
        assertThat(run("pairs", "build", project, "--name", "paper", "--by", "verdict"))
                .isEqualTo(Main.FAILED);
        assertThat(err.toString()).contains("'paper'").contains("another name");
        assertThat(run("pairs", "build", project, "--dry-run", "--margin", "0.99", "--mix-models"))
                .isZero();
        assertThat(out.toString()).contains("would keep 0 pairs").contains("margin too small");

        for (String format : List.of("jsonl", "diffusion-dpo", "videoalign")) {
            Path file = folder.resolve("out/" + format + (format.equals("videoalign") ? ".csv" : ".jsonl"));
            assertThat(run("pairs", "export", project, "--set", "paper", "--format", format, "--out", file.toString()))
                    .as(err.toString())
                    .isZero();
            assertThat(out.toString()).startsWith("1 pairs written");
            String name = "again-" + format;
            assertThat(run("pairs", "import", project, "--file", file.toString(), "--name", name))
                    .as(err.toString())
                    .isZero();
            try (Project open = Project.open(Path.of(project), Project.Access.READ_ONLY)) {
                assertThat(open.pairSets().find(name).orElseThrow().hash().hex())
                        .isEqualTo(built.get("hash").asText());
                assertThat(open.pairSets().find(name).orElseThrow().pairs())
                        .isEqualTo(open.pairSets().find("paper").orElseThrow().pairs());
            }
        }
        PairRow row = PairJsonl.read(folder.resolve("out/jsonl.jsonl")).get(0);
        assertThat(row.prompt()).isEqualTo("A cat is on the left of a chair.");
        assertThat(folder.resolve("out").resolve(row.chosen())).isRegularFile();
        Path csv = folder.resolve("metadata.csv");
        assertThat(run("pairs", "export", project, "--format", "paper-csv", "--model", "base", "--out", csv.toString()))
                .isZero();
        assertThat(csv)
                .content()
                .contains("-100")
                .contains("p1_LR_F24_seed00.mp4")
                .contains("reward");
    }

    @Test
    void foreignPairsAreFoundByNameOrContentAndOtherwiseRefused() throws Exception {
        tracked();
        Path file = folder.resolve("in/pairs.jsonl");
        Files.writeString(
                file,
                "{\"prompt\":\"x\",\"chosen\":\"tuned/p1_LR_F24_seed00.mp4\","
                        + "\"rejected\":\"/elsewhere/p1_LR_F24_seed01.mp4\"}");
        assertThat(run("pairs", "import", project, "--file", file.toString(), "--name", "theirs"))
                .as(err.toString())
                .isZero();
        Files.writeString(file, "{\"prompt\":\"x\",\"chosen\":\"p1_LR_F24_seed00.mp4\",\"rejected\":\"no.mp4\"}");
        assertThat(run("pairs", "import", project, "--file", file.toString(), "--name", "others"))
                .isEqualTo(Main.FAILED);
        assertThat(err.toString()).contains("pair 1").contains("2 clips named p1_LR_F24_seed00.mp4");
        Files.writeString(file, "{\"prompt\":\"x\",\"chosen\":\"p1_LR_F24_seed01.mp4\",\"rejected\":\"no.mp4\"}");
        assertThat(run("pairs", "import", project, "--file", file.toString(), "--name", "others"))
                .isEqualTo(Main.FAILED);
        assertThat(err.toString()).contains("no clip no.mp4");
        try (Project open = Project.open(Path.of(project), Project.Access.READ_ONLY)) {
            assertThat(open.pairSets().all()).hasSize(1);
        }
    }

    @Test
    void twoPeopleJudgeApartAndAreMerged() throws Exception {
        tracked();
        run("score", project);
        Path shares = folder.resolve("shares");
        String[] share = {
            "pairs",
            "share",
            project,
            "--annotator",
            "ann",
            "--annotator",
            "bob",
            "--overlap",
            "1",
            "--repeats",
            "1",
            "--mix-models",
            "--out",
            shares.toString()
        };
        assertThat(run(share)).as(err.toString()).isZero();
        PairShare anns = PairShareFile.read(shares.resolve("ann.json"));
        assertThat(anns.items()).hasSize(2);
        assertThat(anns.blind()).isTrue();
        assertThat(anns.items().get(1).repeat()).isTrue();
        assertThat(anns.items().get(1).left()).isEqualTo(anns.items().get(0).right());
        assertThat(shares.resolve("bob.json")).content().doesNotContain("seed").doesNotContain("tuned");
        assertThat(run(
                        "pairs",
                        "import",
                        project,
                        "--share",
                        shares.resolve("ann.json").toString()))
                .isZero();

        theyJudge();
        String ann = folder.resolve("ann.jsonl").toString();
        String bob = folder.resolve("bob.jsonl").toString();
        assertThat(run("pairs", "merge", project, bob, ann, "--json"))
                .as(err.toString())
                .isZero();
        assertThat(line().toString()).isEqualTo("{\"read\":2,\"added\":2,\"disputed\":1}");
        assertThat(run("pairs", "merge", project, ann)).isZero();
        assertThat(out.toString()).startsWith("0 of 1");

        assertThat(run("pairs", "stats", project, "--court", "--json"))
                .as(err.toString())
                .isZero();
        JsonNode stats = line();
        assertThat(stats.at("/agreement/couples/0/raw/total").asInt()).isEqualTo(1);
        assertThat(stats.at("/agreement/disputed")).hasSize(1);
        assertThat(stats.at("/agreement/annotators/0/left/count").asInt()).isEqualTo(1);
        assertThat(stats.at("/court/clips")).hasSize(2);
        assertThat(run("pairs", "stats", project, "--court")).isZero();
        assertThat(out.toString())
                .contains("ann and bob")
                .contains("1 disputed")
                .contains("axis only");
        assertThat(run("pairs", "build", project, "--dry-run", "--mix-models")).isZero();
        assertThat(out.toString()).contains("1 held back").contains("would keep 0 pairs");

        try (Project open = Project.open(Path.of(project), Project.Access.WRITE)) {
            Verdict settled =
                    Verdict.of(clip(open, "base").id(), clip(open, "tuned").id(), Choice.RIGHT, "cho", Instant.EPOCH);
            open.verdicts().give(settled.asAdjudication());
        }
        assertThat(run("pairs", "build", project, "--name", "settled", "--mix-models"))
                .isZero();
        assertThat(out.toString()).contains("kept as 'settled': 1 pairs").contains("people judged 1 of them: 1 agree");
    }

    /** Each in a copy of the project; what they said lies beside it, in a file of their name. */
    private void theyJudge() throws Exception {
        Path copies = folder.resolve("copies");
        for (String name : List.of("ann", "bob")) {
            Path copy = copies.resolve(name);
            copy(Path.of(project), copy);
            try (Project theirs = Project.open(copy, Project.Access.WRITE)) {
                ClipRecord good = clip(theirs, "tuned");
                ClipRecord bad = clip(theirs, "base");
                Choice choice = name.equals("ann") ? Choice.LEFT : Choice.TIE;
                theirs.verdicts().give(Verdict.of(good.id(), bad.id(), choice, name, Instant.EPOCH));
            }
            assertThat(run(
                            "pairs",
                            "export",
                            copy.toString(),
                            "--format",
                            "verdicts",
                            "--out",
                            folder.resolve(name + ".jsonl").toString()))
                    .isZero();
        }
    }

    @Test
    void fragilityIsComputedOutOfTheBoxesThatCount() throws Exception {
        tracked();
        run("score", project);
        try (Project open = Project.open(Path.of(project), Project.Access.READ_ONLY)) {
            PairData data = PairData.of(open, ScorePreset.PAPER, null);
            var intervals = new ClipBoxes(open, ScorePreset.PAPER)
                    .intervals(data.index().ids(), Fragility.DEFAULT, CancelToken.never());
            assertThat(intervals).hasSize(2);
            intervals.forEach((id, interval) -> assertThat(interval.score())
                    .isEqualTo(data.index().clip(id).orElseThrow().score()));
            assertThat(data.candidates(MIXED, intervals)).hasSize(1);
        }
        assertThat(run("pairs", "stats", project, "--mix-models", "--fragile", "--json"))
                .isZero();
        assertThat(line().get("fragile")).isEmpty();
        // A threshold just above the loser's score leaves nothing between it and the jitter.
        double loser = loserScore();
        assertThat(run(
                        "pairs",
                        "stats",
                        project,
                        "--mix-models",
                        "--fragile",
                        "--json",
                        "--threshold",
                        "" + (loser + 1e-4)))
                .isZero();
        assertThat(line().get("fragile")).hasSize(1);
        assertThat(run("pairs", "stats", project, "--mix-models", "--fragile")).isZero();
        assertThat(out.toString()).contains("0 fragile pairs");
    }

    private double loserScore() throws WorkbenchException {
        try (Project open = Project.open(Path.of(project), Project.Access.READ_ONLY)) {
            var pairs = PairData.of(open, ScorePreset.PAPER, null).index().plan(MIXED, List.of());
            return pairs.pairs().get(0).loserScore();
        }
    }

    private static ClipRecord clip(Project project, String model) throws WorkbenchException {
        return project.clips().all().stream()
                .filter(clip -> clip.model().equals(model) && clip.fileName().contains("seed00"))
                .findFirst()
                .orElseThrow();
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pairs",
                "pairs build DIR",
                "pairs build DIR --name x --threshold NaN",
                "pairs build DIR --name x --type-threshold XY=0.5",
                "pairs build DIR --name x --margin -1",
                "pairs build DIR --name x --by chance",
                "pairs export DIR --format gif --out x",
                "pairs export DIR --format jsonl --out x",
                "pairs export DIR --format verdicts --set s --out x",
                "pairs import DIR",
                "pairs import DIR --file x",
                "pairs merge DIR",
                "pairs share DIR --out x",
                "pairs share DIR --annotator ../x --out x"
            })
    void wrongUsageSaysWhatIsWrongAndIsTwo(String line) {
        assertThat(run(line.replace("DIR", project).split(" "))).isEqualTo(Main.WRONG_USAGE);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).startsWith("spatialalign: ").contains("--help");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "build ", "export ", "import ", "share ", "merge ", "stats "})
    void everyCommandHelpsAndShowsAnExample(String command) {
        assertThat(run(("pairs " + command + "--help").split(" "))).isZero();
        assertThat(err.toString()).isEmpty();
        assertThat(out.toString()).contains("Usage: spatialalign pairs").contains("  spatialalign pairs ");
    }

    private int run(String... args) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return Main.run(args, new PrintWriter(out), new PrintWriter(err));
    }

    private JsonNode line() throws IOException {
        List<String> lines = out.toString().lines().toList();
        assertThat(lines).hasSize(1);
        return JSON.readTree(lines.get(0));
    }
}
