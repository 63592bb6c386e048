package org.spatialalign.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spatialalign.engine.core.WorkbenchException;

/** Base against tuned as a script would ask for it. */
class EvaluateCommandTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Path folder;
    private final String project;

    EvaluateCommandTest(@TempDir Path folder) {
        this.folder = folder;
        this.project = folder.resolve("study").toString();
    }

    /** Base: a clip that hardly moves and one without boxes; tuned: one that walks past. */
    @BeforeEach
    void tracked() throws IOException, WorkbenchException {
        DrawnClips clips = DrawnClips.make(Files.createDirectories(folder.resolve("in")));
        clips.clip("tuned/p1_LR_F24_seed01.mp4", 20, 60);
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
    void theTableSaysWhatWasWonAndNamesWhatHasNoScore() {
        assertThat(evaluate()).as(err.toString()).isZero();
        assertThat(out.toString())
                .contains("tuned against base, share of clips at or above 0.7")
                .contains("count as failures")
                .contains("0.0% [0.0, 0.0]  50.0% [50.0, 50.0]")
                .contains("type LR")
                .contains("animal cat")
                .contains("1 won, 0 lost, 0 still above, 1 still below")
                .contains("won: p1_LR seed 0")
                .contains("unscorable: base/p1_LR_F24_seed01.mp4: No boxes: ");
        assertThat(err.toString()).contains("2 of the unscorable clips were never tracked");
        assertThat(evaluate("--unscorable", "left-out")).isZero();
        assertThat(out.toString()).contains("0.0% [0.0, 0.0]  100.0% [100.0, 100.0]");
        assertThat(evaluate("--seed", "1")).isZero();
        assertThat(out.toString()).contains("0 won, 0 lost, 0 still above, 1 still below");
    }

    @Test
    void everyFormatIsWrittenAndTheyAgree() throws IOException {
        assertThat(evaluate("--looks", "--format", "json")).as(err.toString()).isZero();
        JsonNode json = new ObjectMapper().readTree(out.toString());
        JsonNode all = json.get("figures").get(0);
        assertThat(all.get("pairs").asInt()).isEqualTo(2);
        assertThat(all.at("/of_tuned/share/value").asDouble()).isEqualTo(0.5);
        assertThat(all.at("/of_tuned/consistency").asDouble()).isBetween(0.8, 1.0);
        assertThat(all.at("/of_tuned/diversity").asDouble()).isBetween(0.0001, 0.2);
        assertThat(json.at("/pairs/0/outcome").asText()).isEqualTo("won");
        assertThat(json.at("/pairs/1/base_clip/reason").asText()).startsWith("No boxes");
        assertThat(json.get("unscorable").get("base")).hasSize(1);
        assertThat(json.get("curves")).hasSize(2);

        Path csv = folder.resolve("out/figures.csv");
        assertThat(evaluate("--format", "csv", "--out", csv.toString())).isZero();
        assertThat(out.toString()).startsWith("Written to ");
        String[] heads = Files.readAllLines(csv).get(0).split(",", -1);
        String[] first = Files.readAllLines(csv).get(1).split(",", -1);
        assertThat(first).hasSameSizeAs(heads);
        assertThat(first).startsWith("base", "tuned", "all", "", "0.7", "failures", "2", "1", "1", "1", "0.000000");
        // What was measured once is shown again.
        assertThat(Double.parseDouble(first[heads.length - 1]))
                .isCloseTo(all.at("/of_tuned/diversity").asDouble(), within(1e-6));

        assertThat(evaluate("--format", "latex")).isZero();
        assertThat(out.toString())
                .contains("\\begin{tabular}{llrrrrrr}", "\\toprule", "\\bottomrule", "\\usepackage{booktabs}")
                .contains("tuned & all & 2 & 50.0 [50.0, 50.0] & $+50.0$ [$+50.0$, $+50.0$]");
        Path html = folder.resolve("comparison.html");
        assertThat(evaluate("--format", "html", "--out", html.toString())).isZero();
        assertThat(html)
                .content()
                .contains("<svg", "Share of clips at or above t", "base/p1_LR_F24_seed01.mp4", "Never tracked: 2")
                .doesNotContain("http://", "https://", "<script");
    }

    @Test
    void wrongWishesAreNamed() {
        assertThat(evaluate("--structure", "riddle")).isEqualTo(Main.FAILED);
        assertThat(err.toString()).contains("no clip is of the sentence structure 'riddle'; there are: ");
        assertThat(evaluate("--not-seen-by", "9")).isEqualTo(Main.FAILED);
        assertThat(err.toString()).contains("no training run 9");
        assertThat(evaluate("--not-seen-by", "9", "--seen-by", "9")).isEqualTo(Main.WRONG_USAGE);
        assertThat(err.toString()).contains("give one");
        assertThat(run("evaluate", project, "--base", "base", "--tuned", "other"))
                .isEqualTo(Main.FAILED);
        assertThat(err.toString()).contains("'other'").contains("there are: base, tuned");
        assertThat(run("evaluate", project, "--base", "base", "--tuned", "base"))
                .isEqualTo(Main.FAILED);
        assertThat(err.toString()).contains("each once");
        assertThat(evaluate("--threshold", "1.2")).isEqualTo(Main.WRONG_USAGE);
        assertThat(err.toString()).contains("expected 0 to 1");
        assertThat(evaluate("--format", "pdf")).isEqualTo(Main.WRONG_USAGE);
        assertThat(err.toString()).contains("none of table, csv, latex, html, json");
        assertThat(evaluate("--unscorable", "maybe")).isEqualTo(Main.WRONG_USAGE);
        assertThat(evaluate("--out", "x.txt")).isEqualTo(Main.WRONG_USAGE);
        assertThat(evaluate("--set", "none")).isEqualTo(Main.FAILED);
        assertThat(err.toString()).contains("no set of prompts 'none'");
        assertThat(evaluate("--format", "csv", "--out", folder.toString())).isEqualTo(Main.FAILED);
        assertThat(err.toString()).contains("is a folder");
    }

    private int evaluate(String... more) {
        String[] args = new String[6 + more.length];
        System.arraycopy(new String[] {"evaluate", project, "--base", "base", "--tuned", "tuned"}, 0, args, 0, 6);
        System.arraycopy(more, 0, args, 6, more.length);
        return run(args);
    }

    private int run(String... args) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return Main.run(args, new PrintWriter(out), new PrintWriter(err));
    }
}
