package org.spatialalign.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spatialalign.engine.prompt.DsrPrompt;
import org.spatialalign.engine.store.Project;

/** Writing, checking and exchanging prompts as a script would, in this process. */
class PromptCommandsTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Path folder;
    private final String project;

    PromptCommandsTest(@TempDir Path folder) {
        this.folder = folder;
        this.project = folder.resolve("study").toString();
    }

    @Test
    void saysTheCostBeforeAnythingIsMade() {
        assertThat(run("prompts", "expand", "--balanced", "120", "--dry-run", "--json", "--seconds-per-clip", "90"))
                .isZero();
        assertThat(out.toString())
                .contains("\"prompts\":120,\"clips\":600,\"hours\":15.0,\"bytes\":1200000000")
                .contains("\"combinations\":");
        assertThat(run("prompts", "expand", "--templates", "all", "--dry-run")).isZero();
        assertThat(out.toString()).contains("combinations").contains("clips, 5 for each");
    }

    @Test
    void fromAVocabularyToAFrozenSetAndBack() throws IOException {
        Path list = folder.resolve("train.csv");
        assertThat(run("prompts", "expand", "--balanced", "36", "--seed", "4", "--out", list.toString()))
                .as(err.toString())
                .isZero();
        assertThat(Files.readAllLines(list)).hasSize(37);
        assertThat(run("prompts", "lint", list.toString(), "--json"))
                .as(out.toString())
                .isZero();
        assertThat(run("project", "new", project)).isZero();
        assertThat(run(
                        "prompts",
                        "import",
                        project,
                        list.toString(),
                        "--set",
                        "train",
                        "--purpose",
                        "train",
                        "--freeze"))
                .isZero();
        assertThat(out.toString()).contains("36 prompts added, 0 already there");
        assertThat(err.toString()).contains("set train, version 1: 36 prompts, frozen");
        Path back = folder.resolve("back.csv");
        assertThat(run("prompts", "export", project, "--set", "train", "--out", back.toString()))
                .isZero();
        assertThat(back).hasSameBinaryContentAs(list);
        assertThat(run("prompts", "import", project, list.toString(), "--set", "train"))
                .isZero();
        assertThat(out.toString()).contains("0 prompts added, 36 already there");
        assertThat(err.toString()).contains("version 2: 36 prompts");
        assertThat(run("prompts", "lint", "--project", project)).isZero();
    }

    @Test
    void theVerbThatAListHasNoColumnForIsReadFromTheSentence() throws Exception {
        Path list = Files.writeString(
                folder.resolve("l.csv"),
                """
                type,prompt_id,animal,object,scene,initial_SR,final_SR,prompt
                LR,a_LR,cat,box,,on the left of,to the right of,\
                "A cat is on the left of a box, then the cat walks to the right of the box."
                LR,b_LR,cat,box,,on the left of,to the right of,Something else altogether.
                """);
        assertThat(run("project", "new", project)).isZero();
        assertThat(run("prompts", "import", project, list.toString())).isZero();
        try (Project open = Project.open(Path.of(project), Project.Access.READ_ONLY)) {
            assertThat(open.prompts().all())
                    .extracting(DsrPrompt::verb, DsrPrompt::sentence)
                    .containsExactly(
                            tuple(
                                    "walks",
                                    "A cat is on the left of a box, then the cat walks to the right of the box."),
                            tuple("", "Something else altogether."));
        }
    }

    @Test
    void sentencesAndMistakes() throws IOException {
        Path text = Files.writeString(
                folder.resolve("s.txt"),
                "A cat is on the left of a box, then the cat walks to the right of the box.\nA cat sleeps.\n");
        assertThat(run("project", "new", project)).isZero();
        assertThat(run("prompts", "import", project, text.toString())).isEqualTo(1);
        assertThat(out.toString()).contains("1 prompt added");
        assertThat(err.toString()).contains("line 2: cannot be understood");
        Path all = folder.resolve("all.csv");
        assertThat(run("prompts", "export", project, "--group", "--out", all.toString()))
                .isZero();
        assertThat(Files.readAllLines(all).get(0)).startsWith("group,type,prompt_id,scene");
        assertThat(run("prompts", "lint", all.toString(), "--against", all.toString()))
                .isEqualTo(1);
        assertThat(out.toString()).contains("leak").contains("same_sentence as p0_LR");
        Path tokens = Files.writeString(folder.resolve("vocab.txt"), "[UNK]\ncat\nbo\n##x\n");
        String wan = "src/test/resources/fixtures/wan-pipeline-tiny";
        assertThat(run("prompts", "lint", "--project", project, "--tokenizer", tokens.toString()))
                .isZero();
        assertThat(out.toString())
                .contains(folder.getFileName() + " reads 'box' in pieces: bo ##x; it may label a box with a part of it;"
                        + " prefer a word it knows whole");
        Path odd = Files.writeString(
                folder.resolve("odd.txt"),
                "A sofa is on the left of a box, then the sofa walks to the right of the box.\n");
        assertThat(run("prompts", "import", project, odd.toString())).isZero();
        assertThat(run("prompts", "lint", "--project", project, "--tokenizer", tokens.toString(), "--tokenizer", wan))
                .isEqualTo(1);
        assertThat(out.toString())
                .contains(folder.getFileName() + " cannot read 'sofa'")
                .contains("wan-pipeline-tiny reads 'sofa' in pieces: \u2581s o f a;");
        assertThat(run("prompts", "lint", "--project", project, "--tokenizer", text.toString()))
                .isEqualTo(1);
        assertThat(err.toString()).contains("s.txt: no line is [UNK]");
        assertThat(run("prompts", "export", project, "--set", "none", "--out", all.toString()))
                .isEqualTo(1);
    }

    @Test
    void wrongUsageIsNamed() throws IOException {
        assertThat(run("prompts", "expand")).isEqualTo(2);
        assertThat(err.toString()).contains("give --out FILE, or --dry-run");
        assertThat(run("prompts", "expand", "--types", "XY", "--dry-run")).isEqualTo(2);
        assertThat(err.toString()).contains("'XY' is no DSR type");
        assertThat(run("prompts", "expand", "--sample", "1", "--balanced", "1", "--dry-run"))
                .isEqualTo(2);
        assertThat(run("prompts", "lint")).isEqualTo(2);
        assertThat(run("prompts", "expand", "--animals", "catt", "--dry-run")).isEqualTo(1);
        assertThat(err.toString()).contains("did you mean 'cat'?");
        Path words = Files.writeString(folder.resolve("w.csv"), "kind,word,details,flags\nanimal,,walks,\n");
        assertThat(run("prompts", "expand", "--vocabulary", words.toString(), "--dry-run"))
                .isEqualTo(1);
        assertThat(err.toString()).contains("w.csv: line 2, column word: is empty");
    }

    private int run(String... args) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return Main.run(args, new PrintWriter(out, true), new PrintWriter(err, true));
    }
}
