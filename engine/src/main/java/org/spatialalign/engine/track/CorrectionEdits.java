package org.spatialalign.engine.track;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.geometry.PixelBox;
import org.spatialalign.engine.geometry.Role;
import org.spatialalign.engine.track.Corrections.KeyFrame;
import org.spatialalign.engine.track.Corrections.Span;

/**
 * Every change a person can make to the corrections of a clip, as pure functions from corrections to corrections. A
 * result equal to the input means that nothing was changed, so there is nothing to journal.
 */
public final class CorrectionEdits {

    /** Boxes closer than this in every coordinate, in pixels, are the same box to a person. */
    private static final double SAME_PX = 0.01;

    private CorrectionEdits() {}

    /** Sets a box in a frame; if the frame was marked outside, it alone is so no longer. */
    public static Corrections setKeyFrame(Corrections c, Role role, int frame, PixelBox box) {
        List<KeyFrame> keys = new ArrayList<>(c.keyFrames());
        keys.add(new KeyFrame(role, frame, box));
        return new Corrections(keys, without(c.outside(), role, frame, frame, 1), c.swaps(), c.lines());
    }

    /**
     * The end of a drag: sets a key frame unless the box is where it was, so that a click without movement changes
     * nothing.
     *
     * @param shown what the person saw when the drag began
     */
    public static Corrections moveBox(Corrections c, EffectiveTracks shown, Role role, int frame, PixelBox box) {
        PixelBox before = shown.box(role, frame).box();
        return before != null && same(before, box) ? c : setKeyFrame(c, role, frame, box);
    }

    public static Corrections removeKeyFrame(Corrections c, Role role, int frame) {
        return new Corrections(
                c.keyFrames().stream()
                        .filter(key -> key.role() != role || key.frame() != frame)
                        .toList(),
                c.outside(),
                c.swaps(),
                c.lines());
    }

    /**
     * Makes the box shown in a frame a key frame, or takes the key frame there away. Without any box there, nothing
     * changes.
     */
    public static Corrections toggleKeyFrame(Corrections c, EffectiveTracks shown, Role role, int frame) {
        if (c.keyFrame(role, frame) != null) {
            return removeKeyFrame(c, role, frame);
        }
        PixelBox box = shown.box(role, frame).box();
        return box == null ? c : setKeyFrame(c, role, frame, box);
    }

    /** The frame half-way between the key frames around a frame (or the clip's ends), where a check tells most. */
    public static OptionalInt midpoint(Corrections c, Role role, int frame, int frameCount) {
        List<Integer> keys = c.keyFrames().stream()
                .filter(key -> key.role() == role && key.frame() < frameCount)
                .map(KeyFrame::frame)
                .toList();
        int left = keys.stream()
                .filter(f -> f <= frame)
                .max(Comparator.naturalOrder())
                .orElse(0);
        int right = keys.stream()
                .filter(f -> f > frame)
                .min(Comparator.naturalOrder())
                .orElse(frameCount - 1);
        int middle = left + (right - left) / 2;
        return middle > left && middle < right ? OptionalInt.of(middle) : OptionalInt.empty();
    }

    /** Makes the box shown at the {@link #midpoint} a key frame; nothing changes where there is no such frame or box. */
    public static Corrections midpointKeyFrame(Corrections c, EffectiveTracks shown, Role role, int frame) {
        OptionalInt middle = midpoint(c, role, frame, shown.frameCount());
        if (middle.isEmpty() || c.keyFrame(role, middle.getAsInt()) != null) {
            return c;
        }
        return toggleKeyFrame(c, shown, role, middle.getAsInt());
    }

    /** Exchanges the two machine layers from this frame on; a second time in the same frame takes it back. */
    public static Corrections toggleSwap(Corrections c, int frame) {
        List<Integer> swaps = new ArrayList<>(c.swaps());
        swaps.add(frame);
        return new Corrections(c.keyFrames(), c.outside(), swaps, c.lines());
    }

