package org.spatialalign.engine.prefer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.spatialalign.engine.core.Json;
import org.spatialalign.engine.prefer.PairSummary.Loss;
import org.spatialalign.engine.prompt.DsrType;
import org.spatialalign.engine.score.ScoreRange;

class PairIndexTest {

    private static final DsrType LR = DsrType.of("LR");
    private static final DsrType LT = DsrType.of("LT");

    private static PairClip clip(String id, String prompt, DsrType type, @Nullable Double score) {
        return new PairClip(id, prompt, type, score);
    }

    private static final List<PairClip> CLIPS = List.of(
            clip("a", "p", LR, 0.9),
            clip("b", "p", LR, 0.7),
            clip("c", "p", LR, 0.6999999),
            clip("d", "p", LR, 0.1),
            clip("e", "p", LR, null),
            clip("f", "q", LT, 0.72),
            clip("g", "q", LT, 0.69),
            clip("h", "only one has a score", LT, 0.9),
            clip("i", "only one has a score", LT, null),
            clip("j", "no winner", LT, 0.2),
            clip("k", "no winner", LT, 0.3),
            clip("l", "no loser", LT, 0.8),
            clip("m", "no loser", LT, 0.9));

    private static final PairIndex INDEX = PairIndex.of(CLIPS);

    private static List<String> names(PairPlan plan) {
        return plan.pairs().stream().map(p -> p.winner() + ">" + p.loser()).toList();
    }

    @Test
    void everyWinnerMeetsEveryLoserOfItsPrompt() {
        PairPlan plan = INDEX.plan(PairRules.PAPER, List.of());
        assertThat(names(plan)).containsExactly("a>c", "a>d", "b>c", "b>d", "f>g");
        PairSummary summary = plan.summary();
        assertThat(summary.pairs()).isEqualTo(5);
        assertThat(summary.clips()).isEqualTo(13);
        assertThat(summary.unscorable()).isEqualTo(2);
        assertThat(summary.covered()).isEqualTo(2);
        assertThat(summary.promptsLost()).isEqualTo(3);
        assertThat(summary.lost()).isEqualTo(Map.of(Loss.TOO_FEW_SCORED, 1, Loss.NO_WINNER, 1, Loss.NO_LOSER, 1));
        assertThat(summary.types().keySet()).containsAll(PairSummary.PAPER_TYPES);
        assertThat(summary.types().get("LT")).isEqualTo(new PairSummary.TypeCount(4, 1, 4, 3, 1));
        assertThat(summary.timesSeen(100, 48)).isEqualTo(960);
    }

    @Test
    void onlyClipsOfOneGeneratorMeetUnlessTheRulesMixThem() {
        PairIndex index = PairIndex.of(List.of(
                new PairClip("a", "p", LR, "base", 0.8),
                new PairClip("b", "p", LR, "tuned", 0.9),
                new PairClip("c", "p", LR, "base", 0.2),
                new PairClip("d", "p", LR, "tuned", 0.1),
                new PairClip("e", "q", LR, "base", 0.3),
                new PairClip("f", "q", LR, "tuned", 0.9)));
        PairPlan apart = index.plan(PairRules.PAPER, List.of());
        assertThat(names(apart)).containsExactly("a>c", "b>d");
        assertThat(apart.summary().pairs()).isEqualTo(2);
        assertThat(apart.summary().lost()).isEqualTo(Map.of(Loss.ONLY_ACROSS_GENERATORS, 1));
        assertThat(index.pair(PairKey.of("b", "c"), PairRules.PAPER)).isEmpty();
        PairRules mixed = PairRules.PAPER.withPool(PairRules.Pool.MIXED);
        PairPlan together = index.plan(mixed, List.of());
        assertThat(names(together)).containsExactly("b>c", "b>d", "a>c", "a>d", "f>e");
        assertThat(together.summary().covered()).isEqualTo(2);
        assertThat(index.pair(PairKey.of("b", "c"), mixed)).isPresent();
        // The cap is one of the prompt, not of each generator.
        PairRules one = PairRules.PAPER.withCap(1, PairRules.Choice.WIDEST_MARGIN, 0);
        assertThat(names(index.plan(one, List.of()))).containsExactly("b>d");
        assertThat(index.summary(one, List.of()).pairs()).isEqualTo(1);
    }

