package org.spatialalign.engine.prefer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.spatialalign.engine.core.Json;
import org.spatialalign.engine.core.WorkbenchException;

class VerdictLogTest {

    private static final PairKey AB = PairKey.of("a", "b");

    private static Instant at(int second) {
        return Instant.ofEpochSecond(1_700_000_000L + second);
    }

    private static Verdict said(String annotator, Choice choice, int second) {
        return Verdict.of("a", "b", choice, annotator, at(second));
    }

    private static TakeBack back(VerdictEvent verdict, int second) {
        return new TakeBack(verdict.uid().hex(), verdict.annotator(), at(second));
    }

    @Test
    void theLatestVerdictOfAnAnnotatorCounts() {
        VerdictLog log = VerdictLog.of(List.of(said("ann", Choice.RIGHT, 2), said("ann", Choice.LEFT, 1)));
        assertThat(log.current(AB, "ann")).contains(said("ann", Choice.RIGHT, 2));
        assertThat(log.of(AB).ruling().orElseThrow().preferred()).contains("b");
        assertThat(log.state(AB)).isEqualTo(PairState.SUBMITTED);
    }

    @Test
    void takingBackBringsWhatWasSaidBefore() {
        Verdict first = said("ann", Choice.LEFT, 1);
        Verdict second = said("ann", Choice.BOTH_BAD, 2);
        VerdictLog log = VerdictLog.of(List.of(first, second, back(second, 3)));
        assertThat(log.current(AB, "ann")).contains(first);
        assertThat(log.latest("ann")).contains(first);
        log = log.with(back(first, 4));
        assertThat(log.current(AB, "ann")).isEmpty();
        assertThat(log.state(AB)).isEqualTo(PairState.PENDING);
        assertThat(log.latest("ann")).isEmpty();
        assertThat(log.events()).hasSize(4);
        assertThat(log.with(said("ann", Choice.LEFT, 5)).current(AB, "ann")).isPresent();
    }

    @Test
    void nobodyTakesBackWhatAnotherSaid() {
        Verdict verdict = said("ann", Choice.LEFT, 1);
        TakeBack foreign = new TakeBack(verdict.uid().hex(), "bob", at(2));
        VerdictLog log = VerdictLog.of(List.of(verdict, foreign));
        assertThat(log.current(AB, "ann")).contains(verdict);
        assertThat(log.latest("ann")).contains(verdict);
        assertThat(log.by("ann").events().values()).containsExactly(verdict);
        assertThat(log.by("bob").pairs()).isEmpty();
    }

    @Test
    void sidesDoNotMatterForWhoAgrees() {
        Verdict ann = Verdict.of("a", "b", Choice.LEFT, "ann", at(1));
        Verdict bob = Verdict.of("b", "a", Choice.RIGHT, "bob", at(2));
        Ruling ruling = VerdictLog.of(List.of(ann, bob)).of(AB).ruling().orElseThrow();
        assertThat(ruling.preferred()).contains("a");
        assertThat(ruling.annotators()).containsExactly("ann", "bob");
    }

    @Test
    void aDisputeIsThereUntilItIsSettled() {
        VerdictLog log = VerdictLog.of(List.of(said("ann", Choice.LEFT, 1), said("bob", Choice.TIE, 2)));
        assertThat(log.state(AB)).isEqualTo(PairState.DISPUTED);
        assertThat(log.disputed()).containsExactly(AB);
        assertThat(log.rulings()).isEmpty();
        log = log.with(said("cho", Choice.RIGHT, 3).asAdjudication());
        assertThat(log.state(AB)).isEqualTo(PairState.SUBMITTED);
        assertThat(log.rulings()).singleElement().satisfies(ruling -> {
            assertThat(ruling.preferred()).contains("b");
            assertThat(ruling.adjudicated()).isTrue();
        });
    }

    @Test
    void draftsSkipsAndRepeatsDecideNothing() {
        VerdictLog log = VerdictLog.of(List.of(said("ann", Choice.LEFT, 1).asDraft()));
        assertThat(log.state(AB)).isEqualTo(PairState.DRAFT);
        assertThat(log.rulings()).isEmpty();
        log = log.with(said("ann", Choice.LEFT, 2));
        assertThat(log.of(AB).drafts()).isEmpty();
        log = log.with(said("bob", Choice.SKIP, 3))
                .with(said("ann", Choice.RIGHT, 4).asRepeat());
        assertThat(log.rulings()).singleElement().satisfies(r -> assertThat(r.preferred())
                .contains("a"));
        assertThat(log.of(AB).repeats()).hasSize(1);
        assertThat(VerdictLog.of(List.of(said("bob", Choice.SKIP, 3))).state(AB))
                .isEqualTo(PairState.SUBMITTED);
    }

