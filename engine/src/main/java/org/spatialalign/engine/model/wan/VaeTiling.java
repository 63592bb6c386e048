package org.spatialalign.engine.model.wan;

/**
 * Computing a large picture in overlapping tiles to save memory, as diffusers does. Pixels near the seams come out
 * slightly different, so it stays off where results are to be reproduced.
 *
 * @param tile side of a tile in pixels
 * @param stride from one tile's start to the next; what is left is the overlap, which is blended
 */
public record VaeTiling(int tile, int stride) {

    /** The sizes of diffusers. */
    public static final VaeTiling DEFAULT = new VaeTiling(256, 192);

    public VaeTiling {
        if (stride < 1 || tile < stride) {
            throw new IllegalArgumentException(
                    "tiles of " + tile + " pixels every " + stride + ": expected 1 <= stride <= tile");
        }
    }

    boolean needed(long height, long width) {
        return height > tile || width > tile;
    }
}
