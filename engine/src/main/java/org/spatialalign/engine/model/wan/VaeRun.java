package org.spatialalign.engine.model.wan;

import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.core.CancelToken;
import org.spatialalign.engine.core.Progress;

/**
 * How one video is encoded or decoded.
 *
 * @param tiling null for none
 * @param cancel looked at once per chunk
 * @param progress told the frames done after each chunk; with tiling the tiles done
 */
public record VaeRun(@Nullable VaeTiling tiling, CancelToken cancel, Progress.Listener progress) {

    /** Whole pictures, uninterrupted. */
    public static VaeRun plain() {
        return new VaeRun(null, CancelToken.never(), Progress.Listener.NONE);
    }

    public static VaeRun of(CancelToken cancel, Progress.Listener progress) {
        return new VaeRun(null, cancel, progress);
    }

    /** How each tile is computed. */
    VaeRun ofOneTile() {
        return new VaeRun(null, cancel, Progress.Listener.NONE);
    }

    public VaeRun tiled(VaeTiling by) {
        return new VaeRun(by, cancel, progress);
    }
}
