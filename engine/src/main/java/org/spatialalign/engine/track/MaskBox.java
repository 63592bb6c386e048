package org.spatialalign.engine.track;

import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.geometry.PixelBox;
import org.spatialalign.engine.track.SmallPicture.Window;

/**
 * The box around a mask.
 *
 * @param box in pixels of the frame
 * @param area working pixels of the mask
 */
record MaskBox(PixelBox box, int area) {

    /** @param set the mask's pixels in the window; null when there are too few to have a box */
    static @Nullable MaskBox of(boolean[] set, Window window, int area, double factor) {
        int x1 = Integer.MAX_VALUE;
        int y1 = Integer.MAX_VALUE;
        int x2 = -1;
        int y2 = -1;
        int[] columns = new int[window.width()];
        for (int y = 0; y < window.height(); y++) {
            int row = 0;
            for (int x = 0; x < window.width(); x++) {
                if (set[y * window.width() + x]) {
                    row++;
                    columns[x]++;
                }
            }
            // A single pixel that sticks out is noise.
            if (row > 1) {
                y1 = Math.min(y1, y);
                y2 = y;
            }
        }
        for (int x = 0; x < columns.length; x++) {
            if (columns[x] > 1) {
                x1 = Math.min(x1, x);
                x2 = x;
            }
        }
        if (x2 < 0 || y2 < 0) {
            return null;
        }
        PixelBox box = new PixelBox(
                (window.x1() + x1) / factor,
                (window.y1() + y1) / factor,
                (window.x1() + x2 + 1) / factor,
                (window.y1() + y2 + 1) / factor);
        return new MaskBox(box, area);
    }
}
