package org.spatialalign.app.fx;

import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import javafx.application.Platform;

/** The production executor: a few daemon threads, answers on the FX thread, the latest request per key wins. */
public final class BackgroundUiExecutor implements UiExecutor, AutoCloseable {

    private final ExecutorService pool;
    private final Map<Object, Long> latest = new ConcurrentHashMap<>();
    private final AtomicLong tickets = new AtomicLong();

    public BackgroundUiExecutor() {
        AtomicInteger count = new AtomicInteger();
        int threads = Math.max(2, Math.min(4, Runtime.getRuntime().availableProcessors()));
        pool = Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, "ui-work-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    public <T> void load(Object key, Callable<T> work, Consumer<T> onDone, Consumer<Throwable> onFailed) {
        long ticket = tickets.incrementAndGet();
        latest.put(key, ticket);
        if (pool.isShutdown()) {
            return;
        }
        pool.execute(() -> {
            if (!isLatest(key, ticket)) {
                return;
            }
            try {
                T answer = work.call();
                deliver(key, ticket, () -> onDone.accept(answer));
            } catch (Throwable problem) {
                deliver(key, ticket, () -> onFailed.accept(problem));
            }
        });
    }

    private boolean isLatest(Object key, long ticket) {
        Long current = latest.get(key);
        return current != null && current == ticket;
    }

    private void deliver(Object key, long ticket, Runnable callback) {
        if (pool.isShutdown()) {
            return;
        }
        // Looked at again on the FX thread: a newer request may have come while this answer waited there.
        Platform.runLater(() -> {
            if (latest.remove(key, ticket)) {
                callback.run();
            }
        });
    }

    @Override
    public void forget(Object key) {
        latest.remove(key);
    }

    @Override
    public void onFxThread(Runnable action) {
        if (Platform.isFxApplicationThread()) {
            action.run();
        } else if (!pool.isShutdown()) {
            Platform.runLater(action);
        }
    }

    /** Takes no more work, and gives what runs (such as a last save) a moment to finish. */
    @Override
    public void close() {
        pool.shutdown();
        try {
            pool.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
