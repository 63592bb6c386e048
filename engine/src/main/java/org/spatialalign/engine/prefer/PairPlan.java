package org.spatialalign.engine.prefer;

import java.util.List;

/**
 * The pairs that rules make out of clips, and their counts. Immutable.
 *
 * @param pairs grouped by prompt, in the order of the clips' list; within a prompt by generator, its winners and losers
 *     from high to low, or with a cap in the order of the choice
 */
public record PairPlan(PairRules rules, List<ScoredPair> pairs, PairSummary summary) {

    public PairPlan {
        pairs = List.copyOf(pairs);
    }
}
