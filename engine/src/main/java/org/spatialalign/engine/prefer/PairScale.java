package org.spatialalign.engine.prefer;

import org.spatialalign.engine.prompt.DsrType;
import org.spatialalign.engine.score.ScoreRange;

/** On which scale thresholds and margins are meant. Every number shown to people names its scale. */
public enum PairScale {
    /** The DSR-Score as it is. */
    PAPER,
    /**
     * Within each type 0 is a clip in which nothing moves and 1 a perfect straight motion ({@link ScoreRange}); a motion
     * the wrong way is below 0. The DSR-Score itself asks for 40 % of that range at 0.7 with left-right motions, and for
     * 30 % with the others.
     */
    FAIR;

    /** A DSR-Score on this scale. Grows with the score. */
    public double value(DsrType type, double dsrScore) {
        if (this == PAPER) {
            return dsrScore;
        }
        ScoreRange range = ScoreRange.of(type);
        return (dsrScore - range.still()) / (range.perfect() - range.still());
    }

    /** The DSR-Score that has this value on this scale. */
    public double dsrScore(DsrType type, double value) {
        if (this == PAPER) {
            return value;
        }
        ScoreRange range = ScoreRange.of(type);
        return range.still() + value * (range.perfect() - range.still());
    }
}
