package org.spatialalign.engine.model.lora;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.model.lora.LoraKey.Part;
import org.spatialalign.engine.model.wan.WanNames;
import org.spatialalign.engine.tensor.TensorInfo;
import org.spatialalign.engine.tensor.TensorSource;

/** Reads adapters in the spelling of any family of programs; see {@link LoraFormat}. */
public final class LoraReader {

    /** Where a full checkpoint of a training loop keeps the network; the paper's has the adapter beside it as well. */
    private static final String STATE = "state_dict/";

    private final TensorSource source;
    private final LoraStrength strength;
    private final Map<String, Map<Part, String>> parts = new LinkedHashMap<>();
    private final List<String> unexpected = new ArrayList<>();
    private final List<String> incomplete = new ArrayList<>();

    private LoraReader(TensorSource source, LoraStrength strength) {
        this.source = source;
        this.strength = strength;
    }

    /**
     * Reads an adapter. What is not understood is listed, not an error; see {@link LoraFile#unexpected}.
     *
     * @param metadata what the file says beside the tensors; empty for a checkpoint
     * @param adapterConfig text of PEFT's adapter_config.json beside the file; null when there is none
     * @throws WorkbenchException when the file holds no adapter, or one whose matrices do not fit together
     */
    public static LoraFile read(TensorSource source, Map<String, String> metadata, @Nullable String adapterConfig)
            throws WorkbenchException {
        LoraReader reader = new LoraReader(source, LoraStrength.of(source.origin(), metadata, adapterConfig));
        Collection<String> names = reader.collect();
        Map<String, LoraModule> modules = new LinkedHashMap<>();
        boolean alphas = false;
        for (Map.Entry<String, Map<Part, String>> entry : reader.parts.entrySet()) {
            Optional<LoraModule> module = reader.module(entry.getKey(), entry.getValue());
            module.ifPresent(found -> modules.put(entry.getKey(), found));
            alphas |= entry.getValue().containsKey(Part.ALPHA);
        }
        if (modules.isEmpty()) {
            throw new WorkbenchException(source.origin() + ": holds no LoRA; expected pairs of tensors like"
                    + " 'blocks.0.cross_attn.k.lora_A.weight' and '...lora_B.weight', found " + some(source.names()));
        }
        LoraFormat format = LoraKey.family(names.iterator().next());
        String stored = alphas ? ".alpha" : reader.strength.source();
        return new LoraFile(
                source.origin(),
                new Lora(modules, metadata),
                format,
                stored,
                List.copyOf(reader.incomplete),
                List.copyOf(reader.unexpected));
    }

    static String some(Collection<String> names) {
        String shown = String.join(", ", names.stream().limit(3).toList());
        return names.isEmpty() ? "nothing" : names.size() > 3 ? shown + " and " + (names.size() - 3) + " more" : shown;
    }

    /** Sorts the names by module; gives those that belong to the adapter. */
    private Collection<String> collect() throws WorkbenchException {
        List<String> flat =
                source.names().stream().filter(n -> !n.contains("/")).toList();
        boolean atTop = flat.stream().anyMatch(name -> LoraKey.parse(name).isPresent());
        String prefix = atTop ? "" : STATE;
        List<String> taken = new ArrayList<>();
        for (String name : source.names()) {
            boolean inside = atTop ? !name.contains("/") : name.startsWith(STATE);
            if (!inside) {
                continue;
            }
            String inner = name.substring(prefix.length());
            Optional<LoraKey> key = LoraKey.parse(inner);
            if (inner.endsWith(".dora_scale") || inner.contains("lora_magnitude_vector")) {
                throw new WorkbenchException(source.origin() + ": tensor '" + name
                        + "' belongs to DoRA, which also rescales the weights; only plain LoRA can be used");
            }
            if (key.isEmpty()) {
                // The network itself lies beside the adapter in a full checkpoint.
                if (atTop) {
                    unexpected.add(name);
                }
                continue;
            }
            taken.add(inner);
            Part part = key.get().part();
            @Nullable
            String before = parts.computeIfAbsent(key.get().module(), m -> new EnumMap<>(Part.class))
                    .put(part, name);
            if (before != null) {
                throw new WorkbenchException(source.origin() + ": '" + before + "' and '" + name
                        + "' are the same part of the same module; expected it once");
            }
        }
        return taken;
    }

    private Optional<LoraModule> module(String path, Map<Part, String> names) throws WorkbenchException {
        @Nullable LoraTensor a = tensor(names.get(Part.A));
        @Nullable LoraTensor b = tensor(names.get(Part.B));
        @Nullable LoraTensor difference = tensor(names.get(Part.DIFFERENCE));
        @Nullable LoraTensor biasDifference = tensor(names.get(Part.BIAS_DIFFERENCE));
        if ((a == null) != (b == null) || (a == null && difference == null && biasDifference == null)) {
            incomplete.add(path);
            return Optional.empty();
        }
        try {
            @Nullable LoraPair pair = null;
            if (a != null && b != null) {
                pair = new LoraPair(a, b, alpha(path, names, a));
                @Nullable LoraTensor bias = tensor(names.get(Part.B_BIAS));
                if (bias != null) {
                    biasDifference = bias.times(pair.scaling());
                }
            }
            return Optional.of(new LoraModule(pair, difference, biasDifference));
        } catch (IllegalArgumentException e) {
            throw new WorkbenchException(source.origin() + ": module " + path + ": " + e.getMessage(), e);
        }
    }

    private double alpha(String path, Map<Part, String> names, LoraTensor a) throws WorkbenchException {
        long rank = a.shape().isEmpty() ? 1 : a.shape().get(0);
        @Nullable String name = names.get(Part.ALPHA);
        if (name == null) {
            return strength.alpha(path, WanNames.toOriginal(path).orElse(path), rank);
        }
        TensorInfo info = source.info(name);
        if (info.elements() != 1) {
            throw new WorkbenchException(source.origin() + ": tensor '" + name + "' has the shape " + info.shape()
                    + "; expected one number");
        }
        // A strength that was left to its default is the rank, and that is an integer.
        ByteBuffer bytes = source.slice(name, 0, (int) info.bytes());
        return switch (info.type()) {
            case I64 -> bytes.getLong(0);
            case I32 -> bytes.getInt(0);
            default -> LoraTensor.read(source, name).values()[0];
        };
    }

    private @Nullable LoraTensor tensor(@Nullable String name) throws WorkbenchException {
        return name == null ? null : LoraTensor.read(source, name);
    }
}
