package org.spatialalign.engine.model.lora;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.model.Weights;
import org.spatialalign.engine.tensor.GradMode;
import org.spatialalign.engine.tensor.Ops;
import org.spatialalign.engine.tensor.Scope;

/**
 * Adds an adapter to the weights themselves. The sum is made in float32 and rounded once; half-precision weights lose
 * small changes in it, and it cannot be undone exactly, so an attached adapter is the better way to evaluate one.
 */
public final class LoraMerge {

    private LoraMerge() {}

    /**
     * {@code W + multiplier * scaling * B A} for every module, in place. Works for every parameter, not only for those
     * of linear layers.
     *
     * @throws WorkbenchException when a part of the file finds no place; the weights are as before then
     */
    public static void into(Weights weights, LoraFile file, double multiplier) throws WorkbenchException {
        Map<String, NDArray> parameters = weights.all();
        Map<String, List<Long>> shapes = new LinkedHashMap<>();
        parameters.forEach((name, value) -> shapes.put(
                name, Arrays.stream(value.getShape().getShape()).boxed().toList()));
        LoraCheck.of(file, shapes).requireComplete();
        for (Map.Entry<String, LoraModule> entry : file.lora().modules().entrySet()) {
            try (Scope scope = Scope.open();
                    GradMode mode = GradMode.off();
                    NDManager own = weights.manager().newSubManager()) {
                LoraModule module = entry.getValue();
                add(weights, entry.getKey() + ".weight", change(module, own), multiplier);
                @Nullable LoraTensor bias = module.biasDifference();
                add(weights, entry.getKey() + ".bias", bias == null ? null : bias.in(own), multiplier);
            }
        }
    }

    /** What the module adds to its weight, [out, in]; null when it changes only the bias. */
    private static @Nullable NDArray change(LoraModule module, NDManager manager) {
        @Nullable LoraPair pair = module.pair();
        if (pair != null) {
            return pair.b().in(manager).matMul(pair.a().in(manager)).mul(pair.scaling());
        }
        @Nullable LoraTensor difference = module.difference();
        return difference == null ? null : difference.in(manager);
    }

    private static void add(Weights weights, String name, @Nullable NDArray change, double multiplier) {
        if (change == null) {
            return;
        }
        NDArray weight = weights.get(name);
        NDArray sum = Ops.cast(weight, DataType.FLOAT32).add(change.mul(multiplier));
        Ops.cast(sum, weight.getDataType()).copyTo(weight);
    }
}
