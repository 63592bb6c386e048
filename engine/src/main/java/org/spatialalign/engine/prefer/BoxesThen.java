package org.spatialalign.engine.prefer;

import java.util.List;
import java.util.Map;

/** Tells whether clips still have the boxes on which somebody or something relied. */
final class BoxesThen {

    private BoxesThen() {}

    /**
     * @param then fingerprints by clip as they were; an empty one is unknown, and never counts as changed
     * @param now fingerprints by clip; clips that are not in it are taken as unchanged
     * @return ids in the order of the alphabet
     */
    static List<String> changed(Map<String, String> then, Map<String, String> now) {
        return then.entrySet().stream()
                .filter(entry -> !entry.getValue().isEmpty()
                        && !now.getOrDefault(entry.getKey(), entry.getValue()).equals(entry.getValue()))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }
}
