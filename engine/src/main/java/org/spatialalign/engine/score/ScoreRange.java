package org.spatialalign.engine.score;

import org.spatialalign.engine.prompt.DsrType;
import org.spatialalign.engine.prompt.Relation;

/**
 * What the number does not say by itself: a clip in which nothing moves, and a perfect straight motion, for each type.
 * The two relations of left-right motions lie on one axis; those of the others are orthogonal, so that one of them is
 * always near zero at the other's end.
 *
 * @param still score of a clip in which the animal keeps its place beside the object, level with it
 * @param perfect score of a straight motion between the two places
 */
public record ScoreRange(double still, double perfect) {

    public static ScoreRange of(DsrType type) {
        boolean oneAxis = horizontal(type.initial()) == horizontal(type.last());
        return oneAxis ? new ScoreRange(0.5, 1.0) : new ScoreRange(0.625, 0.875);
    }

    private static boolean horizontal(Relation relation) {
        return relation == Relation.LEFT || relation == Relation.RIGHT;
    }
}
