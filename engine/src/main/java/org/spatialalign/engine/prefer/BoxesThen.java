package org.spatialalign.engine.prefer;

import java.util.List;
import java.util.Map;

/** Tells whether two clips still have the boxes on which somebody or something relied. */
final class BoxesThen {

    private BoxesThen() {}

    /**
     * The clips whose boxes are others now. Asked of every pair of a large set, so it makes nothing on its way.
     *
     * @param oneThen fingerprint as it was; an empty one is unknown, and never counts as changed
     * @param now fingerprints by clip; clips that are not in it are taken as unchanged
     */
    static List<String> changed(String one, String oneThen, String other, String otherThen, Map<String, String> now) {
        boolean first = changed(one, oneThen, now);
        boolean second = changed(other, otherThen, now);
        return first && second ? List.of(one, other) : first ? List.of(one) : second ? List.of(other) : List.of();
    }

    private static boolean changed(String clip, String then, Map<String, String> now) {
        return !then.isEmpty() && !now.getOrDefault(clip, then).equals(then);
    }
}
