package org.spatialalign.app.pairs;

import java.time.Instant;
import java.util.List;
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
import org.spatialalign.app.pairs.VerdictWriter.TakenBack;
import org.spatialalign.engine.prefer.Choice;
import org.spatialalign.engine.prefer.PairKey;
import org.spatialalign.engine.prefer.Reason;
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

    private final JudgeQueue queue = new JudgeQueue();
    private final VerdictWriter writer;
    private final ReasonPicker reasons = new ReasonPicker();
    private final WatchTime watched;
    private boolean visible;
    private boolean seenToEnd;
    /** Whether the draft of this pair counts as soon as both clips have played. */
    private boolean awaitsEnd;

    private final ReadOnlyObjectWrapper<@Nullable PairEntry> current = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable Sides> sides = new ReadOnlyObjectWrapper<>();
    private final BooleanProperty blind = new SimpleBooleanProperty(true);
    private final BooleanProperty reveal = new SimpleBooleanProperty();
    private final BooleanProperty confirming = new SimpleBooleanProperty();
    private final BooleanProperty wholeFirst = new SimpleBooleanProperty();
    private final ReadOnlyBooleanWrapper settling = new ReadOnlyBooleanWrapper();
    private final ReadOnlyStringWrapper note = new ReadOnlyStringWrapper("");

    /**
     * @param lane in which verdicts are written one after the other
     * @param nanos a clock that never goes back
     */
    JudgeViewModel(WorkQueue lane, LongSupplier nanos, Consumer<Throwable> onFailed) {
        watched = new WatchTime(nanos);
        writer = new VerdictWriter(lane, queue, onFailed, this::go);
        queue.filterProperty().addListener((o, before, now) -> stayOrGoOn());
    }

    /** Another project, or none. */
    void open(@Nullable Project opened) {
        writer.open(opened);
        note.set("");
        go(null);
        queue.take(null);
    }

    /** Who judges; empty while nobody said. */
    void setAnnotator(String name) {
        writer.setAnnotator(name);
    }

    String annotator() {
        return writer.annotator();
    }

    /** Grows with every verdict, so that what was read before one is not shown after it. */
    long version() {
        return writer.version();
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
        awaitsEnd = false;
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

    /** Marks a reason or takes the mark away. Of a pair that is judged already, what was said is kept anew with it. */
    void mark(Reason reason) {
        reasons.toggle(reason);
        PairEntry entry = current.get();
        Verdict said = entry == null ? null : queue.said(entry);
        if (entry != null && said != null && !settling.get() && writer.ready()) {
            writer.give(entry, said.withReasons(marked()));
            note.set("Reasons kept: " + words(said.choice()) + ".");
            queue.count();
        }
    }

    void markAtCursor() {
        Reason here = reasons.cursorProperty().get();
        if (here != null) {
            mark(here);
        }
    }

    private List<Reason> marked() {
        return List.copyOf(reasons.markedProperty().get());
    }

    /** Whether the pair can be watched from now on; that time is kept with the verdict. */
    void watching(boolean now) {
        watched.seen(now);
    }

    /** Whether anything of the pair is to be seen, be it its first frames alone. */
    void setVisible(boolean now) {
        visible = now;
    }

    /** Whether both clips of the pair that is shown have played to the end. */
    void setSeenToEnd(boolean now) {
        seenToEnd = now;
        if (now && awaitsEnd) {
            confirm();
        }
    }

    /** Says so of the pair that is shown, and goes on; stays when that is a draft as yet. False when it cannot be said. */
    boolean say(Choice choice) {
        PairEntry entry = current.get();
        Sides shown = sides.get();
        if (entry == null || shown == null || !writer.ready()) {
            return false;
        }
        if (!visible && choice != Choice.SKIP) {
            note.set("Only what is to be seen can be judged: wait for the clips, or skip.");
            return false;
        }
        awaitsEnd = wholeFirst.get() && !seenToEnd && choice != Choice.SKIP;
        long millis = watched.millis();
        give(
                entry,
                new Verdict(
                        shown.left(),
                        shown.right(),
                        choice,
                        marked(),
                        annotator(),
                        Instant.EPOCH,
                        !confirming.get() && !awaitsEnd,
                        blind.get(),
                        entry.repeat(),
                        settling.get(),
                        millis,
                        millis,
                        "",
                        ""));
        return true;
    }

    /** Submits the draft of the pair that is shown. */
    boolean confirm() {
        PairEntry entry = current.get();
        Verdict draft = entry == null ? null : queue.said(entry);
        if (entry == null || draft == null || draft.submitted() || !writer.ready()) {
            return false;
        }
        if (wholeFirst.get() && !seenToEnd) {
            awaitsEnd = true;
            note.set(told(entry, draft));
            return false;
        }
        long millis = Math.max(draft.leftWatched(), watched.millis());
        give(
                entry,
                new Verdict(
                        draft.left(),
                        draft.right(),
                        draft.choice(),
                        marked(),
                        annotator(),
                        Instant.EPOCH,
                        true,
                        draft.blind(),
                        draft.repeat(),
                        settling.get(),
                        millis,
                        millis,
                        "",
                        ""));
        return true;
    }

    private void give(PairEntry entry, Verdict verdict) {
        writer.give(entry, verdict);
        note.set(told(entry, verdict));
        if (verdict.submitted()) {
            go(queue.next(queue.entriesProperty().get().indexOf(entry)));
        }
        // After the next pair is up: this one is not drawn as judged for a moment first.
        queue.count();
    }

    private String told(PairEntry entry, Verdict verdict) {
        if (!verdict.submitted()) {
            return "Draft: " + words(verdict.choice())
                    + (awaitsEnd && !confirming.get()
                            ? ". It counts when both clips have played to the end."
                            : ". Confirm it, or choose again.");
        }
        if (!reveal.get() || verdict.choice() == Choice.SKIP) {
            return "";
        }
        Boolean agrees = JudgeQueue.agrees(entry, verdict);
        return agrees == null
                ? "Last pair: the score prefers one of the two, you neither."
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
        if (writer.ready()) {
            writer.takeBack(this::tookBack);
        }
    }

    private void tookBack(Optional<TakenBack> found) {
        if (found.isEmpty()) {
            note.set("There is no verdict of yours to take back.");
            return;
        }
        TakenBack taken = found.get();
        Verdict given = taken.given();
        Verdict before = taken.before();
        note.set("Taken back: " + words(given.choice()) + ".");
        if (taken.entry() != null) {
            show(taken.entry(), before == null ? given : before, given.adjudication());
        }
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

    /**
     * Whether a verdict counts only when both clips have played to the end; until then it is a draft, and becomes a verdict
     * by itself.
     */
    BooleanProperty wholeFirstProperty() {
        return wholeFirst;
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
        return writer.busyProperty();
    }
}
