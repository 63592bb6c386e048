package org.spatialalign.engine.evaluate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Base against tuned on the same prompts and seeds.
 *
 * @param threshold what a clip has to reach
 * @param pairs same prompt, same seed, in both
 * @param onlyBase clips without a counterpart; they are not in the figures
 * @param onlyTuned likewise
 * @param overall figures of all pairs
 * @param byType figures by DSR type
 * @param byAnimal figures by animal
 * @param byStructure figures by sentence structure; empty when no prompt names one
 */
public record Comparison(
        double threshold,
        Unscorable counting,
        List<Pair> pairs,
        List<ScoredClip> onlyBase,
        List<ScoredClip> onlyTuned,
        Row overall,
        Map<String, Row> byType,
        Map<String, Row> byAnimal,
        Map<String, Row> byStructure) {

    /** What tuning did to one clip, seen from the threshold. */
    public enum Outcome {
        WON,
        LOST,
        STILL_ABOVE,
        STILL_BELOW
    }

    /** The clips of the base and the tuned model from one prompt and seed. */
    public record Pair(ScoredClip base, ScoredClip tuned) {

        public Outcome outcome(double threshold) {
            boolean before = base.reaches(threshold);
            boolean after = tuned.reaches(threshold);
            return before == after
                    ? (after ? Outcome.STILL_ABOVE : Outcome.STILL_BELOW)
                    : (after ? Outcome.WON : Outcome.LOST);
        }

        /** Tuned minus base; an unscorable clip counts as 0 here, only to be put in order. */
        public double gain() {
            return tuned.score().orElse(0) - base.score().orElse(0);
        }
    }

    /**
     * @param shareGain share of the tuned model minus share of the base
     * @param shareGainInterval paired: both shares from the same prompts
     * @param meanGain mean score of the tuned model's scorable clips minus that of the base's
     */
    public record Row(
            Figures base,
            Figures tuned,
            double shareGain,
            Interval shareGainInterval,
            double meanGain,
            Interval meanGainInterval) {}

    public Comparison {
        pairs = List.copyOf(pairs);
        onlyBase = List.copyOf(onlyBase);
        onlyTuned = List.copyOf(onlyTuned);
    }

    /**
     * Matches clips by prompt and seed.
     *
     * @throws IllegalArgumentException when a model has two clips of one prompt and seed: nobody could say which counts
     */
    public static Comparison of(
            List<ScoredClip> base,
            List<ScoredClip> tuned,
            double threshold,
            Unscorable counting,
            PromptBootstrap bootstrap) {
        Map<Key, ScoredClip> ofTuned = byKey(tuned);
        Map<Key, ScoredClip> ofBase = byKey(base);
        List<Pair> pairs = new ArrayList<>();
        List<ScoredClip> onlyBase = new ArrayList<>();
        ofBase.forEach((key, clip) -> {
            ScoredClip other = ofTuned.remove(key);
            if (other == null) {
                onlyBase.add(clip);
            } else {
                pairs.add(new Pair(clip, other));
            }
        });
        Function<List<Pair>, Row> row = some -> row(some, threshold, counting, bootstrap);
        return new Comparison(
                threshold,
                counting,
                pairs,
                onlyBase,
                List.copyOf(ofTuned.values()),
                row.apply(pairs),
                rows(pairs, clip -> clip.type().code(), row),
                rows(pairs, ScoredClip::animal, row),
                rows(pairs, ScoredClip::structure, row));
    }

    /** Pairs with this outcome, those that changed most first. */
    public List<Pair> with(Outcome outcome) {
        return pairs.stream()
                .filter(pair -> pair.outcome(threshold) == outcome)
                .sorted(Comparator.comparingDouble((Pair pair) -> -Math.abs(pair.gain())))
                .toList();
    }

    private record Key(String promptId, long seed) {}

    private static Map<Key, ScoredClip> byKey(List<ScoredClip> clips) {
        Map<Key, ScoredClip> byKey = new LinkedHashMap<>();
        for (ScoredClip clip : clips) {
            ScoredClip other = byKey.put(new Key(clip.promptId(), clip.seed()), clip);
            if (other != null) {
                throw new IllegalArgumentException("clips " + other.clip() + " and " + clip.clip()
                        + " are both of prompt " + clip.promptId() + " and seed " + clip.seed()
                        + "; choose one model's clips only");
            }
        }
        return byKey;
    }

    private static Map<String, Row> rows(
            List<Pair> pairs, Function<ScoredClip, String> property, Function<List<Pair>, Row> row) {
        Map<String, List<Pair>> groups = new HashMap<>();
        for (Pair pair : pairs) {
            String value = property.apply(pair.base());
            if (!value.isBlank()) {
                groups.computeIfAbsent(value, key -> new ArrayList<>()).add(pair);
            }
        }
        Map<String, Row> rows = new TreeMap<>();
        groups.forEach((value, some) -> rows.put(value, row.apply(some)));
        return rows;
    }

    private static Row row(List<Pair> pairs, double threshold, Unscorable counting, PromptBootstrap bootstrap) {
        List<ScoredClip> base = pairs.stream().map(Pair::base).toList();
        List<ScoredClip> tuned = pairs.stream().map(Pair::tuned).toList();
        Map<String, Integer> prompts = Figures.promptsOf(base);
        Figures.Sums before = Figures.Sums.of(base, threshold, counting, prompts);
        Figures.Sums after = Figures.Sums.of(tuned, threshold, counting, prompts);
        return new Row(
                Figures.of(base, threshold, counting, bootstrap),
                Figures.of(tuned, threshold, counting, bootstrap),
                after.share() - before.share(),
                bootstrap.ofDifference(before.reached, before.counted, after.reached, after.counted),
                after.mean() - before.mean(),
                bootstrap.ofDifference(before.scores, before.scored, after.scores, after.scored));
    }
}
