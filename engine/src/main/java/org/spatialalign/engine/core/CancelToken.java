package org.spatialalign.engine.core;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A request to stop, set by one thread and looked at by the worker once per frame, item or step. Threads are never
 * interrupted: native code does not survive it.
 */
public final class CancelToken {

    private final AtomicBoolean cancelled = new AtomicBoolean();

    public void cancel() {
        cancelled.set(true);
    }

    public boolean isCancelled() {
        return cancelled.get();
    }

    /** Throws when a stop was asked for; the caller cleans up what is half done and lets it pass. */
    public void check() throws CancelledException {
        if (cancelled.get()) {
            throw new CancelledException();
        }
    }

    /** A token that nobody cancels. */
    public static CancelToken never() {
        return new CancelToken();
    }
}
