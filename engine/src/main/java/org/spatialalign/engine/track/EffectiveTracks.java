package org.spatialalign.engine.track;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.geometry.FrameBoxes;
import org.spatialalign.engine.geometry.PixelBox;
import org.spatialalign.engine.geometry.Role;
import org.spatialalign.engine.track.Corrections.KeyFrame;
import org.spatialalign.engine.track.Corrections.Span;
import org.spatialalign.engine.track.EffectiveBox.Origin;

/**
 * The boxes that count: a person's sparse corrections applied to the machine's dense layer. Immutable and pure; a clip
 * takes microseconds, so it may be computed anew on every mouse move.
 *
 * <p>The rules, in the order in which they are applied to each role:
 *
 * <ol>
 *   <li><b>Swaps.</b> With an odd number of swaps at or before a frame, the two machine layers are exchanged in it. What
 *       people said (key frames, spans) belongs to the role they said it of and is not exchanged.
 *   <li><b>Key frames</b> are the box in their own frame, also where the machine has none.
 *   <li><b>Offsets.</b> A key frame over a machine box has an offset: the differences of centre, width and height. Between
 *       two neighbouring key frames the offset is linear. On an outer side it fades linearly to nothing at the nearest
 *       anchor. Anchors are the seed frames of the machine layer, the first and the last frame, and, since an offset says
 *       nothing about the other layer, the frames on either side of a swap. A seed between two key frames is an anchor
 *       too: a person drew that box. The offset is added to machine boxes only; where the machine has none, none is
 *       invented. A key frame without a machine box under it has no offset and spreads nothing.
 *   <li><b>Lines.</b> Within a span of {@code lines} the boxes run straight, each of the four coordinates linear in the
 *       frame number, from support to support. Supports are the key frames in the span, and at each end of the span
 *       without a key frame the box that rule 3 gives there, or failing that the nearest key frame beyond that end. With
 *       supports on one side only, the box is held; with none, rule 3 stays. This is the one way to get boxes where the
 *       machine has none, because somebody asked for it.
 *   <li><b>Outside</b> spans have no box, whatever else was said; key frames in them count for nothing.
 * </ol>
 *
 * <p>Spans and key frames beyond the clip's end are ignored. Widths and heights never fall below one pixel by an offset,
 * unless the machine's own do.
 */
public final class EffectiveTracks {

    private final List<EffectiveBox> animal;
    private final List<EffectiveBox> object;

    private EffectiveTracks(List<EffectiveBox> animal, List<EffectiveBox> object) {
        this.animal = animal;
        this.object = object;
    }

    public static EffectiveTracks of(MachineTracks machine, Corrections corrections) {
        boolean[] swapped = swapped(machine.frameCount(), corrections.swaps());
        return new EffectiveTracks(
                layer(Role.ANIMAL, machine, corrections, swapped), layer(Role.OBJECT, machine, corrections, swapped));
    }

    public int frameCount() {
        return animal.size();
    }

    public EffectiveBox box(Role role, int frame) {
        return of(role).get(frame);
    }

    /** One entry per frame of the clip. */
    public List<EffectiveBox> of(Role role) {
        return role == Role.ANIMAL ? animal : object;
    }

    public FrameBoxes frame(int index) {
        return new FrameBoxes(index, animal.get(index).box(), object.get(index).box());
    }

    /** All frames in order, those without boxes included; this is what the scorer takes. */
    public List<FrameBoxes> frames() {
        List<FrameBoxes> frames = new ArrayList<>(frameCount());
        for (int i = 0; i < frameCount(); i++) {
            frames.add(frame(i));
        }
        return Collections.unmodifiableList(frames);
    }

    private static boolean[] swapped(int count, List<Integer> swaps) {
        boolean[] swapped = new boolean[count];
        boolean state = false;
        int next = 0;
        for (int frame = 0; frame < count; frame++) {
            while (next < swaps.size() && swaps.get(next) <= frame) {
                state = !state;
                next++;
            }
            swapped[frame] = state;
        }
        return swapped;
    }

    private static List<EffectiveBox> layer(
            Role role, MachineTracks tracks, Corrections corrections, boolean[] swapped) {
        int count = tracks.frameCount();
        MachineBox[] machine = new MachineBox[count];
        for (int frame = 0; frame < count; frame++) {
            machine[frame] = tracks.of(swapped[frame] ? role.other() : role).get(frame);
        }
        boolean[] outside = new boolean[count];
        for (Span span : corrections.outside()) {
            if (span.role() == role && span.from() < count) {
                Arrays.fill(outside, span.from(), Math.min(span.to(), count - 1) + 1, true);
            }
        }
        @Nullable KeyFrame[] keys = new @Nullable KeyFrame[count];
        for (KeyFrame key : corrections.keyFrames()) {
            if (key.role() == role && key.frame() < count && !outside[key.frame()]) {
                keys[key.frame()] = key;
            }
        }
        @Nullable PixelBox[] offset = Offsets.apply(machine, keys, swapped);
        @Nullable PixelBox[] boxes = offset.clone();
        for (Span span : corrections.lines()) {
            if (span.role() == role && span.from() < count) {
                straighten(span.from(), Math.min(span.to(), count - 1), offset, keys, boxes);
            }
        }
        List<EffectiveBox> layer = new ArrayList<>(count);
        for (int frame = 0; frame < count; frame++) {
            if (outside[frame]) {
                layer.add(new EffectiveBox(null, Origin.MARKED_OUTSIDE, machine[frame]));
            } else if (keys[frame] != null) {
                layer.add(new EffectiveBox(boxes[frame], Origin.KEY_FRAME, machine[frame]));
            } else {
                boolean untouched = Objects.equals(boxes[frame], machine[frame].box());
                layer.add(new EffectiveBox(boxes[frame], untouched ? Origin.MACHINE : Origin.SPREAD, machine[frame]));
            }
        }
        return Collections.unmodifiableList(layer);
    }

    /** Rule 4 for one span inside the clip: reads the boxes of rule 3 and writes the straight ones. */
    private static void straighten(
            int from, int to, @Nullable PixelBox[] offset, @Nullable KeyFrame[] keys, @Nullable PixelBox[] boxes) {
        int left = support(from, -1, offset, keys);
        int frame = from;
        while (frame <= to) {
            int right = frame;
            while (right < to && keys[right] == null) {
                right++;
            }
            int end = right;
            if (right == to) {
                right = support(to, 1, offset, keys);
            }
            for (; frame <= end; frame++) {
                PixelBox straight = lineAt(frame, left, right, offset);
                boxes[frame] = straight == null ? offset[frame] : straight;
            }
            left = right;
        }
    }

    /** The box in a frame of the line between two supports, each -1 when there is none. */
    private static @Nullable PixelBox lineAt(int frame, int left, int right, @Nullable PixelBox[] offset) {
        PixelBox a = left < 0 ? null : offset[left];
        PixelBox b = right < 0 ? null : offset[right];
        if (a == null || frame == right) {
            return b;
        }
        if (b == null || frame == left) {
            return a;
        }
        return Offsets.between(a, b, (frame - left) / (double) (right - left));
    }

    /** The frame whose box supports the line at one end of a span, or -1. */
    private static int support(int end, int step, @Nullable PixelBox[] offset, @Nullable KeyFrame[] keys) {
        if (offset[end] != null) {
            return end;
        }
        for (int frame = end + step; frame >= 0 && frame < keys.length; frame += step) {
            if (keys[frame] != null) {
                return frame;
            }
        }
        return -1;
    }
}
