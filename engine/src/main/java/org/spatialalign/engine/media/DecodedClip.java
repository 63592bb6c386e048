package org.spatialalign.engine.media;

import java.util.Optional;

/**
 * A clip, or the part of it before a break.
 *
 * @param clip the frames that could be read, at least one
 * @param problem what is wrong with the rest of the file; empty for a whole clip
 */
public record DecodedClip(Clip clip, Optional<MediaProblem> problem) {}
