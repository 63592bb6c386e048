package org.spatialalign.app.pairs;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;
import org.spatialalign.app.pairs.PairFilter.Show;
import org.spatialalign.engine.prefer.PairKey;
import org.spatialalign.engine.prefer.PairState;
import org.spatialalign.engine.prefer.Verdict;
import org.spatialalign.engine.prompt.DsrPrompt;

/**
 * The queue of the one who judges, what was said in it so far, verdicts on their way to the disk included, and the part
 * of it that a filter lets through. FX thread; needs no toolkit.
 */
final class JudgeQueue {

    private @Nullable PairBoard board;
    private final Map<PairEntry.Id, Verdict> mine = new HashMap<>();
    private final Set<PairKey> stale = new HashSet<>();
    /** Those of the chosen type and text, in whatever state. */
    private List<PairEntry> matching = List.of();

    private final ReadOnlyObjectWrapper<List<PairEntry>> entries = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<Map<Show, Integer>> counts = new ReadOnlyObjectWrapper<>(Map.of());
    private final ObjectProperty<PairFilter> filter = new SimpleObjectProperty<>(PairFilter.ALL);

    JudgeQueue() {
        filter.addListener((o, before, now) -> list());
    }

    void take(@Nullable PairBoard now) {
        board = now;
        mine.clear();
        stale.clear();
        if (now != null) {
            mine.putAll(now.mine());
            stale.addAll(now.stale());
        }
        list();
    }

    private void list() {
        PairBoard now = board;
        PairFilter wanted = filter.get();
        matching = now == null
                ? List.of()
                : now.entries().stream()
                        .filter(entry -> wanted.accepts(entry, prompt(entry)))
                        .toList();
        List<PairEntry> shown =
                matching.stream().filter(entry -> is(entry, wanted.show())).toList();
        if (!shown.equals(entries.get())) {
            entries.set(shown);
        }
        count();
    }

    /** Counts anew, once everything was {@link #keep kept}. */
    void count() {
        Map<Show, Integer> tally = new EnumMap<>(Show.class);
        for (PairEntry entry : matching) {
            for (Show show : Show.values()) {
                if (is(entry, show)) {
                    tally.merge(show, 1, Integer::sum);
                }
            }
        }
        counts.set(Collections.unmodifiableMap(tally));
    }

    private boolean is(PairEntry entry, Show show) {
        Verdict own = mine.get(entry.id());
        return switch (show) {
            case ALL -> true;
            case PENDING -> own == null;
            case DRAFT -> own != null && !own.submitted();
            case SUBMITTED -> own != null && own.submitted();
            case DISPUTED -> state(entry) == PairState.DISPUTED;
            case FRAGILE -> entry.fragile();
            case AGAINST_SCORE -> own != null && Boolean.FALSE.equals(agrees(entry, own));
            case STALE -> stale(entry);
            case HELD_BACK -> heldBack(entry);
        };
    }

    /** How far this annotator is; that others differ is told only after an own verdict. */
    PairState state(PairEntry entry) {
        Verdict own = mine.get(entry.id());
        if (own == null) {
            return PairState.PENDING;
        }
        if (!own.submitted()) {
            return PairState.DRAFT;
        }
        PairBoard now = board;
        return now != null && !entry.repeat() && now.disputed().contains(entry.key())
                ? PairState.DISPUTED
                : PairState.SUBMITTED;
    }

    /** Whether boxes were changed since the verdict, so that the pair is to be looked at again. */
    boolean stale(PairEntry entry) {
        return !entry.repeat() && stale.contains(entry.key());
    }

    boolean heldBack(PairEntry entry) {
        PairBoard now = board;
        return now != null && now.heldBack().contains(entry.key());
    }

    /** What this annotator says of a pair; null for nothing yet. */
    @Nullable
    Verdict said(PairEntry entry) {
        return mine.get(entry.id());
    }

    /** Keeps what was said now, null for nothing any more, and counts. */
    void say(PairEntry entry, @Nullable Verdict verdict) {
        keep(entry, verdict);
        count();
    }

    /** Keeps what was said now; the counts are as they were. */
    void keep(PairEntry entry, @Nullable Verdict verdict) {
        if (verdict == null) {
            mine.remove(entry.id());
        } else {
            mine.put(entry.id(), verdict);
            if (verdict.submitted() && !entry.repeat()) {
                stale.remove(entry.key());
            }
        }
    }

    /** The verdict as it is on the disk, unless something else was said meanwhile. */
    void saved(PairEntry entry, Verdict given, Verdict kept) {
        mine.computeIfPresent(entry.id(), (id, now) -> now.equals(given) ? kept : now);
    }

    /** Whether a verdict prefers the clip that the score prefers; null where one of the two prefers neither. */
    static @Nullable Boolean agrees(PairEntry entry, Verdict verdict) {
        String chosen =
                switch (verdict.choice()) {
                    case LEFT -> verdict.left();
                    case RIGHT -> verdict.right();
                    default -> null;
                };
        if (chosen == null || entry.winner() == null) {
            return null;
        }
        return chosen.equals(entry.winner());
    }

    DsrPrompt prompt(PairEntry entry) {
        return Objects.requireNonNull(
                Objects.requireNonNull(board).data().prompts().get(entry.promptId()));
    }

    private boolean waits(PairEntry entry) {
        Verdict own = mine.get(entry.id());
        return own == null || !own.submitted() || stale(entry);
    }

    /** The next one after a place that waits for a verdict, from the beginning again after the last; null for none. */
    @Nullable
    PairEntry next(int after) {
        return next(after, 1).stream().findFirst().orElse(null);
    }

    /** As many of those as there are, at most {@code most}. */
    List<PairEntry> next(int after, int most) {
        List<PairEntry> all = entries.get();
        List<PairEntry> waiting = new ArrayList<>();
        for (int i = 1; i <= all.size() && waiting.size() < most; i++) {
            PairEntry entry = all.get(Math.floorMod(after + i, all.size()));
            if (waits(entry)) {
                waiting.add(entry);
            }
        }
        return waiting;
    }

    /** The first one of the whole queue, filter or not. */
    Optional<PairEntry> first(Predicate<PairEntry> wanted) {
        PairBoard now = board;
        return now == null
                ? Optional.empty()
                : now.entries().stream().filter(wanted).findFirst();
    }

    /** The pair as it is in the list now; empty when the filter does not let it through. */
    Optional<PairEntry> listed(PairEntry.Id id) {
        return entries.get().stream().filter(entry -> entry.id().equals(id)).findFirst();
    }

    @Nullable
    PairBoard board() {
        return board;
    }

    /** The pairs that the filter lets through, in the order in which they are judged. */
    ReadOnlyObjectProperty<List<PairEntry>> entriesProperty() {
        return entries.getReadOnlyProperty();
    }

    ObjectProperty<PairFilter> filterProperty() {
        return filter;
    }

    /** How many pairs of the chosen type and text there are of each sort; a new map after every verdict. */
    ReadOnlyObjectProperty<Map<Show, Integer>> countsProperty() {
        return counts.getReadOnlyProperty();
    }
}
