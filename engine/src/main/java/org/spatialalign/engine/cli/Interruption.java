package org.spatialalign.engine.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C: asks whatever runs to stop at its next step, and waits until it has cleaned up. Safe to use from several
 * threads.
 */
final class Interruption {

    /** A step of any job is far shorter; after this the process ends anyway, which loses nothing that was shown as saved. */
    private static final long PATIENCE_SECONDS = 15;

    private final List<Runnable> actions = new ArrayList<>();
    private final CountDownLatch finished = new CountDownLatch(1);
    private boolean requested;

    /** Has {@code action} called when somebody interrupts; at once if that has happened already. */
    void onRequest(Runnable action) {
        synchronized (this) {
            actions.add(action);
            if (!requested) {
                return;
            }
        }
        action.run();
    }

    synchronized boolean requested() {
        return requested;
    }

    void request() {
        List<Runnable> now;
        synchronized (this) {
            requested = true;
            now = List.copyOf(actions);
        }
        now.forEach(Runnable::run);
    }

    /** The command has returned: there is nothing left to wait for. */
    void finished() {
        finished.countDown();
    }

    /** For the runtime's shutdown hook: asks to stop, unless the command is through anyway, and waits. */
    void requestAndWait() {
        if (finished.getCount() == 0) {
            return;
        }
        request();
        try {
            boolean inTime = finished.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assert inTime || finished.getCount() > 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
