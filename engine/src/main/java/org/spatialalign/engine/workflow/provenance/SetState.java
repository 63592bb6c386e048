package org.spatialalign.engine.workflow.provenance;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.prefer.Outcome;
import org.spatialalign.engine.prefer.PairKey;
import org.spatialalign.engine.prefer.PairSet;
import org.spatialalign.engine.prefer.PairState;
import org.spatialalign.engine.prefer.PairVerdicts;
import org.spatialalign.engine.prefer.PreferencePair;
import org.spatialalign.engine.prefer.Ruling;
import org.spatialalign.engine.prefer.Verdict;
import org.spatialalign.engine.prefer.VerdictLog;

/**
 * What of a set of pairs would be another if it were put together again now.
 *
 * @param boxes pairs of which a clip's boxes were changed
 * @param sentence pairs whose prompt says something else
 * @param verdicts pairs of which people say something else
 */
record SetState(PairSet set, List<PreferencePair> boxes, List<PreferencePair> sentence, List<PreferencePair> verdicts) {

    static SetState of(PairSet set, Moment moment) throws WorkbenchException {
        Map<String, String> sentences = moment.sentences();
        List<PreferencePair> reworded = set.pairs().stream()
                .filter(pair -> !pair.prompt().isEmpty()
                        && !sentences
                                .getOrDefault(pair.promptId(), pair.prompt())
                                .equals(pair.prompt()))
                .toList();
        return new SetState(set, set.stale(moment.boxes()), reworded, overruled(set, moment));
    }

    /** A set by score alone does not look at people's verdicts, and pairs out of a file may have none in this project. */
    private static List<PreferencePair> overruled(PairSet set, Moment moment) throws WorkbenchException {
        if (set.policy() == PairSet.Policy.SCORE) {
            return List.of();
        }
        VerdictLog log = moment.verdicts();
        Set<PairKey> judged = new HashSet<>();
        log.events().values().forEach(event -> {
            if (event instanceof Verdict verdict && verdict.submitted()) {
                judged.add(verdict.key());
            }
        });
        return set.pairs().stream()
                .filter(pair -> judged.contains(pair.key()) && !stands(pair, log.of(pair.key())))
                .toList();
    }

    private static boolean stands(PreferencePair pair, PairVerdicts said) {
        Optional<Ruling> ruling = said.ruling();
        if (said.boxesWrong()) {
            return false;
        }
        if (ruling.isEmpty()) {
            // Nobody decides any more, or people differ.
            return pair.source() == PreferencePair.Source.SCORE && said.state() != PairState.DISPUTED;
        }
        return pair.tie()
                ? ruling.get().outcome() == Outcome.TIE
                : ruling.get().preferred().equals(Optional.of(pair.chosen()));
    }

    /**
     * In words.
     *
     * @param used which pairs count
     * @param ofWhat "120 pairs", "120 pairs of set 'first'"
     */
    List<StaleReason> reasons(Predicate<PreferencePair> used, String ofWhat, Moment moment) throws WorkbenchException {
        List<StaleReason> reasons = new ArrayList<>();
        List<PreferencePair> changed = boxes.stream().filter(used).toList();
        if (!changed.isEmpty()) {
            Set<String> clips = new TreeSet<>();
            Map<String, String> now = moment.boxes();
            changed.forEach(pair -> clips.addAll(pair.changedSince(now)));
            String words = changed.size() + " of " + ofWhat + ": boxes were changed since ("
                    + BoxChanges.first(moment, clips, set.createdAt()) + ")";
            reasons.add(new StaleReason(words, cause(changed)));
        }
        List<PreferencePair> reworded = sentence.stream().filter(used).toList();
        if (!reworded.isEmpty()) {
            reasons.add(new StaleReason(
                    reworded.size() + " of " + ofWhat + ": the prompt was reworded since",
                    reworded.stream().map(PreferencePair::promptId).distinct().count() == 1
                            ? NodeId.prompt(reworded.get(0).promptId())
                            : NodeId.pairSet(set.name())));
        }
        List<PreferencePair> overruled = verdicts.stream().filter(used).toList();
        if (!overruled.isEmpty()) {
            reasons.add(new StaleReason(
                    overruled.size() + " of " + ofWhat + ": people say something else by now", cause(overruled)));
        }
        return reasons;
    }

    /** Why one pair of the set is no longer what it was. */
    List<StaleReason> reasonsOf(PreferencePair pair, Moment moment) throws WorkbenchException {
        List<StaleReason> reasons = new ArrayList<>();
        for (String clip : pair.changedSince(moment.boxes())) {
            reasons.add(new StaleReason(
                    "in set '" + set.name() + "' with other boxes of "
                            + BoxChanges.first(moment, List.of(clip), set.createdAt()),
                    NodeId.boxes(clip)));
        }
        if (sentence.contains(pair)) {
            reasons.add(new StaleReason(
                    "in set '" + set.name() + "' with another sentence: “" + pair.prompt() + "”",
                    NodeId.prompt(pair.promptId())));
        }
        if (verdicts.contains(pair)) {
            reasons.add(new StaleReason(
                    "people say something else than set '" + set.name() + "'", NodeId.pairSet(set.name())));
        }
        return reasons;
    }

    private NodeId cause(List<PreferencePair> pairs) {
        return pairs.size() == 1 ? NodeId.pair(pairs.get(0).key()) : NodeId.pairSet(set.name());
    }
}
