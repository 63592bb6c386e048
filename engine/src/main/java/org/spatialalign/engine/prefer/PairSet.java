package org.spatialalign.engine.prefer;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.core.ContentHash;

/**
 * The pairs of one training, as they were when they were put together. Immutable.
 *
 * @param name unique within a project
 * @param hash of the pairs alone: prompt, both clips, and which is preferred. The same pairs made in another way, or in
 *     another order, have the same hash
 * @param policy whose word counted
 * @param rules of the pairs by score; null when they came out of a file
 * @param presetId how the scores were computed
 */
public record PairSet(
        String name,
        ContentHash hash,
        Policy policy,
        @Nullable PairRules rules,
        String presetId,
        Instant createdAt,
        List<PreferencePair> pairs) {

    /** Whose word counts. */
    public enum Policy {
        /** Pairs by score; verdicts of people are not looked at. */
        SCORE,
        /** Only pairs that people decided. */
        VERDICT,
        /** Pairs by score and pairs that people decided; where both speak, people rule. */
        BOTH
    }

    public PairSet {
        pairs = List.copyOf(pairs);
        if (name.isBlank()) {
            throw new IllegalArgumentException("a set of pairs needs a name");
        }
        if (!hash.equals(hashOf(pairs))) {
            throw new IllegalArgumentException("the pairs of set '" + name + "' are not those of its hash");
        }
    }

    public static PairSet of(
            String name,
            Policy policy,
            @Nullable PairRules rules,
            String presetId,
            Instant createdAt,
            List<PreferencePair> pairs) {
        return new PairSet(name, hashOf(pairs), policy, rules, presetId, createdAt, pairs);
    }

    public static ContentHash hashOf(List<PreferencePair> pairs) {
        return ContentHash.ofText(pairs.stream()
                .map(pair -> pair.promptId() + "\t" + (pair.tie() ? "=" : ">") + "\t" + pair.chosen() + "\t"
                        + pair.rejected() + "\n")
                .sorted()
                .collect(Collectors.joining()));
    }

    /** The pairs that training uses: all but ties. */
    public List<PreferencePair> decided() {
        return pairs.stream().filter(pair -> !pair.tie()).toList();
    }

    /**
     * Pairs of which a clip's boxes have changed since; their scores may be others by now.
     *
     * @param boxes the present fingerprint of each clip's boxes
     */
    public List<PreferencePair> stale(Map<String, String> boxes) {
        return pairs.stream()
                .filter(pair -> !pair.changedSince(boxes).isEmpty())
                .toList();
    }
}
