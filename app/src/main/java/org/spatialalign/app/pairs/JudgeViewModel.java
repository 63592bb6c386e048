package org.spatialalign.app.pairs;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import org.jspecify.annotations.Nullable;
import org.spatialalign.app.fx.WorkQueue;
import org.spatialalign.engine.prefer.Choice;
import org.spatialalign.engine.prefer.PairKey;
import org.spatialalign.engine.prefer.Verdict;
import org.spatialalign.engine.store.Project;

/**
 * Judging pairs one after the other. A key is answered at once; the verdict goes to the disk in the order of the keys,
 * and counts as saved when it is there. FX thread; needs no toolkit.
 */
final class JudgeViewModel {

    /** Which clips are shown where. */
    record Sides(String left, String right) {

        Sides swapped() {
            return new Sides(/* left= */ right, /* right= */ left);
        }
    }

    /** A verdict of this session, and what was said of the pair before it. */
    private record Step(PairEntry entry, Verdict given, @Nullable Verdict before) {}

    private final WorkQueue lane;
    private final Consumer<Throwable> onFailed;
    private final JudgeQueue queue = new JudgeQueue();
    private @Nullable Project project;
    private String annotator = "";
    private final Deque<Step> steps = new ArrayDeque<>();
    private long version;
    private final ReasonPicker reasons = new ReasonPicker();
    private final WatchTime watched;

    private final ReadOnlyObjectWrapper<@Nullable PairEntry> current = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable Sides> sides = new ReadOnlyObjectWrapper<>();
    private final BooleanProperty blind = new SimpleBooleanProperty(true);
    private final BooleanProperty reveal = new SimpleBooleanProperty();
    private final BooleanProperty confirming = new SimpleBooleanProperty();
    private final ReadOnlyBooleanWrapper settling = new ReadOnlyBooleanWrapper();
    private final ReadOnlyStringWrapper note = new ReadOnlyStringWrapper("");

    /**
     * @param lane in which verdicts are written one after the other
     * @param nanos a clock that never goes back
     */
    JudgeViewModel(WorkQueue lane, LongSupplier nanos, Consumer<Throwable> onFailed) {
        this.lane = lane;
        watched = new WatchTime(nanos);
        this.onFailed = onFailed;
        queue.filterProperty().addListener((o, before, now) -> stayOrGoOn());
    }

    /** Another project, or none. */
    void open(@Nullable Project opened) {
        project = opened;
        steps.clear();
        version++;
        note.set("");
        go(null);
        queue.take(null);
    }

    /** Who judges; empty while nobody said. */
    void setAnnotator(String name) {
        if (!annotator.equals(name)) {
            annotator = name;
            steps.clear();
        }
    }

    String annotator() {
        return annotator;
    }

    /** Grows with every verdict, so that what was read before one is not shown after it. */
    long version() {
        return version;
    }

    /** The queue as it is now on the disk; one keeps one's place. */
    void take(PairBoard now) {
        queue.take(now);
        stayOrGoOn();
    }

    private void stayOrGoOn() {
        PairEntry here = current.get();
        if (here != null) {
            Optional<PairEntry> same = queue.listed(here.id());
            if (same.isPresent()) {
                // Sides and reasons of a pair one is looking at do not change under one's eyes.
                current.set(same.get());
                return;
            }
            if (settling.get() && queue.board() != null) {
                return;
            }
        }
        go(queue.next(-1));
    }

    /** Shows a pair; null for none. */
    void go(@Nullable PairEntry entry) {
        show(entry, entry == null ? null : queue.said(entry), false);
    }

    private void show(@Nullable PairEntry entry, @Nullable Verdict like, boolean adjudication) {
        settling.set(adjudication);
        watched.reset();
        reasons.start(like == null ? List.of() : like.reasons());
        current.set(entry);
        sides.set(
                entry == null
                        ? null
                        : like == null ? new Sides(entry.left(), entry.right()) : new Sides(like.left(), like.right()));
    }

    /** The pair before or after this one in the list, judged or not. */
    void step(int by) {
        List<PairEntry> all = queue.entriesProperty().get();
        if (!all.isEmpty()) {
            PairEntry here = current.get();
            int at = here == null ? (by > 0 ? -1 : all.size()) : all.indexOf(here);
            go(all.get(Math.max(0, Math.min(all.size() - 1, at + by))));
        }
    }

    /** Brings up a pair on which people differ; the next verdict settles it. */
    void settle(PairKey key) {
        queue.first(entry -> entry.key().equals(key) && !entry.repeat()).ifPresent(entry -> show(entry, null, true));
    }

    /** Brings up a pair of any state; false when it is not in the list. */
    boolean find(PairKey key) {
        Optional<PairEntry> found = queue.first(entry -> entry.key().equals(key) && !entry.repeat());
        found.ifPresent(this::go);
        return found.isPresent();
    }

    void swap() {
        Sides now = sides.get();
        if (now != null) {
            sides.set(now.swapped());
        }
    }

    /** Whether both clips can be seen from now on. */
    void watching(boolean seen) {
        watched.seen(seen);
    }

