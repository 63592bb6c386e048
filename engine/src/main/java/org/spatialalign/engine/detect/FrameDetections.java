package org.spatialalign.engine.detect;

import java.util.List;

/**
 * What was found in one frame, in the detector's order.
 *
 * @param frame zero-based index
 */
public record FrameDetections(int frame, List<Detection> found) {

    public FrameDetections {
        found = List.copyOf(found);
    }
}
