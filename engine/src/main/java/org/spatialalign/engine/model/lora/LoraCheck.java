package org.spatialalign.engine.model.lora;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.core.WorkbenchException;

/**
 * What would happen if an adapter were attached to a model: nothing is loaded for it but the adapter.
 *
 * @param matched modules that fit
 * @param missing modules of the model that the file leaves out although it changes the same part of other blocks
 * @param unknown modules and tensors of the file that the model does not have
 * @param incomplete modules of the file of which one matrix is missing
 * @param misshapen modules of the file whose matrices do not fit the model's, with both shapes
 */
public record LoraCheck(
        String origin,
        List<String> matched,
        List<String> missing,
        List<String> unknown,
        List<String> incomplete,
        List<String> misshapen) {

    private static final Pattern BLOCK = Pattern.compile("^blocks\\.\\d+\\.");

    /** @param parameters the model's parameters and their shapes, by their names in diffusers */
    public static LoraCheck of(LoraFile file, Map<String, List<Long>> parameters) {
        List<String> matched = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        List<String> misshapen = new ArrayList<>();
        Set<String> kinds = new HashSet<>();
        file.lora().modules().forEach((path, module) -> {
            @Nullable List<Long> weight = parameters.get(path + ".weight");
            @Nullable String fault = weight == null ? null : fault(path, module, weight, parameters);
            if (weight == null) {
                unknown.add(path);
            } else if (fault != null) {
                misshapen.add(fault);
            } else {
                matched.add(path);
            }
            kinds.add(kind(path));
        });
        unknown.addAll(file.unexpected());
        Set<String> missing = new TreeSet<>();
        for (String name : parameters.keySet()) {
            if (name.endsWith(".weight")) {
                String path = name.substring(0, name.length() - ".weight".length());
                if (kinds.contains(kind(path)) && !file.lora().modules().containsKey(path)) {
                    missing.add(path);
                }
            }
        }
        return new LoraCheck(file.origin(), matched, List.copyOf(missing), unknown, file.incomplete(), misshapen);
    }

    private static String kind(String path) {
        return BLOCK.matcher(path).replaceFirst("blocks.*.");
    }

    private static @Nullable String fault(
            String path, LoraModule module, List<Long> weight, Map<String, List<Long>> parameters) {
        List<Long> changed = module.weightShape();
        if (!changed.isEmpty() && !changed.equals(weight)) {
            return path + ": changes a weight of shape " + changed + ", the model's is " + weight;
        }
        @Nullable LoraTensor bias = module.biasDifference();
        @Nullable List<Long> biasShape = parameters.get(path + ".bias");
        if (bias != null && !bias.shape().equals(biasShape)) {
            return path + ": changes a bias of shape " + bias.shape() + ", the model's is "
                    + (biasShape == null ? "absent" : biasShape);
        }
        return null;
    }

    /** Whether everything in the file finds its place in the model. */
    public boolean isComplete() {
        return !matched.isEmpty() && unknown.isEmpty() && incomplete.isEmpty() && misshapen.isEmpty();
    }

    /** @throws WorkbenchException when nothing of the file fits: it belongs to another model */
    public void requireMatch() throws WorkbenchException {
        if (!matched.isEmpty()) {
            return;
        }
        String why = misshapen.isEmpty() ? "unknown are " + LoraReader.some(unknown) : misshapen.get(0);
        throw new WorkbenchException(
                origin + ": no module of this LoRA fits the model; it was made for another one (" + why + ")");
    }

    /** @throws WorkbenchException when a part of the file finds no place, so that the effect would be another one */
    public void requireComplete() throws WorkbenchException {
        requireMatch();
        if (!isComplete()) {
            List<String> faults = new ArrayList<>(misshapen);
            faults.addAll(incomplete.stream()
                    .map(path -> path + ": one of its two matrices is missing")
                    .toList());
            faults.addAll(unknown.stream()
                    .map(name -> name + ": the model has no such module")
                    .toList());
            throw new WorkbenchException(
                    origin + ": parts of this LoRA do not fit the model: " + LoraReader.some(faults));
        }
    }
}
