package org.spatialalign.engine.track;

import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.geometry.PixelBox;

/**
 * The box that counts for one role in one frame, and where it comes from.
 *
 * @param box null when there is none
 * @param origin who says so
 * @param machine the state of the machine's box underneath (after identity swaps)
 */
public record EffectiveBox(@Nullable PixelBox box, Origin origin, MachineBox machine) {

    /** Who a box comes from. */
    public enum Origin {
        /** The machine, untouched. */
        MACHINE,
        /** A person, on this very frame. */
        KEY_FRAME,
        /** A person's key frame nearby, spread by offset or line. */
        SPREAD,
        /** A person marked it as outside the picture. */
        MARKED_OUTSIDE
    }
}
