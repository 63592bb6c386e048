package org.spatialalign.engine.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import java.util.ArrayList;
import java.util.List;

/**
 * Frees every tensor made on this thread since it was opened, but for those that are kept. Without it results pile up
 * in the manager of their first operand, often the weights', until that is closed. Scopes nest; a kept tensor belongs
 * to the enclosing scope, or, where there is none, to its manager. Close on the thread that opened it.
 *
 * <pre>{@code
 * try (Scope scope = Scope.open()) {
 *     return scope.keep(x.add(y).mul(z));
 * }
 * }</pre>
 */
public final class Scope implements AutoCloseable {

    private final NDScope made = new NDScope();
    private final List<NDArray> kept = new ArrayList<>();

    private Scope() {}

    public static Scope open() {
        return new Scope();
    }

    /** Lets a tensor outlive this scope. Call on the thread of the scope, while it is the innermost. */
    public NDArray keep(NDArray tensor) {
        NDScope.unregister(tensor);
        kept.add(tensor);
        return tensor;
    }

    /** Lets a tensor live until {@code owner} is closed, whatever scopes there are. */
    public NDArray give(NDArray tensor, NDManager owner) {
        NDScope.unregister(tensor);
        tensor.attach(owner);
        return tensor;
    }

    @Override
    public void close() {
        made.close();
        kept.forEach(NDScope::register);
    }
}
