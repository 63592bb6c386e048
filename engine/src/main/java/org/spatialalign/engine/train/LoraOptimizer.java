package org.spatialalign.engine.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.tensor.AdamW;
import org.spatialalign.engine.tensor.GradMode;
import org.spatialalign.engine.tensor.Ops;
import org.spatialalign.engine.tensor.Scope;
import org.spatialalign.engine.tensor.TensorLoader;
import org.spatialalign.engine.tensor.TensorSource;
import org.spatialalign.engine.tensor.safetensors.SafetensorsWriter;

/**
 * AdamW on the parameters of an adapter, with the state that makes a run go on as if it had never stopped: both moving
 * averages and the number of steps. One thread; closing it frees the state, not the parameters.
 */
public final class LoraOptimizer implements AutoCloseable {

    /** Names in files are torch's. */
    private static final String MEAN = "exp_avg.";

    private static final String SQUARE = "exp_avg_sq.";
    private static final String PARAMETER = "param.";
    private static final String STEP = "step";

    private final NDManager manager;
    private final Map<String, NDArray> parameters;
    private final Map<String, NDArray> means = new LinkedHashMap<>();
    private final Map<String, NDArray> squares = new LinkedHashMap<>();
    private final List<NDArray> counts = new ArrayList<>();
    private long steps;

    /** @param parameters what is trained, by name; changed in place */
    public LoraOptimizer(Map<String, NDArray> parameters) {
        this.parameters = new LinkedHashMap<>(parameters);
        NDArray first = parameters.values().stream()
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("nothing to train"));
        manager = first.getManager().newSubManager();
        try (Scope scope = Scope.open();
                GradMode mode = GradMode.off()) {
            parameters.forEach((name, parameter) -> {
                Shape shape = parameter.getShape();
                means.put(name, scope.give(manager.zeros(shape, DataType.FLOAT32), manager));
                squares.put(name, scope.give(manager.zeros(shape, DataType.FLOAT32), manager));
                counts.add(scope.give(manager.create(0f), manager));
            });
        }
    }

    /** Optimiser steps done, by which the schedule sets the next rate. */
    public long steps() {
        return steps;
    }

    /** @param gradients of all parameters; unchanged */
    public void step(GradientSums gradients, AdamW settings) {
        try (GradMode mode = GradMode.off()) {
            Ops.adamW(
                    List.copyOf(parameters.values()),
                    gradients.sums(),
                    List.copyOf(means.values()),
                    List.copyOf(squares.values()),
                    counts,
                    settings);
        }
        steps++;
    }

    /** Moving average of the gradients of one parameter. */
    NDArray mean(String parameter) {
        return found(means, parameter);
    }

    /** Moving average of their squares. */
    NDArray square(String parameter) {
        return found(squares, parameter);
    }

    private static NDArray found(Map<String, NDArray> state, String parameter) {
        NDArray found = state.get(parameter);
        if (found == null) {
            throw new IllegalArgumentException("no parameter '" + parameter + "' is trained");
        }
        return found;
    }

    /** Writes parameters and state into one safetensors file, whole or not at all. */
    public void save(Path file) throws WorkbenchException {
        SafetensorsWriter writer = new SafetensorsWriter();
        addTo(writer);
        writer.write(file);
    }

    /** Puts parameters and state into a file in the making; they must stay as they are until it is written. */
    void addTo(SafetensorsWriter writer) {
        parameters.forEach((name, value) -> writer.add(PARAMETER + name, value));
        means.forEach((name, value) -> writer.add(MEAN + name, value));
        squares.forEach((name, value) -> writer.add(SQUARE + name, value));
        writer.metadata(STEP, Long.toString(steps));
    }

    /**
     * Takes parameters and state from a file that {@link #save} wrote.
     *
     * @param metadata the file's
     * @throws WorkbenchException when it belongs to another adapter; nothing is changed then
     */
    public void restore(TensorSource source, Map<String, String> metadata) throws WorkbenchException {
        long done = steps(source, metadata);
        try (NDManager own = manager.newSubManager();
                Scope scope = Scope.open();
                GradMode mode = GradMode.off()) {
            List<NDArray> targets = new ArrayList<>();
            List<NDArray> values = new ArrayList<>();
            for (Map.Entry<String, NDArray> parameter : parameters.entrySet()) {
                String name = parameter.getKey();
                targets.addAll(List.of(parameter.getValue(), mean(name), square(name)));
                for (String prefix : List.of(PARAMETER, MEAN, SQUARE)) {
                    values.add(load(source, prefix + name, parameter.getValue(), own));
                }
            }
            for (int i = 0; i < targets.size(); i++) {
                Ops.copy(values.get(i), targets.get(i));
            }
            counts.forEach(count -> Ops.copy(own.create((float) done), count));
        }
        steps = done;
    }

    private static long steps(TensorSource source, Map<String, String> metadata) throws WorkbenchException {
        String text = String.valueOf(metadata.get(STEP));
        if (!text.matches("\\d{1,9}")) {
            throw new WorkbenchException(source.origin() + ": the metadata's '" + STEP + "' is " + text
                    + "; expected the number of optimiser steps");
        }
        return Long.parseLong(text);
    }

    static NDArray load(TensorSource source, String name, NDArray like, NDManager manager) throws WorkbenchException {
        NDArray value = TensorLoader.load(source, name, manager, DataType.FLOAT32);
        if (!value.getShape().equals(like.getShape())) {
            throw new WorkbenchException(source.origin() + ": tensor '" + name + "' has the shape " + value.getShape()
                    + "; the adapter's is " + like.getShape());
        }
        return value;
    }

    @Override
    public void close() {
        manager.close();
    }
}
