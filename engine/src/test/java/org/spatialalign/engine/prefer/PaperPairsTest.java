package org.spatialalign.engine.prefer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.spatialalign.engine.prompt.DsrType;

/** The preset against the paper's rule written down once more, as train.py goes about it: rewards, labels, all pairs. */
class PaperPairsTest {

    private static final Path PUBLISHED = Path.of("../../shared/published/scores.json");

    private static final int REFUSED = -100;

    /** Clips of a prompt as train.py sees them: a list of rewards. */
    private record Sample(String id, String type, double reward) {}

    @Test
    void thePublishedScoresGiveExactlyThePapersPairs() throws IOException {
        Assumptions.assumeTrue(Files.exists(PUBLISHED), PUBLISHED + " is not on this machine");
        Map<String, List<Sample>> prompts = new LinkedHashMap<>();
        for (JsonNode clip : new ObjectMapper().readTree(PUBLISHED.toFile()).get("clips")) {
            JsonNode score = clip.get("dsr_score");
            prompts.computeIfAbsent(clip.get("prompt_id").asText(), id -> new ArrayList<>())
                    .add(new Sample(
                            clip.get("model").asText() + "/" + clip.get("video").asText(),
                            clip.get("type").asText(),
                            score == null || score.isNull() ? REFUSED : score.asDouble()));
        }
        assertThat(prompts.values().stream().mapToInt(List::size).sum()).isGreaterThan(100);
        assertThat(check(prompts)).isGreaterThan(20);
    }

    @Test
    void soDoRandomTablesOfRewards() {
        Random random = new Random(20260222);
        int pairs = 0;
        for (int table = 0; table < 300; table++) {
            Map<String, List<Sample>> prompts = new LinkedHashMap<>();
            for (int p = random.nextInt(20); p > 0; p--) {
                List<Sample> samples = new ArrayList<>();
                String type = PairSummary.PAPER_TYPES.get(random.nextInt(6));
                for (int s = random.nextInt(11); s > 0; s--) {
                    samples.add(new Sample("p" + p + "_" + s, type, reward(random)));
                }
                prompts.put("p" + p, samples);
            }
            pairs += check(prompts);
        }
        assertThat(pairs).isGreaterThan(10_000);
    }

    @Test
    void ofSeveralModelsEachGivesThePairsOfItsOwnList() {
        Random random = new Random(5);
        List<Map<String, List<Sample>>> lists = List.of(new LinkedHashMap<>(), new LinkedHashMap<>());
        List<PairClip> clips = new ArrayList<>();
        for (int p = 0; p < 40; p++) {
            String prompt = "p" + p;
            for (int model = 0; model < lists.size(); model++) {
                List<Sample> samples = new ArrayList<>();
                for (int s = random.nextInt(6); s > 0; s--) {
                    Sample sample = new Sample(prompt + "_" + model + s, "TR", reward(random));
                    samples.add(sample);
                    PairClip clip = PairClip.ofReward(sample.id, prompt, DsrType.of("TR"), sample.reward);
                    clips.add(new PairClip(clip.id(), prompt, clip.type(), "model " + model, clip.score()));
                }
                lists.get(model).put(prompt, samples);
            }
        }
        Set<String> expected = new TreeSet<>();
        lists.forEach(list -> expected.addAll(asInTraining(list)));
        PairPlan plan = PairIndex.of(clips).plan(PairRules.PAPER, List.of());
        assertThat(plan.pairs().stream().map(PaperPairsTest::said))
                .hasSizeGreaterThan(50)
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    private static String said(ScoredPair pair) {
        return pair.promptId() + ": " + pair.winner() + " over " + pair.loser();
    }

    private static double reward(Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> REFUSED;
            case 1 -> 0.7;
            case 2 -> Math.nextDown(0.7);
            case 3 -> random.nextInt(-20, 11) / 10.0;
            default -> random.nextDouble();
        };
    }

    private static int check(Map<String, List<Sample>> prompts) {
        List<PairClip> clips = new ArrayList<>();
        prompts.forEach((prompt, samples) -> samples.forEach(
                sample -> clips.add(PairClip.ofReward(sample.id, prompt, DsrType.of(sample.type), sample.reward))));
        PairPlan plan = PairIndex.of(clips).plan(PairRules.PAPER, List.of());
        Set<String> got = new TreeSet<>();
        plan.pairs().forEach(pair -> got.add(said(pair)));
        Set<String> expected = asInTraining(prompts);
        assertThat(got).isEqualTo(expected);
        assertThat(plan.pairs()).hasSize(expected.size());
        assertThat(plan.summary().pairs()).isEqualTo(expected.size());
        return expected.size();
    }

    private static Set<String> asInTraining(Map<String, List<Sample>> prompts) {
        Set<String> pairs = new TreeSet<>();
        prompts.forEach((prompt, samples) -> {
            int[] label = new int[samples.size()];
            int valid = 0;
            int winners = 0;
            int losers = 0;
            for (int i = 0; i < label.length; i++) {
                double reward = samples.get(i).reward;
                if (reward < -1) {
                    label[i] = REFUSED;
                } else {
                    label[i] = reward >= 0.7 ? 1 : 0;
                    valid++;
                    winners += label[i];
                    losers += 1 - label[i];
                }
            }
            if (valid < 2 || winners == 0 || losers == 0) {
                return;
            }
            for (int i = 0; i < label.length; i++) {
                for (int j = 0; j < label.length; j++) {
                    if (i != j && label[i] == 1 && label[j] == 0) {
                        pairs.add(prompt + ": " + samples.get(i).id + " over " + samples.get(j).id);
                    }
                }
            }
        });
        return pairs;
    }
}
