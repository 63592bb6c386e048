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
import org.junit.jupiter.api.Test;
import org.spatialalign.engine.prefer.PairSet.Policy;
import org.spatialalign.engine.prompt.DsrType;

class PairSetTest {

    private static final DsrType LR = DsrType.of("LR");
    private static final PairIndex INDEX = PairIndex.of(List.of(
            new PairClip("a", "p", LR, 0.9),
            new PairClip("b", "p", LR, 0.8),
            new PairClip("c", "p", LR, 0.3),
            new PairClip("d", "p", LR, 0.2),
            new PairClip("e", "p", LR, null),
            new PairClip("f", "q", LR, 0.9)));
    private static final Map<String, String> BOXES = Map.of("a", "1", "b", "1", "c", "1", "d", "1", "e", "1");
    private static final PairSetBuilder BUILDER = new PairSetBuilder(INDEX, Map.of("p", "A cat."), BOXES);

    private static Verdict said(String left, String right, Choice choice, String annotator) {
        return Verdict.of(left, right, choice, annotator, Instant.ofEpochSecond(5))
                .anew(Instant.ofEpochSecond(6), "1", "1");
    }

    private static final VerdictLog LOG = VerdictLog.of(List.of(
            said("c", "a", Choice.LEFT, "ann").withReasons(List.of(Reason.NO_MOTION)),
            said("c", "a", Choice.LEFT, "bob"),
            said("a", "d", Choice.BOTH_BAD, "ann"),
            said("b", "c", Choice.TIE, "ann"),
            said("b", "d", Choice.LEFT, "ann"),
            said("b", "d", Choice.RIGHT, "bob"),
            said("a", "b", Choice.RIGHT, "ann"),
            said("a", "f", Choice.RIGHT, "ann"),
            said("e", "d", Choice.LEFT, "ann").anew(Instant.ofEpochSecond(6), "0", "1")));

    private static List<String> names(List<PreferencePair> pairs) {
        return pairs.stream()
                .map(p -> p.chosen() + (p.tie() ? "=" : ">") + p.rejected())
                .toList();
    }

    @Test
    void byScoreNobodyIsAsked() {
        PairSetBuilder.Result result = BUILDER.build(PairRules.PAPER, LOG, Policy.SCORE);
        assertThat(names(result.pairs())).containsExactly("a>c", "a>d", "b>c", "b>d");
        assertThat(result.heldBack()).isEmpty();
        assertThat(result.pairs().get(0).prompt()).isEqualTo("A cat.");
    }

    @Test
    void byVerdictOnlyPeopleCount() {
        PairSetBuilder.Result result = BUILDER.build(PairRules.PAPER, LOG, Policy.VERDICT);
        assertThat(names(result.pairs())).containsExactly("b>a", "c>a", "b=c", "e>d");
        assertThat(result.heldBack()).containsExactly(PairKey.of("b", "d"));
    }

    @Test
    void togetherPeopleRule() {
        PairSetBuilder.Result result = BUILDER.build(PairRules.PAPER, LOG, Policy.BOTH);
        assertThat(names(result.pairs())).containsExactly("b>a", "c>a", "b=c", "e>d");
        assertThat(result.flipped()).containsExactly(PairKey.of("a", "c"));
        assertThat(result.dropped()).containsExactly(PairKey.of("a", "d"));
        assertThat(result.heldBack()).containsExactly(PairKey.of("b", "d"));
        assertThat(result.stale()).containsExactly(PairKey.of("d", "e"));
        PreferencePair flipped = result.pairs().get(1);
        assertThat(flipped.annotators()).containsExactly("ann", "bob");
        assertThat(flipped.reasons()).containsExactly(Reason.NO_MOTION);
        assertThat(flipped.margin()).isCloseTo(-0.6, within(1e-12));
        assertThat(flipped.at()).isEqualTo(Instant.ofEpochSecond(6));
        PreferencePair unscored = result.pairs().get(3);
        assertThat(unscored.chosenScore()).isNull();
        assertThat(unscored.margin()).isNull();
    }

    @Test
    void wrongBoxesHoldAPairBack() {
        VerdictLog log =
                VerdictLog.of(List.of(said("a", "c", Choice.LEFT, "ann").withReasons(List.of(Reason.BOXES_WRONG))));
        PairSetBuilder.Result result = BUILDER.build(PairRules.PAPER, log, Policy.BOTH);
        assertThat(result.heldBack()).containsExactly(PairKey.of("a", "c"));
        assertThat(names(result.pairs())).containsExactly("a>d", "b>c", "b>d");
        // Somebody who skips because of the boxes holds the pair back too.
        Verdict skipped = said("d", "b", Choice.SKIP, "ann").withReasons(List.of(Reason.BOXES_WRONG));
        log = VerdictLog.of(List.of(skipped));
        assertThat(BUILDER.build(PairRules.PAPER, log, Policy.BOTH).heldBack()).containsExactly(PairKey.of("b", "d"));
        // The same boxes seen by somebody else do not release it, corrected ones do.
        Instant later = Instant.ofEpochSecond(7);
        Verdict again = said("b", "d", Choice.LEFT, "bob");
        assertThat(log.with(again.anew(later, "1", "1")).of(again.key()).boxesWrong())
                .isTrue();
        log = log.with(again.anew(later, "2", "1"));
        assertThat(log.of(again.key()).boxesWrong()).isFalse();
        assertThat(BUILDER.build(PairRules.PAPER, log, Policy.BOTH).heldBack()).isEmpty();
    }

    @Test
    void theHashIsOfThePairsAlone() {
        List<PreferencePair> pairs =
                BUILDER.build(PairRules.PAPER, LOG, Policy.BOTH).pairs();
        PairSet set = PairSet.of("one", Policy.BOTH, PairRules.PAPER, "paper-v5", Instant.EPOCH, pairs);
        List<PreferencePair> shuffled = new ArrayList<>(pairs);
        Collections.shuffle(shuffled, new Random(2));
        assertThat(PairSet.of("two", Policy.VERDICT, null, "other", Instant.MAX, shuffled)
                        .hash())
                .isEqualTo(set.hash());
        assertThat(PairSet.hashOf(pairs.subList(1, pairs.size()))).isNotEqualTo(set.hash());
        assertThat(set.decided()).hasSize(3);
        assertThatThrownBy(() ->
                        new PairSet("x", set.hash(), Policy.BOTH, null, "paper-v5", Instant.EPOCH, pairs.subList(0, 1)))
                .hasMessageContaining("hash");
        assertThat(set.stale(BOXES)).isEmpty();
        assertThat(names(set.stale(Map.of("c", "2")))).containsExactly("c>a", "b=c");
    }
}
