package org.spatialalign.engine.prefer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.spatialalign.engine.core.ContentHash;
import org.spatialalign.engine.prefer.PairQueue.Candidate;
import org.spatialalign.engine.prefer.PairQueue.Item;
import org.spatialalign.engine.prompt.DsrType;

class PairQueueTest {

    private static List<PairKey> keys(int n) {
        List<PairKey> keys = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            keys.add(PairKey.of("w" + i, "l" + i));
        }
        return keys;
    }

    private static List<Candidate> candidates(int n) {
        return keys(n).stream()
                .map(key ->
                        new Candidate(key, key.first().hashCode() % 7 == 0, Math.floorMod(key.hashCode(), 5) / 10.0))
                .toList();
    }

    @Test
    void fragilePairsComeFirstThenCloseOnes() {
        List<Candidate> candidates = List.of(
                new Candidate(PairKey.of("a", "b"), false, 0.1),
                new Candidate(PairKey.of("c", "d"), true, 0.5),
                new Candidate(PairKey.of("e", "f"), false, 0.01),
                new Candidate(PairKey.of("g", "h"), false, Double.NaN),
                new Candidate(PairKey.of("i", "j"), true, 0.02));
        assertThat(PairQueue.of(candidates, "ann", 0, 1))
                .extracting(item -> item.key().first())
                .containsExactly("i", "c", "e", "a", "g");
    }

    @Test
    void sidesAreDrawnForEachAnnotatorAndTheSeedRepeats() {
        List<Candidate> shuffled = new ArrayList<>(candidates(200));
        Collections.shuffle(shuffled, new Random(4));
        List<Item> ann = PairQueue.of(candidates(200), "ann", 0.05, 9);
        assertThat(PairQueue.of(shuffled, "ann", 0.05, 9)).isEqualTo(ann);
        assertThat(ann.stream()
                        .filter(item ->
                                !item.repeat() && item.left().equals(item.key().first())))
                .hasSizeBetween(70, 130);
        assertThat(PairQueue.of(candidates(200), "bob", 0.05, 9)).isNotEqualTo(ann);
        assertThat(PairQueue.of(candidates(200), "ann", 0.05, 10)).isNotEqualTo(ann);
    }

    @Test
    void repeatsComeLaterWithTheSidesTheOtherWayRound() {
        List<Item> items = PairQueue.of(candidates(100), "ann", 0.1, 2);
        assertThat(items).hasSize(110);
        int early = 0;
        for (int i = 0; i < items.size(); i++) {
            Item item = items.get(i);
            if (item.repeat()) {
                int before =
                        items.indexOf(new Item(item.key(), /* left= */ item.right(), /* right= */ item.left(), false));
                assertThat(before).isBetween(0, i - 1);
                early += i - before < 10 && i < 100 ? 1 : 0;
            }
        }
        assertThat(early).isZero();
        assertThatThrownBy(() -> PairQueue.of(candidates(3), "ann", 1.5, 2)).hasMessageContaining("1.5");
    }

    @Test
    void pairsAreHandedOutEvenlyWithTheOverlapThatWasAsked() {
        List<PairKey> keys = keys(101);
        Map<String, List<PairKey>> shares = PairQueue.handOut(keys, List.of("cho", "ann", "bob"), 0.2, 2, 5);
        assertThat(shares.keySet()).containsExactly("ann", "bob", "cho");
        List<PairKey> all = shares.values().stream().flatMap(Collection::stream).toList();
        Set<PairKey> distinct = new HashSet<>(all);
        assertThat(distinct).hasSize(101);
        assertThat(all).hasSize(121);
        assertThat(shares.values())
                .allSatisfy(share -> assertThat(share).hasSizeBetween(40, 41).doesNotHaveDuplicates());
        List<PairKey> shuffled = new ArrayList<>(keys);
        Collections.shuffle(shuffled, new Random(3));
        assertThat(PairQueue.handOut(shuffled, List.of("bob", "cho", "ann"), 0.2, 2, 5))
                .isEqualTo(shares);
        assertThat(PairQueue.handOut(keys, List.of("ann", "bob"), 1, 2, 5).values())
                .allSatisfy(share -> assertThat(share).containsExactlyInAnyOrderElementsOf(keys));
        assertThatThrownBy(() -> PairQueue.handOut(keys, List.of("ann"), 0.2, 2, 5))
                .hasMessageContaining("1 annotators");
    }

    @Test
    void aBlindShareCarriesNoScoresAndKnowsHowFarItIs() {
        DsrType type = DsrType.of("LR");
        ContentHash a = ContentHash.ofText("a");
        ContentHash b = ContentHash.ofText("b");
        PairShare.Item item = new PairShare.Item("p", "A cat.", type, a, b, false, null, null);
        PairShare.Item again = new PairShare.Item("p", "A cat.", type, b, a, true, null, null);
        PairShare share = PairShare.of("ann", true, Instant.EPOCH, List.of(item, again));
        assertThat(PairShare.of("ann", true, Instant.MAX, List.of(item, again)).id())
                .isEqualTo(share.id());
        assertThat(PairShare.of("bob", true, Instant.EPOCH, List.of(item, again))
                        .id())
                .isNotEqualTo(share.id());
        Verdict first = Verdict.of(a.brief(), b.brief(), Choice.LEFT, "ann", Instant.EPOCH);
        assertThat(share.done(VerdictLog.EMPTY)).isZero();
        assertThat(share.done(VerdictLog.of(List.of(first)))).isEqualTo(1);
        assertThat(share.done(VerdictLog.of(List.of(first, first.asRepeat())))).isEqualTo(2);
        assertThatThrownBy(() -> PairShare.of(
                        "ann", true, Instant.EPOCH, List.of(new PairShare.Item("p", "", type, a, b, false, 0.7, null))))
                .hasMessageContaining("blind");
    }
}
