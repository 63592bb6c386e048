package org.spatialalign.engine.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.spatialalign.engine.evaluate.Comparison.Outcome;
import org.spatialalign.engine.prompt.DsrType;

class ComparisonTest {

    private static final Path PUBLISHED = Path.of("../../shared/published/scores.json");
    private static final PromptBootstrap BOOTSTRAP = PromptBootstrap.standard(7);

    private static ScoredClip clip(String prompt, long seed, double score) {
        OptionalDouble known = Double.isNaN(score) ? OptionalDouble.empty() : OptionalDouble.of(score);
        return new ScoredClip(prompt + "/" + seed, prompt, seed, DsrType.of("LR"), "cat", "", known);
    }

    @Test
    void countsUnscorableClipsBothWays() {
        List<ScoredClip> clips =
                List.of(clip("a", 0, 0.8), clip("a", 1, 0.7), clip("b", 0, 0.2), clip("b", 1, Double.NaN));
        Figures failures = Figures.of(clips, 0.7, Unscorable.AS_FAILURES, BOOTSTRAP);
        assertThat(failures.share()).isEqualTo(0.5);
        assertThat(failures.unscorable()).isEqualTo(1);
        assertThat(failures.mean()).isCloseTo(1.7 / 3, within(1e-12));
        Figures leftOut = Figures.of(clips, 0.7, Unscorable.LEFT_OUT, BOOTSTRAP);
        assertThat(leftOut.share()).isCloseTo(2.0 / 3, within(1e-12));
        assertThat(leftOut.clips()).isEqualTo(4);
    }

    @Test
    void theScriptsSevenTenthsIsAHairAbove() {
        List<ScoredClip> clips = List.of(clip("a", 0, 0.7));
        ShareCurve curve = ShareCurve.of(clips, Unscorable.AS_FAILURES, ShareCurve.paperThresholds());
        assertThat(curve.points().get(7).reached()).isZero();
        assertThat(ShareCurve.of(clips, Unscorable.AS_FAILURES, List.of(0.7))
                        .points()
                        .get(0)
                        .reached())
                .isEqualTo(1);
    }

    @Test
    void wonLostAndWhoHasNoPartner() {
        Comparison comparison = Comparison.of(
                List.of(clip("a", 0, 0.1), clip("a", 1, 0.9), clip("b", 0, 0.5), clip("c", 0, 0.9), clip("d", 4, 0.9)),
                List.of(
                        clip("a", 0, 0.9),
                        clip("a", 1, Double.NaN),
                        clip("b", 0, 0.6),
                        clip("c", 0, 0.8),
                        clip("d", 5, 1)),
                0.7,
                Unscorable.AS_FAILURES,
                BOOTSTRAP);
        assertThat(comparison.with(Outcome.WON))
                .extracting(p -> p.base().clip())
                .containsExactly("a/0");
        assertThat(comparison.with(Outcome.LOST))
                .extracting(p -> p.base().clip())
                .containsExactly("a/1");
        assertThat(comparison.with(Outcome.STILL_BELOW)).hasSize(1);
        assertThat(comparison.with(Outcome.STILL_ABOVE)).hasSize(1);
        assertThat(comparison.onlyBase()).extracting(ScoredClip::clip).containsExactly("d/4");
        assertThat(comparison.onlyTuned()).extracting(ScoredClip::clip).containsExactly("d/5");
        assertThat(comparison.overall().shareGain()).isZero();
        assertThat(comparison.byType()).containsOnlyKeys("LR");
        assertThat(comparison.byStructure()).isEmpty();
    }

    @Test
    void twoClipsOfOnePromptAndSeedAreRefused() {
        List<ScoredClip> twice = List.of(clip("a", 0, 0.1), clip("a", 0, 0.2));
        assertThatThrownBy(() -> Comparison.of(twice, twice, 0.7, Unscorable.LEFT_OUT, BOOTSTRAP))
                .hasMessageContaining("prompt a and seed 0");
        assertThatThrownBy(() -> clip("a", 0, 1.2)).hasMessageContaining("1.2");
    }

