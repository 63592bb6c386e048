package org.spatialalign.engine.tensor.safetensors;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.spatialalign.engine.core.FileFault;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.tensor.TensorSource;

/** Finds the weights of one part of a model. */
public final class Safetensors {

    private static final String ENDING = ".safetensors";
    private static final String INDEX_ENDING = ".safetensors.index.json";

    /** Names that the published models use, best first. */
    private static final List<String> NAMES = List.of("diffusion_pytorch_model", "model");

    private Safetensors() {}

    /**
     * Opens a file, an index of several, or what a folder holds: {@code diffusion_pytorch_model} or {@code model} as
     * one file or with an index, or else its only safetensors file.
     *
     * @throws WorkbenchException when there is nothing, or more than one that could be meant
     */
    public static TensorSource open(Path fileOrFolder) throws WorkbenchException {
        Path file = Files.isDirectory(fileOrFolder) ? find(fileOrFolder) : fileOrFolder;
        return file.toString().endsWith(INDEX_ENDING) ? SafetensorsFolder.open(file) : SafetensorsFile.open(file);
    }

    private static Path find(Path folder) throws WorkbenchException {
        for (String name : NAMES) {
            for (String ending : List.of(ENDING, INDEX_ENDING)) {
                Path file = folder.resolve(name + ending);
                if (Files.isRegularFile(file)) {
                    return file;
                }
            }
        }
        List<Path> indexes = ending(folder, INDEX_ENDING);
        List<Path> found = indexes.isEmpty() ? ending(folder, ENDING) : indexes;
        if (found.size() != 1) {
            String names = String.join(" or ", NAMES);
            throw new WorkbenchException(
                    found.isEmpty()
                            ? folder + " holds no weights; expected " + names + ENDING + " (or " + INDEX_ENDING + ")"
                            : folder + " holds several files of weights: "
                                    + found.stream().map(Path::getFileName).toList() + "; name the one that is meant");
        }
        return found.get(0);
    }

    private static List<Path> ending(Path folder, String ending) throws WorkbenchException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new WorkbenchException("cannot read " + folder + ": " + FileFault.reason(e), e);
        }
    }
}
