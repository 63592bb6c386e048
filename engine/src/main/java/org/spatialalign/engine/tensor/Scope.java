package org.spatialalign.engine.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import java.util.ArrayList;
import java.util.List;

/**
 * Frees every tensor made on this thread since it was opened, but for those that are kept. Without it results pile up
 * in the manager of their first operand, often the weights', until that is closed. Scopes nest; a kept tensor belongs
 * to the enclosing scope, or, where there is none, to its manager. After an exception it is the same: what was kept
 * before goes to the enclosing scope, the rest is freed.
 *
 * <pre>{@code
 * try (Scope scope = Scope.open()) {
 *     return scope.keep(x.add(y).mul(z));
 * }
 * }</pre>
 *
 * <p>For the thread that opened it, innermost first. Tensors that other threads make meanwhile are not its business.
 */
public final class Scope implements AutoCloseable {

    private final NDScope made = new NDScope();
    private final List<NDArray> kept = new ArrayList<>();
    private final Thread owner = Thread.currentThread();
    private boolean closed;

    private Scope() {}

    public static Scope open() {
        return new Scope();
    }

    /**
     * Lets a tensor outlive this scope, which must be the innermost. Only for tensors made in it: an older one, a
     * weight for instance, would be handed to the enclosing scope and freed with it.
     */
    public NDArray keep(NDArray tensor) {
        checkThread();
        NDScope.unregister(tensor);
        kept.add(tensor);
        return tensor;
    }

    /** Lets a tensor live until {@code owner} is closed, whatever scopes there are. */
    public NDArray give(NDArray tensor, NDManager owner) {
        checkThread();
        NDScope.unregister(tensor);
        tensor.attach(owner);
        return tensor;
    }

    /** On another thread nothing would be found to free, and the scope would stay open here for good. */
    private void checkThread() {
        if (Thread.currentThread() != owner) {
            throw new IllegalStateException("a scope of the thread '" + owner.getName() + "' was used on another, '"
                    + Thread.currentThread().getName() + "'");
        }
    }

    @Override
    public void close() {
        checkThread();
        if (closed) {
            return;
        }
        closed = true;
        made.close();
        kept.forEach(NDScope::register);
    }
}
