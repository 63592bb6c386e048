package org.spatialalign.engine.interchange;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spatialalign.engine.geometry.FrameBoxes;
import org.spatialalign.engine.geometry.PixelBox;
import org.spatialalign.engine.prompt.DsrPrompt;
import org.spatialalign.engine.prompt.DsrType;
import org.spatialalign.engine.score.DsrScorer;
import org.spatialalign.engine.score.ScoreOutcome;
import org.spatialalign.engine.score.ScorePreset;

/** Results as files: the paper's list and JSON. */
class ResultFilesTest {

    private final Path folder;

    ResultFilesTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void thePapersListIsOrderedBySeed() throws Exception {
        DsrPrompt prompt = new DsrPrompt(
                "p", DsrType.of("LR"), "cat", "box", "a, b", "on the left of", "to the right of", "A \"cat\".", "");
        Path file = folder.resolve("result.csv");
        PaperResultCsv.write(
                file,
                List.of(
                        new PaperResultCsv.Row(
                                prompt,
                                List.of(
                                        new PaperResultCsv.Sample("p_F81_seed10.mp4", 10, 0.25),
                                        new PaperResultCsv.Sample("other.mp4", null, 1.0),
                                        new PaperResultCsv.Sample("p_F81_seed02.mp4", 2, null))),
                        new PaperResultCsv.Row(
                                new DsrPrompt("q", DsrType.of("LR"), "cat", "box", "", "left", "right", "", ""),
                                List.of())));
        assertThat(Files.readString(file))
                .isEqualTo("type,prompt_id,animal,object,scene,initial_SR,final_SR,prompt,video,reward\n"
                        + "LR,p,cat,box,\"a, b\",on the left of,to the right of,\"A \"\"cat\"\".\","
                        + "\"['p_F81_seed02.mp4', 'p_F81_seed10.mp4', 'other.mp4']\",\"[-100, 0.25, 1.0]\"\n"
                        + "LR,q,cat,box,,left,right,,[],[]\n");
        PromptTable back = PromptCsv.read(file);
        assertThat(back.problems()).isEmpty();
        assertThat(back.rewards())
                .containsExactly(
                        new ClipReward("p", "p_F81_seed02.mp4", -100),
                        new ClipReward("p", "p_F81_seed10.mp4", 0.25),
                        new ClipReward("p", "other.mp4", 1));
    }

    @Test
    void jsonHasEveryTermOrTheReason() throws Exception {
        List<FrameBoxes> frames = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            frames.add(FrameBoxes.of(i, new PixelBox(10 * i, 0, 10 * i + 20, 20), new PixelBox(140, 0, 160, 20)));
        }
        DsrScorer scorer = new DsrScorer(ScorePreset.PAPER);
        DsrType type = DsrType.of("LR");
        ScoreOutcome scored = scorer.score(type, frames);
        ScoreOutcome none = scorer.score(type, frames.subList(0, 3));
        Path file = folder.resolve("results.json");
        ResultsJson.write(
                file,
                List.of(
                        new ResultsJson.Row("id1", "a.mp4", "wan", "p", 3, type, "paper-v5", scored),
                        new ResultsJson.Row("id2", "b.mp4", "", null, null, null, "paper-v5", none)));
        JsonNode json = new ObjectMapper().readTree(file.toFile());
        assertThat(json).hasSize(2);
        JsonNode first = json.get(0);
        assertThat(first.path("dsr_score").asDouble()).isEqualTo(((ScoreOutcome.Scored) scored).dsrScore());
        assertThat(first.path("terms").fieldNames()).toIterable().containsExactly("r_init", "g_init", "r_f", "g_f");
        assertThat(first.path("frames").toString()).isEqualTo("{\"first\":[0,1,2],\"last\":[27,28,29]}");
        assertThat(first.path("curve")).hasSize(30);
        assertThat(first.path("seed").asInt()).isEqualTo(3);
        assertThat(first.has("unscorable")).isFalse();
        JsonNode second = json.get(1);
        assertThat(second.path("unscorable").asText()).isEqualTo("too_few_valid_frames");
        assertThat(second.path("detail").asText()).isNotEmpty();
        assertThat(second.has("dsr_score")).isFalse();
        assertThat(second.path("prompt_id").isNull()).isTrue();
    }
}
