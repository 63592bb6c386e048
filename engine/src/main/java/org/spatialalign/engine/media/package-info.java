/**
 * Exact decoding and encoding of clips, and thumbnails. A frame index here is the index ffmpeg and OpenCV give. The only package
 * that touches ffmpeg and AWT's pictures.
 */
@NullMarked
package org.spatialalign.engine.media;

import org.jspecify.annotations.NullMarked;
