/**
 * Boxes, and the boxes of two things over the frames of a clip. Pure mathematics on records, in pixels with y pointing down; no input or output, no native library.
 */
@NullMarked
package org.spatialalign.engine.geometry;

import org.jspecify.annotations.NullMarked;
