package org.spatialalign.engine.train;

import java.util.List;
import org.spatialalign.engine.core.WorkbenchException;

/** A training cannot go on: a loss or a gradient is no number any more, or far too large. */
public final class TrainingStopped extends WorkbenchException {

    private static final long serialVersionUID = 1L;

    private final long step;
    private final List<Integer> pairs;

    /** @param pairs numbers of the pairs with which it happened */
    TrainingStopped(long step, List<Integer> pairs, String what) {
        super(what);
        this.step = step;
        this.pairs = List.copyOf(pairs);
    }

    /** Of the optimiser, from 0; its update was not made. */
    public long step() {
        return step;
    }

    /** Numbers of the pairs with which it happened. */
    public List<Integer> pairs() {
        return pairs;
    }
}
