package org.spatialalign.engine.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.spatialalign.engine.geometry.FrameBoxes;
import org.spatialalign.engine.geometry.PixelBox;
import org.spatialalign.engine.prompt.DsrType;
import org.spatialalign.engine.track.LabelledFrame;

/** The paper's own script gives these rewards to these boxes; -100 is its word for "no score". */
class ReferenceScoresTest {

    /** The script computes in float64 as we do; 1e-6 leaves room for its order of operations. */
    private static final double TOLERANCE = 1e-6;

    private static final Path ALL_CASES = Path.of("../../shared/published/reference_scores.json");

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void shippedCasesEqualTheScript() throws IOException {
        try (InputStream in = Objects.requireNonNull(getClass().getResourceAsStream("reference_scores.json"))) {
            assertThat(check(JSON.readTree(in))).isEqualTo(102);
        }
    }

    @Test
    void allPublishedCasesEqualTheScript() throws IOException {
        Assumptions.assumeTrue(Files.exists(ALL_CASES), ALL_CASES + " is not on this machine");
        assertThat(check(JSON.readTree(ALL_CASES.toFile()))).isEqualTo(235);
    }

    private static int check(JsonNode root) {
        String animal = root.get("animal").asText();
        String object = root.get("object").asText();
        DsrScorer scorer = new DsrScorer(ScorePreset.PAPER);
        int cases = 0;
        for (JsonNode node : root.get("cases")) {
            List<FrameBoxes> frames = new ArrayList<>();
            for (JsonNode frame : node.get("frames")) {
                frames.add(labelled(frame).toFrameBoxes(animal, object));
            }
            ScoreOutcome outcome = scorer.score(DsrType.of(node.get("type").asText()), frames);
            double reference = node.get("reference_reward").asDouble();
            String video = node.get("video").asText();
            if (reference == -100) {
                assertThat(outcome).as(video).isInstanceOf(ScoreOutcome.Unscorable.class);
            } else {
                assertThat(outcome).as(video).isInstanceOf(ScoreOutcome.Scored.class);
                assertThat(((ScoreOutcome.Scored) outcome).dsrScore())
                        .as(video)
                        .isCloseTo(reference, within(TOLERANCE));
            }
            cases++;
        }
        return cases;
    }

    private static LabelledFrame labelled(JsonNode frame) {
        List<String> labels = new ArrayList<>();
        frame.get("labels").forEach(label -> labels.add(label.asText()));
        List<PixelBox> boxes = new ArrayList<>();
        frame.get("boxes").forEach(box -> boxes.add(JSON.convertValue(box, PixelBox.class)));
        return new LabelledFrame(frame.get("frame").asInt(), labels, boxes);
    }
}
