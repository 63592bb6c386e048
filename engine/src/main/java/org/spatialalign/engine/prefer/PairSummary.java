package org.spatialalign.engine.prefer;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What rules make out of clips, in numbers. Immutable; cheap enough to be computed while a slider moves.
 *
 * @param clips all of them
 * @param unscorable those without a score, which take no part
 * @param prompts prompts with at least one clip
 * @param covered prompts with at least one pair
 * @param lost the other prompts, by what they lack
 * @param pairs with the cap
 * @param uncapped without it
 * @param types by the type's code; the paper's six are always there
 * @param people how people judged pairs that the rules make
 */
public record PairSummary(
        PairRules rules,
        int clips,
        int unscorable,
        int prompts,
        int covered,
        Map<Loss, Integer> lost,
        long pairs,
        long uncapped,
        Map<String, TypeCount> types,
        PeopleCount people) {

    /** The paper's types. */
    public static final List<String> PAPER_TYPES = List.of("LR", "LT", "RL", "RT", "TL", "TR");

    /** Why a prompt gives no pair. */
    public enum Loss {
        /** Fewer than two clips have a score. */
        TOO_FEW_SCORED,
        NO_WINNER,
        NO_LOSER,
        /** Winners and losers are there, but too close together. */
        MARGIN_TOO_SMALL,
        /** The only pairs are of clips that different generators made, and the rules do not mix them. */
        ONLY_ACROSS_GENERATORS
    }

    /** The counts of one type. */
    public record TypeCount(int prompts, int covered, int winners, int losers, long pairs) {

        static final TypeCount NONE = new TypeCount(0, 0, 0, 0, 0);

        TypeCount plus(int winner, int loser, long pair) {
            return new TypeCount(
                    prompts + 1, covered + (pair > 0 ? 1 : 0), winners + winner, losers + loser, pairs + pair);
        }
    }

    /**
     * People's rulings on pairs that the rules make, cap or not.
     *
     * @param agree the same winner
     * @param opposite the other one
     * @param undecided a tie, or both bad
     */
    public record PeopleCount(int agree, int opposite, int undecided) {

        public static final PeopleCount NONE = new PeopleCount(0, 0, 0);

        public int judged() {
            return agree + opposite + undecided;
        }

        /** Share of the judged pairs in which people contradict the score; 0 when none is judged. */
        public double disagreement() {
            return judged() == 0 ? 0 : (opposite + undecided) / (double) judged();
        }
    }

    public PairSummary {
        lost = java.util.Collections.unmodifiableMap(new EnumMap<>(lost));
        types = java.util.Collections.unmodifiableMap(new TreeMap<>(types));
    }

    /** Prompts without a pair. */
    public int promptsLost() {
        return prompts - covered;
    }

    /**
     * How evenly the pairs are spread over the paper's six types: entropy of their shares over ln 6, in [0, 1]. 1 means
     * as many of each, 0 that all are of one type or that there are none.
     */
    public double balance() {
        double total = PAPER_TYPES.stream().mapToLong(this::pairsOf).sum();
        double entropy = 0;
        for (String type : PAPER_TYPES) {
            double share = total == 0 ? 0 : pairsOf(type) / total;
            entropy -= share == 0 ? 0 : share * Math.log(share);
        }
        return entropy == 0 ? 0 : entropy / Math.log(PAPER_TYPES.size());
    }

    public long pairsOf(String typeCode) {
        return types.getOrDefault(typeCode, TypeCount.NONE).pairs();
    }

    /** How often a training of so many steps sees each pair on average; 0 when there are none. */
    public double timesSeen(int steps, int pairsPerStep) {
        return pairs == 0 ? 0 : (double) steps * pairsPerStep / pairs;
    }
}
