package org.spatialalign.engine.store;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.core.ContentHash;
import org.spatialalign.engine.media.VideoInfo;

/**
 * A clip to be taken into the project; see {@link ClipRecord} for the parts.
 *
 * @param file the file to copy; it is left where it is
 * @param hash of the file's content; checked while copying
 */
public record NewClip(
        Path file,
        ContentHash hash,
        String model,
        @Nullable String promptId,
        @Nullable Integer seed,
        VideoInfo video,
        @Nullable String problem) {}
