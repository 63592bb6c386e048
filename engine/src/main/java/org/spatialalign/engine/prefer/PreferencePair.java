package org.spatialalign.engine.prefer;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.prompt.DsrType;

/**
 * A pair as training takes it.
 *
 * @param prompt the sentence; may be empty
 * @param chosen id of the preferred clip; of a tie, the one that comes first in the alphabet
 * @param tie whether neither is preferred; such a pair serves evaluation, training leaves it out
 * @param chosenScore DSR-Score on the paper's scale; null when the clip has none
 * @param margin difference on the scale of the rules that made it, negative when people contradict the score; null
 *     when a score is missing
 * @param annotators who decided; empty for a pair by score
 * @param at when the last of them did; null for a pair by score
 * @param chosenBoxes fingerprint of the chosen clip's boxes when the set was made; empty when unknown
 */
public record PreferencePair(
        String promptId,
        String prompt,
        DsrType type,
        String chosen,
        String rejected,
        boolean tie,
        @Nullable Double chosenScore,
        @Nullable Double rejectedScore,
        @Nullable Double margin,
        Source source,
        List<String> annotators,
        @Nullable Instant at,
        List<Reason> reasons,
        String chosenBoxes,
        String rejectedBoxes) {

    /** Whose word a pair is. */
    public enum Source {
        SCORE,
        HUMAN
    }

    public PreferencePair {
        if (chosen.equals(rejected)) {
            throw new IllegalArgumentException("a pair is two different clips, not twice " + chosen);
        }
        annotators = List.copyOf(annotators);
        reasons = List.copyOf(reasons);
    }

    public PairKey key() {
        return PairKey.of(chosen, rejected);
    }

    /**
     * The clips whose boxes are others than those that were there when the set was made.
     *
     * @param boxes the present fingerprint of each clip's boxes; clips that are not in it are taken as unchanged
     */
    public List<String> changedSince(Map<String, String> boxes) {
        return BoxesThen.changed(chosen, chosenBoxes, rejected, rejectedBoxes, boxes);
    }
}
