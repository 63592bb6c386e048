package org.spatialalign.engine.track;

import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.geometry.PixelBox;

/**
 * What a machine says about one role in one frame.
 *
 * @param box null exactly when the state has no box
 * @param confidence in [0, 1]: how well the picture under the box matches what is being followed; 1 for seeds and
 *     imported boxes
 */
public record MachineBox(@Nullable PixelBox box, BoxState state, double confidence) {

    public MachineBox {
        if ((box != null) != state.hasBox()) {
            throw new IllegalArgumentException(state + (state.hasBox() ? " needs a box" : " must not have a box"));
        }
    }

    public static MachineBox absent(BoxState state) {
        return new MachineBox(null, state, 0);
    }

    /** Whether a box is known, and whether it may be used for scoring. */
    public enum BoxState {
        /** Drawn by a person or read from a seed file. */
        SEED(true),
        /** Followed by the tracker. */
        TRACKED(true),
        /** Read from a detector's file. */
        DETECTED(true),
        /** The tracker no longer finds it; no box is invented. */
        LOST(false),
        /** It left the picture. */
        OUTSIDE(false),
        /** The tracker jumped to something else; from here on no box is invented. */
        JUMPED(false),
        /** Nobody has looked at this frame. */
        NONE(false);

        private final boolean hasBox;

        BoxState(boolean hasBox) {
            this.hasBox = hasBox;
        }

        public boolean hasBox() {
            return hasBox;
        }
    }
}
