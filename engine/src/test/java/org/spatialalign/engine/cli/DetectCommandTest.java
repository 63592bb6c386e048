package org.spatialalign.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spatialalign.engine.detect.SmallDetector;

/** Finds boxes as a script would, in this process, with a detector that was never trained. */
class DetectCommandTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Path temp;
    private final String study;

    DetectCommandTest(@TempDir Path temp) throws Exception {
        this.temp = temp;
        study = temp.resolve("study").toString();
        DrawnClips clips = DrawnClips.make(Files.createDirectories(temp.resolve("in")));
        run("project", "new", study);
        run(
                "import",
                study,
                "--clips",
                clips.folder().toString(),
                "--prompts",
                clips.folder().resolve("prompts.csv").toString());
    }

    private int run(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return Main.run(arguments, new PrintWriter(out), new PrintWriter(err));
    }

    @Test
    void whatIsRefusedIsNamedAndNotLookedAtAgain() throws Exception {
        String detector = SmallDetector.make(temp.resolve("detector")).toString();
        assertThat(run("detect", study, "--detector", detector, "--device", "cpu", "--json"))
                .as(err.toString())
                .isZero();
        JsonNode summary = new ObjectMapper().readTree(out.toString());
        assertThat(summary.path("leftOut")).hasSize(3);
        assertThat(summary.path("leftOut").path(0).path("why").asText()).startsWith("the detector ");
        assertThat(run("detect", study, "--detector", detector)).isZero();
        assertThat(out.toString()).isEqualTo("0 detected, 3 had boxes already, 0 left out, 0 failed\n");
        assertThat(run("score", study, "--json")).isZero();
        assertThat(out.toString().lines()).hasSize(3).allMatch(line -> line.contains("no_boxes"));
    }

    @Test
    void wrongUsageAndWrongFoldersAreSaidAtOnce() {
        assertThat(run("detect", study)).isEqualTo(Main.WRONG_USAGE);
        assertThat(run("detect", study, "--detector", "x", "--box-threshold", "1.5"))
                .isEqualTo(Main.WRONG_USAGE);
        assertThat(err.toString()).contains("box threshold is 1.5", "between 0 and 1");
        assertThat(run("detect", study, "--detector", temp.toString())).isEqualTo(Main.FAILED);
        assertThat(err.toString()).contains(temp.toString(), "not the folder of a detector");
    }

    @Test
    void generatingDoesNotBeginWithADetectorThatIsNone() {
        String nowhere = temp.resolve("nowhere").toString();
        assertThat(run("generate", "--model", "m", "--project", study, "--prompt-id", "p1_LR", "--detector", nowhere))
                .isEqualTo(Main.FAILED);
        assertThat(err.toString()).contains(nowhere, "no such folder");
        assertThat(run("generate", "--model", "m", "--out", study, "--prompt", "A cat.", "--detector", nowhere))
                .isEqualTo(Main.WRONG_USAGE);
        assertThat(err.toString()).contains("--project");
    }
}
