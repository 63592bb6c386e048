package org.spatialalign.engine.generate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.spatialalign.engine.core.AtomicFiles;
import org.spatialalign.engine.core.CancelToken;
import org.spatialalign.engine.core.CancelledException;
import org.spatialalign.engine.core.ContentHash;
import org.spatialalign.engine.core.FileFault;
import org.spatialalign.engine.core.Json;
import org.spatialalign.engine.core.Progress;
import org.spatialalign.engine.core.WorkbenchException;

/**
 * By what a model is told from another: one hash over names and content of the files that it computes with
 * (configurations, weights and vocabulary; neither the sampler's settings nor any readme). Where the folder lies and
 * what it is called does not matter.
 *
 * <p>Reading many gigabytes takes a minute, so the hash of each large file is remembered in the user's cache, and
 * believed as long as path, size and time of change are the same.
 */
public final class ModelIdentity {

    private static final String CACHE = "file-hashes.json";

    /** Smaller files are read each time. */
    private static final long REMEMBERED = 1 << 20;

    private final Path cacheFile;

    /** @param cache a folder of the program's own; need not exist */
    public ModelIdentity(Path cache) {
        this.cacheFile = cache.resolve(CACHE);
    }

    /** The identity of a whole model. */
    public ContentHash of(ModelFolder model, Progress.Listener progress, CancelToken cancel)
            throws WorkbenchException, CancelledException {
        List<Path> files = new ArrayList<>();
        for (ModelComponent component : model.components()) {
            if (component.role() != ComponentRole.SCHEDULER) {
                files.addAll(files(component));
            }
        }
        return of(model.path(), files, progress, cancel);
    }

    /**
     * The identity of one part of a model.
     *
     * @throws WorkbenchException when the model has no such part
     */
    public ContentHash of(ModelFolder model, ComponentRole part, Progress.Listener progress, CancelToken cancel)
            throws WorkbenchException, CancelledException {
        ModelComponent component = model.component(part)
                .orElseThrow(() -> new WorkbenchException(model.path() + " has no " + part.words()));
        return of(model.path(), files(component), progress, cancel);
    }

    /** The identity of some files below a folder, in this order. */
    public ContentHash of(Path root, List<Path> files, Progress.Listener progress, CancelToken cancel)
            throws WorkbenchException, CancelledException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < files.size(); i++) {
            cancel.check();
            Path file = files.get(i);
            progress.report(i, files.size(), "files", "reading " + file.getFileName());
            Path relative = root.relativize(file);
            text.append(String.join("/", relative.toString().split("[/\\\\]")))
                    .append(' ')
                    .append(ofFile(file).hex())
                    .append('\n');
        }
        return ContentHash.ofText(text.toString());
    }

    /** The hash of one file's content, such as a LoRA's. */
    public ContentHash ofFile(Path file) throws WorkbenchException {
        try {
            Path real = file.toRealPath();
            long size = Files.size(real);
            if (size < REMEMBERED) {
                return ContentHash.ofFile(real);
            }
            String stamp = size + " " + Files.getLastModifiedTime(real).toInstant();
            JsonNode remembered = read().path(real.toString());
            String known = remembered.path("hash").asText();
            if (remembered.path("stamp").asText().equals(stamp) && known.matches("[0-9a-f]{64}")) {
                return new ContentHash(known);
            }
            ContentHash hash = ContentHash.ofFile(real);
            remember(real.toString(), stamp, hash);
            return hash;
        } catch (IOException e) {
            throw new WorkbenchException("cannot read " + file + ": " + FileFault.reason(e), e);
        }
    }

    /** What recipes say of a LoRA. */
    public GenerationRecipe.Lora ofLora(Path file, double multiplier) throws WorkbenchException {
        return new GenerationRecipe.Lora(
                String.valueOf(file.getFileName()), ofFile(file).hex(), multiplier);
    }

    private static List<Path> files(ModelComponent component) throws WorkbenchException {
        try (Stream<Path> files = Files.list(component.folder())) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.getFileName().toString().matches("[^.].*\\.(json|safetensors|model)"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new WorkbenchException("cannot read " + component.folder() + ": " + FileFault.reason(e), e);
        }
    }

    /** What is remembered; nothing when the file is not there or damaged: all of it can be found out again. */
    private ObjectNode read() {
        try {
            if (Json.parse(Files.readString(cacheFile)) instanceof ObjectNode known) {
                return known;
            }
        } catch (IOException | WorkbenchException e) {
            // Then everything is hashed anew.
        }
        return Json.object();
    }

    private void remember(String file, String stamp, ContentHash hash) {
        ObjectNode known = read();
        known.set(file, Json.object().put("stamp", stamp).put("hash", hash.hex()));
        try {
            AtomicFiles.<IOException>write(cacheFile, temporary -> Files.writeString(temporary, Json.write(known)));
        } catch (IOException e) {
            // A cache that cannot be written costs time, nothing else.
        }
    }
}
