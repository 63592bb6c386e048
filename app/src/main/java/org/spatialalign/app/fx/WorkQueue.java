package org.spatialalign.app.fx;

import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;

/**
 * Writes of one page, off the FX thread, one after the other in the order in which they were asked for. All of them
 * are handed to the executor at once, so that closing the window right after an edit does not lose it. FX thread.
 */
public final class WorkQueue {

    private final UiExecutor executor;
    private final ConcurrentLinkedQueue<Callable<Runnable>> waiting = new ConcurrentLinkedQueue<>();
    private final Object oneAtATime = new Object();
    private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();
    private int pending;

    public WorkQueue(UiExecutor executor) {
        this.executor = executor;
    }

    public <T> void submit(Callable<T> work, Consumer<T> onDone, Consumer<Throwable> onFailed) {
        waiting.add(() -> outcome(work, onDone, onFailed));
        pending++;
        busy.set(true);
        // A key of its own: a later write must not make this one stale.
        executor.load(new Object(), this::runOldest, this::finish, problem -> finish(() -> onFailed.accept(problem)));
    }

    /** Which of the waiting ones a thread gets is decided while nobody else runs one: that keeps the order. */
    private Runnable runOldest() throws Exception {
        synchronized (oneAtATime) {
            Callable<Runnable> oldest = waiting.poll();
            return oldest == null ? () -> {} : oldest.call();
        }
    }

    // Whatever goes wrong is shown to the person who asked for the work.
    private static <T> Runnable outcome(Callable<T> work, Consumer<T> onDone, Consumer<Throwable> onFailed) {
        T answer;
        try {
            answer = work.call();
        } catch (Exception problem) {
            return () -> onFailed.accept(problem);
        }
        return () -> onDone.accept(answer);
    }

    private void finish(Runnable callback) {
        pending--;
        callback.run();
        busy.set(pending > 0);
    }

    /** Whether more was asked for than what is being answered just now. */
    public boolean hasMore() {
        return pending > 0;
    }

    /** Does what is waiting now, on the calling thread: the project is about to be closed. */
    public void flush() {
        while (!waiting.isEmpty()) {
            Runnable callback;
            try {
                callback = runOldest();
            } catch (Exception problem) {
                throw new IllegalStateException("failures are passed on as answers", problem);
            }
            callback.run();
        }
        // One that a thread has just begun is waited for.
        synchronized (oneAtATime) {
            return;
        }
    }

    /** Whether anything asked for is not done yet. */
    public ReadOnlyBooleanProperty busyProperty() {
        return busy.getReadOnlyProperty();
    }
}
