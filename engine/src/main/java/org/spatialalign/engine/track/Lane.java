package org.spatialalign.engine.track;

import org.spatialalign.engine.geometry.PixelBox;
import org.spatialalign.engine.geometry.Role;

/**
 * One piece of tracking work: follow one role from one seed in one direction.
 *
 * @param seed in source pixels
 * @param start the seed's frame
 * @param end the last frame to follow to, included; before {@code start} for a backward lane
 */
record Lane(Role role, PixelBox seed, int start, int end) {

    int step() {
        return end < start ? -1 : 1;
    }

    /** Frames to follow, the seed's own not counted. */
    int length() {
        return Math.abs(end - start);
    }
}