    @Test
    void rulesThatWereKeptBeforeThereWasAChoiceMixedAllClips() throws Exception {
        String now = Json.write(PairRules.PAPER);
        assertThat(Json.read(now, PairRules.class)).isEqualTo(PairRules.PAPER);
        String before = now.replace(",\"pool\":\"ONE_GENERATOR\"", "");
        assertThat(before).isNotEqualTo(now);
        assertThat(Json.read(before, PairRules.class).pool()).isEqualTo(PairRules.Pool.MIXED);
    }

    @Test
    void aMarginDropsClosePairsAndMayLoseAPrompt() {
        PairPlan plan = INDEX.plan(PairRules.PAPER.withMargin(0.21), List.of());
        assertThat(names(plan)).containsExactly("a>d", "b>d");
        assertThat(plan.summary().lost()).containsEntry(Loss.MARGIN_TOO_SMALL, 1);
        // 0.72 - 0.69 is a little more or less than 0.03 in binary.
        assertThat(names(INDEX.plan(PairRules.PAPER.withMargin(0.03), List.of())))
                .contains("f>g");
    }

    @Test
    void aTypeMayHaveAThresholdOfItsOwn() {
        PairRules rules = PairRules.PAPER.withThreshold(LT, 0.25);
        assertThat(names(INDEX.plan(rules, List.of()))).containsExactly("a>c", "a>d", "b>c", "b>d", "k>j");
        assertThat(INDEX.summary(rules, List.of()).pairsOf("LR")).isEqualTo(4);
    }

    @Test
    void theFairScaleAsksTheSameOfEveryType() {
        assertThat(PairScale.FAIR.value(LR, 0.7)).isCloseTo(0.4, within(1e-12));
        assertThat(PairScale.FAIR.value(LT, 0.7)).isCloseTo(0.3, within(1e-12));
        for (DsrType type : List.of(LR, LT)) {
            assertThat(PairScale.FAIR.value(type, ScoreRange.of(type).still())).isZero();
            assertThat(PairScale.FAIR.value(type, ScoreRange.of(type).perfect()))
                    .isEqualTo(1);
            assertThat(PairScale.FAIR.dsrScore(type, PairScale.FAIR.value(type, 0.31)))
                    .isCloseTo(0.31, within(1e-12));
        }
        PairPlan plan = INDEX.plan(PairRules.FAIR.withThreshold(0.36), List.of());
        assertThat(names(plan)).containsExactly("a>d", "b>d", "c>d", "f>g");
        assertThat(plan.pairs().get(3).margin()).isCloseTo(0.12, within(1e-12));
        assertThat(plan.pairs().get(3).winnerScore()).isEqualTo(0.72);
    }

    @Test
    void aCapTakesTheWidestMarginsOrWhatTheSeedSays() {
        PairRules widest = PairRules.PAPER.withCap(2, PairRules.Choice.WIDEST_MARGIN, 7);
        assertThat(names(INDEX.plan(widest, List.of()))).containsExactly("a>d", "b>d", "f>g");
        assertThat(INDEX.summary(widest, List.of()).uncapped()).isEqualTo(5);
        List<List<String>> draws = new ArrayList<>();
        List<PairClip> shuffled = new ArrayList<>(CLIPS);
        Collections.shuffle(shuffled, new Random(3));
        for (long seed = 0; seed < 20; seed++) {
            PairRules rules = PairRules.PAPER.withCap(2, PairRules.Choice.SEEDED, seed);
            PairPlan plan = INDEX.plan(rules, List.of());
            assertThat(plan.pairs()).hasSize((int) plan.summary().pairs());
            assertThat(names(PairIndex.of(shuffled).plan(rules, List.of())))
                    .containsExactlyInAnyOrderElementsOf(names(plan));
            draws.add(names(plan));
        }
        assertThat(draws.stream().distinct().count()).isGreaterThan(3);
        // A higher threshold takes pairs away and brings none that had not been chosen before for lack of room only.
        PairRules one = PairRules.PAPER.withCap(1, PairRules.Choice.SEEDED, 1);
        assertThat(INDEX.plan(one, List.of()).pairs()).hasSize(2);
    }

    @Test
    void peopleAreComparedWithWhatTheRulesSay() {
        Instant at = Instant.EPOCH;
        VerdictLog log = VerdictLog.of(List.of(
                Verdict.of("a", "c", Choice.LEFT, "ann", at),
                Verdict.of("d", "b", Choice.LEFT, "ann", at),
                Verdict.of("a", "d", Choice.TIE, "ann", at),
                Verdict.of("f", "g", Choice.SKIP, "ann", at),
                Verdict.of("a", "b", Choice.LEFT, "ann", at),
                Verdict.of("b", "gone", Choice.LEFT, "ann", at)));
        PairSummary summary = INDEX.summary(PairRules.PAPER, log.rulings());
        assertThat(summary.people()).isEqualTo(new PairSummary.PeopleCount(1, 1, 1));
        assertThat(summary.people().disagreement()).isCloseTo(2.0 / 3, within(1e-12));
    }

