package org.spatialalign.engine.workflow.provenance;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.spatialalign.engine.prefer.PairKey;
import org.spatialalign.engine.prefer.PairSet;
import org.spatialalign.engine.prefer.PreferencePair;

/** A set of pairs, to be asked for single pairs and for those of a clip. */
record LoadedSet(PairSet set, Map<PairKey, PreferencePair> byKey, Map<String, List<PreferencePair>> byClip) {

    static LoadedSet of(PairSet set) {
        Map<PairKey, PreferencePair> byKey = new HashMap<>();
        Map<String, List<PreferencePair>> byClip = new HashMap<>();
        for (PreferencePair pair : set.pairs()) {
            if (byKey.putIfAbsent(pair.key(), pair) == null) {
                byClip.computeIfAbsent(pair.chosen(), clip -> new ArrayList<>()).add(pair);
                byClip.computeIfAbsent(pair.rejected(), clip -> new ArrayList<>())
                        .add(pair);
            }
        }
        return new LoadedSet(set, byKey, byClip);
    }

    List<PreferencePair> of(String clip) {
        return byClip.getOrDefault(clip, List.of());
    }
}
