package org.spatialalign.engine.media;

/**
 * How to decode a clip.
 *
 * @param maxWidth wider pictures are made this wide, keeping their shape; 0 keeps every pixel
 * @param maxFrames clips with more frames are refused, because the whole clip is kept in memory
 */
public record DecodeOptions(int maxWidth, int maxFrames) {

    /** Every pixel; clips of up to 2,000 frames. */
    public static final DecodeOptions FULL = new DecodeOptions(0, 2000);

    public DecodeOptions {
        if (maxWidth < 0 || maxFrames < 1) {
            throw new IllegalArgumentException("need maxWidth >= 0 and maxFrames >= 1: " + maxWidth + ", " + maxFrames);
        }
    }

    /** Pictures at most this wide, for contact sheets and thumbnails. */
    public static DecodeOptions scaled(int maxWidth) {
        return new DecodeOptions(maxWidth, FULL.maxFrames);
    }
}
