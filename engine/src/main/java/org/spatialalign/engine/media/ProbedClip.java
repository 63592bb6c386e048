package org.spatialalign.engine.media;

import java.util.Optional;

/**
 * What a clip is, found by decoding it once without keeping it.
 *
 * @param info of the frames that could be read, at least one
 * @param problem what is wrong with the rest of the file; empty for a whole clip
 */
public record ProbedClip(VideoInfo info, Optional<MediaProblem> problem) {}
