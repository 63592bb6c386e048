package org.spatialalign.engine.model.lora;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.model.Linear;
import org.spatialalign.engine.tensor.Torch;
import org.spatialalign.engine.tensor.TorchGenerator;

/**
 * An adapter attached to a model's linear layers. All of it is switched at once: off, the model is the base it was.
 * Closing it takes it off and frees it. Used by the thread that computes with the model.
 */
public final class LoraInjection implements AutoCloseable {

    private static final String A = ".lora_A.weight";
    private static final String B = ".lora_B.weight";

    /** While this is open the model is the base model. */
    public final class Off implements AutoCloseable {

        private final boolean before = mode.isOn();

        private Off() {
            mode.setOn(false);
        }

        @Override
        public void close() {
            mode.setOn(before);
        }
    }

    private final NDManager manager;
    private final LoraSwitch mode = new LoraSwitch();
    private final Map<String, Linear> linears = new LinkedHashMap<>();
    private final Map<String, LowRank> pairs = new LinkedHashMap<>();

    private LoraInjection(Map<String, Linear> linears) {
        Linear first = linears.values().stream()
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("a model without linear layers"));
        manager = Torch.newManager(first.weight().getDevice());
    }

    /**
     * Attaches an adapter that was read.
     *
     * @param linears the model's layers by their path in diffusers
     * @throws WorkbenchException when a part of the file finds no place; nothing is attached then
     */
    public static LoraInjection attach(Map<String, Linear> linears, LoraFile file) throws WorkbenchException {
        LoraCheck.of(file, shapes(linears)).requireComplete();
        return attached(linears, file.lora());
    }

    /**
     * Attaches an adapter.
     *
     * @throws WorkbenchException when a part of it finds no place; nothing is attached then
     */
    public static LoraInjection attach(Map<String, Linear> linears, Lora lora) throws WorkbenchException {
        LoraFile file = new LoraFile("adapter", lora, LoraFormat.DIFFUSERS, "", List.of(), List.of());
        return attach(linears, file);
    }

    /**
     * Attaches a new adapter that changes nothing yet.
     *
     * @throws WorkbenchException when the targets name no layer of the model
     */
    public static LoraInjection create(
            Map<String, Linear> linears, LoraTargets targets, int rank, double alpha, LoraInitialisation start)
            throws WorkbenchException {
        TorchGenerator generator = start.start();
        Map<String, LoraModule> modules = new LinkedHashMap<>();
        linears.forEach((path, linear) -> {
            if (targets.matches(path)) {
                modules.put(path, LoraModule.of(start.pair(rank, linear.in(), linear.out(), alpha, generator)));
            }
        });
        if (modules.isEmpty()) {
            throw new WorkbenchException("the targets " + targets.entries()
                    + " name no linear layer of the model; it has layers like "
                    + LoraReader.some(linears.keySet()));
        }
        return attached(linears, new Lora(modules, Map.of()));
    }

    private static LoraInjection attached(Map<String, Linear> linears, Lora lora) {
        LoraInjection injection = new LoraInjection(linears);
        lora.modules().forEach((path, module) -> {
            Linear linear = linears.get(path);
            if (linear == null) {
                throw new IllegalStateException("checked, but not there: " + path);
            }
            injection.attach(path, linear, module);
        });
        return injection;
    }

    private void attach(String path, Linear linear, LoraModule module) {
        @Nullable LoraTensor biasDifference = module.biasDifference();
        @Nullable LoraTensor difference = module.difference();
        @Nullable NDArray bias = biasDifference == null ? null : biasDifference.in(manager);
        @Nullable LoraPair pair = module.pair();
        if (pair == null) {
            linear.attach(new FullDifference(difference == null ? null : difference.in(manager), bias, mode));
        } else {
            LowRank lowRank = new LowRank(pair.a().in(manager), pair.b().in(manager), pair.alpha(), bias, mode);
            pairs.put(path, lowRank);
            linear.attach(lowRank);
        }
        linears.put(path, linear);
    }

    private static Map<String, List<Long>> shapes(Map<String, Linear> linears) {
        Map<String, List<Long>> shapes = new LinkedHashMap<>();
        linears.forEach((path, linear) -> {
            shapes.put(path + ".weight", shape(linear.weight()));
            NDArray bias = linear.bias();
            if (bias != null) {
                shapes.put(path + ".bias", shape(bias));
            }
        });
        return shapes;
    }

    private static List<Long> shape(NDArray array) {
        return Arrays.stream(array.getShape().getShape()).boxed().toList();
    }

    /** The low-rank adapters by the path of their module. */
    public Map<String, LowRank> pairs() {
        return Collections.unmodifiableMap(pairs);
    }

    /** What is trained, float32: {@code path.lora_A.weight} and {@code path.lora_B.weight}, in the order of the model. */
    public Map<String, NDArray> parameters() {
        Map<String, NDArray> parameters = new LinkedHashMap<>();
        pairs.forEach((path, pair) -> {
            parameters.put(path + A, pair.a());
            parameters.put(path + B, pair.b());
        });
        return parameters;
    }

    /** Lets the parameters record gradients. */
    public void requireGradients() {
        parameters().values().forEach(parameter -> parameter.setRequiresGradient(true));
    }

    /** The base model, until the result is closed. */
    public Off off() {
        return new Off();
    }

    /** Strength on top of the adapter's own: 1 is as trained, 0 the base model. */
    public void setMultiplier(double multiplier) {
        mode.setMultiplier(multiplier);
    }

    /**
     * A copy of the low-rank matrices as they are now.
     *
     * @param metadata notes for the file
     */
    public Lora snapshot(Map<String, String> metadata) {
        Map<String, LoraModule> modules = new LinkedHashMap<>();
        pairs.forEach((path, pair) -> modules.put(
                path, LoraModule.of(new LoraPair(LoraTensor.of(pair.a()), LoraTensor.of(pair.b()), pair.alpha()))));
        return new Lora(modules, metadata);
    }

    @Override
    public void close() {
        linears.values().forEach(linear -> linear.attach(null));
        manager.close();
    }
}
