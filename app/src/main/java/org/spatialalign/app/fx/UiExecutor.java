package org.spatialalign.app.fx;

import java.util.concurrent.Callable;
import java.util.function.Consumer;

/**
 * Short background work for views: a query, a thumbnail, a decoded clip. Long work is a job instead.
 *
 * <p>Production runs {@code work} on a small pool and the callbacks on the FX thread; tests may run all of it on the
 * calling thread.
 */
public interface UiExecutor {

    /**
     * Runs {@code work} in the background. A newer request with an equal key makes this one stale: its callbacks are
     * never called, and if it has not begun it never runs.
     *
     * @param key what the answer is for: an object of its own or a record; compared with equals, so never a list, which
     *     equals every other list of the same content
     * @param onDone called on the FX thread with the answer
     * @param onFailed called on the FX thread with what {@code work} threw
     */
    <T> void load(Object key, Callable<T> work, Consumer<T> onDone, Consumer<Throwable> onFailed);

    /** Makes whatever was asked for under this key stale. */
    void forget(Object key);

    /** Runs the action on the FX thread: at once if this is it, else soon. For listeners called by worker threads. */
    void onFxThread(Runnable action);
}