    @Test
    void intervalsRespectThatClipsOfAPromptGoTogether() {
        // Ten prompts whose five clips agree: as much evidence as ten clips, not as fifty.
        List<ScoredClip> together = new ArrayList<>();
        List<ScoredClip> apart = new ArrayList<>();
        for (int prompt = 0; prompt < 50; prompt++) {
            double score = prompt % 2 == 0 ? 0.9 : 0.1;
            together.add(clip("p" + prompt % 10, prompt, prompt % 10 < 5 ? 0.9 : 0.1));
            apart.add(clip("p" + prompt, 0, score));
        }
        Interval wide =
                Figures.of(together, 0.7, Unscorable.AS_FAILURES, BOOTSTRAP).shareInterval();
        Interval narrow =
                Figures.of(apart, 0.7, Unscorable.AS_FAILURES, BOOTSTRAP).shareInterval();
        assertThat(wide.high() - wide.low()).isGreaterThan(1.8 * (narrow.high() - narrow.low()));
    }

    @Test
    void theBootstrapAgreesWithTheNormalApproximation() {
        SplittableRandom random = new SplittableRandom(3);
        List<ScoredClip> clips = IntStream.range(0, 400)
                .mapToObj(i -> clip("p" + i, 0, random.nextDouble()))
                .toList();
        Figures figures = Figures.of(clips, 0.5, Unscorable.AS_FAILURES, BOOTSTRAP);
        double p = figures.share();
        double half = 1.96 * Math.sqrt(p * (1 - p) / 400);
        assertThat(figures.shareInterval().low()).isCloseTo(p - half, within(0.006));
        assertThat(figures.shareInterval().high()).isCloseTo(p + half, within(0.006));
        assertThat(Figures.of(clips, 0.5, Unscorable.AS_FAILURES, BOOTSTRAP)).isEqualTo(figures);
    }

    @Test
    void thePublishedScoresGiveThePublishedCounts() throws Exception {
        Assumptions.assumeTrue(Files.exists(PUBLISHED), "needs " + PUBLISHED);
        JsonNode clips = new ObjectMapper().readTree(PUBLISHED.toFile()).get("clips");
        // The last three have clips that could not be scored.
        for (String base : List.of("wan", "cog", "hy15", "ltx")) {
            for (Unscorable counting : Unscorable.values()) {
                compareWithACount(clips, base, counting);
            }
        }
    }

    @Test
    void sharesAtThePapersThresholdsAreThoseCountedAnew() throws Exception {
        Assumptions.assumeTrue(Files.exists(PUBLISHED), "needs " + PUBLISHED);
        JsonNode clips = new ObjectMapper().readTree(PUBLISHED.toFile()).get("clips");
        for (String model : List.of("wan", "ours", "cog", "hy15", "ltx")) {
            List<ScoredClip> read = read(clips, model);
            for (Unscorable counting : Unscorable.values()) {
                ShareBand band = ShareBand.of(model, read, counting, ShareCurve.paperThresholds(), BOOTSTRAP);
                for (int i = 0; i < 10; i++) {
                    double threshold = i * 0.1;
                    int reached = 0;
                    int counted = 0;
                    for (JsonNode clip : clips) {
                        if (clip.get("model").asText().equals(model)) {
                            boolean scored = clip.hasNonNull("dsr_score");
                            counted += scored || counting == Unscorable.AS_FAILURES ? 1 : 0;
                            reached += scored && clip.get("dsr_score").asDouble() >= threshold ? 1 : 0;
                        }
                    }
                    assertThat(band.points().get(i).share()).isCloseTo((double) reached / counted, within(1e-12));
                    assertThat(band.points()
                                    .get(i)
                                    .interval()
                                    .contains(band.points().get(i).share()))
                            .isTrue();
                }
            }
        }
    }

    /** Another generator, another way to resample (counts of a multinomial), another quantile. */
    @Test
    void intervalsAgreeWithASecondBootstrap() throws Exception {
        Assumptions.assumeTrue(Files.exists(PUBLISHED), "needs " + PUBLISHED);
        JsonNode clips = new ObjectMapper().readTree(PUBLISHED.toFile()).get("clips");
        for (String base : List.of("wan", "cog")) {
            Comparison comparison =
                    Comparison.of(read(clips, base), read(clips, "ours"), 0.7, Unscorable.AS_FAILURES, BOOTSTRAP);
            List<Comparison.Pair> pairs = comparison.pairs();
            Random random = new Random(99);
            int resamples = 20_000;
            double[] gains = new double[resamples];
            for (int r = 0; r < resamples; r++) {
                int[] weight = new int[pairs.size()];
                for (int i = 0; i < pairs.size(); i++) {
                    weight[random.nextInt(pairs.size())]++;
                }
                double sum = 0;
                for (int i = 0; i < pairs.size(); i++) {
                    sum += weight[i]
                            * ((pairs.get(i).tuned().reaches(0.7) ? 1 : 0)
                                    - (pairs.get(i).base().reaches(0.7) ? 1 : 0));
                }
                gains[r] = sum / pairs.size();
            }
            Arrays.sort(gains);
            // One clip of 27 is 0.037: the quantiles of so few clips move in such steps.
            double step = 1.0 / pairs.size();
            Interval interval = comparison.overall().shareGainInterval();
            assertThat(interval.low()).isCloseTo(gains[(int) (0.025 * resamples)], within(step + 1e-9));
            assertThat(interval.high()).isCloseTo(gains[(int) (0.975 * resamples)], within(step + 1e-9));
        }
    }

