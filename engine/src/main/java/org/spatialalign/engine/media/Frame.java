package org.spatialalign.engine.media;

import java.nio.ByteBuffer;

/**
 * One decoded picture.
 *
 * @param index zero-based position in decode order, the same that ffmpeg and OpenCV give it
 * @param width pixels
 * @param height pixels
 * @param bgra direct buffer of {@code 4 * width * height} bytes at position 0: rows from top to bottom without padding,
 *     blue, green, red, 255. Shared: read it through {@link ByteBuffer#duplicate()} and never write to it.
 */
public record Frame(int index, int width, int height, ByteBuffer bgra) {

    public Frame {
        if (index < 0 || width < 1 || height < 1) {
            throw new IllegalArgumentException("no such frame: index " + index + ", " + width + "x" + height);
        }
        if (!bgra.isDirect() || bgra.position() != 0 || bgra.remaining() != 4L * width * height) {
            throw new IllegalArgumentException("a frame of " + width + "x" + height
                    + " needs a direct buffer of exactly " + 4L * width * height + " bytes, got " + bgra);
        }
    }

    /** The colour at a place as {@code 0xAARRGGBB}. */
    public int argb(int x, int y) {
        if (x < 0 || y < 0 || x >= width || y >= height) {
            throw new IndexOutOfBoundsException("(" + x + ", " + y + ") in " + width + "x" + height);
        }
        int at = 4 * (y * width + x);
        return ((bgra.get(at + 3) & 0xff) << 24)
                | ((bgra.get(at + 2) & 0xff) << 16)
                | ((bgra.get(at + 1) & 0xff) << 8)
                | (bgra.get(at) & 0xff);
    }
}
