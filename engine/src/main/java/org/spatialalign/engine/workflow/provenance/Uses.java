package org.spatialalign.engine.workflow.provenance;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.prefer.PairKey;
import org.spatialalign.engine.prefer.PreferencePair;
import org.spatialalign.engine.prefer.Verdict;
import org.spatialalign.engine.store.Annotation;
import org.spatialalign.engine.store.ScoreRepository.Heading;

/** What of a clip its pairs and verdicts rest on: its scores, else its boxes, else the clip itself. */
record Uses(Moment moment) {

    /** What a pair of this clip rests on. */
    List<NodeId> underPairs(String clipId) throws WorkbenchException {
        List<NodeId> scores = scores(clipId);
        return scores.isEmpty() ? List.of(underVerdicts(clipId)) : scores;
    }

    /** What people who judged this clip saw of it. */
    NodeId underVerdicts(String clipId) throws WorkbenchException {
        return hasBoxes(clipId) ? NodeId.boxes(clipId) : NodeId.clip(clipId);
    }

    List<NodeId> scores(String clipId) throws WorkbenchException {
        return moment.project().scores().headings(clipId).stream()
                .map((Heading score) -> NodeId.score(clipId, score.presetId()))
                .toList();
    }

    /** Also when a scoring found that there are none. */
    boolean hasBoxes(String clipId) throws WorkbenchException {
        Annotation now = moment.project().tracks().annotation(clipId);
        return now.trackId() != null
                || !now.corrections().isEmpty()
                || !moment.project().scores().headings(clipId).isEmpty();
    }

    /** The pairs of a clip that somebody judged or that are in a set, in the order of their keys. */
    List<NodeId> pairs(String clipId) throws WorkbenchException {
        Set<PairKey> keys = new TreeSet<>(moment.project().verdicts().pairsOf(clipId));
        for (String set : moment.project().pairSets().namesWith(clipId)) {
            moment.set(set).of(clipId).stream().map(PreferencePair::key).forEach(keys::add);
        }
        return keys.stream().map(NodeId::pair).toList();
    }

    /** All that was ever said of pairs with this clip. */
    List<NodeId> verdicts(String clipId) throws WorkbenchException {
        List<NodeId> all = new ArrayList<>();
        for (PairKey key : moment.project().verdicts().pairsOf(clipId)) {
            all.addAll(verdicts(key));
        }
        return all;
    }

    /** All that was ever said of a pair, also what was taken back, in the order of time. */
    List<NodeId> verdicts(PairKey key) throws WorkbenchException {
        return moment.project().verdicts().log(key).events().values().stream()
                .filter(Verdict.class::isInstance)
                .map(event -> NodeId.verdict(event.uid()))
                .toList();
    }
}
