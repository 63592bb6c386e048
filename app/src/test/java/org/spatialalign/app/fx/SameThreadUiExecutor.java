package org.spatialalign.app.fx;

import java.util.concurrent.Callable;
import java.util.function.Consumer;

/** Runs everything at once on the calling thread, so that view-models are tested without a toolkit. */
public final class SameThreadUiExecutor implements UiExecutor {

    @Override
    public <T> void load(Object key, Callable<T> work, Consumer<T> onDone, Consumer<Throwable> onFailed) {
        T answer;
        try {
            answer = work.call();
        } catch (Exception | Error problem) {
            onFailed.accept(problem);
            return;
        }
        onDone.accept(answer);
    }

    @Override
    public void forget(Object key) {
        // Nothing is ever under way here.
    }

    @Override
    public void onFxThread(Runnable action) {
        action.run();
    }
}
