package org.spatialalign.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.spatialalign.engine.store.Project;
import org.spatialalign.engine.workflow.ProvenanceStudy;

/** Walks through a project as a script would, in this process. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProjectTraceCommandTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path study = Path.of("");
    private Path temp = Path.of("");
    private String clip = "";

    @BeforeAll
    void fill(@TempDir Path folder) throws Exception {
        temp = folder;
        study = folder.resolve("study");
        try (Project project = Project.create(study)) {
            ProvenanceStudy.fill(project, folder);
            clip = project.pairSets()
                    .find(ProvenanceStudy.SET)
                    .orElseThrow()
                    .pairs()
                    .get(0)
                    .chosen();
            ProvenanceStudy.correct(project, clip);
        }
    }

    @BeforeEach
    void clear() {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
    }

    private int trace(String... arguments) {
        String[] all = new String[arguments.length + 3];
        all[0] = "project";
        all[1] = "trace";
        all[2] = study.toString();
        System.arraycopy(arguments, 0, all, 3, arguments.length);
        return Main.run(all, new PrintWriter(out), new PrintWriter(err));
    }

    @Test
    void aSetIsFollowedBackToItsPromptsAndWhatIsStaleIsSaid() {
        assertThat(trace("pair-set:second", "--limit", "1")).as(err.toString()).isZero();
        assertThat(out.toString())
                .startsWith("pair set second: 3 pairs\n")
                .contains("  decided: 3 of 3 pairs\n")
                .contains("Comes from\n  pair 0_LR: base seed ")
                .contains("\n    score ")
                .contains("\n      boxes base/")
                .contains("\n        clip base/")
                .contains("\n          prompt 0_LR: Cat number 0 walks past a chair.\n")
                .contains("\n            prompt set eval version 1: 3 prompts\n")
                .contains("  and 2 pairs more\n")
                .contains("What came of it\n  nothing\n")
                .contains("Stale\n")
                .contains("1 of 3 pairs: boxes were changed since (base/");
    }

    @Test
    void aClipIsFoundByItsFileItsNameAndTheBeginningOfItsId() throws Exception {
        Path file;
        try (Project project = Project.open(study, Project.Access.READ_ONLY)) {
            file = Files.copy(project.clipFile(project.clips().find(clip).orElseThrow()), temp.resolve("a-copy.mp4"));
        }
        for (String what : new String[] {file.toString(), clip, clip.substring(0, 6), "0_LR_F24_seed00.mp4"}) {
            clear();
            assertThat(trace(what, "--json", "--down")).as(err.toString()).isZero();
            JsonNode json = new ObjectMapper().readTree(out.toString());
            assertThat(json.get("kind").asText()).isEqualTo("clip");
            assertThat(json.get("key").asText()).isEqualTo(clip);
            assertThat(json.has("from")).isFalse();
            JsonNode boxes = json.get("of").get(0);
            assertThat(boxes.get("kind").asText()).isEqualTo("boxes");
            JsonNode score = boxes.get("of").get(0);
            assertThat(score.get("stale").get(0).get("cause").asText()).isEqualTo("boxes:" + clip);
        }
    }

    @Test
    void bothDirectionsAreInOneObject() throws Exception {
        assertThat(trace("second", "--json")).as(err.toString()).isZero();
        JsonNode json = new ObjectMapper().readTree(out.toString());
        assertThat(json.get("from")).hasSize(3);
        assertThat(json.get("of")).isEmpty();
    }

    @Test
    void whatFitsNothingIsSaid() throws Exception {
        assertThat(trace("nobody")).isEqualTo(Main.FAILED);
        assertThat(err.toString()).contains("nothing in", "is called 'nobody'", "clip:3f9c0a77b1de");
        clear();
        assertThat(trace("clip:nobody")).isEqualTo(Main.FAILED);
        assertThat(err.toString()).contains("there is no clip 'nobody'");
        clear();
        Path text = Files.writeString(temp.resolve("note.txt"), "x");
        assertThat(trace(text.toString())).isEqualTo(Main.FAILED);
        assertThat(err.toString()).contains("neither a LoRA nor a clip");
        clear();
        assertThat(trace("second", "--limit", "0")).isEqualTo(Main.WRONG_USAGE);
    }
}
