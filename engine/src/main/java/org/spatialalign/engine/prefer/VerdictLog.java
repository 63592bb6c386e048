package org.spatialalign.engine.prefer;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * All events of all annotators, and what counts of them now. It is a set: the order in which events or files come, and
 * how often, makes no difference, so that merging is idempotent, commutative and associative. Time decides which of an
 * annotator's verdicts is the latest; between equal times the uid does. Immutable; any thread.
 */
public final class VerdictLog {

    public static final VerdictLog EMPTY = of(List.of());

    private final Map<String, VerdictEvent> events;
    private final Map<PairKey, PairVerdicts> pairs;
    private final Set<String> takenBack;

    private record Named(String uid, VerdictEvent event) {}

    private VerdictLog(Map<String, VerdictEvent> events, Map<PairKey, PairVerdicts> pairs, Set<String> takenBack) {
        this.events = events;
        this.pairs = pairs;
        this.takenBack = takenBack;
    }

    public static VerdictLog of(Collection<? extends VerdictEvent> events) {
        Map<String, VerdictEvent> byUid = new HashMap<>();
        events.forEach(event -> byUid.put(event.uid().hex(), event));
        return derive(byUid);
    }

    private static VerdictLog derive(Map<String, VerdictEvent> byUid) {
        List<Named> sorted = new ArrayList<>(byUid.size());
        Set<String> takenBack = new HashSet<>();
        byUid.forEach((uid, event) -> {
            sorted.add(new Named(uid, event));
            if (event instanceof TakeBack takeBack
                    && byUid.get(takeBack.verdict()) instanceof Verdict verdict
                    && verdict.annotator().equals(takeBack.annotator())) {
                takenBack.add(takeBack.verdict());
            }
        });
        sorted.sort(Comparator.comparing((Named named) -> named.event.at()).thenComparing(Named::uid));
        Map<String, VerdictEvent> inOrder = new java.util.LinkedHashMap<>();
        Map<PairKey, List<Verdict>> byPair = new TreeMap<>();
        for (Named named : sorted) {
            inOrder.put(named.uid, named.event);
            if (named.event instanceof Verdict verdict && !takenBack.contains(named.uid)) {
                byPair.computeIfAbsent(verdict.key(), key -> new ArrayList<>()).add(verdict);
            }
        }
        Map<PairKey, PairVerdicts> pairs = new TreeMap<>();
        byPair.forEach((key, verdicts) -> pairs.put(key, PairVerdicts.of(key, verdicts)));
        return new VerdictLog(Collections.unmodifiableMap(inOrder), Collections.unmodifiableMap(pairs), takenBack);
    }

    /** The events of both. */
    public VerdictLog merge(VerdictLog other) {
        Map<String, VerdictEvent> all = new HashMap<>(events);
        all.putAll(other.events);
        return derive(all);
    }

    public VerdictLog with(VerdictEvent event) {
        return merge(of(List.of(event)));
    }

    /** All of them in the order of time, by their uid. */
    public Map<String, VerdictEvent> events() {
        return events;
    }

    /** The pairs of which something counts, in the order of their keys. */
    public Map<PairKey, PairVerdicts> pairs() {
        return pairs;
    }

    public PairVerdicts of(PairKey key) {
        PairVerdicts known = pairs.get(key);
        return known == null ? PairVerdicts.of(key, List.of()) : known;
    }

    public PairState state(PairKey key) {
        return of(key).state();
    }

    /** An annotator's verdict on a pair that counts, if there is one. */
    public Optional<Verdict> current(PairKey key, String annotator) {
        return Optional.ofNullable(of(key).current().get(annotator));
    }

    public List<Ruling> rulings() {
        return pairs.values().stream().flatMap(pair -> pair.ruling().stream()).toList();
    }

    /** Pairs that somebody has to settle. */
    public List<PairKey> disputed() {
        return pairs.values().stream()
                .filter(pair -> pair.state() == PairState.DISPUTED)
                .map(PairVerdicts::key)
                .toList();
    }

    public Set<String> annotators() {
        Set<String> names = new TreeSet<>();
        events.values().forEach(event -> names.add(event.annotator()));
        return names;
    }

    /** What one annotator said, as if nobody else were there: nobody is led by others' verdicts. */
    public VerdictLog by(String annotator) {
        return of(events.values().stream()
                .filter(event -> event.annotator().equals(annotator))
                .toList());
    }

    /** The verdict that an annotator gave last and has not taken back. */
    public Optional<Verdict> latest(String annotator) {
        Verdict latest = null;
        for (Map.Entry<String, VerdictEvent> entry : events.entrySet()) {
            if (entry.getValue() instanceof Verdict verdict
                    && verdict.annotator().equals(annotator)
                    && !takenBack.contains(entry.getKey())) {
                latest = verdict;
            }
        }
        return Optional.ofNullable(latest);
    }

    /** The same events. */
    @Override
    public boolean equals(Object other) {
        return other instanceof VerdictLog log && log.events.keySet().equals(events.keySet());
    }

    @Override
    public int hashCode() {
        return events.keySet().hashCode();
    }
}
