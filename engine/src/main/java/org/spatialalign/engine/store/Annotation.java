package org.spatialalign.engine.store;

import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.track.Corrections;

/**
 * The current state of a clip's boxes.
 *
 * @param trackId the machine's boxes underneath; null when there are none yet
 */
public record Annotation(String clipId, @Nullable Long trackId, Corrections corrections) {}
