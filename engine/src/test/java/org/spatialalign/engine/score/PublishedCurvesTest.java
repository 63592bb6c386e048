package org.spatialalign.engine.score;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.spatialalign.engine.score.SsrCurve.Point;

/** The formula, applied to the curves read off the published plots, gives the scores printed on them. */
class PublishedCurvesTest {

    private static final Path SCORES = Path.of("../../shared/published/scores.json");

    /** The curves were digitised with an axis error of about 0.005 and the printed scores have three decimals. */
    private static final double MEDIAN_ERROR = 0.003;

    @Test
    void theFormulaReproducesThePublishedScores() throws IOException {
        Assumptions.assumeTrue(Files.exists(SCORES), SCORES + " is not on this machine");
        DsrScorer scorer = new DsrScorer(ScorePreset.PAPER);
        List<Double> errors = new ArrayList<>();
        for (JsonNode clip : new ObjectMapper().readTree(SCORES.toFile()).get("clips")) {
            JsonNode published = clip.path("dsr_score");
            SsrCurve curve = curve(clip);
            if (published.isNumber() && scorer.score(curve, List.of()) instanceof ScoreOutcome.Scored scored) {
                errors.add(Math.abs(scored.dsrScore() - published.asDouble()));
            }
        }
        errors.sort(null);
        assertThat(errors).hasSizeGreaterThan(50);
        assertThat(errors.get(errors.size() / 2)).isLessThanOrEqualTo(MEDIAN_ERROR);
    }

    /** Frames that only one of the two plots shows are left out. */
    private static SsrCurve curve(JsonNode clip) {
        JsonNode last = clip.path("final_ssr");
        TreeMap<Integer, Point> points = new TreeMap<>();
        clip.path("initial_ssr").fields().forEachRemaining(entry -> {
            JsonNode other = last.get(entry.getKey());
            if (other != null) {
                int frame = Integer.parseInt(entry.getKey());
                points.put(frame, new Point(frame, entry.getValue().asDouble(), other.asDouble()));
            }
        });
        return new SsrCurve(List.copyOf(points.values()));
    }
}
