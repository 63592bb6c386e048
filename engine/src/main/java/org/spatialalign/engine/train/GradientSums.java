package org.spatialalign.engine.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.tensor.GradMode;
import org.spatialalign.engine.tensor.LossScale;
import org.spatialalign.engine.tensor.Ops;
import org.spatialalign.engine.tensor.Scope;
import org.spatialalign.engine.tensor.TensorSource;

/** Gradients of several micro-batches added up, in float32. One thread; closing it frees them. */
public final class GradientSums implements AutoCloseable {

    private final NDManager manager;
    private final Map<String, NDArray> parameters;
    private final List<NDArray> sums = new ArrayList<>();

    /** @param parameters what is trained, by name; the sums have their order */
    public GradientSums(Map<String, NDArray> parameters) {
        this.parameters = new LinkedHashMap<>(parameters);
        NDArray first = parameters.values().stream()
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("nothing to train"));
        manager = first.getManager().newSubManager();
        try (Scope scope = Scope.open();
                GradMode mode = GradMode.off()) {
            parameters.values().forEach(p -> sums.add(scope.give(zeros(p), manager)));
        }
    }

    private NDArray zeros(NDArray like) {
        return manager.zeros(like.getShape(), like.getDataType());
    }

    List<NDArray> parameters() {
        return List.copyOf(parameters.values());
    }

    /** One per parameter; changed in place by those who add to them. */
    List<NDArray> sums() {
        return List.copyOf(sums);
    }

    /** By the name of the parameter. */
    public Map<String, NDArray> byName() {
        Map<String, NDArray> named = new LinkedHashMap<>();
        int i = 0;
        for (String name : parameters.keySet()) {
            named.put(name, sums.get(i++));
        }
        return named;
    }

    /**
     * Takes the scale away that the gradients were enlarged by.
     *
     * @return whether all are finite; if not, the step is to be left out
     */
    public boolean unscale(LossScale scale) {
        return scale.unscale(sums);
    }

    /** Whether all numbers are. */
    boolean areFinite() {
        return LossScale.none().unscale(sums);
    }

    /** The Euclidean norm of all of them together. */
    double norm() {
        try (Scope scope = Scope.open();
                GradMode mode = GradMode.off()) {
            double squares = 0;
            for (NDArray sum : sums) {
                NDArray wide = Ops.cast(sum, DataType.FLOAT64);
                squares += wide.mul(wide).sum().getDouble();
            }
            return Math.sqrt(squares);
        }
    }

    /**
     * Takes sums that were written down, or starts at zero.
     *
     * @param prefix of their names in the file, before the parameter's
     * @throws WorkbenchException when they are of other parameters; nothing is changed then
     */
    void restore(TensorSource source, String prefix, boolean written) throws WorkbenchException {
        if (!written) {
            clear();
            return;
        }
        try (NDManager own = manager.newSubManager();
                Scope scope = Scope.open();
                GradMode mode = GradMode.off()) {
            List<NDArray> values = new ArrayList<>();
            for (Map.Entry<String, NDArray> parameter : parameters.entrySet()) {
                values.add(LoraOptimizer.load(source, prefix + parameter.getKey(), parameter.getValue(), own));
            }
            for (int i = 0; i < values.size(); i++) {
                Ops.copy(values.get(i), sums.get(i));
            }
        }
    }

    /** Back to zero, for the next step. */
    public void clear() {
        try (Scope scope = Scope.open();
                GradMode mode = GradMode.off()) {
            // Not by a multiplication: after an overflow there are infinities.
            sums.forEach(sum -> Ops.copy(zeros(sum), sum));
        }
    }

    @Override
    public void close() {
        manager.close();
    }
}
