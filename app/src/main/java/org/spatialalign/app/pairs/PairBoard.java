package org.spatialalign.app.pairs;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.prefer.Fragility;
import org.spatialalign.engine.prefer.PairClip;
import org.spatialalign.engine.prefer.PairKey;
import org.spatialalign.engine.prefer.PairQueue;
import org.spatialalign.engine.prefer.PairRules;
import org.spatialalign.engine.prefer.PairShare;
import org.spatialalign.engine.prefer.PairVerdicts;
import org.spatialalign.engine.prefer.ScoredPair;
import org.spatialalign.engine.prefer.Verdict;
import org.spatialalign.engine.workflow.PairData;

/**
 * One annotator's queue as it was at one moment, and what was said in it. Immutable; computed off the FX thread.
 *
 * @param mine what the annotator said last and did not take back, drafts too
 * @param disputed pairs on which people differ; nobody is shown this of a pair before an own verdict
 * @param heldBack pairs whose boxes somebody called wrong
 * @param stale pairs with a verdict of the annotator from before a clip's boxes were changed
 */
record PairBoard(
        PairData data,
        List<PairEntry> entries,
        Map<PairEntry.Id, Verdict> mine,
        Set<PairKey> disputed,
        Set<PairKey> heldBack,
        Set<PairKey> stale) {

    /** Share of the pairs that come a second time, so that an annotator's self-consistency can be told. */
    static final double REPEATS = 0.05;

    /**
     * What the queue is made of.
     *
     * @param share the pairs that were handed to the annotator; null takes all that the rules make
     * @param seed draws sides, order and repeats
     */
    record Source(PairRules rules, @Nullable PairShare share, String annotator, long seed) {}

    static PairBoard of(PairData data, Source source, Map<String, Fragility.Interval> intervals) {
        List<PairEntry> entries = new ArrayList<>();
        Set<PairKey> known = new HashSet<>();
        PairShare share = source.share;
        if (share == null) {
            Collection<PairQueue.Candidate> candidates = data.candidates(source.rules, intervals);
            for (PairQueue.Item item : PairQueue.of(candidates, source.annotator, REPEATS, source.seed)) {
                add(data, source.rules, intervals, item.key(), item.left(), item.repeat(), entries, known);
            }
        } else {
            for (PairShare.Item item : share.items()) {
                String left = item.left().brief();
                add(data, source.rules, intervals, item.key(), left, item.repeat(), entries, known);
            }
        }
        // What was judged stays in sight when the rules no longer make it.
        for (PairVerdicts said : data.log().pairs().values()) {
            boolean spoke = said.current().containsKey(source.annotator)
                    || said.drafts().containsKey(source.annotator);
            if (spoke && !known.contains(said.key())) {
                add(data, source.rules, intervals, said.key(), said.key().first(), false, entries, known);
            }
        }
        Map<PairEntry.Id, Verdict> mine = new HashMap<>();
        Set<PairKey> stale = new HashSet<>();
        Set<PairKey> heldBack = new HashSet<>();
        for (PairEntry entry : entries) {
            PairVerdicts said = data.log().of(entry.key());
            Verdict own = own(said, entry.repeat(), source.annotator);
            if (own != null) {
                mine.put(entry.id(), own);
                if (!entry.repeat() && own.submitted() && isStale(own, data.boxes())) {
                    stale.add(entry.key());
                }
            }
            if (said.boxesWrong()) {
                heldBack.add(entry.key());
            }
        }
        return new PairBoard(
                data, List.copyOf(entries), mine, Set.copyOf(data.log().disputed()), heldBack, stale);
    }

    private static void add(
            PairData data,
            PairRules rules,
            Map<String, Fragility.Interval> intervals,
            PairKey key,
            String left,
            boolean repeat,
            List<PairEntry> to,
            Set<PairKey> known) {
        PairClip first = data.index().clip(key.first()).orElse(null);
        PairClip second = data.index().clip(key.second()).orElse(null);
        if (first == null || second == null || !first.promptId().equals(second.promptId())) {
            return;
        }
        ScoredPair scored = data.index().pair(key, rules).orElse(null);
        boolean fragile = false;
        if (scored != null) {
            Fragility.Interval winner = intervals.get(scored.winner());
            Fragility.Interval loser = intervals.get(scored.loser());
            fragile = winner != null
                    && loser != null
                    && Fragility.doubt(winner, loser, scored.type(), rules).any();
        }
        known.add(key);
        to.add(new PairEntry(
                key,
                left,
                left.equals(key.first()) ? key.second() : key.first(),
                repeat,
                first.promptId(),
                first.type(),
                fragile,
                scored == null ? Double.NaN : scored.margin(),
                scored == null ? null : scored.winner()));
    }

    private static @Nullable Verdict own(PairVerdicts said, boolean repeat, String annotator) {
        if (repeat) {
            return said.repeats().stream()
                    .filter(verdict -> verdict.annotator().equals(annotator))
                    .reduce((before, after) -> after)
                    .orElse(null);
        }
        Verdict draft = said.drafts().get(annotator);
        return draft == null ? said.current().get(annotator) : draft;
    }

    private static boolean isStale(Verdict verdict, Map<String, String> boxes) {
        return changed(verdict.left(), verdict.leftBoxes(), boxes)
                || changed(verdict.right(), verdict.rightBoxes(), boxes);
    }

    private static boolean changed(String clip, String then, Map<String, String> boxes) {
        return !then.isEmpty() && !boxes.getOrDefault(clip, then).equals(then);
    }
}
