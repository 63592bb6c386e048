package org.spatialalign.app.pairs;

import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.prefer.PairKey;
import org.spatialalign.engine.prompt.DsrType;

/**
 * A pair in the queue of the one who judges.
 *
 * @param left id of the clip that the draw puts on the left
 * @param repeat whether the pair comes a second time, with the sides the other way round
 * @param fragile whether a few pixels or one frame could turn the scores' order or a side of the threshold
 * @param margin how far the scores are apart on the scale of the rules; NaN when the rules make no pair of the two
 * @param winner the clip that the score prefers; null when the rules make no pair of the two
 */
record PairEntry(
        PairKey key,
        String left,
        String right,
        boolean repeat,
        String promptId,
        DsrType type,
        boolean fragile,
        double margin,
        @Nullable String winner) {

    /** What stays the same when rules or scores change. */
    record Id(PairKey key, boolean repeat) {}

    Id id() {
        return new Id(key, repeat);
    }
}
