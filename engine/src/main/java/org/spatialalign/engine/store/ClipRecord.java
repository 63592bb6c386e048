package org.spatialalign.engine.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.core.ContentHash;
import org.spatialalign.engine.media.VideoInfo;

/**
 * A clip of the project. The same content twice is the same clip.
 *
 * @param id the brief form of the hash
 * @param model which model made it; may be empty
 * @param promptId the prompt it was made from, which may be unknown to the project
 * @param seed the seed it was made with
 * @param fileName the name it had when it was imported
 * @param path where it is, relative to the project's folder
 * @param problem what is wrong with the file, for people; null when it is whole
 */
public record ClipRecord(
        String id,
        ContentHash hash,
        String model,
        @Nullable String promptId,
        @Nullable Integer seed,
        String fileName,
        String path,
        long bytes,
        VideoInfo video,
        @Nullable String problem,
        Instant importedAt) {

    /** For people: clips of several models have the same file names. */
    public String name() {
        return model.isEmpty() ? fileName : model + "/" + fileName;
    }
}
