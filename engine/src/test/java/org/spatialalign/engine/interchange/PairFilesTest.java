package org.spatialalign.engine.interchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spatialalign.engine.core.ContentHash;
import org.spatialalign.engine.interchange.PairFormat.Media;
import org.spatialalign.engine.prefer.Choice;
import org.spatialalign.engine.prefer.PairClip;
import org.spatialalign.engine.prefer.PairIndex;
import org.spatialalign.engine.prefer.PairRules;
import org.spatialalign.engine.prefer.PairShare;
import org.spatialalign.engine.prefer.PreferencePair.Source;
import org.spatialalign.engine.prefer.Reason;
import org.spatialalign.engine.prefer.ScoredPair;
import org.spatialalign.engine.prefer.TakeBack;
import org.spatialalign.engine.prefer.Verdict;
import org.spatialalign.engine.prefer.VerdictEvent;
import org.spatialalign.engine.prompt.DsrPrompt;
import org.spatialalign.engine.prompt.DsrType;

class PairFilesTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final DsrType LT = DsrType.of("LT");

    private Path temp;

    @BeforeEach
    void folder(@TempDir Path folder) {
        temp = folder;
    }

    private static PairRow row(String chosen, String rejected, boolean tie) {
        return new PairRow(
                "A cat, \"quoted\", ünïcödé\u2028.",
                "p1",
                LT,
                chosen,
                rejected,
                ContentHash.ofText(chosen),
                ContentHash.ofText(rejected),
                tie,
                0.1 + 0.2,
                0.25,
                0.05,
                Source.HUMAN,
                List.of("Änne", "bob"),
                Instant.parse("2026-02-22T10:15:30.123456Z"),
                List.of(Reason.WRONG_END, Reason.BAD_QUALITY));
    }

    private static final PairRow BY_SCORE = new PairRow(
            "",
            "p2",
            LT,
            "clips/b.mp4",
            "clips/a.mp4",
            null,
            null,
            false,
            0.9,
            0.1,
            0.8,
            Source.SCORE,
            List.of(),
            null,
            List.of());

    private static final PairRow BARE = new PairRow(
            "A dog.",
            null,
            null,
            "x.mp4",
            "y.mp4",
            null,
            null,
            false,
            null,
            null,
            null,
            Source.HUMAN,
            List.of(),
            null,
            List.of());

    @Test
    void jsonlComesBackEqual() throws Exception {
        List<PairRow> rows = List.of(row("clips/a.mp4", "clips/b.mp4", false), BY_SCORE, BARE);
        Path file = temp.resolve("pairs.jsonl");
        PairJsonl.write(file, rows);
        assertThat(PairJsonl.read(file)).isEqualTo(rows);
        PairJsonl.write(file, List.of());
        assertThat(PairJsonl.read(file)).isEmpty();
        assertThatThrownBy(() -> PairJsonl.write(file, List.of(row("a", "b", true))))
                .hasMessageContaining("tie");
    }

    @Test
    void preferenceTrainersFindTheirThreeTextsAndOneSchema() throws Exception {
        Path file = temp.resolve("pairs.jsonl");
        PairJsonl.write(file, List.of(row("a.mp4", "b.mp4", false), BY_SCORE, BARE));
        Map<String, TreeSet<String>> types = new HashMap<>();
        List<List<String>> keys = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            JsonNode json = JSON.readTree(line);
            for (String column : List.of("prompt", "chosen", "rejected")) {
                assertThat(json.get(column).isTextual()).as(column).isTrue();
            }
            List<String> own = new ArrayList<>();
            json.fields().forEachRemaining(field -> {
                own.add(field.getKey());
                if (!field.getValue().isNull()) {
                    types.computeIfAbsent(field.getKey(), key -> new TreeSet<>())
                            .add(field.getValue().getNodeType()
                                    + (field.getValue().isDouble() ? " double" : ""));
                }
            });
            keys.add(own);
        }
        assertThat(keys).hasSize(3);
        assertThat(keys.stream().distinct()).hasSize(1);
        assertThat(types.values()).allSatisfy(all -> assertThat(all).hasSize(1));
    }

    @Test
    void diffusionDpoComesBackEqualTiesIncluded() throws Exception {
        List<PairRow> rows = List.of(row("a", "b", false), row("b", "a", false), row("b", "a", true), BY_SCORE, BARE);
        Path file = temp.resolve("pairs.jsonl");
        DiffusionDpoJsonl.write(file, rows);
        assertThat(DiffusionDpoJsonl.read(file)).isEqualTo(rows);
        List<String> labels = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            JsonNode json = JSON.readTree(line);
            assertThat(json.get("caption").isTextual()).isTrue();
            labels.add(json.get("video_0").asText() + " " + json.get("label_0").asDouble() + " "
                    + json.get("label_1").asDouble());
        }
        assertThat(labels).startsWith("a 1.0 0.0", "a 0.0 1.0", "b 0.5 0.5", "clips/a.mp4 0.0 1.0");
    }

    @Test
    void videoAlignComesBackEqualTiesIncluded() throws Exception {
        List<PairRow> rows = List.of(row("a", "b", false), row("b", "a", false), row("b", "a", true), BY_SCORE, BARE);
        Path file = temp.resolve("pairs.csv");
        Media media = new Media("wan", 16, 81);
        VideoAlignCsv.write(file, rows, hash -> hash.equals(ContentHash.ofText("a")) ? media : Media.UNKNOWN);
        assertThat(VideoAlignCsv.read(file)).isEqualTo(rows);
        List<String> lines = Files.readAllLines(file);
        assertThat(lines.get(0)).startsWith("path_A,path_B,A_model,B_model,prompt,VQ,MQ,TA,Overall,fps_A,num_frames_A");
        assertThat(lines.get(1)).startsWith("a,b,wan,,").contains(",,,A,A,16,81,,,p1,LT,");
        assertThat(lines.get(2)).startsWith("a,b,wan,,").contains(",,,B,B,16,81,,,p1,LT,");
        assertThat(lines.get(3)).startsWith("b,a,,wan,").contains(",,,same,same,,,16,81,p1,LT,");
    }

    @Test
    void filesOfTheBenchmarkAreRead() throws Exception {
        Path file = temp.resolve("bench.csv");
        Files.writeString(
                file,
                """
                path_A,path_B,A_model,B_model,prompt,VQ,MQ,TA,Overall
                videos/k/1.mp4,videos/m/1.mp4,k,m,"A ball, rolling.",A,A,B,A
                videos/k/2.mp4,videos/m/2.mp4,k,m,A cup.,A,A,,same
                videos/k/3.mp4,videos/m/3.mp4,k,m,A pan.,A,A,,
                """);
        assertThat(VideoAlignCsv.read(file))
                .extracting(PairRow::chosen, PairRow::rejected, PairRow::tie)
                .containsExactly(
                        tuple("videos/m/1.mp4", "videos/k/1.mp4", false),
                        tuple("videos/k/2.mp4", "videos/m/2.mp4", true));
        String header = "path_A,path_B,prompt,TA,score_A,time,annotators\n";
        for (String[] wrong : new String[][] {
            {"path_A,prompt\n", "line 1", "path_B"},
            {header + "a,b,p,left,,,\n", "line 2, TA", "A, B or same"},
            {header + ",b,p,A,,,\n", "line 2, path_A", "empty"},
            {header + "a,b,p,A,high,,\n", "line 2, score_A", "number"},
            {header + "a,b,p,A,,today,\n", "line 2, time", "2026"},
            {header + "a,b,p,A,,,ann\n", "line 2, annotators", "list"},
            {header + "a,\"b,p,A,,,\n", "line 2", "quote"},
        }) {
            Files.writeString(file, wrong[0]);
            assertThatThrownBy(() -> VideoAlignCsv.read(file))
                    .isInstanceOf(InterchangeException.class)
                    .hasMessageContainingAll("bench.csv", wrong[1], wrong[2]);
        }
    }

    @Test
    void aLineThatIsWrongIsNamed() throws Exception {
        Path file = temp.resolve("pairs.jsonl");
        check(file, "{\"prompt\": \"a\", \"chosen\": \"x\"}", "line 1, rejected", "missing");
        check(file, "\n{\"prompt\": \"a\", \"chosen\": 3, \"rejected\": \"y\"}", "line 2, chosen", "expected a text");
        check(file, "{\"prompt\": ", "line 1", "not valid JSON");
        check(file, "[1, 2]", "line 1", "object");
        String good = "{\"prompt\": \"a\", \"chosen\": \"x\", \"rejected\": \"y\", ";
        check(file, good + "\"source\": \"me\"}", "source", "score or human");
        check(file, good + "\"time\": \"today\"}", "time", "2026-");
        check(file, good + "\"margin\": \"wide\"}", "margin", "number");
        check(file, good + "\"chosen_hash\": \"12\"}", "chosen_hash", "SHA-256");
        check(file, good + "\"type\": \"XY\"}", "type", "XY");
        check(file, good + "\"reasons\": [\"ugly\"]}", "reasons", "WRONG_START");
        Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1});
        assertThatThrownBy(() -> PairJsonl.read(file)).hasMessageContaining("UTF-8");
        assertThatThrownBy(() -> PairJsonl.read(temp.resolve("none.jsonl"))).hasMessageContaining("no such file");
        Files.writeString(file, "{\"caption\":\"\",\"video_0\":\"a\",\"video_1\":\"b\",\"label_0\":1,\"label_1\":1}");
        assertThatThrownBy(() -> DiffusionDpoJsonl.read(file))
                .isInstanceOf(InterchangeException.class)
                .hasMessageContaining("tie");
        assertThat(PairJsonl.read(Files.writeString(file, good + "\"more\": 1}")))
                .hasSize(1);
    }

    private static void check(Path file, String content, String... said) throws Exception {
        Files.writeString(file, content);
        assertThatThrownBy(() -> PairJsonl.read(file))
                .isInstanceOf(InterchangeException.class)
                .hasMessageContainingAll(said)
                .hasMessageContaining("pairs.jsonl");
    }

    @Test
    void verdictsComeBackEqual() throws Exception {
        Verdict verdict = Verdict.of("b", "a", Choice.LEFT, "Änne", Instant.parse("2026-02-22T10:15:30.000001Z"))
                .withReasons(List.of(Reason.VANISHES))
                .watched(5000, 3000);
        List<VerdictEvent> events =
                List.of(verdict, verdict.asRepeat(), new TakeBack(verdict.uid().hex(), "Änne", Instant.EPOCH));
        Path file = temp.resolve("verdicts.jsonl");
        VerdictFile.write(file, events);
        List<VerdictEvent> read = VerdictFile.read(file);
        assertThat(read).isEqualTo(events);
        assertThat(read)
                .extracting(VerdictEvent::uid)
                .isEqualTo(events.stream().map(VerdictEvent::uid).toList());
        Files.writeString(file, Files.readString(file).replace("\"choice\":\"LEFT\"", "\"choice\":\"UP\""));
        assertThatThrownBy(() -> VerdictFile.read(file))
                .hasMessageContaining("line 2")
                .hasMessageContaining("UP");
        Files.writeString(file, "{}\n");
        assertThatThrownBy(() -> VerdictFile.read(file)).hasMessageContaining("no file of verdicts");
        Files.writeString(file, "{\"format\":\"spatialalign-verdicts\",\"version\":2}\n");
        assertThatThrownBy(() -> VerdictFile.read(file)).hasMessageContaining("newer");
    }

    @Test
    void aShareComesBackEqualAndABlindOneTellsNothing() throws Exception {
        PairShare.Item item = new PairShare.Item(
                "p1", "A cat.", LT, ContentHash.ofText("a"), ContentHash.ofText("b"), true, 0.7, null);
        PairShare open = PairShare.of("ann", false, Instant.EPOCH, List.of(item));
        Path file = temp.resolve("share.json");
        PairShareFile.write(file, open);
        assertThat(PairShareFile.read(file)).isEqualTo(open);
        PairShare.Item hidden = new PairShare.Item("p1", "A cat.", LT, item.left(), item.right(), false, null, null);
        PairShareFile.write(file, PairShare.of("ann", true, Instant.EPOCH, List.of(hidden)));
        assertThat(file).content().doesNotContain("0.7").doesNotContain(".mp4").doesNotContain("seed");
        Files.writeString(file, "{\"format\": \"other\"}");
        assertThatThrownBy(() -> PairShareFile.read(file)).hasMessageContaining("no share");
        Files.writeString(file, "{");
        assertThatThrownBy(() -> PairShareFile.read(file)).isInstanceOf(InterchangeException.class);
    }

    @Test
    void thePapersResultListGivesTheSamePairsAfterARoundTrip() throws Exception {
        Random random = new Random(6);
        List<PaperResultCsv.Row> rows = new ArrayList<>();
        List<PairClip> clips = new ArrayList<>();
        for (int p = 0; p < 30; p++) {
            DsrPrompt prompt = new DsrPrompt(
                    "p" + p, LT, "cat", "chair", "a room", "on the left of", "on the top of", "A cat, p" + p, "");
            List<PaperResultCsv.Sample> samples = new ArrayList<>();
            for (int s = 0; s < 5; s++) {
                Double score = random.nextInt(4) == 0 ? null : (Double) random.nextDouble();
                String video = "p" + p + "_F81_seed0" + s + ".mp4";
                samples.add(new PaperResultCsv.Sample(video, s, score));
                clips.add(new PairClip("p" + p + "/" + video, "p" + p, LT, score));
            }
            rows.add(new PaperResultCsv.Row(prompt, samples));
        }
        Path file = temp.resolve("metadata.csv");
        PaperResultCsv.write(file, rows);
        List<PairClip> read = RewardClips.of(PromptCsv.read(file));
        assertThat(read).containsExactlyElementsOf(clips);
        List<ScoredPair> pairs =
                PairIndex.of(read).plan(PairRules.PAPER, List.of()).pairs();
        assertThat(pairs)
                .isEqualTo(PairIndex.of(clips).plan(PairRules.PAPER, List.of()).pairs())
                .isNotEmpty();
        assertThat(file).content().contains("-100");
    }
}