    @Test
    void countingEqualsMakingThePairs() {
        Random random = new Random(11);
        for (int round = 0; round < 200; round++) {
            List<PairClip> clips = randomClips(random);
            PairIndex index = PairIndex.of(clips);
            PairRules rules = new PairRules(
                    random.nextBoolean() ? PairScale.PAPER : PairScale.FAIR,
                    random.nextInt(10) / 10.0,
                    random.nextBoolean() ? Map.of() : Map.of("LT", 0.5),
                    random.nextInt(4) / 10.0,
                    random.nextInt(4),
                    random.nextBoolean() ? PairRules.Choice.SEEDED : PairRules.Choice.WIDEST_MARGIN,
                    random.nextLong(),
                    random.nextBoolean() ? PairRules.Pool.ONE_GENERATOR : PairRules.Pool.MIXED);
            PairPlan plan = index.plan(rules, List.of());
            assertThat(plan.pairs()).hasSize((int) plan.summary().pairs()).doesNotHaveDuplicates();
            assertThat(plan.pairs().stream().map(ScoredPair::promptId).distinct())
                    .hasSize(plan.summary().covered());
            assertThat(plan.summary().lost().values().stream().mapToInt(i -> i).sum())
                    .isEqualTo(plan.summary().promptsLost());
            for (ScoredPair pair : plan.pairs()) {
                assertThat(index.pair(pair.key(), rules)).contains(pair);
            }
        }
    }

    private static List<PairClip> randomClips(Random random) {
        List<PairClip> clips = new ArrayList<>();
        for (int p = 0; p < 12; p++) {
            for (int c = random.nextInt(7); c > 0; c--) {
                Double score = random.nextInt(5) == 0 ? null : (Double) (random.nextInt(101) / 100.0);
                DsrType type = p % 2 == 0 ? LR : LT;
                clips.add(new PairClip("c" + p + "_" + c, "p" + p, type, "model " + random.nextInt(3), score));
            }
        }
        return clips;
    }

    @Test
    void manyClipsOfOnePromptAreCountedWithoutMakingTheirPairs() {
        List<PairClip> clips = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            clips.add(clip("c" + i, "p", LR, i / 10_000.0));
        }
        PairSummary summary = PairIndex.of(clips).summary(PairRules.PAPER, List.of());
        assertThat(summary.pairs()).isEqualTo(3000L * 7000);
    }

    @Test
    void evennessIsOneForEqualSharesAndNothingForOneTypeOnly() {
        List<PairClip> clips = new ArrayList<>();
        for (String type : PairSummary.PAPER_TYPES) {
            clips.add(clip(type + 1, type, DsrType.of(type), 0.8));
            clips.add(clip(type + 2, type, DsrType.of(type), 0.1));
        }
        assertThat(PairIndex.of(clips).summary(PairRules.PAPER, List.of()).balance())
                .isCloseTo(1, within(1e-12));
        assertThat(PairIndex.of(clips.subList(0, 2))
                        .summary(PairRules.PAPER, List.of())
                        .balance())
                .isZero();
        assertThat(PairIndex.of(List.of()).summary(PairRules.PAPER, List.of()).balance())
                .isZero();
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        assertThatThrownBy(() -> PairIndex.of(List.of(CLIPS.get(0), CLIPS.get(0))))
                .hasMessageContaining("listed twice");
        assertThatThrownBy(() -> PairIndex.of(List.of(clip("a", "p", LR, 1.0), clip("b", "p", LT, 1.0))))
                .hasMessageContaining("LR")
                .hasMessageContaining("LT");
        assertThatThrownBy(() -> PairRules.PAPER.withMargin(-0.1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PairRules.PAPER.withThreshold(Double.NaN))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new PairRules(
                        PairScale.PAPER,
                        0.7,
                        Map.of("XY", 0.5),
                        0,
                        0,
                        PairRules.Choice.SEEDED,
                        0,
                        PairRules.Pool.MIXED))
                .hasMessageContaining("XY");
        assertThatThrownBy(() -> clip("a", "p", LR, Double.NaN)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PairKey.of("a", "a")).isInstanceOf(IllegalArgumentException.class);
    }
}
