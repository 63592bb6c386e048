package org.spatialalign.engine.interchange;

import org.jspecify.annotations.Nullable;

/**
 * What a clip's file name says.
 *
 * @param frames how many frames the name promises, if it does
 * @param seed the number of the sample, if given
 * @param model the source model, if the pattern has a group for it
 */
public record ClipName(String promptId, @Nullable Integer frames, @Nullable Integer seed, @Nullable String model) {}
