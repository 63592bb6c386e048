package org.spatialalign.app.player;

import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.geometry.PixelBox;
import org.spatialalign.engine.geometry.Role;

/** Which box, and which part of it, is under the cursor. */
final class BoxPicker {

    /** What was hit. */
    record Hit(Role role, BoxHandle handle) {}

    private BoxPicker() {}

    /**
     * Handles belong to the selected role alone and reach a little outside its box. Inside boxes the selected role wins,
     * then the smaller box.
     *
     * @param reach how near to a handle is near enough, in image pixels
     */
    static @Nullable Hit pick(
            @Nullable PixelBox animal, @Nullable PixelBox object, Role selected, double x, double y, double reach) {
        PixelBox first = selected == Role.ANIMAL ? animal : object;
        PixelBox second = selected == Role.ANIMAL ? object : animal;
        if (first != null) {
            BoxHandle handle = handle(first, x, y, reach);
            if (handle != null) {
                return new Hit(selected, handle);
            }
            if (first.contains(x, y)) {
                return new Hit(selected, BoxHandle.MOVE);
            }
        }
        return second != null && second.contains(x, y) ? new Hit(selected.other(), BoxHandle.MOVE) : null;
    }

    private static @Nullable BoxHandle handle(PixelBox box, double x, double y, double reach) {
        int horizontal = side(x, box.x1(), box.x2(), reach);
        int vertical = side(y, box.y1(), box.y2(), reach);
        if (x < box.x1() - reach || x > box.x2() + reach || y < box.y1() - reach || y > box.y2() + reach) {
            return null;
        }
        for (BoxHandle handle : BoxHandle.values()) {
            if (handle.resizes() && handle.horizontal() == horizontal && handle.vertical() == vertical) {
                return handle;
            }
        }
        return null;
    }

    /** -1 at the low edge, 1 at the high one, 0 between. In small boxes the middle half is left for moving. */
    private static int side(double value, double low, double high, double reach) {
        double inside = Math.min(reach, (high - low) / 4);
        if (value <= low + inside) {
            return -1;
        }
        return value >= high - inside ? 1 : 0;
    }
}
