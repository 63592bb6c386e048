package org.spatialalign.engine.track;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.spatialalign.engine.core.CancelToken;
import org.spatialalign.engine.core.Progress;
import org.spatialalign.engine.geometry.FrameBoxes;
import org.spatialalign.engine.geometry.PixelBox;
import org.spatialalign.engine.geometry.Role;
import org.spatialalign.engine.media.Clip;
import org.spatialalign.engine.media.ClipDecoder;
import org.spatialalign.engine.media.DecodeOptions;
import org.spatialalign.engine.prompt.DsrType;
import org.spatialalign.engine.score.DsrScorer;
import org.spatialalign.engine.score.ScoreOutcome;
import org.spatialalign.engine.score.ScorePreset;
import org.spatialalign.engine.track.Corrections.KeyFrame;

/**
 * Twelve published clips, tracked from one seed frame each, against the score that was published for them (which came
 * from a detector and a segmentation network), without corrections and with at most three corrected frames.
 */
class PublishedClipsTest {

    private static final Path PUBLISHED = Path.of("../../shared/published");

    private final ObjectMapper json = new ObjectMapper();

    private record Case(String clip, DsrType type, double published, FrameBoxes seed) {}

    private record Result(String clip, double published, double uncorrected, double corrected) {}

    @Test
    void scoresAgreeWithThePublishedOnes() throws Exception {
        Assumptions.assumeTrue(Files.isDirectory(PUBLISHED.resolve("clips")), "the published clips are not here");
        List<Result> results = new ArrayList<>();
        for (Case each : cases()) {
            Clip clip = new ClipDecoder()
                    .decode(
                            PUBLISHED.resolve(each.clip()),
                            DecodeOptions.FULL,
                            Progress.Listener.NONE,
                            CancelToken.never())
                    .clip();
            double uncorrected = score(each, track(clip, List.of(each.seed())), Corrections.NONE);
            Optional<JsonNode> correction = correction(each.clip());
            double corrected = correction.isPresent() ? corrected(each, clip, correction.get()) : uncorrected;
            results.add(new Result(each.clip(), each.published(), uncorrected, corrected));
        }

        double[] errors = results.stream()
                .mapToDouble(r -> Math.abs(r.uncorrected() - r.published()))
                .sorted()
                .toArray();
        SoftAssertions softly = new SoftAssertions();
        softly.assertThat(results).hasSize(12);
        softly.assertThat((errors[5] + errors[6]) / 2)
                .as("median error %s", results)
                .isLessThanOrEqualTo(0.015);
        softly.assertThat(errors[9]).as("ten of twelve %s", results).isLessThanOrEqualTo(0.1);
        for (Result result : results) {
            softly.assertThat(result.corrected())
                    .as(result.toString())
                    .isBetween(result.published() - 0.1, result.published() + 0.1);
        }
        softly.assertAll();
    }

    @Test
    void noClipNeedsMoreThanThreeCorrectedFrames() throws Exception {
        for (JsonNode entry : resource("corrections.json")) {
            Corrections corrections = json.treeToValue(entry.get("corrections"), Corrections.class);
            long frames = corrections.keyFrames().stream()
                    .map(KeyFrame::frame)
                    .distinct()
                    .count();
            assertThat(frames).as(entry.get("clip").asText()).isBetween(1L, 3L);
        }
    }

    /** "retrack" follows again from the seed and the corrected frames; "spread" applies the corrections as they are. */
    private double corrected(Case each, Clip clip, JsonNode entry) throws Exception {
        Corrections corrections = json.treeToValue(entry.get("corrections"), Corrections.class);
        if (entry.get("how").asText().equals("spread")) {
            return score(each, track(clip, List.of(each.seed())), corrections);
        }
        List<FrameBoxes> seeds = new ArrayList<>(List.of(each.seed()));
        for (KeyFrame key : corrections.keyFrames()) {
            seeds.add(new FrameBoxes(key.frame(), null, null).with(key.role(), key.box()));
        }
        return score(each, track(clip, seeds), corrections);
    }

    private static MachineTracks track(Clip clip, List<FrameBoxes> seeds) throws Exception {
        MachineTracks tracks = new SeedTracker()
                .track(clip, seeds, TrackerOptions.DEFAULT, Progress.Listener.NONE, CancelToken.never());
        assertThat(tracks.frameCount()).isEqualTo(81);
        for (Role role : Role.values()) {
            assertThat(tracks.of(role)).allMatch(box -> box.confidence() >= 0 && box.confidence() <= 1);
        }
        return tracks;
    }

    private static double score(Case each, MachineTracks tracks, Corrections corrections) {
        ScoreOutcome outcome = new DsrScorer(ScorePreset.PAPER)
                .score(each.type(), EffectiveTracks.of(tracks, corrections).frames());
        assertThat(outcome).as(each.clip()).isInstanceOf(ScoreOutcome.Scored.class);
        return ((ScoreOutcome.Scored) outcome).dsrScore();
    }

    private List<Case> cases() throws Exception {
        JsonNode scores =
                json.readTree(PUBLISHED.resolve("scores.json").toFile()).get("clips");
        List<Case> cases = new ArrayList<>();
        for (JsonNode seed : resource("seed_boxes.json")) {
            String path = seed.get("clip").asText();
            for (JsonNode score : scores) {
                if (path.equals("clips/" + score.get("model").asText() + "/"
                        + score.get("video").asText())) {
                    FrameBoxes boxes = FrameBoxes.of(
                            seed.get("frame").asInt(),
                            json.treeToValue(seed.get("animal"), PixelBox.class),
                            json.treeToValue(seed.get("object"), PixelBox.class));
                    cases.add(new Case(
                            path,
                            DsrType.of(score.get("type").asText()),
                            score.get("dsr_score").asDouble(),
                            boxes));
                }
            }
        }
        return cases;
    }

    private Optional<JsonNode> correction(String clip) throws Exception {
        for (JsonNode entry : resource("corrections.json")) {
            if (entry.get("clip").asText().equals(clip)) {
                return Optional.of(entry);
            }
        }
        return Optional.empty();
    }

    private JsonNode resource(String name) throws Exception {
        try (InputStream in = PublishedClipsTest.class.getResourceAsStream(name)) {
            return json.readTree(in);
        }
    }
}
