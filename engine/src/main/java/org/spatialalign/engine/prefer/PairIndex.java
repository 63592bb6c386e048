package org.spatialalign.engine.prefer;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.spatialalign.engine.prefer.PairSummary.Loss;
import org.spatialalign.engine.prefer.PairSummary.PeopleCount;
import org.spatialalign.engine.prefer.PairSummary.TypeCount;
import org.spatialalign.engine.prompt.DsrType;

/**
 * Clips by prompt, each prompt's from the highest to the lowest score, so that rules can be tried again and again:
 * counting takes time in proportion to the clips, not to the pairs. Immutable; any thread.
 */
public final class PairIndex {

    private final int clips;
    private final List<Group> groups;
    private final Map<String, PairClip> byId;

    /**
     * The clips of one prompt.
     *
     * @param all of them that have a score
     * @param byGenerator the same, each generator's apart
     */
    private record Group(String promptId, DsrType type, ScoredClips all, List<ScoredClips> byGenerator) {

        static Group of(String promptId, List<PairClip> clips) {
            DsrType type = clips.get(0).type();
            Map<String, List<PairClip>> byGenerator = new TreeMap<>();
            for (PairClip clip : clips) {
                if (!clip.type().equals(type)) {
                    throw new IllegalArgumentException(
                            "prompt " + promptId + " has clips of type " + type + " and of type " + clip.type());
                }
                byGenerator
                        .computeIfAbsent(clip.generator(), generator -> new ArrayList<>())
                        .add(clip);
            }
            return new Group(
                    promptId,
                    type,
                    new ScoredClips(promptId, type, clips),
                    byGenerator.values().stream()
                            .map(own -> new ScoredClips(promptId, type, own))
                            .toList());
        }

        /** Which clips may meet. */
        List<ScoredClips> pools(PairRules rules) {
            return rules.pool() == PairRules.Pool.MIXED ? List.of(all) : byGenerator;
        }

        /** How many pairs there are without the cap. */
        long count(PairRules rules) {
            return pools(rules).stream().mapToLong(pool -> pool.count(rules)).sum();
        }

        void each(PairRules rules, Consumer<ScoredPair> take) {
            pools(rules).forEach(pool -> pool.each(rules, take));
        }

        /** Why it gives no pair. */
        Loss loss(PairRules rules) {
            if (all.size() < 2) {
                return Loss.TOO_FEW_SCORED;
            }
            int winners = all.winners(rules);
            if (winners == 0) {
                return Loss.NO_WINNER;
            }
            if (winners == all.size()) {
                return Loss.NO_LOSER;
            }
            return all.count(rules) == 0 ? Loss.MARGIN_TOO_SMALL : Loss.ONLY_ACROSS_GENERATORS;
        }
    }

    private PairIndex(int clips, List<Group> groups, Map<String, PairClip> byId) {
        this.clips = clips;
        this.groups = groups;
        this.byId = byId;
    }

    /**
     * @throws IllegalArgumentException if a clip is there twice, or clips of one prompt differ in type
     */
    public static PairIndex of(Collection<PairClip> clips) {
        Map<String, List<PairClip>> byPrompt = new LinkedHashMap<>();
        Map<String, PairClip> byId = new HashMap<>();
        for (PairClip clip : clips) {
            if (byId.putIfAbsent(clip.id(), clip) != null) {
                throw new IllegalArgumentException("clip " + clip.id() + " is listed twice");
            }
            byPrompt.computeIfAbsent(clip.promptId(), id -> new ArrayList<>()).add(clip);
        }
        List<Group> groups = new ArrayList<>(byPrompt.size());
        byPrompt.forEach((promptId, own) -> groups.add(Group.of(promptId, own)));
        return new PairIndex(clips.size(), List.copyOf(groups), byId);
    }

