/**
 * Exact decoding and encoding of clips, and thumbnails. A frame index here is the index ffmpeg and OpenCV give. The only package that touches JavaCV's frame grabbers, recorders and images.
 */
@NullMarked
package org.spatialalign.engine.media;

import org.jspecify.annotations.NullMarked;
