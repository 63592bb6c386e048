package org.spatialalign.engine.interchange;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.geometry.FrameBoxes;
import org.spatialalign.engine.geometry.PixelBox;

/**
 * Seed boxes of one frame of one clip; at least one of the two is given.
 *
 * @param clip the clip's file; resolved against the seed file's folder when read
 * @param frame zero-based index in decode order
 */
public record SeedEntry(Path clip, int frame, @Nullable PixelBox animal, @Nullable PixelBox object) {

    public FrameBoxes boxes() {
        return new FrameBoxes(frame, animal, object);
    }
}
