package org.spatialalign.engine.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.tensor.TensorInfo;
import org.spatialalign.engine.tensor.TensorLoader;
import org.spatialalign.engine.tensor.TensorSource;
import org.spatialalign.engine.tensor.Torch;

/** The parameters of one model by their names in the checkpoint. Closing it frees them. */
public final class Weights implements AutoCloseable {

    private final NDManager manager;
    private final Map<String, NDArray> byName;

    private Weights(NDManager manager, Map<String, NDArray> byName) {
        this.manager = manager;
        this.byName = byName;
    }

    /**
     * Loads what a model is made of. Tensors that are not asked for are left in the file.
     *
     * @param shapes the parameters the model has and their shapes
     * @param type the type each parameter is held in, by its name
     * @throws WorkbenchException when one is missing or of another shape; nothing stays in memory then
     */
    public static Weights load(
            TensorSource source, Map<String, List<Long>> shapes, ai.djl.Device device, Function<String, DataType> type)
            throws WorkbenchException {
        NDManager manager = Torch.newManager(device);
        try {
            Map<String, NDArray> byName = new LinkedHashMap<>();
            for (Map.Entry<String, List<Long>> wanted : shapes.entrySet()) {
                String name = wanted.getKey();
                TensorInfo info = source.info(name);
                if (!info.shape().equals(wanted.getValue())) {
                    throw new WorkbenchException(source.origin() + ": tensor '" + name + "' has the shape "
                            + info.shape() + "; the configuration asks for " + wanted.getValue());
                }
                byName.put(name, TensorLoader.load(source, name, manager, type.apply(name)));
            }
            return new Weights(manager, byName);
        } catch (WorkbenchException | RuntimeException e) {
            manager.close();
            throw e;
        }
    }

    /** Makes parameters instead of loading them, for tests and for models trained from nothing. */
    public static Weights make(Map<String, List<Long>> shapes, NDManager manager, Initialiser initialiser) {
        Map<String, NDArray> byName = new LinkedHashMap<>();
        shapes.forEach((name, shape) -> byName.put(
                name,
                initialiser.make(
                        name,
                        new Shape(shape.stream().mapToLong(Long::longValue).toArray()),
                        manager)));
        return new Weights(manager, byName);
    }

    /** Gives a parameter its first value. */
    @FunctionalInterface
    public interface Initialiser {
        NDArray make(String name, Shape shape, NDManager manager);
    }

    /** @throws IllegalArgumentException when the model has no such parameter */
    public NDArray get(String name) {
        NDArray found = byName.get(name);
        if (found == null) {
            throw new IllegalArgumentException("the model has no parameter '" + name + "'");
        }
        return found;
    }

    /** In the order of the model. */
    public Map<String, NDArray> all() {
        return Collections.unmodifiableMap(byName);
    }

    /** The linear layer whose parameters are {@code name.weight} and, where there is one, {@code name.bias}. */
    public Linear linear(String name) {
        return new Linear(name, get(name + ".weight"), byName.get(name + ".bias"));
    }

    public NDManager manager() {
        return manager;
    }

    @Override
    public void close() {
        manager.close();
    }
}
