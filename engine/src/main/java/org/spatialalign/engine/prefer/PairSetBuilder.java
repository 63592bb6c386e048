package org.spatialalign.engine.prefer;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.prefer.PairSet.Policy;
import org.spatialalign.engine.prefer.PreferencePair.Source;

/**
 * Puts pairs by score and verdicts together into what training uses. People rule: a pair they decided counts as they
 * say, a pair they call a tie is kept as one, a pair they call bad is left out, and so is one about which they disagree or
 * whose boxes somebody called wrong. Stateless apart from what it is given; any thread.
 *
 * @param index the clips
 * @param sentences the prompts' sentences by their ids; a missing one is left empty
 * @param boxes the present fingerprint of each clip's boxes
 */
public record PairSetBuilder(PairIndex index, Map<String, String> sentences, Map<String, String> boxes) {

    /**
     * What came of it.
     *
     * @param pairs sorted by prompt, then by key
     * @param flipped pairs by score in which people prefer the other clip
     * @param dropped pairs by score that people call bad on both sides
     * @param heldBack pairs that wait for a person: disputed ones, and those whose boxes are called wrong
     * @param stale pairs in {@code pairs} with a verdict from before a clip's boxes were changed
     */
    public record Result(
            List<PreferencePair> pairs,
            List<PairKey> flipped,
            List<PairKey> dropped,
            List<PairKey> heldBack,
            List<PairKey> stale) {}

    public Result build(PairRules rules, VerdictLog log, Policy policy) {
        Map<PairKey, PreferencePair> pairs = new TreeMap<>();
        List<PairKey> flipped = new ArrayList<>();
        List<PairKey> dropped = new ArrayList<>();
        List<PairKey> heldBack = new ArrayList<>();
        List<PairKey> stale = new ArrayList<>();
        Collection<Ruling> rulings = policy == Policy.SCORE ? List.of() : log.rulings();
        if (policy != Policy.VERDICT) {
            index.plan(rules, List.of()).pairs().forEach(pair -> pairs.put(pair.key(), byScore(pair)));
        }
        if (policy != Policy.SCORE) {
            for (PairVerdicts said : log.pairs().values()) {
                if (said.state() == PairState.DISPUTED || said.boxesWrong()) {
                    pairs.remove(said.key());
                    heldBack.add(said.key());
                }
            }
        }
        for (Ruling ruling : rulings) {
            PairKey key = ruling.key();
            if (log.of(key).boxesWrong()) {
                continue;
            }
            PreferencePair before = pairs.remove(key);
            Optional<PreferencePair> after = byPeople(ruling, rules);
            if (after.isEmpty()) {
                continue;
            }
            if (ruling.outcome() == Outcome.BOTH_BAD) {
                if (before != null) {
                    dropped.add(key);
                }
            } else {
                pairs.put(key, after.get());
                if (before != null
                        && !after.get().tie()
                        && !before.chosen().equals(after.get().chosen())) {
                    flipped.add(key);
                }
                if (ruling.stale(boxes)) {
                    stale.add(key);
                }
            }
        }
        List<PreferencePair> sorted = new ArrayList<>(pairs.values());
        sorted.sort(java.util.Comparator.comparing(PreferencePair::promptId).thenComparing(PreferencePair::key));
        return new Result(
                List.copyOf(sorted),
                List.copyOf(flipped),
                List.copyOf(dropped),
                List.copyOf(heldBack),
                List.copyOf(stale));
    }

    private PreferencePair byScore(ScoredPair pair) {
        return new PreferencePair(
                pair.promptId(),
                sentences.getOrDefault(pair.promptId(), ""),
                pair.type(),
                pair.winner(),
                pair.loser(),
                false,
                pair.winnerScore(),
                pair.loserScore(),
                pair.margin(),
                Source.SCORE,
                List.of(),
                null,
                List.of(),
                boxes.getOrDefault(pair.winner(), ""),
                boxes.getOrDefault(pair.loser(), ""));
    }

    /** Empty when the clips are not both there, or are of different prompts. */
    private Optional<PreferencePair> byPeople(Ruling ruling, PairRules rules) {
        String chosenId = ruling.preferred().orElse(ruling.key().first());
        String rejectedId = chosenId.equals(ruling.key().first())
                ? ruling.key().second()
                : ruling.key().first();
        PairClip chosen = index.clip(chosenId).orElse(null);
        PairClip rejected = index.clip(rejectedId).orElse(null);
        if (chosen == null || rejected == null || !chosen.promptId().equals(rejected.promptId())) {
            return Optional.empty();
        }
        return Optional.of(new PreferencePair(
                chosen.promptId(),
                sentences.getOrDefault(chosen.promptId(), ""),
                chosen.type(),
                chosenId,
                rejectedId,
                ruling.outcome() == Outcome.TIE,
                chosen.score(),
                rejected.score(),
                margin(chosen, rejected, rules),
                Source.HUMAN,
                ruling.annotators(),
                ruling.latest().at(),
                ruling.basis().stream()
                        .flatMap(verdict -> verdict.reasons().stream())
                        .distinct()
                        .sorted()
                        .toList(),
                boxes.getOrDefault(chosenId, ""),
                boxes.getOrDefault(rejectedId, "")));
    }

    private static @Nullable Double margin(PairClip chosen, PairClip rejected, PairRules rules) {
        Double high = chosen.score();
        Double low = rejected.score();
        return high == null || low == null
                ? null
                : (Double) (rules.value(chosen.type(), high) - rules.value(rejected.type(), low));
    }
}
