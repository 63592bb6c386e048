package org.spatialalign.engine.track;

import java.util.List;
import org.spatialalign.engine.geometry.PixelBox;
import org.spatialalign.engine.geometry.Role;

/**
 * What a person changed on top of the machine's boxes; sparse, immutable, ordered by frame. The default way to spread a
 * key frame is an additive offset: the difference to the machine's box at each key frame, linear between key frames,
 * fading to nothing towards the nearest anchor (a seed) or the end of the clip.
 *
 * @param keyFrames at most one per role and frame
 * @param outside spans in which the thing is not in the picture
 * @param swaps frames from which on the two identities are exchanged; an even number of swaps before a frame cancels
 * @param lines spans in which the boxes run in a straight line between the key frames at their ends instead
 */
public record Corrections(List<KeyFrame> keyFrames, List<Span> outside, List<Integer> swaps, List<Span> lines) {

    public static final Corrections NONE = new Corrections(List.of(), List.of(), List.of(), List.of());

    /** A box set by a person. */
    public record KeyFrame(Role role, int frame, PixelBox box) {}

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

    public boolean isEmpty() {
        return equals(NONE);
    }
}
