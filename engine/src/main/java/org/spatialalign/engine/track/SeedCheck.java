package org.spatialalign.engine.track;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.geometry.FrameBoxes;
import org.spatialalign.engine.geometry.PixelBox;
import org.spatialalign.engine.geometry.Role;
import org.spatialalign.engine.media.Clip;

/** Says what is wrong with seed boxes before any native code sees them. */
final class SeedCheck {

    /** Width and height, in source pixels, that a tracker needs inside the picture to hold on to. */
    static final double MINIMUM_VISIBLE_PX = 4;

    private SeedCheck() {}

    /** The seeds of a role by frame; of two for one frame the last counts. */
    static NavigableMap<Integer, PixelBox> of(Role role, Clip clip, List<FrameBoxes> seeds) throws WorkbenchException {
        NavigableMap<Integer, PixelBox> byFrame = new TreeMap<>();
        List<FrameBoxes> ordered = seeds.stream()
                .sorted(Comparator.comparingInt(FrameBoxes::frame))
                .toList();
        for (FrameBoxes seed : ordered) {
            seed.box(role).ifPresent(box -> byFrame.put(seed.frame(), box));
        }
        if (byFrame.isEmpty()) {
            throw new WorkbenchException("There is no seed box for the " + name(role)
                    + ": draw one on any frame in which it is well visible, then track again.");
        }
        for (Map.Entry<Integer, PixelBox> seed : byFrame.entrySet()) {
            check(role, clip, seed.getKey(), seed.getValue());
        }
        return byFrame;
    }

    private static void check(Role role, Clip clip, int frame, PixelBox box) throws WorkbenchException {
        String where = "The seed box of the " + name(role) + " in frame " + frame;
        if (frame >= clip.frameCount()) {
            throw new WorkbenchException(where + " is beyond the end: the clip has " + clip.frameCount()
                    + " frames, numbered from 0. Is the seed file for another clip?");
        }
        int width = clip.info().width();
        int height = clip.info().height();
        if (box.width() < MINIMUM_VISIBLE_PX || box.height() < MINIMUM_VISIBLE_PX) {
            throw new WorkbenchException(where + " is " + size(box) + " pixels; expected at least "
                    + size(MINIMUM_VISIBLE_PX, MINIMUM_VISIBLE_PX) + ". Draw it again around the whole " + name(role)
                    + ".");
        }
        PixelBox visible = box.clampTo(width, height);
        if (visible.width() < MINIMUM_VISIBLE_PX || visible.height() < MINIMUM_VISIBLE_PX) {
            throw new WorkbenchException(where + " lies outside the picture of " + width + "x" + height
                    + " pixels: " + corners(box) + ". Draw it again around what is visible of the " + name(role)
                    + ".");
        }
    }

    private static String name(Role role) {
        return role.name().toLowerCase(Locale.ROOT);
    }

    private static String size(PixelBox box) {
        return size(box.width(), box.height());
    }

    private static String size(double width, double height) {
        return number(width) + "x" + number(height);
    }

    private static String corners(PixelBox b) {
        return "[" + number(b.x1()) + ", " + number(b.y1()) + ", " + number(b.x2()) + ", " + number(b.y2()) + "]";
    }

    private static String number(double value) {
        return value == Math.rint(value)
                ? String.format(Locale.ROOT, "%.0f", value)
                : String.format(Locale.ROOT, "%.1f", value);
    }
}