    @Test
    void publishedClipsWithoutAScoreAreNamed() throws Exception {
        Assumptions.assumeTrue(Files.exists(PUBLISHED), "needs " + PUBLISHED);
        JsonNode clips = new ObjectMapper().readTree(PUBLISHED.toFile()).get("clips");
        Evaluation evaluation = Evaluation.of(
                "cog",
                List.of("ours", "wan"),
                Map.of("cog", read(clips, "cog"), "ours", read(clips, "ours"), "wan", read(clips, "wan")),
                0.7,
                Unscorable.LEFT_OUT,
                ShareCurve.paperThresholds(),
                BOOTSTRAP);
        assertThat(evaluation.unscorable().get("ours")).isEmpty();
        assertThat(evaluation.unscorable().get("cog"))
                .extracting(ScoredClip::promptId)
                .containsExactlyInAnyOrder(
                        "testLRFBT_LT_4", "1186_RL", "1221_LT", "1403_RT", "1414_RT", "1452_TL", "testLRFBT_RL_4");
        List<ComparisonTable.Line> lines = ComparisonTable.of(evaluation, AppearanceFigures.NONE);
        assertThat(lines)
                .filteredOn(line -> line.group() == ComparisonTable.Group.ALL)
                .hasSize(2);
        assertThat(lines.stream()
                        .filter(line -> line.group() == ComparisonTable.Group.TYPE
                                && line.tuned().equals("ours"))
                        .mapToInt(ComparisonTable.Line::pairs)
                        .sum())
                .isEqualTo(27);
    }

    private static void compareWithACount(JsonNode clips, String base, Unscorable counting) {
        Comparison comparison = Comparison.of(read(clips, base), read(clips, "ours"), 0.7, counting, BOOTSTRAP);
        // Counted anew, from the file.
        int reachedBase = 0;
        int reachedTuned = 0;
        int countedBase = 0;
        int countedTuned = 0;
        for (JsonNode clip : clips) {
            boolean scored = clip.hasNonNull("dsr_score");
            boolean reached = scored && clip.get("dsr_score").asDouble() >= 0.7;
            boolean counted = scored || counting == Unscorable.AS_FAILURES;
            if (clip.get("model").asText().equals(base)) {
                reachedBase += reached ? 1 : 0;
                countedBase += counted ? 1 : 0;
            } else if (clip.get("model").asText().equals("ours")) {
                reachedTuned += reached ? 1 : 0;
                countedTuned += counted ? 1 : 0;
            }
        }
        Comparison.Row row = comparison.overall();
        assertThat(comparison.onlyBase()).isEmpty();
        assertThat(row.base().share()).isCloseTo((double) reachedBase / countedBase, within(1e-12));
        assertThat(row.tuned().share()).isCloseTo((double) reachedTuned / countedTuned, within(1e-12));
        assertThat(row.shareGainInterval().contains(row.shareGain())).isTrue();
        assertThat(row.shareGainInterval().low()).isPositive();
    }

    private static List<ScoredClip> read(JsonNode clips, String model) {
        List<ScoredClip> read = new ArrayList<>();
        for (JsonNode clip : clips) {
            if (clip.get("model").asText().equals(model)) {
                JsonNode score = clip.path("dsr_score");
                read.add(new ScoredClip(
                        clip.get("video").asText(),
                        clip.get("prompt_id").asText(),
                        clip.get("seed").asLong(),
                        DsrType.of(clip.get("type").asText()),
                        "",
                        "",
                        score.isNumber() ? OptionalDouble.of(score.asDouble()) : OptionalDouble.empty()));
            }
        }
        return read;
    }
}
