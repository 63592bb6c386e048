package org.spatialalign.engine.detect;

import org.spatialalign.engine.geometry.PixelBox;

/**
 * One thing that was found.
 *
 * @param label the words that were recognised, lower case; two phrases when the box looks like both, empty when it
 *     looks like neither
 * @param score in (0, 1)
 * @param box in pixels of the frame; may reach outside of it
 */
public record Detection(String label, double score, PixelBox box) {}
