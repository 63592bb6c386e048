package org.spatialalign.engine.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.nio.file.Files;
import java.nio.file.Path;
import org.spatialalign.engine.core.ContentHash;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.generate.Latents;
import org.spatialalign.engine.tensor.TensorLoader;
import org.spatialalign.engine.tensor.safetensors.SafetensorsFile;
import org.spatialalign.engine.tensor.safetensors.SafetensorsWriter;

/**
 * Clips as the transformer has them, on disk: one safetensors file per clip, float32, named by the clip's content in a
 * folder named by the autoencoder that made it. Safe to use from several processes.
 */
public final class LatentCache {

    private final Path folder;

    /**
     * @param cache the program's folder for what can be made again
     * @param encoder names the autoencoder and how it computes
     */
    public LatentCache(Path cache, String encoder) {
        this.folder = cache.resolve("latents").resolve(encoder);
    }

    /** Where a clip's latents belong; they need not be there. */
    public Path file(ContentHash clip) {
        return folder.resolve(clip.hex() + ".safetensors");
    }

    /** Whether they are there and whole. */
    public boolean has(ContentHash clip) {
        Path file = file(clip);
        if (!Files.isRegularFile(file)) {
            return false;
        }
        try (SafetensorsFile source = SafetensorsFile.open(file)) {
            return source.info(Latents.NAME).shape().size() == 5;
        } catch (WorkbenchException e) {
            // Encoded again and replaced.
            return false;
        }
    }

    /** @param latents [1, C, T, H, W], float32 */
    void put(ContentHash clip, NDArray latents) throws WorkbenchException {
        new SafetensorsWriter().add(Latents.NAME, latents).write(file(clip));
    }

    /** Latents in a file, on the manager's device and owned by it. */
    static NDArray load(Path file, NDManager manager) throws WorkbenchException {
        try (SafetensorsFile source = SafetensorsFile.open(file)) {
            return TensorLoader.load(source, Latents.NAME, manager, DataType.FLOAT32);
        }
    }
}
