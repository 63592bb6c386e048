package org.spatialalign.engine.geometry;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The two boxes of one frame, either of which may be missing.
 *
 * @param frame zero-based index in decode order
 */
public record FrameBoxes(int frame, @Nullable PixelBox animal, @Nullable PixelBox object) {

    public FrameBoxes {
        if (frame < 0) {
            throw new IllegalArgumentException("frame index must not be negative: " + frame);
        }
    }

    public Optional<PixelBox> box(Role role) {
        return Optional.ofNullable(role == Role.ANIMAL ? animal : object);
    }

    public boolean complete() {
        return animal != null && object != null;
    }

    public FrameBoxes with(Role role, @Nullable PixelBox box) {
        return role == Role.ANIMAL ? new FrameBoxes(frame, box, object) : new FrameBoxes(frame, animal, box);
    }

    public static FrameBoxes of(int frame, PixelBox animal, PixelBox object) {
        return new FrameBoxes(frame, Objects.requireNonNull(animal), Objects.requireNonNull(object));
    }
}
