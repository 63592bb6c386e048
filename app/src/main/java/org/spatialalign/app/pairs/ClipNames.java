package org.spatialalign.app.pairs;

import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.prefer.MetricCourt.Side;
import org.spatialalign.engine.prefer.PairClip;
import org.spatialalign.engine.prefer.PairKey;
import org.spatialalign.engine.store.ClipRecord;
import org.spatialalign.engine.workflow.PairData;

/**
 * What clips are called where names may be seen.
 *
 * @param data null before the project is read; then a clip has its id only
 */
record ClipNames(@Nullable PairData data) {

    private @Nullable ClipRecord record(String clip) {
        return data == null ? null : data.clips().get(clip);
    }

    /** The prompt's id of a clip, or the clip's own when it is not known. */
    String prompt(String clip) {
        return data == null
                ? clip
                : data.index().clip(clip).map(PairClip::promptId).orElse(clip);
    }

    /** Model, prompt and seed. */
    String full(String clip) {
        ClipRecord record = record(clip);
        return record == null ? clip : (record.model() + " " + prompt(clip) + seed(record)).strip();
    }

    /** As short as it can be beside the other clip of a pair: the seed, and the model where the two differ in it. */
    String within(PairKey pair, String clip) {
        ClipRecord record = record(clip);
        ClipRecord first = record(pair.first());
        ClipRecord second = record(pair.second());
        if (record == null || first == null || second == null) {
            return clip;
        }
        boolean seedsTell = first.model().equals(second.model())
                && first.seed() != null
                && second.seed() != null
                && !first.seed().equals(second.seed());
        String name = (seedsTell ? seed(record) : record.model() + seed(record)).strip();
        return name.isEmpty() ? clip : name;
    }

    /** The clip that somebody prefers. */
    String side(PairKey pair, Side side) {
        return switch (side) {
            case FIRST -> within(pair, pair.first());
            case SECOND -> within(pair, pair.second());
            case NEITHER -> "neither";
        };
    }

    private static String seed(ClipRecord record) {
        return record.seed() == null ? "" : " seed " + record.seed();
    }
}
