package org.spatialalign.engine.detect;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.spatialalign.engine.core.CancelToken;
import org.spatialalign.engine.core.CancelledException;
import org.spatialalign.engine.core.ContentHash;
import org.spatialalign.engine.core.Progress;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.generate.ModelIdentity;
import org.spatialalign.engine.model.groundingdino.GroundingDinoConfig;
import org.spatialalign.engine.model.groundingdino.PhraseTokenizer;
import org.spatialalign.engine.tensor.TensorInfo;
import org.spatialalign.engine.tensor.safetensors.SafetensorsFile;

/**
 * The folder of a detector in the layout of IDEA-Research/grounding-dino-tiny: {@code config.json},
 * {@code model.safetensors}, {@code tokenizer.json}, {@code preprocessor_config.json}.
 */
public record DetectorFolder(Path path) {

    static final String CONFIG = "config.json";
    static final String WEIGHTS = "model.safetensors";
    static final String INPUT = "preprocessor_config.json";

    private static final String WANTED = "expected a folder in the layout of IDEA-Research/grounding-dino-tiny, with "
            + CONFIG + ", " + WEIGHTS + ", " + PhraseTokenizer.FILE + " and " + INPUT;

    /** More names help nobody; their number is given. */
    private static final int NAMED = 4;

    public DetectorFolder {
        path = path.toAbsolutePath().normalize();
    }

    /**
     * What is wrong with the folder, one sentence each; empty when it can be used. Reads configurations and the header
     * of the weights, and starts nothing.
     */
    public List<String> problems() {
        if (!Files.isDirectory(path)) {
            return List.of(path
                    + (Files.exists(path) ? " is a file, not a folder; " : ": there is no such folder; ")
                    + WANTED);
        }
        List<String> missing = Stream.of(CONFIG, WEIGHTS, PhraseTokenizer.FILE, INPUT)
                .filter(name -> !Files.isRegularFile(path.resolve(name)))
                .toList();
        if (missing.size() == 4) {
            return List.of(path + " is not the folder of a detector; " + WANTED);
        }
        if (!missing.contains(CONFIG)) {
            try {
                config();
            } catch (WorkbenchException e) {
                // Of another model, as a rule: then nothing else about the folder matters.
                return List.of(String.valueOf(e.getMessage()));
            }
        }
        List<String> problems = new ArrayList<>();
        for (String name : missing) {
            problems.add(path.resolve(name) + " is missing; fetch it from where the other files come from");
        }
        if (problems.isEmpty()) {
            look(problems);
        }
        return problems;
    }

    private void look(List<String> problems) {
        try {
            InputRule.read(path.resolve(INPUT));
        } catch (WorkbenchException e) {
            problems.add(String.valueOf(e.getMessage()));
        }
        try {
            Map<String, List<Long>> shapes = config().parameterShapes();
            try (SafetensorsFile file = SafetensorsFile.open(path.resolve(WEIGHTS))) {
                compare(file, shapes, problems);
            }
        } catch (WorkbenchException e) {
            problems.add(String.valueOf(e.getMessage()));
        }
    }

    private static void compare(SafetensorsFile file, Map<String, List<Long>> shapes, List<String> problems)
            throws WorkbenchException {
        List<String> missing = new ArrayList<>();
        List<String> wrong = new ArrayList<>();
        for (Map.Entry<String, List<Long>> wanted : shapes.entrySet()) {
            if (!file.names().contains(wanted.getKey())) {
                missing.add(wanted.getKey());
                continue;
            }
            TensorInfo info = file.info(wanted.getKey());
            if (!info.shape().equals(wanted.getValue()) || !info.type().isFloat()) {
                wrong.add(wanted.getKey());
            }
        }
        say(file, missing, "missing", problems);
        say(file, wrong, "of another shape or type than the configuration asks for", problems);
    }

    private static void say(SafetensorsFile file, List<String> names, String what, List<String> problems) {
        if (!names.isEmpty()) {
            String shown = String.join(", ", names.subList(0, Math.min(NAMED, names.size())));
            String more = names.size() > NAMED ? " and " + (names.size() - NAMED) + " more" : "";
            problems.add(file.origin() + ": " + names.size() + (names.size() == 1 ? " tensor is " : " tensors are ")
                    + what + ": " + shown + more);
        }
    }

    /** @throws WorkbenchException with the first problem */
    public void require() throws WorkbenchException {
        List<String> problems = problems();
        if (!problems.isEmpty()) {
            throw new WorkbenchException(problems.get(0));
        }
    }

    GroundingDinoConfig config() throws WorkbenchException {
        return GroundingDinoConfig.read(path.resolve(CONFIG));
    }

    /**
     * One hash over the content of the four files: by which detections know what made them.
     *
     * @param cache a folder of the program's own; remembers the hash of large files
     */
    public ContentHash identity(Path cache, Progress.Listener progress, CancelToken cancel)
            throws WorkbenchException, CancelledException {
        List<Path> files = Stream.of(CONFIG, WEIGHTS, INPUT, PhraseTokenizer.FILE)
                .map(path::resolve)
                .toList();
        return new ModelIdentity(cache).of(path, files, progress, cancel);
    }

    /** The name for people: that of the folder. */
    public String name() {
        return String.valueOf(path.getFileName());
    }
}
