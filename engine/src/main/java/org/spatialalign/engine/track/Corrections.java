package org.spatialalign.engine.track;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.geometry.PixelBox;
import org.spatialalign.engine.geometry.Role;

/**
 * What a person changed on top of the machine's boxes; sparse, immutable, in canonical order, so that two corrections
 * that say the same are equal. How they are applied is {@link EffectiveTracks}; how they are edited is
 * {@link CorrectionEdits}. Stored as JSON.
 *
 * @param keyFrames at most one per role and frame (the last given wins), by frame, the animal first
 * @param outside spans in which the thing is not in the picture; touching spans of a role are one span
 * @param swaps frames from which on the two identities are exchanged, ascending; an even number of swaps before a frame
 *     cancels, also two in the same frame
 * @param lines spans in which the boxes run in straight lines; spans may share an end frame
 */
public record Corrections(List<KeyFrame> keyFrames, List<Span> outside, List<Integer> swaps, List<Span> lines) {

    private static final Comparator<Span> BY_FRAME =
            Comparator.comparingInt(Span::from).thenComparingInt(Span::to).thenComparing(Span::role);

    public static final Corrections NONE = new Corrections(List.of(), List.of(), List.of(), List.of());

    public Corrections {
        keyFrames = onePerFrame(orEmpty(keyFrames));
        outside = merged(orEmpty(outside));
        swaps = oddOnes(orEmpty(swaps));
        lines = orEmpty(lines).stream().distinct().sorted(BY_FRAME).toList();
    }

    /** A box set by a person. */
    public record KeyFrame(Role role, int frame, PixelBox box) {
        public KeyFrame {
            requireFrame(frame);
        }
    }

    /** Frames {@code from} to {@code to}, both included, of one role. */
    public record Span(Role role, int from, int to) {
        public Span {
            if (from < 0 || to < from) {
                throw new IllegalArgumentException("a span needs 0 <= from <= to, got " + from + " to " + to);
            }
        }

        public boolean contains(int frame) {
            return frame >= from && frame <= to;
        }
    }

    @JsonIgnore
    public boolean isEmpty() {
        return equals(NONE);
    }

    /** The key frame of a role in this very frame, or null. */
    public @Nullable KeyFrame keyFrame(Role role, int frame) {
        for (KeyFrame key : keyFrames) {
            if (key.frame() == frame && key.role() == role) {
                return key;
            }
        }
        return null;
    }

    private static void requireFrame(int frame) {
        if (frame < 0) {
            throw new IllegalArgumentException("frame index must not be negative: " + frame);
        }
    }

    /** A list that an older file does not have is an empty one. */
    private static <T> List<T> orEmpty(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }

    private static List<KeyFrame> onePerFrame(List<KeyFrame> keys) {
        Map<Long, KeyFrame> byPlace = new TreeMap<>();
        for (KeyFrame key : keys) {
            byPlace.put(2L * key.frame() + (key.role() == Role.ANIMAL ? 0 : 1), key);
        }
        return List.copyOf(byPlace.values());
    }

    private static List<Span> merged(List<Span> spans) {
        List<Span> result = new ArrayList<>();
        for (Role role : Role.values()) {
            List<Span> own = spans.stream()
                    .filter(span -> span.role() == role)
                    .sorted(BY_FRAME)
                    .toList();
            @Nullable Span open = null;
            for (Span span : own) {
                if (open != null && span.from() <= open.to() + 1) {
                    open = new Span(role, open.from(), Math.max(open.to(), span.to()));
                } else {
                    if (open != null) {
                        result.add(open);
                    }
                    open = span;
                }
            }
            if (open != null) {
                result.add(open);
            }
        }
        result.sort(BY_FRAME);
        return List.copyOf(result);
    }

    private static List<Integer> oddOnes(List<Integer> swaps) {
        TreeSet<Integer> odd = new TreeSet<>();
        for (int frame : swaps) {
            requireFrame(frame);
            if (!odd.add(frame)) {
                odd.remove(frame);
            }
        }
        return List.copyOf(odd);
    }
}
