package org.spatialalign.engine.prefer;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What people say of a pair, once all who spoke agree or an adjudication has settled it.
 *
 * @param outcome never {@link Outcome#SKIP}
 * @param adjudicated whether it settled a dispute
 * @param basis the verdicts it rests on, by annotator; never empty
 */
public record Ruling(PairKey key, Outcome outcome, boolean adjudicated, List<Verdict> basis) {

    public Ruling {
        basis = List.copyOf(basis);
        if (basis.isEmpty() || outcome == Outcome.SKIP) {
            throw new IllegalArgumentException("a ruling needs somebody who decided");
        }
    }

    /** The clip that people prefer; empty with a tie and when both are bad. */
    public Optional<String> preferred() {
        return switch (outcome) {
            case FIRST -> Optional.of(key.first());
            case SECOND -> Optional.of(key.second());
            default -> Optional.empty();
        };
    }

    public List<String> annotators() {
        return basis.stream().map(Verdict::annotator).distinct().toList();
    }

    /** The latest of the verdicts it rests on. */
    public Verdict latest() {
        return basis.stream().max(Comparator.comparing(Verdict::at)).orElseThrow();
    }

    /**
     * Whether a clip's boxes were changed after the latest verdict that this rests on, so that nobody has seen the pair
     * with the boxes it has now. Giving the verdict again ends it.
     *
     * @param boxes the present fingerprint of each clip's boxes; clips that are not in it are taken as unchanged
     */
    public boolean stale(Map<String, String> boxes) {
        return !latest().changedSince(boxes).isEmpty();
    }
}