    @Test
    void aRulingIsStaleOnceBoxesChangedAndNotAfterItWasGivenAgain() {
        Verdict verdict = said("ann", Choice.LEFT, 1).anew(at(1), "boxes of a", "");
        Ruling ruling = VerdictLog.of(List.of(verdict)).of(AB).ruling().orElseThrow();
        assertThat(ruling.stale(Map.of("a", "boxes of a", "b", "anything"))).isFalse();
        assertThat(ruling.stale(Map.of())).isFalse();
        assertThat(ruling.stale(Map.of("a", "other boxes"))).isTrue();
        VerdictLog again = VerdictLog.of(List.of(
                verdict,
                said("bob", Choice.LEFT, 1).anew(at(1), "boxes of a", ""),
                verdict.anew(at(2), "other boxes", "")));
        assertThat(again.of(AB).ruling().orElseThrow().stale(Map.of("a", "other boxes")))
                .isFalse();
    }

    @Test
    void mergingIsIdempotentCommutativeAndAssociative() {
        Random random = new Random(5);
        for (int round = 0; round < 100; round++) {
            VerdictLog x = VerdictLog.of(events("ann", random));
            VerdictLog y = VerdictLog.of(events("bob", random));
            // One of them works at two machines: the same name, and the same instants.
            VerdictLog z = VerdictLog.of(events(random.nextBoolean() ? "ann" : "cho", random));
            VerdictLog all = x.merge(y).merge(z);
            for (VerdictLog other : List.of(
                    x.merge(z).merge(y),
                    y.merge(x).merge(z),
                    y.merge(z).merge(x),
                    z.merge(x).merge(y),
                    z.merge(y).merge(x),
                    x.merge(y.merge(z)),
                    all.merge(all),
                    all.merge(y))) {
                assertThat(other).isEqualTo(all);
                assertThat(List.copyOf(other.events().entrySet()))
                        .isEqualTo(List.copyOf(all.events().entrySet()));
                assertThat(other.pairs()).isEqualTo(all.pairs());
                assertThat(other.rulings()).isEqualTo(all.rulings());
            }
        }
    }

    private static List<VerdictEvent> events(String annotator, Random random) {
        List<VerdictEvent> events = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            int second = random.nextInt(10);
            if (!events.isEmpty() && random.nextInt(4) == 0) {
                VerdictEvent target = events.get(random.nextInt(events.size()));
                events.add(new TakeBack(target.uid().hex(), annotator, at(second)));
                continue;
            }
            String left = "c" + random.nextInt(4);
            String right = "d" + random.nextInt(2);
            Verdict verdict = Verdict.of(
                    random.nextBoolean() ? left : right,
                    "e" + random.nextInt(2),
                    List.of(Choice.values()).get(random.nextInt(5)),
                    annotator,
                    at(second));
            events.add(random.nextInt(5) == 0 ? verdict.asDraft() : verdict);
        }
        return events;
    }

    @Test
    void eventsAreTheSameAfterJson() throws WorkbenchException {
        Verdict verdict = new Verdict(
                "b",
                "a",
                Choice.LEFT,
                List.of(Reason.WRONG_END, Reason.NO_MOTION, Reason.WRONG_END),
                "Änne",
                at(1),
                true,
                true,
                false,
                false,
                4000,
                3500,
                "x",
                "y");
        assertThat(verdict.reasons()).containsExactly(Reason.WRONG_END, Reason.NO_MOTION);
        for (VerdictEvent event : List.of(verdict, back(verdict, 2))) {
            VerdictEvent read = Json.read(Json.write(event), VerdictEvent.class);
            assertThat(read).isEqualTo(event);
            assertThat(read.uid()).isEqualTo(event.uid());
        }
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        assertThatThrownBy(() -> said(" ann", Choice.LEFT, 1)).hasMessageContaining("name");
        assertThatThrownBy(() -> said("", Choice.LEFT, 1)).hasMessageContaining("name");
        assertThatThrownBy(() -> Verdict.of("a", "a", Choice.LEFT, "ann", at(1)))
                .hasMessageContaining("different");
        assertThatThrownBy(() -> said("ann", Choice.LEFT, 1).watched(-1, 0)).hasMessageContaining("watches");
    }
}
