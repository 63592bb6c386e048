package org.spatialalign.engine.generate;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.spatialalign.engine.core.FileFault;
import org.spatialalign.engine.core.WorkbenchException;

/**
 * What a folder holds, if it is a model: found out from configurations and the headers of weights, without loading
 * anything. Files may come from anybody; whatever is wrong with them is a problem in the list, never an exception.
 *
 * @param what one line for people: what the folder is, or what it looks like if it is no model
 * @param components the parts that are there or ought to be
 * @param problems of the folder as a whole; those of its parts are with them
 */
public record ModelFolder(Path path, Kind kind, String what, List<ModelComponent> components, List<String> problems) {

    /** Kinds of folders. */
    public enum Kind {
        /** A whole text-to-video model with {@code model_index.json}. */
        PIPELINE,
        /** One part of a model, with {@code config.json}. */
        COMPONENT,
        NOT_A_MODEL
    }

    static final String INDEX = "model_index.json";
    static final String CONFIG = "config.json";
    private static final String PIPELINE_CLASS = "WanPipeline";

    /** Where it can be had; the only layout that is read. */
    static final String WANTED = "a folder in the layout of Wan-AI/Wan2.1-T2V-1.3B-Diffusers, with " + INDEX;

    public ModelFolder {
        components = List.copyOf(components);
        problems = List.copyOf(problems);
    }

    public static ModelFolder inspect(Path folder) {
        Path path = folder.toAbsolutePath().normalize();
        try {
            if (Files.isRegularFile(path.resolve(INDEX))) {
                return pipeline(path, ConfigFile.read(path.resolve(INDEX)));
            }
            if (Files.isRegularFile(path.resolve(CONFIG))) {
                return component(path, ConfigFile.read(path.resolve(CONFIG)));
            }
            return notAModel(path, looksLike(path));
        } catch (WorkbenchException e) {
            return notAModel(path, String.valueOf(e.getMessage()));
        }
    }

    private static ModelFolder pipeline(Path path, JsonNode index) {
        String className = ConfigFile.className(index);
        if (!className.equals(PIPELINE_CLASS)) {
            return notAModel(
                    path,
                    "a model of another family (" + (className.isEmpty() ? "no class named" : className) + " in "
                            + INDEX + ")");
        }
        List<ModelComponent> components = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (ComponentRole role : ComponentRole.values()) {
            components.add(ComponentReader.read(role, path.resolve(role.folder())));
        }
        if (index.path("transformer_2").path(1).isTextual()) {
            problems.add(
                    INDEX + " names a second transformer (Wan 2.2 with two experts); only models with one are known");
        }
        if (components.stream().allMatch(component -> component.problems().isEmpty()) && problems.isEmpty()) {
            problems.addAll(ModelConfigs.disagreements(path));
        }
        return new ModelFolder(path, Kind.PIPELINE, "a Wan text-to-video model", components, problems);
    }

    private static ModelFolder component(Path path, JsonNode config) {
        String className = ConfigFile.className(config);
        Optional<ComponentRole> role = ComponentRole.ofClass(className)
                .or(() -> className.equals("umt5") ? Optional.of(ComponentRole.TEXT_ENCODER) : Optional.empty());
        if (role.isPresent() && role.get().hasWeights()) {
            return new ModelFolder(
                    path,
                    Kind.COMPONENT,
                    "one part of a model: the " + role.get().words() + " (" + className + ")",
                    List.of(ComponentReader.read(role.get(), path)),
                    List.of());
        }
        if (className.equals("WanModel") || config.path("model_type").asText().matches("t2v|i2v")) {
            return notAModel(path, "a Wan model in its makers' own layout; the -Diffusers edition of it is needed");
        }
        return notAModel(
                path,
                "a model of another family (" + (className.isEmpty() ? CONFIG + " names no class" : className) + ")");
    }

    private static ModelFolder notAModel(Path path, String what) {
        return new ModelFolder(
                path, Kind.NOT_A_MODEL, what, List.of(), List.of(path + ": " + what + "; expected " + WANTED));
    }

    /** Says what people may have chosen by mistake. */
    private static String looksLike(Path path) {
        if (!Files.exists(path)) {
            return "there is no such folder";
        }
        if (!Files.isDirectory(path)) {
            return "a single file, not the folder of a model";
        }
        List<String> names;
        try (Stream<Path> files = Files.list(path)) {
            names = files.map(file -> file.getFileName().toString())
                    .sorted()
                    .limit(10_000)
                    .toList();
        } catch (IOException e) {
            return "cannot be read: " + FileFault.reason(e);
        }
        if (names.isEmpty()) {
            return "an empty folder";
        }
        if (names.contains("project.db")) {
            return "a SpatialAlign project";
        }
        Optional<String> inside = names.stream()
                .filter(name -> Files.isRegularFile(path.resolve(name).resolve(INDEX)))
                .findFirst();
        if (inside.isPresent()) {
            return "a folder around models; choose the folder '" + inside.get() + "' in it";
        }
        if (names.stream().anyMatch(name -> name.endsWith(".pth"))) {
            return "torch checkpoints (.pth), as in the makers' own layout";
        }
        if (names.contains("snapshots") && names.contains("blobs")) {
            return "a download cache; choose the folder below 'snapshots' in it";
        }
        if (names.stream().anyMatch(name -> name.endsWith(".safetensors"))) {
            return "weights (.safetensors) without " + CONFIG + ", perhaps a LoRA";
        }
        if (names.stream().anyMatch(name -> name.endsWith(".mp4"))) {
            return "a folder of clips";
        }
        return "no model; it holds " + String.join(", ", names.subList(0, Math.min(3, names.size())))
                + (names.size() > 3 ? ", ..." : "");
    }

    /** Whether clips can be generated with it. */
    public boolean complete() {
        return kind == Kind.PIPELINE && allProblems().isEmpty();
    }

    public Optional<ModelComponent> component(ComponentRole role) {
        return components.stream().filter(c -> c.role() == role).findFirst();
    }

    /** Those of the folder, then those of its parts with their names in front. */
    public List<String> allProblems() {
        List<String> all = new ArrayList<>(problems);
        for (ModelComponent component : components) {
            component.problems().forEach(problem -> all.add(component.role().folder() + ": " + problem));
        }
        return all;
    }

    /** The folder's name, for people. */
    public String name() {
        Path name = path.getFileName();
        return name == null ? path.toString() : name.toString();
    }

    /** @throws WorkbenchException naming everything that is missing or wrong */
    public void requireComplete() throws WorkbenchException {
        if (kind == Kind.NOT_A_MODEL) {
            throw new WorkbenchException(String.join("; ", problems));
        }
        if (kind == Kind.COMPONENT) {
            throw new WorkbenchException(path + " is " + what + "; expected " + WANTED);
        }
        if (!complete()) {
            throw new WorkbenchException("the model in " + path + " cannot be used: " + String.join("; ", allProblems())
                    + ". Fetch what is missing or damaged again");
        }
    }
}
