package org.spatialalign.engine.generate;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.spatialalign.engine.core.FileFault;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.model.umt5.Umt5Config;
import org.spatialalign.engine.model.umt5.Umt5Names;
import org.spatialalign.engine.model.wan.VaeConfig;
import org.spatialalign.engine.model.wan.WanConfigFile;
import org.spatialalign.engine.model.wan.WanNames;
import org.spatialalign.engine.model.wan.WanTransformerConfig;
import org.spatialalign.engine.schedule.SchedulerConfig;
import org.spatialalign.engine.tensor.TensorSource;
import org.spatialalign.engine.tensor.safetensors.Safetensors;

/** Looks at the files of one part of a model. */
final class ComponentReader {

    private static final String SCHEDULER_CONFIG = "scheduler_config.json";
    private static final List<String> TOKENIZER_FILES = List.of("tokenizer.json", "spiece.model");

    /** Copies of the embedding that some writers add. */
    private static final Set<String> COPIES = Set.of("encoder.embed_tokens.weight", "shared.weight");

    /** A configuration and what follows from it. */
    private record Described(String summary, Map<String, List<Long>> shapes) {}

    private final ComponentRole role;
    private final Path folder;
    private final List<String> problems = new ArrayList<>();

    private ComponentReader(ComponentRole role, Path folder) {
        this.role = role;
        this.folder = folder;
    }

    /** Never throws: what is wrong is in the result. */
    static ModelComponent read(ComponentRole role, Path folder) {
        return new ComponentReader(role, folder).read();
    }

    private ModelComponent read() {
        if (!Files.isDirectory(folder)) {
            problems.add("the folder " + folder + " is missing");
            return new ModelComponent(role, folder, "", Map.of(), 0, problems);
        }
        return switch (role) {
            case TOKENIZER -> tokenizer();
            case SCHEDULER -> scheduler();
            default -> weights();
        };
    }

    private ModelComponent tokenizer() {
        List<String> there = TOKENIZER_FILES.stream()
                .filter(name -> Files.isRegularFile(folder.resolve(name)))
                .toList();
        if (!there.contains(TOKENIZER_FILES.get(0))) {
            problems.add(folder + " has no " + TOKENIZER_FILES.get(0));
        }
        return new ModelComponent(role, folder, String.join(", ", there), Map.of(), bytes(there), problems);
    }

    private ModelComponent scheduler() {
        Path file = folder.resolve(SCHEDULER_CONFIG);
        String summary = "";
        try {
            JsonNode config = ConfigFile.read(file);
            summary = ConfigFile.className(config) + ", shift "
                    + config.path("flow_shift").asText("not given");
            // Only what is published for UniPC can be told; other samplers are chosen here, not by the model.
            if (ConfigFile.className(config).equals(role.className())) {
                SchedulerConfig.read(file);
            }
        } catch (WorkbenchException e) {
            problems.add(String.valueOf(e.getMessage()));
        }
        return new ModelComponent(role, folder, summary, Map.of(), bytes(List.of(SCHEDULER_CONFIG)), problems);
    }

    private ModelComponent weights() {
        Described described = new Described("", Map.of());
        try {
            described = describe();
        } catch (WorkbenchException | IllegalArgumentException | ArithmeticException e) {
            problems.add(String.valueOf(e.getMessage()));
        }
        Map<String, Long> types = new LinkedHashMap<>();
        long bytes = 0;
        try (TensorSource source = Safetensors.open(folder)) {
            boolean known = !described.shapes().isEmpty();
            TensorCheck check = TensorCheck.of(source, described.shapes(), COPIES, names(source));
            check.types().entrySet().stream()
                    .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                    .forEach(type -> types.put(type.getKey(), type.getValue()));
            bytes = check.bytes();
            if (known) {
                problems.addAll(check.problems());
            }
        } catch (WorkbenchException e) {
            problems.add(e.getMessage() + otherWeights());
        }
        return new ModelComponent(role, folder, described.summary(), types, bytes, problems);
    }

    /** Weights under their makers' own names are as good. */
    private UnaryOperator<String> names(TensorSource source) {
        if (role == ComponentRole.TRANSFORMER && source.names().contains("head.modulation")) {
            return name -> WanNames.toDiffusers(name).orElse(name);
        }
        if (role == ComponentRole.TEXT_ENCODER && source.names().contains("token_embedding.weight")) {
            return name -> Umt5Names.toTransformers(name).orElse(name);
        }
        return UnaryOperator.identity();
    }

    private Described describe() throws WorkbenchException {
        Path config = folder.resolve(ModelFolder.CONFIG);
        String className = ConfigFile.className(ConfigFile.read(config));
        if (role == ComponentRole.TEXT_ENCODER && !className.equals(role.className()) && !className.equals("umt5")) {
            throw new WorkbenchException(config + ": the class is '" + className + "'; expected " + role.className());
        }
        return switch (role) {
            case TRANSFORMER -> {
                WanTransformerConfig c = WanConfigFile.read(config);
                yield new Described(
                        c.layers() + " layers, " + c.heads() + " heads of " + c.headDim() + ", feed-forward "
                                + c.ffnDim(),
                        c.parameterShapes());
            }
            case VAE -> {
                VaeConfig c = VaeConfig.read(config);
                yield new Described(
                        c.zDim() + " latent channels, " + c.spatialFactor() + "x in space, " + c.temporalFactor()
                                + "x in time, base " + c.baseDim(),
                        c.parameterShapes());
            }
            default -> {
                Umt5Config c = Umt5Config.read(config);
                yield new Described(
                        c.layers() + " layers, " + c.heads() + " heads, width " + c.width() + ", vocabulary "
                                + c.vocabulary(),
                        c.parameterShapes());
            }
        };
    }

    /** Weights in a format that is not read are worth a word. */
    private String otherWeights() {
        try (Stream<Path> files = Files.list(folder)) {
            boolean pickled = files.anyMatch(file -> file.toString().matches(".*\\.(bin|pth|pt|ckpt)"));
            return pickled
                    ? ". There are weights in torch's own format; only safetensors are read for whole models"
                    : "";
        } catch (IOException e) {
            return " (" + FileFault.reason(e) + ")";
        }
    }

    private long bytes(List<String> names) {
        long sum = 0;
        for (String name : names) {
            try {
                Path file = folder.resolve(name);
                sum += Files.isRegularFile(file) ? Files.size(file) : 0;
            } catch (IOException e) {
                problems.add("cannot read " + folder.resolve(name) + ": " + FileFault.reason(e));
            }
        }
        return sum;
    }
}
