package org.spatialalign.engine.track;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.geometry.PixelBox;
import org.spatialalign.engine.geometry.Role;

/**
 * Puts lanes together. Where a stretch was followed from both of its ends, one lane hands over to the other where the
 * two agree best and both are surest, and they are blended around that frame so that no step is seen.
 */
final class LaneMerge {

    /** Frames on either side of a handover over which boxes that agree are blended. */
    private static final int BLEND_FRAMES = 4;

    /** Boxes that overlap less than this are different things; a mean of them would be neither. */
    private static final double AGREE_IOU = 0.5;

    /** Overlap from which on two lanes count as being in the same place without further preference. */
    private static final double FULL_AGREEMENT_IOU = 0.75;

    /** Small against everything else: it only decides between handovers that are equally good. */
    private static final double MIDDLE_WEIGHT = 1e-3;

    private LaneMerge() {}

    /** Fills in the frames of a role; entries of seed frames are left alone. */
    static void into(Role role, List<Lane> lanes, List<List<MachineBox>> followed, MachineBox[] boxes) {
        @Nullable MachineBox[] forward = new @Nullable MachineBox[boxes.length];
        @Nullable MachineBox[] backward = new @Nullable MachineBox[boxes.length];
        for (int i = 0; i < lanes.size(); i++) {
            Lane lane = lanes.get(i);
            if (lane.role() == role) {
                @Nullable MachineBox[] target = lane.step() > 0 ? forward : backward;
                for (int k = 0; k < lane.length(); k++) {
                    target[lane.start() + (k + 1) * lane.step()] =
                            followed.get(i).get(k);
                }
            }
        }
        int frame = 0;
        while (frame < boxes.length) {
            MachineBox f = forward[frame];
            MachineBox b = backward[frame];
            if (f != null && b != null) {
                int last = frame;
                while (last + 1 < boxes.length && forward[last + 1] != null && backward[last + 1] != null) {
                    last++;
                }
                handOver(forward, backward, boxes, frame, last);
                frame = last + 1;
                continue;
            }
            if (f != null || b != null) {
                boxes[frame] = f != null ? f : b;
            }
            frame++;
        }
    }

    private static void handOver(
            @Nullable MachineBox[] forward, @Nullable MachineBox[] backward, MachineBox[] boxes, int first, int last) {
        int best = bestHandover(forward, backward, first, last);
        for (int frame = first; frame <= last; frame++) {
            MachineBox near = frame <= best ? forward[frame] : backward[frame];
            MachineBox far = frame <= best ? backward[frame] : forward[frame];
            boxes[frame] = blend(near, far, Math.abs(frame - best - 0.5));
        }
    }

    /**
     * The last frame of the forward lane, or {@code first - 1}. Counts for a handover: sure boxes on either side, and
     * above all that the two lanes meet in the same place; where they do so for long, the middle is furthest from both
     * lanes' drift.
     */
    private static int bestHandover(
            @Nullable MachineBox[] forward, @Nullable MachineBox[] backward, int first, int last) {
        int length = last - first + 1;
        double sure = 0;
        for (int frame = first; frame <= last; frame++) {
            sure += backward[frame].confidence();
        }
        double middle = (first + last) / 2.0;
        int best = first - 1;
        double bestValue = Double.NEGATIVE_INFINITY;
        for (int last0 = first - 1; last0 <= last; last0++) {
            if (last0 >= first) {
                sure += forward[last0].confidence() - backward[last0].confidence();
            }
            double meeting = last0 < first || last0 == last ? 0 : agreement(forward[last0], backward[last0 + 1]);
            double value = sure + length * meeting - MIDDLE_WEIGHT * Math.abs(last0 + 0.5 - middle);
            if (value > bestValue) {
                bestValue = value;
                best = last0;
            }
        }
        return best;
    }

    /** In [0, 1]; full well before the boxes are equal, since neither lane is exact. */
    private static double agreement(MachineBox a, MachineBox b) {
        return a.box() == null || b.box() == null ? 0 : Math.min(1, a.box().iou(b.box()) / FULL_AGREEMENT_IOU);
    }

    private static MachineBox blend(MachineBox near, MachineBox far, double distance) {
        PixelBox a = near.box();
        PixelBox b = far.box();
        if (distance >= BLEND_FRAMES || a == null || b == null || a.iou(b) < AGREE_IOU) {
            return near;
        }
        PixelBox mean = Offsets.between(a, b, 0.5 - distance / (2 * BLEND_FRAMES));
        return new MachineBox(mean, near.state(), near.confidence());
    }
}
