package org.spatialalign.engine.interchange;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.core.ContentHash;
import org.spatialalign.engine.geometry.PixelBox;
import org.spatialalign.engine.track.EffectiveBox;
import org.spatialalign.engine.track.MachineBox;

/**
 * What a "CVAT for video 1.1" file says about one clip.
 *
 * @param name the task's name, for us the clip's file name; may be empty
 * @param clip hash of the clip's content; null when the file does not say
 * @param frameCount how many frames the clip has, or 0 when the file does not say
 * @param width of the picture in pixels, or 0 when the file does not say
 * @param height of the picture in pixels, or 0 when the file does not say
 */
public record CvatVideo(
        String name, @Nullable ContentHash clip, int frameCount, int width, int height, List<Track> tracks) {

    public CvatVideo {
        tracks = List.copyOf(tracks);
    }

    /**
     * One thing followed through the clip.
     *
     * @param boxes ascending by frame, each frame at most once
     */
    public record Track(String label, List<Box> boxes) {
        public Track {
            boxes = List.copyOf(boxes);
        }

        /**
         * Where the thing is: the box of that frame if there is one, else between its neighbours in a straight line,
         * after the last box at rest. Null before the first box and from an "outside" on.
         */
        public @Nullable PixelBox at(int frame) {
            Box left = null;
            for (Box box : boxes) {
                if (box.frame() > frame) {
                    return left == null || left.outside() ? null : between(left, box, frame);
                }
                left = box;
            }
            return left == null || left.outside() ? null : left.box();
        }

        private static PixelBox between(Box left, Box right, int frame) {
            if (left.frame() == frame || right.outside()) {
                return left.box();
            }
            double t = (frame - left.frame()) / (double) (right.frame() - left.frame());
            PixelBox a = left.box();
            PixelBox b = right.box();
            return PixelBox.ofCorners(
                    a.x1() + t * (b.x1() - a.x1()),
                    a.y1() + t * (b.y1() - a.y1()),
                    a.x2() + t * (b.x2() - a.x2()),
                    a.y2() + t * (b.y2() - a.y2()));
        }
    }

    /**
     * One frame of a track.
     *
     * @param frame zero-based
     * @param keyFrame set by a person rather than interpolated
     * @param outside from here on it is not in the picture; the corners are those it had last
     */
    public record Box(int frame, PixelBox box, boolean keyFrame, boolean outside, boolean occluded) {}

    /**
     * A clip's boxes as a track: key frames where a person set a box or the tracking started, an "outside" where the
     * thing goes missing. CVAT needs the first box of each stretch to be a key frame too.
     *
     * @param frames one entry per frame of the clip
     */
    public static Track track(String label, List<EffectiveBox> frames) {
        List<Box> boxes = new ArrayList<>();
        PixelBox last = null;
        for (int i = 0; i < frames.size(); i++) {
            EffectiveBox frame = frames.get(i);
            PixelBox box = frame.box();
            if (box != null) {
                boolean seed = frame.origin() == EffectiveBox.Origin.MACHINE
                        && frame.machine().state() == MachineBox.BoxState.SEED;
                boolean key = last == null || seed || frame.origin() == EffectiveBox.Origin.KEY_FRAME;
                boxes.add(new Box(i, box, key, false, false));
            } else if (last != null) {
                boxes.add(new Box(i, last, true, true, false));
            }
            last = box;
        }
        return new Track(label, boxes);
    }
}
