package org.spatialalign.engine.prefer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All that counts of what people said of one pair. Immutable.
 *
 * @param current each annotator's latest submitted verdict that is not taken back, without repeats and adjudications
 * @param drafts each annotator's draft, if it is later than what the annotator submitted
 * @param repeats submitted verdicts on the repeated pair, in the order of time
 * @param adjudication the latest one; null when there is none
 */
public record PairVerdicts(
        PairKey key,
        Map<String, Verdict> current,
        Map<String, Verdict> drafts,
        List<Verdict> repeats,
        @Nullable Verdict adjudication) {

    /** @param inOrder the verdicts that are not taken back, in the order of time */
    static PairVerdicts of(PairKey key, List<Verdict> inOrder) {
        Map<String, Verdict> current = new TreeMap<>();
        Map<String, Verdict> drafts = new TreeMap<>();
        List<Verdict> repeats = new ArrayList<>();
        Verdict adjudication = null;
        for (Verdict verdict : inOrder) {
            if (!verdict.submitted()) {
                drafts.put(verdict.annotator(), verdict);
                continue;
            }
            drafts.remove(verdict.annotator());
            if (verdict.repeat()) {
                repeats.add(verdict);
            } else if (verdict.adjudication()) {
                adjudication = verdict;
            } else {
                current.put(verdict.annotator(), verdict);
            }
        }
        return new PairVerdicts(
                key,
                java.util.Collections.unmodifiableMap(current),
                java.util.Collections.unmodifiableMap(drafts),
                List.copyOf(repeats),
                adjudication);
    }

    /** Those who decided, without those who skipped. */
    private List<Verdict> deciding() {
        return current.values().stream()
                .filter(verdict -> verdict.choice() != Choice.SKIP)
                .toList();
    }

    public PairState state() {
        if (settled()) {
            return PairState.SUBMITTED;
        }
        if (deciding().stream().map(Verdict::outcome).distinct().count() > 1) {
            return PairState.DISPUTED;
        }
        if (!current.isEmpty()) {
            return PairState.SUBMITTED;
        }
        return drafts.isEmpty() ? PairState.PENDING : PairState.DRAFT;
    }

    /** What people say; empty when nobody decided, or they differ. */
    public Optional<Ruling> ruling() {
        Verdict settling = adjudication;
        if (settling != null && settled()) {
            return Optional.of(new Ruling(key, settling.outcome(), true, List.of(settling)));
        }
        List<Verdict> deciding = deciding();
        boolean agreed = deciding.stream().map(Verdict::outcome).distinct().count() == 1;
        return agreed ? Optional.of(new Ruling(key, deciding.get(0).outcome(), false, deciding)) : Optional.empty();
    }

    /**
     * Whether somebody called the boxes wrong, be it while skipping, and nobody has judged the pair since with other
     * boxes and found them right. Then the pair is held back.
     */
    public boolean boxesWrong() {
        List<Verdict> all = new ArrayList<>(current.values());
        if (adjudication != null) {
            all.add(adjudication);
        }
        return all.stream().filter(verdict -> verdict.has(Reason.BOXES_WRONG)).anyMatch(wrong -> all.stream()
                .noneMatch(other -> !other.has(Reason.BOXES_WRONG)
                        && other.at().isAfter(wrong.at())
                        && !(boxes(other, key.first()).equals(boxes(wrong, key.first()))
                                && boxes(other, key.second()).equals(boxes(wrong, key.second())))));
    }

    private static String boxes(Verdict verdict, String clip) {
        return verdict.left().equals(clip) ? verdict.leftBoxes() : verdict.rightBoxes();
    }

    private boolean settled() {
        return adjudication != null && adjudication.choice() != Choice.SKIP;
    }
}
