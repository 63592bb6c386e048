package org.spatialalign.engine.train;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.core.ContentHash;

/**
 * Where the content of a clip is.
 *
 * @param name for messages
 * @param file the video
 * @param latents what the decoder made the video of, kept when it was generated with the same model; null if not
 */
public record TrainingClip(ContentHash hash, String name, Path file, @Nullable Path latents) {}
