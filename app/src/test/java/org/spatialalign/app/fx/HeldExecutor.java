package org.spatialalign.app.fx;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/** Keeps everything until the test lets it run, in any order: what a slow disk does. */
public final class HeldExecutor implements UiExecutor {

    private record Request(Object key, int ticket, Runnable run) {}

    private final Deque<Request> requests = new ArrayDeque<>();
    private final Map<Object, Integer> latest = new HashMap<>();
    private int tickets;

    @Override
    public <T> void load(Object key, Callable<T> work, Consumer<T> onDone, Consumer<Throwable> onFailed) {
        int ticket = tickets++;
        latest.put(key, ticket);
        requests.add(new Request(key, ticket, () -> {
            T answer;
            try {
                answer = work.call();
            } catch (Exception problem) {
                deliver(key, ticket, () -> onFailed.accept(problem));
                return;
            }
            deliver(key, ticket, () -> onDone.accept(answer));
        }));
    }

    private void deliver(Object key, int ticket, Runnable callback) {
        if (latest.remove(key, ticket)) {
            callback.run();
        }
    }

    /** Runs what was asked for first. */
    public void runOldest() {
        requests.removeFirst().run().run();
    }

    public void runNewest() {
        requests.removeLast().run().run();
    }

    public void runAll() {
        while (!requests.isEmpty()) {
            runOldest();
        }
    }

    public int held() {
        return requests.size();
    }

    @Override
    public void forget(Object key) {
        latest.remove(key);
    }

    @Override
    public void onFxThread(Runnable action) {
        action.run();
    }
}