    /** Says that the thing is not in the picture; key frames in the span contradict that and go. */
    public static Corrections markOutside(Corrections c, Role role, int from, int to) {
        Span span = new Span(role, from, to);
        List<Span> outside = new ArrayList<>(c.outside());
        outside.add(span);
        List<KeyFrame> keys = c.keyFrames().stream()
                .filter(key -> key.role() != role || !span.contains(key.frame()))
                .toList();
        return new Corrections(keys, outside, c.swaps(), c.lines());
    }

    /** Takes back the whole outside span that a frame lies in. */
    public static Corrections clearOutside(Corrections c, Role role, int frame) {
        List<Span> outside = c.outside().stream()
                .filter(span -> span.role() != role || !span.contains(frame))
                .toList();
        return new Corrections(c.keyFrames(), outside, c.swaps(), c.lines());
    }

    /** Straight lines in a span; lines that were there keep what lies beyond it. */
    public static Corrections straightLine(Corrections c, Span span) {
        List<Span> lines = without(c.lines(), span.role(), span.from(), span.to(), 0);
        lines.add(span);
        return new Corrections(c.keyFrames(), c.outside(), c.swaps(), lines);
    }

    /** Back to offsets in a span. */
    public static Corrections offset(Corrections c, Span span) {
        return new Corrections(
                c.keyFrames(), c.outside(), c.swaps(), without(c.lines(), span.role(), span.from(), span.to(), 0));
    }

    /**
     * Takes back what was said about one frame: its key frame, its outside mark, and a line through it. Offsets of key
     * frames elsewhere still reach it.
     */
    public static Corrections revertFrame(Corrections c, Role role, int frame) {
        List<Span> lines = c.lines().stream()
                .filter(span -> span.role() != role || !span.contains(frame))
                .toList();
        List<Span> outside = without(c.outside(), role, frame, frame, 1);
        return removeKeyFrame(new Corrections(c.keyFrames(), outside, c.swaps(), lines), role, frame);
    }

    /** Takes back everything said about one role. Swaps concern both roles and stay while the other has corrections. */
    public static Corrections revertAll(Corrections c, Role role) {
        Corrections rest = new Corrections(
                c.keyFrames().stream().filter(key -> key.role() != role).toList(),
                c.outside().stream().filter(span -> span.role() != role).toList(),
                c.swaps(),
                c.lines().stream().filter(span -> span.role() != role).toList());
        boolean otherUntouched = rest.keyFrames().isEmpty()
                && rest.outside().isEmpty()
                && rest.lines().isEmpty();
        return otherUntouched ? Corrections.NONE : rest;
    }

    /**
     * The spans with a stretch cut out of those of one role.
     *
     * @param gap 1 if what remains must not touch the stretch, 0 if it may share the end frames
     */
    private static List<Span> without(List<Span> spans, Role role, int from, int to, int gap) {
        List<Span> rest = new ArrayList<>();
        for (Span span : spans) {
            if (span.role() != role || span.to() < from || span.from() > to) {
                rest.add(span);
                continue;
            }
            addIfLong(rest, role, span.from(), from - gap, gap);
            addIfLong(rest, role, to + gap, span.to(), gap);
        }
        return rest;
    }

    /** A line of one frame is none; an outside mark of one frame is. */
    private static void addIfLong(List<Span> spans, Role role, int from, int to, int gap) {
        if (to > from || (gap == 1 && to == from)) {
            spans.add(new Span(role, from, to));
        }
    }

    private static boolean same(@Nullable PixelBox a, PixelBox b) {
        return a != null
                && Math.abs(a.x1() - b.x1()) < SAME_PX
                && Math.abs(a.y1() - b.y1()) < SAME_PX
                && Math.abs(a.x2() - b.x2()) < SAME_PX
                && Math.abs(a.y2() - b.y2()) < SAME_PX;
    }
}
