package org.spatialalign.engine.track;

import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.geometry.PixelBox;
import org.spatialalign.engine.track.Corrections.KeyFrame;
import org.spatialalign.engine.track.MachineBox.BoxState;

/**
 * The additive offset of one box against another, and how offsets spread over the frames of one role (rule 3 of
 * {@link EffectiveTracks}). Differences of centre and size, in pixels.
 */
record Offsets(double centerX, double centerY, double width, double height) {

    static final Offsets ZERO = new Offsets(0, 0, 0, 0);

    /** An offset may shrink a box to this, in pixels, but not to nothing: a box without width cannot be scored. */
    private static final double MINIMUM_EXTENT = 1;

    static Offsets of(PixelBox from, PixelBox to) {
        return new Offsets(
                to.centerX() - from.centerX(),
                to.centerY() - from.centerY(),
                to.width() - from.width(),
                to.height() - from.height());
    }

    /**
     * The boxes of rules 2 and 3. Where nothing moves a box the result is the machine's box itself, the same instance.
     *
     * @param keys per frame, null where there is none
     * @param swapped per frame; an offset never crosses a change
     */
    static @Nullable PixelBox[] apply(MachineBox[] machine, @Nullable KeyFrame[] keys, boolean[] swapped) {
        @Nullable PixelBox[] boxes = new @Nullable PixelBox[machine.length];
        int runStart = 0;
        for (int frame = 0; frame < machine.length; frame++) {
            if (frame + 1 == machine.length || swapped[frame + 1] != swapped[frame]) {
                applyToRun(machine, keys, boxes, runStart, frame);
                runStart = frame + 1;
            }
        }
        return boxes;
    }

    /** Frames {@code first} to {@code last} of one machine layer, the two ends being anchors. */
    private static void applyToRun(
            MachineBox[] machine, @Nullable KeyFrame[] keys, @Nullable PixelBox[] boxes, int first, int last) {
        int left = first;
        Offsets leftOffset = ZERO;
        for (int frame = first; frame <= last; frame++) {
            PixelBox below = machine[frame].box();
            KeyFrame key = keys[frame];
            boxes[frame] = key == null ? below : key.box();
            boolean anchor = frame == first || frame == last || machine[frame].state() == BoxState.SEED;
            boolean offsetKnown = key != null && below != null;
            if (!offsetKnown && !anchor) {
                continue;
            }
            Offsets offset = key != null && below != null ? of(below, key.box()) : ZERO;
            fill(machine, keys, boxes, left, leftOffset, frame, offset);
            left = frame;
            leftOffset = offset;
        }
    }

    private static void fill(
            MachineBox[] machine,
            @Nullable KeyFrame[] keys,
            @Nullable PixelBox[] boxes,
            int left,
            Offsets leftOffset,
            int right,
            Offsets rightOffset) {
        if (leftOffset.equals(ZERO) && rightOffset.equals(ZERO)) {
            return;
        }
        for (int frame = left + 1; frame < right; frame++) {
            PixelBox below = machine[frame].box();
            if (below != null && keys[frame] == null) {
                double share = (frame - left) / (double) (right - left);
                boxes[frame] = leftOffset.mix(rightOffset, share).addTo(below);
            }
        }
    }

    private Offsets mix(Offsets other, double share) {
        return new Offsets(
                mix(centerX, other.centerX, share),
                mix(centerY, other.centerY, share),
                mix(width, other.width, share),
                mix(height, other.height, share));
    }

    /** The moved box, or the box itself where the result would not be a box. */
    private PixelBox addTo(PixelBox box) {
        double w = Math.max(box.width() + width, Math.min(box.width(), MINIMUM_EXTENT));
        double h = Math.max(box.height() + height, Math.min(box.height(), MINIMUM_EXTENT));
        double x1 = box.centerX() + centerX - w / 2;
        double y1 = box.centerY() + centerY - h / 2;
        return finite(x1, y1, x1 + w, y1 + h) ? new PixelBox(x1, y1, x1 + w, y1 + h) : box;
    }

    /** Each of the four coordinates linear from {@code a} (share 0) to {@code b} (share 1). */
    static PixelBox between(PixelBox a, PixelBox b, double share) {
        return PixelBox.ofCorners(
                mix(a.x1(), b.x1(), share),
                mix(a.y1(), b.y1(), share),
                mix(a.x2(), b.x2(), share),
                mix(a.y2(), b.y2(), share));
    }

    /** Weighted so that it stays within the two even for huge numbers, and hits both ends exactly. */
    private static double mix(double a, double b, double share) {
        return a * (1 - share) + b * share;
    }

    private static boolean finite(double... numbers) {
        for (double number : numbers) {
            if (!Double.isFinite(number)) {
                return false;
            }
        }
        return true;
    }
}
