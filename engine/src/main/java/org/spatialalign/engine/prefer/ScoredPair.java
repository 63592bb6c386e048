package org.spatialalign.engine.prefer;

import org.spatialalign.engine.prompt.DsrType;

/**
 * A pair by score.
 *
 * @param winner id of the clip with the higher score
 * @param winnerScore its DSR-Score, on the paper's scale whatever the rules' scale is
 * @param margin the difference of the two on the scale of the rules
 */
public record ScoredPair(
        String promptId,
        DsrType type,
        String winner,
        String loser,
        double winnerScore,
        double loserScore,
        double margin) {

    public PairKey key() {
        return PairKey.of(winner, loser);
    }
}