    /** Says so of the pair that is shown, and goes on; with confirming, keeps it as a draft and stays. */
    boolean say(Choice choice) {
        PairEntry entry = current.get();
        Sides shown = sides.get();
        if (entry == null || shown == null || !writable()) {
            return false;
        }
        boolean draft = confirming.get();
        long millis = watched.millis();
        Verdict verdict = new Verdict(
                shown.left(),
                shown.right(),
                choice,
                List.copyOf(reasons.markedProperty().get()),
                annotator,
                Instant.EPOCH,
                !draft,
                blind.get(),
                entry.repeat(),
                settling.get(),
                millis,
                millis,
                "",
                "");
        give(entry, verdict);
        return true;
    }

    /** Submits the draft of the pair that is shown. */
    boolean confirm() {
        PairEntry entry = current.get();
        Verdict draft = entry == null ? null : queue.said(entry);
        if (entry == null || draft == null || draft.submitted() || !writable()) {
            return false;
        }
        Verdict whole = new Verdict(
                draft.left(),
                draft.right(),
                draft.choice(),
                List.copyOf(reasons.markedProperty().get()),
                annotator,
                Instant.EPOCH,
                true,
                draft.blind(),
                draft.repeat(),
                settling.get(),
                draft.leftWatched(),
                draft.rightWatched(),
                "",
                "");
        give(entry, whole);
        return true;
    }

    private boolean writable() {
        Project in = project;
        return in != null && !in.readOnly() && !annotator.isEmpty();
    }

    private void give(PairEntry entry, Verdict verdict) {
        Project in = Objects.requireNonNull(project);
        Verdict before = queue.said(entry);
        steps.push(new Step(entry, verdict, before));
        queue.keep(entry, verdict);
        version++;
        lane.submit(() -> in.verdicts().give(verdict), kept -> queue.saved(entry, verdict, kept), problem -> {
            if (in == project) {
                undo(entry, verdict, before);
                onFailed.accept(problem);
            }
        });
        note.set(told(entry, verdict));
        if (verdict.submitted()) {
            go(queue.next(queue.entriesProperty().get().indexOf(entry)));
        }
        // After the next pair is up: this one is not drawn as judged for a moment first.
        queue.count();
    }

    private void undo(PairEntry entry, Verdict given, @Nullable Verdict before) {
        steps.removeIf(step -> step.given().equals(given) && step.entry().id().equals(entry.id()));
        queue.say(entry, before);
        go(entry);
    }

    private String told(PairEntry entry, Verdict verdict) {
        if (!verdict.submitted()) {
            return "Draft: " + words(verdict.choice()) + ". Confirm it, or choose again.";
        }
        if (!reveal.get()) {
            return "";
        }
        Boolean agrees = JudgeQueue.agrees(entry, verdict);
        return agrees == null
                ? "Last pair: the score prefers one side; you did not."
                : agrees ? "Last pair: the score agrees with you." : "Last pair: the score prefers the other clip.";
    }

    static String words(Choice choice) {
        return switch (choice) {
            case LEFT -> "left is better";
            case RIGHT -> "right is better";
            case TIE -> "a tie";
            case BOTH_BAD -> "both are bad";
            case SKIP -> "skipped";
        };
    }

    /** Takes the last verdict back and shows its pair again, also after a restart. */
    void takeBack() {
        Project in = project;
        if (in == null || !writable()) {
            return;
        }
        Step last = steps.poll();
        version++;
        if (last != null) {
            queue.say(last.entry(), last.before());
            show(last.entry(), last.given(), last.given().adjudication());
            note.set("Taken back: " + words(last.given().choice()) + ".");
            lane.submit(() -> in.verdicts().takeBackLast(annotator), taken -> {}, onFailed);
            return;
        }
        lane.submit(() -> in.verdicts().takeBackLast(annotator), this::tookBack, onFailed);
    }

    private void tookBack(Optional<Verdict> taken) {
        if (taken.isEmpty()) {
            note.set("There is no verdict of yours to take back.");
            return;
        }
        Verdict verdict = taken.get();
        note.set("Taken back: " + words(verdict.choice()) + ".");
        queue.first(entry -> entry.key().equals(verdict.key()) && entry.repeat() == verdict.repeat())
                .ifPresent(entry -> {
                    queue.say(entry, null);
                    show(entry, verdict, verdict.adjudication());
                });
    }

    // What is shown

    JudgeQueue queue() {
        return queue;
    }

    ReadOnlyObjectProperty<@Nullable PairEntry> currentProperty() {
        return current.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<@Nullable Sides> sidesProperty() {
        return sides.getReadOnlyProperty();
    }

    /** Whether scores, seeds, models and file names are hidden. */
    BooleanProperty blindProperty() {
        return blind;
    }

    /** Whether it is told after a verdict what the score says. */
    BooleanProperty revealProperty() {
        return reveal;
    }

    /** Whether a verdict is a draft until it is confirmed. */
    BooleanProperty confirmingProperty() {
        return confirming;
    }

    /** Why the next verdict is what it is. */
    ReasonPicker reasons() {
        return reasons;
    }

    /** Whether the next verdict settles a dispute. */
    ReadOnlyBooleanProperty settlingProperty() {
        return settling.getReadOnlyProperty();
    }

    /** One sentence about what was done last; empty for none. */
    ReadOnlyStringProperty noteProperty() {
        return note.getReadOnlyProperty();
    }

    /** Whether verdicts are on their way to the disk. */
    ReadOnlyBooleanProperty savingProperty() {
        return lane.busyProperty();
    }
}