    public Optional<PairClip> clip(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** Of all clips, those without a score included. */
    public Set<String> ids() {
        return Collections.unmodifiableSet(byId.keySet());
    }

    /** The counts only; rulings of people are compared with what the rules say. */
    public PairSummary summary(PairRules rules, Collection<Ruling> rulings) {
        Map<Loss, Integer> lost = new EnumMap<>(Loss.class);
        Map<String, TypeCount> types = new TreeMap<>();
        PairSummary.PAPER_TYPES.forEach(type -> types.put(type, TypeCount.NONE));
        int scored = 0;
        int covered = 0;
        long pairs = 0;
        long uncapped = 0;
        for (Group group : groups) {
            int n = group.all.size();
            int winners = group.all.winners(rules);
            long all = group.count(rules);
            long taken = rules.perPrompt() == 0 ? all : Math.min(all, rules.perPrompt());
            scored += n;
            uncapped += all;
            pairs += taken;
            covered += all > 0 ? 1 : 0;
            if (all == 0) {
                lost.merge(group.loss(rules), 1, Integer::sum);
            }
            types.merge(group.type.code(), TypeCount.NONE.plus(winners, n - winners, taken), PairIndex::sum);
        }
        return new PairSummary(
                rules,
                clips,
                clips - scored,
                groups.size(),
                covered,
                lost,
                pairs,
                uncapped,
                types,
                people(rules, rulings));
    }

    /** The pairs themselves, and their counts. */
    public PairPlan plan(PairRules rules, Collection<Ruling> rulings) {
        List<ScoredPair> pairs = new ArrayList<>();
        for (Group group : groups) {
            if (rules.perPrompt() == 0) {
                group.each(rules, pairs::add);
            } else {
                pairs.addAll(chosen(group, rules));
            }
        }
        return new PairPlan(rules, pairs, summary(rules, rulings));
    }

    /** What the rules say of two clips; empty when they make no pair of them. The cap plays no part. */
    public Optional<ScoredPair> pair(PairKey key, PairRules rules) {
        PairClip one = byId.get(key.first());
        PairClip other = byId.get(key.second());
        if (one == null
                || other == null
                || one.score() == null
                || other.score() == null
                || !one.promptId().equals(other.promptId())
                || !rules.mayMeet(one, other)) {
            return Optional.empty();
        }
        boolean oneIsHigher = one.scoreOrThrow() >= other.scoreOrThrow();
        PairClip high = oneIsHigher ? one : other;
        PairClip low = oneIsHigher ? other : one;
        DsrType type = high.type();
        double winner = rules.value(type, high.scoreOrThrow());
        double loser = rules.value(type, low.scoreOrThrow());
        boolean legal = rules.wins(type, high.scoreOrThrow())
                && !rules.wins(type, low.scoreOrThrow())
                && rules.apart(winner, loser);
        return legal
                ? Optional.of(new ScoredPair(
                        high.promptId(),
                        type,
                        high.id(),
                        low.id(),
                        high.scoreOrThrow(),
                        low.scoreOrThrow(),
                        winner - loser))
                : Optional.empty();
    }

    private PeopleCount people(PairRules rules, Collection<Ruling> rulings) {
        int agree = 0;
        int opposite = 0;
        int undecided = 0;
        for (Ruling ruling : rulings) {
            Optional<ScoredPair> pair = pair(ruling.key(), rules);
            if (pair.isPresent()) {
                Optional<String> preferred = ruling.preferred();
                if (preferred.isEmpty()) {
                    undecided++;
                } else if (preferred.get().equals(pair.get().winner())) {
                    agree++;
                } else {
                    opposite++;
                }
            }
        }
        return new PeopleCount(agree, opposite, undecided);
    }

    /** The first pairs in the order of the choice; never more in memory than the cap allows. */
    private static List<ScoredPair> chosen(Group group, PairRules rules) {
        Comparator<Ranked> order = Comparator.comparingDouble(Ranked::margin)
                .reversed()
                .thenComparingLong(Ranked::place)
                .thenComparing(ranked -> ranked.pair.winner())
                .thenComparing(ranked -> ranked.pair.loser());
        boolean widest = rules.choice() == PairRules.Choice.WIDEST_MARGIN;
        PriorityQueue<Ranked> kept = new PriorityQueue<>(order.reversed());
        group.each(rules, pair -> {
            long place = SeededOrder.of(rules.seed(), pair.promptId(), pair.winner(), pair.loser());
            kept.add(new Ranked(pair, widest ? pair.margin() : 0, place));
            if (kept.size() > rules.perPrompt()) {
                kept.remove();
            }
        });
        return kept.stream().sorted(order).map(Ranked::pair).toList();
    }

    private record Ranked(ScoredPair pair, double margin, long place) {}

    private static TypeCount sum(TypeCount a, TypeCount b) {
        return new TypeCount(
                a.prompts() + b.prompts(),
                a.covered() + b.covered(),
                a.winners() + b.winners(),
                a.losers() + b.losers(),
                a.pairs() + b.pairs());
    }
}
