package org.spatialalign.app.pairs;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import org.jspecify.annotations.Nullable;
import org.spatialalign.app.fx.WorkQueue;
import org.spatialalign.engine.prefer.Verdict;
import org.spatialalign.engine.store.Project;

/**
 * Brings verdicts to the disk in the order in which they were given, and takes them back in the opposite one. The queue
 * knows a verdict at once; what could not be written leaves it again. FX thread; needs no toolkit.
 */
final class VerdictWriter {

    /** A verdict, and what was said of the pair before it. */
    record Step(PairEntry entry, Verdict given, @Nullable Verdict before) {}

    private final WorkQueue lane;
    private final JudgeQueue queue;
    private final Consumer<Throwable> onFailed;
    private final Consumer<PairEntry> onLost;
    private final Deque<Step> steps = new ArrayDeque<>();
    private @Nullable Project project;
    private String annotator = "";
    private long version;

    /**
     * @param lane in which verdicts are written one after the other
     * @param onLost hears of a pair whose verdict could not be written, after {@code onFailed} heard why
     */
    VerdictWriter(WorkQueue lane, JudgeQueue queue, Consumer<Throwable> onFailed, Consumer<PairEntry> onLost) {
        this.lane = lane;
        this.queue = queue;
        this.onFailed = onFailed;
        this.onLost = onLost;
    }

    void open(@Nullable Project opened) {
        project = opened;
        steps.clear();
        version++;
    }

    void setAnnotator(String name) {
        if (!annotator.equals(name)) {
            annotator = name;
            steps.clear();
        }
    }

    String annotator() {
        return annotator;
    }

    /** Grows with every verdict. */
    long version() {
        return version;
    }

    /** Whether there is somebody to give verdicts and a project to keep them. */
    boolean ready() {
        Project in = project;
        return in != null && !in.readOnly() && !annotator.isEmpty();
    }

    /** Keeps a verdict; the counts of the queue are as they were. Only when {@link #ready}. */
    void give(PairEntry entry, Verdict verdict) {
        Project in = Objects.requireNonNull(project);
        Verdict before = queue.said(entry);
        steps.push(new Step(entry, verdict, before));
        queue.keep(entry, verdict);
        version++;
        lane.submit(() -> in.verdicts().give(verdict), kept -> queue.saved(entry, verdict, kept), problem -> {
            if (in == project) {
                steps.removeIf(
                        step -> step.given.equals(verdict) && step.entry.id().equals(entry.id()));
                queue.say(entry, before);
                onFailed.accept(problem);
                onLost.accept(entry);
            }
        });
    }

    /**
     * Takes the last verdict back, also one from before a restart. Only when {@link #ready}.
     *
     * @param then gets what was taken back, at once or when it is found; nothing when there is none left, and an entry
     *     of null when its pair is not in the queue
     */
    void takeBack(Consumer<Optional<TakenBack>> then) {
        Project in = Objects.requireNonNull(project);
        String name = annotator;
        Step last = steps.poll();
        version++;
        if (last != null) {
            queue.say(last.entry, last.before);
            then.accept(Optional.of(new TakenBack(last.entry, last.given, last.before)));
            lane.submit(() -> in.verdicts().takeBackLast(name), taken -> {}, onFailed);
            return;
        }
        lane.submit(() -> in.verdicts().takeBackLast(name), taken -> then.accept(taken.map(this::fromDisk)), onFailed);
    }

    /** @param before what counts again; null for nothing */
    record TakenBack(@Nullable PairEntry entry, Verdict given, @Nullable Verdict before) {}

    private TakenBack fromDisk(Verdict verdict) {
        PairEntry entry = queue.first(one -> one.key().equals(verdict.key()) && one.repeat() == verdict.repeat())
                .orElse(null);
        if (entry != null) {
            queue.say(entry, null);
        }
        return new TakenBack(entry, verdict, null);
    }

    /** Whether verdicts are on their way to the disk. */
    ReadOnlyBooleanProperty busyProperty() {
        return lane.busyProperty();
    }
}
