package org.spatialalign.app.train;

import org.spatialalign.engine.train.PairMargin;
import org.spatialalign.engine.train.TrainingPair;

/** A pair of a run and how it came along. */
record PairRow(TrainingPair pair, PairMargin margin) {

    boolean refused() {
        return margin.standing() == PairMargin.Standing.REFUSED;
    }

    /** What the model made of it, in words. */
    String verdict() {
        return switch (margin.standing()) {
            case REFUSED -> "refused: check it";
            case UNDECIDED -> "undecided";
            case LEARNT -> "learnt";
            case RARE -> "seen too rarely";
        };
    }
}
