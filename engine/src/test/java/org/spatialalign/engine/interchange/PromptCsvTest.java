package org.spatialalign.engine.interchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spatialalign.engine.prompt.DsrPrompt;
import org.spatialalign.engine.prompt.DsrType;

class PromptCsvTest {

    private static final Path PUBLISHED = Path.of("../../shared/published");

    private static final String HEADER = "type,prompt_id,animal,object,scene,initial_SR,final_SR,prompt\n";

    private static final String ROW =
            "LR,p0,rabbit,stone,\"On a field,\",on the left of,to the right of,\"On a field, a rabbit \"\"jumps\"\".\"\n";

    private final Path folder;

    PromptCsvTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void readsARow() throws Exception {
        PromptTable table = read(HEADER + ROW);
        assertThat(table.prompts())
                .containsExactly(new DsrPrompt(
                        "p0",
                        DsrType.of("LR"),
                        "rabbit",
                        "stone",
                        "On a field,",
                        "on the left of",
                        "to the right of",
                        "On a field, a rabbit \"jumps\".",
                        ""));
        assertThat(table.problems()).isEmpty();
        assertThat(table.notes()).isEmpty();
    }

    @Test
    void columnsMayStandInAnyOrderAndUnknownOnesAreNoted() throws Exception {
        PromptTable table = read(
                """
                Object,FINAL_SR,note,prompt_id,group,animal,initial_sr,type,prompt
                box,to the left of,x,7,1043,cat,on the top of,TL,A cat.
                """);
        assertThat(table.prompts())
                .containsExactly(new DsrPrompt(
                        "7", DsrType.of("TL"), "cat", "box", "", "on the top of", "to the left of", "A cat.", "1043"));
        assertThat(table.notes()).containsExactly("columns ignored: note");
        assertThat(table.columns())
                .containsExactly("object", "final_SR", "prompt_id", "group", "animal", "initial_SR", "type", "prompt");
    }

    @Test
    void marksAndLineEndsMakeNoDifference() throws Exception {
        PromptTable plain = read(HEADER + ROW);
        assertThat(read("\ufeff" + HEADER + ROW)).isEqualTo(plain);
        assertThat(read((HEADER + ROW).replace("\n", "\r\n"))).isEqualTo(plain);
        assertThat(read((HEADER + "\n" + ROW + "\n\n").replace("\n", "\r\n"))).isEqualTo(plain);
        assertThat(read(HEADER + ROW.strip())).isEqualTo(plain);
        assertThat(read("\ufeff" + HEADER + ROW, StandardCharsets.UTF_16LE)).isEqualTo(plain);
        assertThat(read("\ufeff" + HEADER + ROW, StandardCharsets.UTF_16BE)).isEqualTo(plain);
    }

    @Test
    void wrongQuotingNamesTheLine() {
        String open = HEADER + ROW + ROW.replace("p0", "p1").replace("field,\"", "field,") + "LR,p2,a,b,,c,d,e\n";
        assertThatThrownBy(() -> read(open))
                .isInstanceOf(InterchangeException.class)
                .hasMessageContaining("line 3")
                .hasMessageContaining("quote");
        assertThatThrownBy(() -> read(HEADER + ROW + "LR,\"p1,cat,box,,on the left of,to the right of,\n"))
                .hasMessageContaining("line 3")
                .hasMessageContaining("never closed");
        assertThatThrownBy(() -> read(HEADER + ROW + "LR,\"p1\"x,cat,box,,on the left of,to the right of,\n"))
                .hasMessageContaining("line 3")
                .hasMessageContaining("closing quote");
    }

    @ParameterizedTest
    @ValueSource(strings = {"type", "prompt_id", "animal", "object", "initial_SR", "final_SR"})
    void aMissingColumnIsNamed(String column) {
        assertThatThrownBy(() -> read(HEADER.replace(column, "x") + ROW))
                .isInstanceOf(InterchangeException.class)
                .hasMessageContaining("line 1")
                .hasMessageContaining("the column " + column + " is missing")
                .hasMessageContaining("type, prompt_id, animal");
    }

