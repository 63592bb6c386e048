package org.spatialalign.app.train;

import org.spatialalign.engine.train.PairMargin;
import org.spatialalign.engine.train.TrainingPair;

/** A pair of a run and how it came along. */
record PairRow(TrainingPair pair, PairMargin margin) {

    /** From so many times on, a mean says something. */
    static final int ENOUGH = 4;

    /** Whether the model still prefers the loser, after having seen the pair often enough to tell. */
    boolean refused() {
        return margin.late() < 0 && margin.seen() >= ENOUGH;
    }

    /** What that means, in words. */
    String verdict() {
        if (refused()) {
            return "refused: check the label";
        }
        if (margin.seen() < ENOUGH) {
            return "seen too rarely to tell";
        }
        return "learnt";
    }
}