    @Test
    void otherBadHeaders() {
        assertThatThrownBy(() -> read("")).hasMessageContaining("is empty");
        assertThatThrownBy(() -> read(HEADER.replace(',', ';'))).hasMessageContaining("semicolons");
        assertThatThrownBy(() -> read(HEADER.replace(',', '\t'))).hasMessageContaining("tabs");
        assertThatThrownBy(() -> read(HEADER.replace("scene", "type"))).hasMessageContaining("type is there twice");
        assertThatThrownBy(() -> read(HEADER + ROW.replace("rabbit", "h\u00e9ron"), Charset.forName("windows-1252")))
                .hasMessageContaining("UTF-8");
        assertThatThrownBy(() -> PromptCsv.read(folder.resolve("absent.csv")))
                .isInstanceOf(InterchangeException.class)
                .hasMessageContaining("absent.csv");
    }

    @Test
    void sentencesAndScenesMayBeMissing() throws Exception {
        PromptTable table = read(
                """
                        type,prompt_id,animal,object,initial_SR,final_SR
                        TU,p,cat,box,on the top of,under
                        """);
        assertThat(table.prompts())
                .singleElement()
                .matches(p -> p.sentence().isEmpty()
                        && p.scene().isEmpty()
                        && p.type().code().equals("TU"));
        assertThat(table.notes()).containsExactly("no column prompt: the sentences stay empty");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "LX,p1,cat,box,,on the left of,to the right of,|column type|'LX' is not known",
                "LR,p1,cat,box,,beside,to the right of,|column initial_SR|'beside' is no known relation",
                "LR,p1,cat,box,,on the left of,in front of,|column final_SR|no known relation",
                "LR,p1,cat,box,,on the right of,to the left of,|column type|contradicts",
                "LR,p1,cat,Cat,,on the left of,to the right of,|column object|both 'Cat'",
                "LR,,cat,box,,on the left of,to the right of,|column prompt_id|is empty",
                "LR,p1,  ,box,,on the left of,to the right of,|column animal|is empty",
                "LR,p1,cat,,,on the left of,to the right of,|column object|is empty",
                ",p1,cat,box,,on the left of,to the right of,|column type|is empty",
                "LR,p1,cat,box|has 4 fields|the header has 8",
                "LR,p1,cat,box,a,b,on the left of,to the right of,x|has 9 fields|must stand in quotes",
                "LR,p0,cat,box,,on the left of,to the right of,|column prompt_id|other content",
            })
    void aBadRowIsLeftOutAndTheOthersAreTaken(String example) throws Exception {
        String[] parts = example.split("\\|");
        String broken = "\"two\nlines\"";
        PromptTable table = read(HEADER + ROW + ROW.replace("p0", "multi").replace("\"On a field,\"", broken) + parts[0]
                + "\n" + ROW.replace("p0", "p9"));
        assertThat(table.prompts()).extracting(DsrPrompt::promptId).containsExactly("p0", "multi", "p9");
        assertThat(table.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.place()).startsWith("line 5");
            assertThat(problem.toString()).contains(parts[1]).contains(parts[2]);
        });
    }

    @Test
    void theSameRowTwiceIsFine() throws Exception {
        PromptTable table = read(HEADER + ROW + ROW);
        assertThat(table.prompts()).hasSize(1);
        assertThat(table.problems()).isEmpty();
        assertThat(table.notes()).containsExactly("1 row repeats an earlier one exactly");
    }

    @Test
    void readsRewards() throws Exception {
        String header = HEADER.strip() + ",video,reward\n";
        PromptTable table = read(header + ROW.strip()
                + ",\"['a.mp4', \"\"it's.mp4\"\", 'c.mp4']\",\"[0.5, -100, 1]\"\n"
                + ROW.replace("p0", "p1").strip() + ",[],[]\n"
                + ROW.replace("p0", "p2").strip() + ",,\n"
                + ROW.replace("p0", "p3").strip() + ",['a.mp4'],\"[0.5, 1]\"\n"
                + ROW.replace("p0", "p4").strip() + ",['a.mp4'],[nan]\n"
                + ROW.replace("p0", "p5").strip() + ",['a.mp4'],[1.5]\n"
                + ROW.replace("p0", "p6").strip() + ",[['a.mp4']],[1]\n"
                + ROW.replace("p0", "p7").strip() + ",[3],[1]\n"
                + ROW.replace("p0", "p8").strip() + ",__import__('os'),[1]\n");
        assertThat(table.rewards())
                .containsExactly(
                        new ClipReward("p0", "a.mp4", 0.5),
                        new ClipReward("p0", "it's.mp4", -100),
                        new ClipReward("p0", "c.mp4", 1));
        assertThat(table.rewards().get(1).refused()).isTrue();
        assertThat(table.prompts()).extracting(DsrPrompt::promptId).containsExactly("p0", "p1", "p2");
        assertThat(table.problems())
                .extracting(RowProblem::toString)
                .satisfiesExactly(
                        p -> assertThat(p).contains("line 5, column reward", "2 rewards for 1 videos"),
                        p -> assertThat(p).contains("line 6, column reward", "character 2", "finite number"),
                        p -> assertThat(p).contains("line 7, column reward", "expected a score in [0, 1], or -100"),
                        p -> assertThat(p).contains("line 8, column video", "not something nested"),
                        p -> assertThat(p).contains("line 9, column video", "no file name"),
                        p -> assertThat(p).contains("line 10, column video", "character 1", "a list"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"eval30.csv", "eval120.csv", "pickles/result.csv"})
    void thePapersListsComeBackByteForByte(String name) throws Exception {
        Path file = PUBLISHED.resolve(name);
        Assumptions.assumeTrue(Files.exists(file), file + " is not on this machine");
        PromptTable table = PromptCsv.read(file);
        assertThat(table.problems()).isEmpty();
        Path copy = folder.resolve("copy.csv");
        PromptCsv.write(copy, table);
        assertThat(Files.readString(copy)).isEqualTo(Files.readString(file));
        assertThat(PromptCsv.read(copy)).isEqualTo(table);
    }

    @Test
    void promptsComeBackAsTheyWere() throws Exception {
        List<DsrPrompt> prompts = List.of(
                new DsrPrompt("p,1", DsrType.of("LU"), "\u732b", "box \"x\"", "a\r\nb", "left", "under", "", ""),
                new DsrPrompt("p2", DsrType.of("TR"), "a cat", "#box", " s ", "on the top of", "right of", "'", ""));
        Path copy = folder.resolve("copy.csv");
        PromptCsv.write(copy, prompts);
        assertThat(PromptCsv.read(copy).prompts()).isEqualTo(prompts);
    }

    @Test
    void problemsBeyondALimitAreOnlyCounted() throws Exception {
        StringBuilder text = new StringBuilder(HEADER);
        for (int i = 0; i < PromptCsv.MOST_PROBLEMS + 5; i++) {
            text.append("XX,p,cat,box,,on the left of,to the right of,\n");
        }
        PromptTable table = read(text.toString());
        assertThat(table.problems()).hasSize(PromptCsv.MOST_PROBLEMS);
        assertThat(table.notes()).containsExactly("5 more rows have problems that are not listed");
    }

    /** Run in a process of its own, with less memory than the file would need if rows were kept whole. */
    @Test
    void aMillionRowsFitIntoAGigabyte() throws Exception {
        Path file = folder.resolve("million.csv");
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write(HEADER);
            for (int i = 0; i < 1_000_000; i++) {
                out.write("LR,p" + i + ",rabbit,stone,\"On a field,\",on the left of,to the right of,\"Number " + i
                        + " of the rabbits is on the left of a stone, then it jumps to the right of it.\"\n");
            }
        }
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx900m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        PromptCount.class.getName(),
                        file.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isEqualTo(42);
    }

    /** Ends with 42 when it has read a million rows. */
    static final class PromptCount {
        public static void main(String[] arguments) throws Exception {
            PromptTable table = PromptCsv.read(Path.of(arguments[0]));
            System.exit(table.prompts().size() == 1_000_000 && table.problems().isEmpty() ? 42 : 1);
        }
    }

    private PromptTable read(String text) throws InterchangeException, IOException {
        return read(text, StandardCharsets.UTF_8);
    }

    private PromptTable read(String text, Charset charset) throws InterchangeException, IOException {
        return PromptCsv.read(Files.write(folder.resolve("list.csv"), text.getBytes(charset)));
    }

    @Test
    void writesNothingHalf() throws Exception {
        Path target = folder.resolve("copy.csv");
        Files.writeString(target, "before");
        PromptTable table = read(HEADER + ROW);
        PromptTable impossible =
                new PromptTable(table.prompts(), List.of(), List.of(), List.of("no such column"), List.of());
        assertThatThrownBy(() -> PromptCsv.write(target, impossible)).isInstanceOf(IllegalArgumentException.class);
        assertThat(target).hasContent("before");
        try (var files = Files.list(folder)) {
            assertThat(files.map(f -> f.getFileName().toString())).containsExactlyInAnyOrder("copy.csv", "list.csv");
        }
    }
}
